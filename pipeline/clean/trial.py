"""A profile on trial over sample stories: what each rule took, which never fired, what looks like furniture and stayed.

The cues here only ask a person to look. They are looser than those that take text out, since a false alarm costs a
glance and a false removal costs body.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.clean.caption import Captions
from pipeline.clean.credit import Credits
from pipeline.clean.paragraph import ends_sentence
from pipeline.clean.profile import DatelineForm, Profile, Rule
from pipeline.clean.proof import Alone
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import LONGEST_CAPTION, PLAIN_CAPTION
from pipeline.story import BlockKind, CleanStory, Kind, Paragraph

# A line of this many characters that ends no sentence is hardly body; wide scripts need fewer.
SHORT_LINE = 60
SHORT_WIDE = 25
ADDRESSED = 160
# An agency's mark within so many characters of a paragraph's beginning may be a dateline's.
MARK_WITHIN = 45
# A longer paragraph that stands in several stories is background that the wire repeats.
REPEATED = 300
_BRACKETS = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "<": ">"}
_FINAL_BRACKET = re.compile(r".[(\[（［【][^()\[\]（）［］【】]{2,60}[)\]）］】]\Z", re.DOTALL)
_ADDRESS = re.compile(r"https?://|\bwww\.|[\w+-]@[\w-]+\.[a-z]|(?<!\w)@\w{3}|\w\.[a-z]{2,10}/\w")
# What a paragraph begins with up to its colon is a label when it has so many characters.
_LABEL = re.compile(r"([^\W\d_][^:：“”\"\n]{2,30}[:：])")
# Signs that a dateline leaves before the text when its rule does not take them.
_SIGNS = frozenset("·•|/,;:.-–—_")
_BULLETS = ("* ", "- ", "– ", "— ", "• ", "· ")
# Kinds that are sentences as body is.
_SENTENCES = {Kind.CAPTION, Kind.NOTICE, Kind.HEADLINE}
_RUNNING = {BlockKind.PARAGRAPH, BlockKind.PREFORMATTED}


@dataclass(frozen=True, slots=True)
class Sample:
    """A story of a file: ``part`` counts the stories of the file from 0."""

    file: str
    part: int
    story: CleanStory


@dataclass(frozen=True, slots=True)
class Taken:
    """What a rule took: how many spans, in how many stories, how many read like body, the longest and its file."""

    rule: str
    kind: Kind
    own: bool
    count: int
    stories: int
    prose: int
    longest: str
    file: str


@dataclass(frozen=True, slots=True)
class Silent:
    """A rule or dateline form of the profile that took nothing, the days when it is in force, and why it did not."""

    rule: str
    kind: Kind
    since: dt.date | None
    until: dt.date | None
    why: str


@dataclass(frozen=True, slots=True)
class Stayed:
    """A paragraph of the body that looks like furniture: ``paragraph`` is its 0-based number in the body."""

    file: str
    part: int
    paragraph: int
    text: str
    reasons: tuple[str, ...]


# A block of a sample: its number, its text.
_Block = tuple[Sample, int, str]
_NOTHING = "nothing fits it"


class Looks:
    """Tells by a paragraph alone whether it looks like furniture of a profile's agency."""

    def __init__(self, profile: Profile, profiles: Iterable[Profile]) -> None:
        profiles = tuple(profiles)
        self._marks = tuple(profile.marks)
        self._credits = Credits.of(profiles)
        self._captions = Captions.of(profiles, self._credits)

    def reasons(self, paragraph: Paragraph) -> Iterator[str]:
        """Why a person should look at the paragraph; nothing for plain body."""
        text = paragraph.text
        if _BRACKETS.get(text[:1], "") == text[-1:]:
            yield "stands in brackets"
        elif len(text) <= LONGEST_CAPTION and (_FINAL_BRACKET.search(text) or self._credits.after_caption(text)):
            yield "ends like a credit"
        if len(text) <= PLAIN_CAPTION and self._captions.speaks(text):
            yield "reads like a caption"
        if text.rstrip(" )]）】").endswith(self._marks):
            yield "ends with the agency's mark"
        elif len(text) > _short(text) and any(mark in text[:MARK_WITHIN] for mark in self._marks):
            yield "has the agency's mark near its beginning, as datelines do"
        if len(text) <= ADDRESSED and _ADDRESS.search(text):
            yield "gives an address"
        if paragraph.kind in _RUNNING and len(text) <= _short(text) and not _complete(text):
            yield "short, ends no sentence"


def taken(profile: Profile, samples: Iterable[Sample]) -> list[Taken]:
    """What each rule took, the profile's own rules first, the busiest first."""
    spans: dict[tuple[str, Kind], list[tuple[str, str]]] = defaultdict(list)
    stories: dict[tuple[str, Kind], int] = defaultdict(int)
    for sample in samples:
        for span in sample.story.furniture:
            spans[span.rule, span.kind].append((span.text, sample.file))
        for key in {(span.rule, span.kind) for span in sample.story.furniture}:
            stories[key] += 1
    found = [_taken(profile, *key, stories[key], texts) for key, texts in spans.items()]
    return sorted(found, key=lambda each: (not each.own, -each.count, each.rule))


def _taken(profile: Profile, rule: str, kind: Kind, stories: int, texts: Sequence[tuple[str, str]]) -> Taken:
    prose = 0 if kind in _SENTENCES else sum(len(text) > SHORT_LINE and ends_sentence(text) for text, _ in texts)
    longest, file = max(texts, key=lambda each: len(each[0]))
    return Taken(rule, kind, rule.startswith(f"{profile.id}."), len(texts), stories, prose, longest, file)


