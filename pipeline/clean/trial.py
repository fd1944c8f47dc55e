"""A profile on trial over sample stories: what each rule took, which never fired, what looks like furniture and stayed.

The cues here only ask a person to look. They are looser than those that take text out, since a false alarm costs a
glance and a false removal costs body.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean.caption import LONGEST, LONGEST_PLAIN, Captions
from pipeline.clean.credit import Credits
from pipeline.clean.paragraph import ends_sentence
from pipeline.clean.profile import Profile
from pipeline.story import BlockKind, CleanStory, Kind, Paragraph

# A line of this many characters that ends no sentence is hardly body; wide scripts need fewer.
SHORT = 60
SHORT_WIDE = 25
ADDRESSED = 160
# A longer paragraph that stands in several stories is background that the wire repeats.
REPEATED = 300
_BRACKETS = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "<": ">"}
_FINAL_BRACKET = re.compile(r".[(\[（［【][^()\[\]（）［］【】]{2,60}[)\]）］】]\Z", re.DOTALL)
_ADDRESS = re.compile(r"https?://|\bwww\.|[\w+-]@[\w-]+\.[a-z]|(?<!\w)@\w{3}")
_BULLETS = ("* ", "- ", "– ", "— ", "• ", "· ")
_RUNNING = {BlockKind.PARAGRAPH, BlockKind.PREFORMATTED}


@dataclass(frozen=True, slots=True)
class Sample:
    """A story of a file: ``part`` counts the stories of the file from 0."""

    file: str
    part: int
    story: CleanStory


@dataclass(frozen=True, slots=True)
class Taken:
    """What a rule took: how many spans, in how many stories, the first of them and its file."""

    rule: str
    kind: Kind
    own: bool
    count: int
    stories: int
    example: str
    file: str


@dataclass(frozen=True, slots=True)
class Silent:
    """A rule or dateline form of the profile that took nothing, and the days in which it is in force."""

    rule: str
    kind: Kind
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Stayed:
    """A paragraph of the body that looks like furniture: ``paragraph`` is its 0-based number in the body."""

    file: str
    part: int
    paragraph: int
    text: str
    reasons: tuple[str, ...]


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
        elif len(text) <= LONGEST and (_FINAL_BRACKET.search(text) or self._credits.after_caption(text)):
            yield "ends like a credit"
        if len(text) <= LONGEST_PLAIN and self._captions.speaks(text):
            yield "reads like a caption"
        if text.rstrip(" )]）】").endswith(self._marks):
            yield "ends with the agency's mark"
        if len(text) <= ADDRESSED and _ADDRESS.search(text):
            yield "gives an address"
        if paragraph.kind in _RUNNING and len(text) <= _short(text) and not _complete(text):
            yield "short, ends no sentence"


def taken(profile: Profile, samples: Iterable[Sample]) -> list[Taken]:
    """What each rule took, the profile's own rules first, the busiest first."""
    counts: dict[tuple[str, Kind], int] = defaultdict(int)
    stories: dict[tuple[str, Kind], int] = defaultdict(int)
    first: dict[tuple[str, Kind], tuple[str, str]] = {}
    for sample in samples:
        for span in sample.story.furniture:
            counts[span.rule, span.kind] += 1
            first.setdefault((span.rule, span.kind), (span.text, sample.file))
        for key in {(span.rule, span.kind) for span in sample.story.furniture}:
            stories[key] += 1
    found = [
        Taken(*key, key[0].startswith(f"{profile.id}."), count, stories[key], *first[key])
        for key, count in counts.items()
    ]
    return sorted(found, key=lambda each: (not each.own, -each.count, each.rule))


def silent(profile: Profile, took: Iterable[Taken]) -> list[Silent]:
    """The profile's own rules and dateline forms that took nothing, in the order of the file."""
    fired = {each.rule for each in took}
    forms = [Silent(form.id, Kind.DATELINE, form.since, form.until) for form in profile.datelines]
    rules = [Silent(rule.id, rule.kind, rule.since, rule.until) for rule in profile.rules]
    return [each for each in (*forms, *rules) if each.rule not in fired]


def stayed(looks: Looks, samples: Sequence[Sample]) -> list[Stayed]:
    """The paragraphs of the bodies that look like furniture, those with the most reasons first."""
    often = repeated(samples)
    found = []
    for sample in samples:
        for number, paragraph in enumerate(sample.story.paragraphs):
            reasons = list(looks.reasons(paragraph))
            if paragraph.text in often:
                reasons.insert(0, f"stands in {often[paragraph.text]} stories")
            if reasons:
                found.append(Stayed(sample.file, sample.part, number, paragraph.text, tuple(reasons)))
    return sorted(found, key=lambda each: -len(each.reasons))


def repeated(samples: Iterable[Sample]) -> dict[str, int]:
    """Paragraphs that stand in several stories, and in how many; versions of one story count once.

    Stories are held for versions of one another when they have the same longest paragraph.
    """
    stories: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        texts = [paragraph.text for paragraph in sample.story.paragraphs]
        longest = max(texts, key=len, default="")
        for text in texts:
            if len(text) <= REPEATED and text != longest:
                stories[text].add(longest)
    return {text: len(found) for text, found in stories.items() if len(found) > 1}


def _complete(text: str) -> bool:
    """Whether a short line is a sentence, announces others or is one of a list."""
    return ends_sentence(text) or text.endswith((":", "：")) or text.startswith(_BULLETS)


def _short(text: str) -> int:
    return SHORT_WIDE if text[len(text) // 2] > "\u2e80" else SHORT
