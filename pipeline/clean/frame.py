"""The frame of a page round a story: lines beside known furniture before the first and after the last paragraph."""

import re
from collections.abc import Container, Sequence, Set
from itertools import groupby, pairwise
from typing import Final

from pipeline.clean.names import Names
from pipeline.clean.paragraph import Paragraph
from pipeline.story import Kind

# A title or a link is hardly longer.
LINE: Final = 150
# A title is hardly shorter.
TITLE: Final = 25
# A page's head has hardly more blocks; what is longer is a table or a list without prose.
LONGEST_HEAD: Final = 40
# A sentence as long as this is text.
TEXT: Final = 80
# A line after the headline as long as this may be its summary.
SUMMARY: Final = 70
# A byline's name alone on its line has hardly more words.
LONGEST_NAME: Final = 4
# A byline's number among a story's paragraphs is hardly higher, whatever pictures and stamps are before it.
NEAR_START: Final = 3
# So many pieces of known furniture before the first paragraph, or after the last, show that a page's frame is there.
KNOWN: Final = 2
# So many promos show that a page stands round the text.
FEW_PROMOS: Final = 2
# A link's stamp is no longer, and hardly more such links stand amid a story.
STAMP: Final = 24
FEW_LINKS: Final = 3
# Lines shorter than this may stand twice because the text says so: cells, scores.
TWIN: Final = 25
# An item of a list is shorter than a title that is announced.
ITEM: Final = 15
# At hand, for in Python 3.11 an enumeration's member is slow to come by.
_PROMO: Final = Kind.PROMO
_FRAME: Final = frozenset({Kind.PROMO, Kind.HEADER, Kind.BYLINE, Kind.CREDIT, Kind.CAPTION})
_SIGNED: Final = {Kind.BYLINE, Kind.HEADER}
# What an agency's name alone under a headline may have been taken for.
_SIGNS: Final = (Kind.CREDIT, Kind.SIGNOFF)
# Under a headline a name with its agency may have been taken for a credit, or for a caption and its credit.
_UNSIGNED: Final = (None, Kind.CREDIT, Kind.CAPTION)
_PIECES: Final = re.compile(r"[,|•(·]| [–—-] |\. ")
_SENTENCE: Final = re.compile(r"[^\W\d_]{3}[.!?…][”»\"')]?(?: [(/\w]|[(/A-Z])|。[（(][^（）()]{2,30}[）)]\d{0,8}\Z")
# A day and its hour, or the hour first.
_STAMP: Final = re.compile(
    r"\d{1,2}\.? [^\W\d_]{3,10}\.?(?: \d{4})?,? \d{1,2}[:.]\d\d|\d{1,2}:\d\d,? \d{1,2}\.? [^\W\d_]{3,10}\.?(?: \d{4})?"
)
_NAME: Final = re.compile(
    r"(?:[A-ZÀ-Þ\u0400-\u042f][\w.'’-]{0,20}(?: (?:de|da|van|von|der|bin|al|y|e|and|und|&))?,? ?){1,8}"
)


def by_line(paragraphs: Sequence[Paragraph], names: Names) -> None:
    """Mark the name after a "By" that stands alone, and the line under a name that tells for whom or as what.

    ``Mara Linden`` with ``Northern Press`` beneath is a byline; without the second line the name may be anything.
    """
    for first, second in pairwise(paragraphs):
        if first.prose and not first.taken:
            return
        if first.label in _SIGNS and _signs_head(paragraphs, first) and names.agency(first.text.strip("/()")):
            first.mark(Kind.BYLINE, "generic.byline.agency")
        if first.label in _UNSIGNED and first.index == 1 and is_line(paragraphs[0]) and _is_signed(first, names):
            first.cuts = ()
            first.mark(Kind.BYLINE, "generic.byline.signed")
        if first.index and _is_name(first, names) and second.label is Kind.HEADER and is_line(paragraphs[0]):
            first.mark(Kind.BYLINE, "generic.byline.before_stamp")
        if first.rule.endswith("by_alone") and is_line(second) and _NAME.fullmatch(second.text):
            second.mark(Kind.BYLINE, "generic.byline.after_by")
        elif (first.label is Kind.BYLINE or _is_name(first, names)) and _is_second_line(second, names):
            for each in (first, second):
                each.mark(Kind.BYLINE, each.rule if each.label is Kind.BYLINE else "generic.byline.two_lines")


def _signs_head(paragraphs: Sequence[Paragraph], sign: Paragraph) -> bool:
    """Whether an agency's name stands where a byline would: under the first line, or beside a stamp near the start."""
    if sign.index == 1 and is_line(paragraphs[0]):
        return True
    beside = (*paragraphs[max(0, sign.index - 1) : sign.index], *paragraphs[sign.index + 1 : sign.index + 2])
    return sign.index <= NEAR_START and not sign.cuts and any(p.label is Kind.HEADER for p in beside)