def silent(profile: Profile, took: Iterable[Taken], samples: Sequence[Sample]) -> list[Silent]:
    """The profile's own rules and dateline forms that took nothing, in the order of the file."""
    fired = {each.rule for each in took}
    blocks = list(_blocks(samples))
    forms = [
        Silent(form.id, Kind.DATELINE, form.since, form.until, _unused(form, blocks))
        for form in profile.datelines
        if form.id not in fired
    ]
    unfired = [rule for rule in profile.rules if rule.id not in fired]
    fitting = _fitting(unfired, blocks)
    rules = [Silent(rule.id, rule.kind, rule.since, rule.until, fitting.get(rule.id, _NOTHING)) for rule in unfired]
    return [*forms, *rules]


def _blocks(samples: Iterable[Sample]) -> Iterator[_Block]:
    """The blocks of the samples; of those that say the same, the first."""
    seen: set[str] = set()
    for sample in samples:
        parsed = sample.story.parsed
        for number, block in enumerate(parsed.blocks):
            text = parsed.source_text[block.start : block.end]
            if text not in seen:
                seen.add(text)
                yield sample, number, text


def _unused(form: DatelineForm, blocks: Iterable[_Block]) -> str:
    """Why a form that took nothing did not: by the first block of a story that it would take by itself."""
    return next((_why(block) for block in blocks if form.pattern.match(block[2])), _NOTHING)


def _fitting(rules: Iterable[Rule], blocks: Sequence[_Block]) -> dict[str, str]:
    """The same of rules, by their ids. They are asked together: one by one takes longer than cleaning does."""
    together: dict[dt.date | None, list[Rule]] = defaultdict(list)
    for rule in rules:
        together[rule.until].append(rule)
    return {found.id: why for left in together.values() for found, why in _first_fits(left, blocks)}


def _first_fits(left: Sequence[Rule], blocks: Iterable[_Block]) -> Iterator[tuple[Rule, str]]:
    """The rules that fit a block, each with the first; what has been found is not asked again."""
    alone = Alone(*left)
    for block in blocks:
        while found := list(dict.fromkeys(alone.taking(block[2]))):
            yield from ((rule, _why(block)) for rule in found)
            left = [rule for rule in left if rule not in found]
            if not left:
                return
            alone = Alone(*left)


def _why(block: _Block) -> str:
    sample, number, text = block
    by = next((span.rule for span in sample.story.furniture if span.paragraph == number), None)
    return f"{sample.file}: {text[:SHORT_LINE]}: {f'{by} took it' if by else 'not where or when it stands'}"


def stayed(looks: Looks, samples: Sequence[Sample]) -> list[Stayed]:
    """The paragraphs of the bodies that look like furniture, those with the most reasons first."""
    often, labels = repeated(samples), repeated(samples, _label)
    found = []
    for sample in samples:
        begins = {block.start for block in sample.story.parsed.blocks}
        after = (*sample.story.paragraphs, None)[1:]
        for number, (paragraph, then) in enumerate(zip(sample.story.paragraphs, after, strict=True)):
            shared = list(_shared(paragraph.text, often, labels))
            reasons = (*shared, *_left(paragraph, begins), *_before(paragraph, then), *looks.reasons(paragraph))
            if reasons:
                found.append(Stayed(sample.file, sample.part, number, paragraph.text, reasons))
    return sorted(found, key=lambda each: -len(each.reasons))


def _shared(text: str, often: Mapping[str, int], labels: Mapping[str, int]) -> Iterator[str]:
    if text in often:
        yield f"stands in {often[text]} stories"
    elif (label := _label(text)) in labels:
        yield f"“{label}” begins it in {labels[label]} stories"


def _left(paragraph: Paragraph, begins: Collection[int]) -> Iterator[str]:
    """Whether what was taken before the paragraph, in its block, left a sign of its own; ``begins`` are the blocks'."""
    if paragraph.text[0] in _SIGNS and paragraph.spans and paragraph.spans[0][0] not in begins:
        yield f"begins with “{paragraph.text[0]}”, which what was taken before it left"


def _before(paragraph: Paragraph, then: Paragraph | None) -> Iterator[str]:
    """What a paragraph shows beside the one after it: a short line that ends with a colon announces short lines."""
    text = paragraph.text
    announces = text.endswith((":", "：")) and len(text) <= _short(text)
    if announces and (then is None or (len(then.text) <= _short(then.text) and not ends_sentence(then.text))):
        yield "announces what is no sentence"


def repeated(samples: Iterable[Sample], part: Callable[[str], str] = str) -> dict[str, int]:
    """Paragraphs that stand in several stories, or a part of theirs, and in how many; versions of a story count once.

    Stories are held for versions of one another when they have the same longest paragraph. Empty parts do not count.
    """
    stories: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        texts = [paragraph.text for paragraph in sample.story.paragraphs]
        longest = max(texts, key=len, default="")
        for text in texts:
            if len(text) <= REPEATED and text != longest and (shared := part(text)):
                stories[shared].add(longest)
    return {text: len(found) for text, found in stories.items() if len(found) > 1}


def _label(text: str) -> str:
    """What the paragraph begins with up to a colon; nothing where that is no label.

    >>> _label("Peu de foto: El port."), _label("“No,” she said: it rains.")
    ('Peu de foto:', '')
    """
    found = _LABEL.match(text)
    return found[1] if found else ""


def _complete(text: str) -> bool:
    """Whether a short line is a sentence, announces others or is one of a list."""
    return ends_sentence(text) or text.endswith((":", "：")) or text.startswith(_BULLETS)


def _short(text: str) -> int:
    return SHORT_WIDE if is_eastern(text) else SHORT_LINE
