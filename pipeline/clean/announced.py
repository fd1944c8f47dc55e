"""What lines announce: links and contacts in a row, a notice's text, what a release says of its sender."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from pipeline.clean.beginning import MOST_KEPT, can_begin
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import OF_PAGE
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import LONGEST_LINE, LONGEST_LINK, PLAIN_CAPTION, SHORTEST_TITLE, WITHIN_LIST, is_line
from pipeline.clean.wording import words_of
from pipeline.story import Kind

_NOTICE: Final = Kind.NOTICE
# An announcement has hardly more lines.
LONGEST_RUN: Final = 12
# So many short lines before the text goes on are a list of the text, not links.
LONGEST_RUN_WITHIN: Final = 7
# Before sentences an announcement of links is no longer.
ANNOUNCEMENT: Final = 32
# Few titles of links that are sentences stand in a row amid the text.
MOST_TITLES: Final = 3
# Another answered question of an interview stands within so many paragraphs.
ASKED_WITHIN: Final = 30
# A line alone between an announcement and text is a subhead if it is no longer.
LONE_SUBHEAD: Final = 24
# What a release says of its sender has no more paragraphs, and names it within so many characters.
LONGEST_ABOUT: Final = 3
NAMED_WITHIN: Final = 80
_WORDS: Final = words_of("wording")
_ABOUT: Final = re.compile(rf"(?:{'|'.join(_WORDS['about'])}) (?:[Ll][’'])?(?P<name>[A-ZÀ-Þ][^.?!:\n]{{1,60}})")
_GLUED: Final[tuple[str, ...]] = tuple(_WORDS["about_glued"])
_OF_SENDER: Final[tuple[str, ...]] = tuple(_WORDS["of_sender"])
_COMPANY: Final = tuple(f" {name}" for name in _WORDS["company_stopped"])
_may_be_about: Final = lru_cache(maxsize=MOST_KEPT)(can_begin(_ABOUT.pattern))
_QUOTES: Final = "\"“„«‘'»-–—"
_ASKS: Final = "?？؟;"


def runs(paragraphs: Sequence[Paragraph]) -> None:
    """Give the short lines after those that a rule says announce others their kind."""
    for rule, index in [(line.by, line.index) for line in paragraphs if line.by and line.by.run]:
        lines = _short_lines_after(paragraphs, index, rule.kind)
        if len(lines) > LONGEST_RUN_WITHIN and any(not p.taken for p in paragraphs[lines[-1].index + 1 :]):
            continue
        subhead = bool(lines) and _text_follows(paragraphs, lines[-1]) and _has_subhead(paragraphs, lines, index)
        lines = lines[:-1] if subhead else lines
        for line in lines or _titles_after(paragraphs, index):
            line.mark(rule.kind, f"{rule.id}.run")


def _short_lines_after(paragraphs: Sequence[Paragraph], index: int, kind: Kind) -> list[Paragraph]:
    lines: list[Paragraph] = []
    for paragraph in paragraphs[index + 1 : index + 1 + LONGEST_RUN]:
        if paragraph.label in OF_PAGE:
            continue
        # A line with a colon announces text, but among contacts; one before a credit is a caption.
        if (paragraph.text[-1] in ":：" and kind is not Kind.SIGNOFF) or _is_before_credit(paragraphs, paragraph.index):
            break
        if "。" in paragraph.text or not (
            is_line(paragraph) or _is_asking_title(paragraph, paragraphs, begun=bool(lines))
        ):
            break
        lines.append(paragraph)
    return lines


def _is_before_credit(paragraphs: Sequence[Paragraph], index: int) -> bool:
    return any(paragraph.label is Kind.CREDIT for paragraph in paragraphs[index + 1 : index + 2])


def _is_asking_title(paragraph: Paragraph, paragraphs: Sequence[Paragraph], *, begun: bool) -> bool:
    """Whether a title asks: behind other titles, or as the first where no sentence answers it."""
    if not _is_question(paragraph) or _is_asked(paragraph, paragraphs):
        return False
    after = paragraphs[paragraph.index + 1 : paragraph.index + 2]
    return begun or (len(paragraph.text) >= SHORTEST_TITLE and any(is_line(p) or p.label in OF_PAGE for p in after))


def _is_asked(question: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a sentence answers a question, and another one near it: the story is an interview."""
    near = paragraphs[max(0, question.index - ASKED_WITHIN) : question.index + ASKED_WITHIN]
    answered = [p.index for p, after in pairwise(near) if p.text[-1] in _ASKS and not after.taken and after.terminal]
    return question.index in answered and len(answered) > 1


def _is_question(paragraph: Paragraph) -> bool:
    return not paragraph.taken and len(paragraph.text) <= LONGEST_LINE and paragraph.text[-1] in "?!…？！"