def _is_name(paragraph: Paragraph, names: Names) -> bool:
    words = len(paragraph.text.split())
    return not paragraph.taken and 1 < words <= LONGEST_NAME and names.name(paragraph.text)


def _is_signed(paragraph: Paragraph, names: Names) -> bool:
    """Whether a line is a name and nothing but its agency, job or place: ``Mara Linden, AFP``."""
    pieces = [piece.strip(" ()") for piece in _PIECES.split(paragraph.text) if piece.strip(" ()")]
    if len(pieces) < 2 or len(paragraph.text) > SUMMARY or not 1 < len(pieces[0].split()) <= LONGEST_NAME:
        return False
    name, *rest = pieces
    return names.name(name) and all(names.agency(each) or names.title(each) or names.place(each) for each in rest)


def _is_second_line(paragraph: Paragraph, names: Names) -> bool:
    """Whether a line is nothing but an agency's name or a job title, whatever else it was taken for."""
    plain = paragraph.text.strip("()[]^=< ")
    return len(plain) <= SUMMARY and (names.agency(plain) or names.title(plain))


def without_company(paragraphs: Sequence[Paragraph], shy: Set[str], announcing: Container[int]) -> None:
    """Give back what the ``shy`` rules took amid text: a button's word is as well a list's item or a subhead.

    Such lines are a page's beside other furniture, before the text, or as the last line after a sentence; those that
    announce links, by their numbers, also before a title, and these and sign-offs wherever the text has ended.
    """
    lines = [p for p in paragraphs if p.rule in shy]
    if not lines:
        return
    first = _first_text(paragraphs)
    last = max((p.index for p in paragraphs if p.prose and not p.taken), default=-1)
    for _, numbered in groupby(enumerate(lines), key=lambda pair: pair[1].index - pair[0]):
        group = [line for _, line in numbered]
        announces = group[-1].index in announcing
        ended = group[-1].index > last and (announces or group[-1].label is Kind.SIGNOFF)
        if group[-1].index >= first and not ended and not _has_company(paragraphs, group, announces):
            for line in group:
                line.unmark()


def _has_company(paragraphs: Sequence[Paragraph], group: Sequence[Paragraph], announces: bool) -> bool:
    start, end = group[0].index, group[-1].index + 1
    before, after = paragraphs[max(0, start - 1) : start], paragraphs[end : end + 1]
    if any(p.taken for p in (*before, *after)):
        return True
    if not after:
        return all(map(is_sentence, before))
    title = len(after[0].text) >= ITEM and (is_line(after[0]) or _is_teaser(after[0]))
    return announces and title