def _text_follows(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    following = paragraphs[line.index + 1 : line.index + 2]
    return bool(following) and not following[0].taken


def _has_subhead(paragraphs: Sequence[Paragraph], lines: Sequence[Paragraph], marker: int) -> bool:
    """Whether the last line is the subhead of what follows: short alone, after known promos, shorter than links."""
    last = len(lines[-1].text)
    before = paragraphs[max(marker + 1, lines[-1].index - 2) : lines[-1].index]
    if len(before) > 1 and all(p.label is Kind.PROMO for p in before):
        return True
    if len(lines) == 1:
        text = lines[0].text
        return last <= LONE_SUBHEAD and not is_eastern(text) and (text[0] in _QUOTES or not WITHIN_LIST.match(text))
    return last <= 60 and last < 0.75 * len(lines[-2].text)


def _titles_after(paragraphs: Sequence[Paragraph], index: int) -> list[Paragraph]:
    """The sentences after an announcement with a colon that are titles of links: short, and longer text goes on."""
    if paragraphs[index].text[-1] not in ":：" or len(paragraphs[index].text) > ANNOUNCEMENT:
        return []
    titles = list(takewhile(_is_short_sentence, paragraphs[index + 1 : index + 2 + MOST_TITLES]))
    after = paragraphs[index + 1 + len(titles) : index + 2 + len(titles)]
    goes_on = any(not p.taken and len(p.text) > LONGEST_LINK for p in after)
    return titles if len(titles) <= MOST_TITLES and goes_on else []


def _is_short_sentence(paragraph: Paragraph) -> bool:
    short = not paragraph.taken and paragraph.terminal and len(paragraph.text) <= LONGEST_LINK
    return short and paragraph.text[0] not in _QUOTES


def after_notice(paragraphs: Sequence[Paragraph]) -> None:
    """Mark what a note to editors says where its address stands on a line of its own."""
    for note in paragraphs[:-1]:
        if note.label is not _NOTICE or note.text[-1] not in ":：" or len(note.text) > LONGEST_LINK:
            continue
        paragraph = paragraphs[note.index + 1]
        if not paragraph.taken and len(paragraph.text) <= PLAIN_CAPTION:
            paragraph.mark(Kind.NOTICE, f"{note.rule}.run")


def about(paragraphs: Sequence[Paragraph], source: str) -> None:
    """Mark what a press release says of its sender: ``About NAME`` to the next furniture or the end."""
    for paragraph in paragraphs[len(paragraphs) // 3 :]:
        match = None if paragraph.taken or not _may_be_about(paragraph.text[:1]) else _ABOUT.match(paragraph.text)
        if match is None:
            continue
        alone = len(paragraph.text) <= 80 and (not paragraph.terminal or paragraph.text.endswith(_COMPANY))
        if alone and not _describes_sender(paragraphs[paragraph.index + 1 :], match["name"]):
            continue
        if alone or (paragraph.text.startswith(_GLUED) and _titled(paragraph, match.start("name"), source)):
            paragraph.mark(Kind.PROMO, "generic.promo.about")
        if alone:
            _mark_following(paragraphs, paragraph.index)


def _titled(paragraph: Paragraph, name: int, source: str) -> bool:
    """``About NAME`` as a line of its own in the source, or the name, which begins there, said again at once."""
    raw = source[paragraph.start : paragraph.start + 70]
    line, _, rest = raw.partition("\n")
    if rest and len(line) < 60 and not line.rstrip().endswith((".", ",")):
        return True
    first = paragraph.text[name:].split(None, 1)[0]
    return paragraph.text.find(f" {first}", name + len(first)) in range(70)


def _describes_sender(after: Sequence[Paragraph], name: str) -> bool:
    """Whether hardly more than one paragraph, that names who is told of, stands to the next furniture or label."""
    told = list(takewhile(_is_told_on, after[: LONGEST_ABOUT + 1]))
    first = name.split(None, 1)[0].strip(":,()™®").partition("(")[0]
    named = not told or first in told[0].text[:NAMED_WITHIN] or told[0].text.startswith(_OF_SENDER)
    return named and len(told) <= LONGEST_ABOUT


def _is_told_on(paragraph: Paragraph) -> bool:
    return not (paragraph.taken or _ABOUT.match(paragraph.text) or (is_line(paragraph) and paragraph.text[-1] == ":"))


def _mark_following(paragraphs: Sequence[Paragraph], index: int) -> None:
    for paragraph in paragraphs[index + 1 : index + 4]:
        if paragraph.taken or not paragraph.prose:
            return
        paragraph.mark(Kind.PROMO, "generic.promo.about")