def head(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines before the first paragraph of prose where known furniture stands among them.

    What stands after the last known piece may be the text's own subhead or table and stays, and so does a long line
    after the headline: its summary.
    """
    before = paragraphs[: _first_text(paragraphs[:LONGEST_HEAD])]
    lines = [p for p in before if is_line(p) and not is_deck(p, before)]
    known = [p.index for p in before if _is_frame(p)]
    if not lines or not known:
        return
    told = next((p for p in before if p.label is Kind.HEADLINE), None)
    first = lines[0] if told is None and _is_title(lines[0], known[-1], paragraphs) else None
    if len(known) < KNOWN or len(lines) > 2 * len(known):
        lines = [first] if first else []
    title = told or first or _title(lines)
    for line in lines:
        if line is title:
            line.mark(Kind.HEADLINE, "generic.headline.in_frame")
        elif (
            line.index < known[-1]
            and not _is_subhead(line, before)
            and not (title and line.index > title.index and _is_summary(line, before))
        ):
            line.mark(Kind.PROMO, "generic.promo.before_text")


def _is_subhead(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a sentence of the text stands before a line, and one follows at once: the story has begun."""
    begun = any(not p.taken and p.terminal and len(p.text) >= TEXT for p in before[: line.index])
    after = before[line.index + 1 : line.index + 2]
    return begun and all(not p.taken and p.terminal for p in after)


def _is_summary(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a line after the headline is long for a button, or not so long and straight before a byline."""
    above, below = (before[at].label if at < len(before) else None for at in (line.index - 1, line.index + 1))
    deck = below is Kind.BYLINE and above in (Kind.HEADLINE, Kind.HEADER)
    return len(line.text) >= (TITLE if deck else SUMMARY)


def is_deck(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether a long line comes straight after nothing but buttons, or byline and stamp: what stands above a deck."""
    above = before[: line.index]
    if len(line.text) >= TITLE and {p.label for p in above} == _SIGNED:
        return True
    return bool(above) and len(line.text) >= SUMMARY and all(p.button for p in above)


def _first_text(paragraphs: Sequence[Paragraph]) -> int:
    """Where the text begins: with the first prose, in a story of short paragraphs with the first sentence."""
    open_ = [p for p in paragraphs if not p.taken]
    prose = next((p.index for p in open_ if p.prose), 0)
    return prose or next((p.index for p in open_ if p.terminal and len(p.text) >= TEXT), 0)


def _is_title(line: Paragraph, known: int, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the story's first line, no sentence and followed by known furniture, is its headline."""
    nothing_before = all(p.taken for p in paragraphs[: line.index])
    return nothing_before and line.index < known and len(line.text) >= TITLE and line.text[-1] not in ":："


def _title(lines: Sequence[Paragraph]) -> Paragraph | None:
    """The first line that is nearly as long as the longest: a summary after it can be longer."""
    longest = max((len(line.text) for line in lines), default=0)
    return next((p for p in lines if len(p.text) >= max(TITLE, 0.6 * longest) and p.text[-1] not in ":："), None)


def tail(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines after the last paragraph where links and boxes are known to have begun."""
    last = next((p.index for p in reversed(paragraphs) if not p.taken and (p.prose or is_sentence(p))), -1)
    after = paragraphs[last + 1 :]
    known = [p.index for p in after if p.label is Kind.PROMO and _is_frame(p)]
    if last < 0 or len(known) < KNOWN:
        return
    for paragraph in after:
        if paragraph.index > known[0] and (is_line(paragraph) or _is_teaser(paragraph)):
            paragraph.mark(Kind.PROMO, "generic.promo.after_text")


def twins(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a line that says again what the line before it says, be it with a button's words: a title and its link."""
    for first, second in pairwise(paragraphs):
        if first.text == second.text and len(second.text) >= TWIN and is_line(second):
            second.mark(Kind.PROMO, "generic.promo.twin")
        elif second.label is _PROMO and len(first.text) >= TITLE and is_line(first) and first.text in second.text:
            first.mark(Kind.PROMO, "generic.promo.twin")


def shows_page(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether promos show that a page stands round the text; in other copy their shapes are lists, tables, chants."""
    return [paragraph.label for paragraph in paragraphs].count(_PROMO) >= FEW_PROMOS


def repeated_lines(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a short line that stands three times in a row on a page: a button or a placeholder; a chant is text."""
    if not shows_page(paragraphs):
        return
    for first, second, third in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if first.text == second.text == third.text and len(first.text) <= LINE:
            for paragraph in (first, second, third):
                if not paragraph.taken:
                    paragraph.mark(Kind.PROMO, "generic.promo.repeated")


def dated_links(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a title and its stamp that stand amid long text: a link to another story.

    A log has a stamp at each of its entries, and nothing between the text before and the stamp.
    """
    near = [p for p in paragraphs[2:-1] if len(p.text) <= STAMP and p.label in (None, Kind.HEADER)]
    stamps = [p for p in near if _STAMP.fullmatch(p.text)]
    for stamp in stamps if len(stamps) <= FEW_LINKS else ():
        before, title, after = paragraphs[stamp.index - 2], paragraphs[stamp.index - 1], paragraphs[stamp.index + 1]
        if is_line(title) and len(title.text) >= TITLE and _is_amid_text(before, after):
            for each in (title, stamp):
                each.mark(Kind.PROMO, "generic.promo.dated_link")


def _is_amid_text(before: Paragraph, after: Paragraph) -> bool:
    return all(not p.taken and p.terminal and len(p.text) >= TEXT for p in (before, after))


def _is_frame(paragraph: Paragraph) -> bool:
    """Whether the paragraph is known to be no part of the text; lone figures may be a table's."""
    return paragraph.label in _FRAME and not paragraph.rule.endswith("figures")


def is_line(paragraph: Paragraph) -> bool:
    """Whether the paragraph is short and no sentence, also none with a mark after it."""
    short = not paragraph.taken and not paragraph.prose and len(paragraph.text) <= LINE and not paragraph.terminal
    return short and _SENTENCE.search(paragraph.text) is None


def _is_teaser(paragraph: Paragraph) -> bool:
    """Whether a line ends as titles of links do that are cut short or that ask."""
    return not paragraph.taken and len(paragraph.text) <= LINE and paragraph.text.endswith(("...", "…", "?", "!"))


def is_sentence(paragraph: Paragraph) -> bool:
    """Whether the paragraph is a sentence, be it with a mark after it, and no title that asks or is cut short."""
    ends = paragraph.terminal or _SENTENCE.search(paragraph.text) is not None
    return ends and len(paragraph.text) >= TITLE and not _is_teaser(paragraph)
