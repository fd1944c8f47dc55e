"""Lines that rules want in company: which of them stand amid text and are given back to it.

A rule with ``company`` takes words that are as well a list's item, a subhead or a sentence of the text. One of them by
itself shows nothing. Lines in a row are judged together, by what stands round them and how much they say themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from pipeline.clean.paragraph import OF_PICTURES, Paragraph
from pipeline.clean.places import first_text, text_ends
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import LONGEST_LINE, SHORTEST_TITLE, is_phrase, is_teaser, may_close
from pipeline.story import Kind

# So many lines that are no sections' names are each other's company.
FEW: Final = 2
# So many promos that want company show a page, where they stand in several places.
MANY: Final = 5
# A title that is announced is hardly shorter; a list's item is.
ANNOUNCED: Final = 15
_COLONS: Final = ":："
_PROMO: Final = Kind.PROMO
_HEADER: Final = Kind.HEADER
_SIGNOFF: Final = Kind.SIGNOFF


def give_back(paragraphs: Sequence[Paragraph]) -> None:
    """Give back those lines that rules want in company and that stand amid text, as a list's items or subheads.

    Such lines are a page's beside other furniture, before the text, or as the last line after a sentence; those that
    announce links also before a title, and these and sign-offs wherever the text has ended. Where several stand after
    the last sentence or in a row, they are each other's company. A sentence is a page's only straight beside furniture,
    and what the text announces is its own.
    """
    lines = [line for line in paragraphs if line.wants_company]
    if not lines:
        return
    begins = first_text(paragraphs)
    # Short sentences behind the last prose are of lists as well, so the text is held for ended before them.
    ends = max((p.index for p in paragraphs if p.prose and not p.taken), default=-1)
    closing = _end_a_page(paragraphs, lines)
    paged, closes = _is_paged(paragraphs), text_ends(paragraphs)
    for row in _rows(line for line in lines if line.index not in closing):
        announced = row[0].index >= begins and _are_announced(paragraphs, row)
        apart = paged or not begins <= row[0].index <= closes
        if not announced and ((apart and _are_a_box(row)) or (paged and _tell_ages(row))):
            continue
        told = any(map(_is_told, row)) and not _stand_beside_furniture(paragraphs, row)
        unbegun = closes < 0 and row[-1].label is Kind.BYLINE
        closing_word = row[-1].label is _PROMO and row[-1].terminal and not paged
        amid = announced or closing_word or (not unbegun and _are_amid(row, begins, ends))
        if told or (amid and not (not announced and _have_company(paragraphs, row, paged))):
            for line in row:
                line.unmark()


def _is_paged(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether promos that need no company show a page round the text, or many that want it, in several places."""
    promos = [p for p in paragraphs if p.label is _PROMO]
    shy = [p for p in promos if p.wants_company]
    if len(promos) - len(shy) >= FEW:
        return True
    return len(promos) >= MANY and promos[-1].index - promos[0].index >= len(promos)


def _are_announced(paragraphs: Sequence[Paragraph], row: Sequence[Paragraph]) -> bool:
    """Whether the text announces with a colon what the lines are among: a list of its own."""
    for paragraph in reversed(paragraphs[: row[0].index]):
        if not paragraph.taken and paragraph.text[-1] in _COLONS:
            return True
        if paragraph.terminal or len(paragraph.text) > LONGEST_LINE:
            return False
    return False


def _rows(lines: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """The lines that follow each other without another between them."""
    for _, numbered in groupby(enumerate(lines), key=lambda pair: pair[1].index - pair[0]):
        yield [line for _, line in numbered]


def _end_a_page(paragraphs: Sequence[Paragraph], lines: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of those of the lines that stand after the last sentence, where most there are such.

    Sections' names are plain words, as buttons of one word are: by themselves they are the text's own list.
    """
    last = text_ends(paragraphs)
    others = [p for p in paragraphs[last + 1 :] if not p.taken]
    if last < 0 or any(p.text[-1] in _COLONS for p in (paragraphs[last], *others)):
        return frozenset()
    sure = [line for line in lines if line.index > last and line.label is not _HEADER and not _is_said(line)]
    told = any(map(_says_several_words, sure))
    return frozenset(line.index for line in sure if told and len(sure) >= max(FEW, len(others)))


def _are_a_box(row: Sequence[Paragraph]) -> bool:
    """Whether lines in a row are a page's box: two that are no sections' names, and one says more than a word.

    One such line can be the text's own, as a subhead or what a sign says; text that has two of them in a row is rare.
    A list of the text fits patterns line by line, so one must be in a page's own words, and none has a list's mark.
    What people say to each other has signs behind it.
    """
    if any(map(_is_said, row)):
        return False
    sure = [line for line in row if line.label is not _HEADER and line.text[0].isalpha()]
    worded = any(line.by is not None and line.by.lines for line in sure)
    return worded and len(sure) >= FEW and any(map(_says_several_words, sure))


def _tell_ages(row: Sequence[Paragraph]) -> bool:
    """Whether each of the lines says how long ago a story was put up."""
    return all(line.by is not None and line.by.aged for line in row)


def _says_several_words(line: Paragraph) -> bool:
    return " " in line.text or is_eastern(line.text)


def _is_said(line: Paragraph) -> bool:
    """Whether a line is a sentence of no more than a button's words, as people say to each other."""
    return line.terminal and not _is_told(line)


def _is_told(line: Paragraph) -> bool:
    """Whether a line is a sentence of more than a button's words."""
    return line.terminal and (len(line.text) >= SHORTEST_TITLE or is_eastern(line.text))


def _stand_beside_furniture(paragraphs: Sequence[Paragraph], row: Sequence[Paragraph]) -> bool:
    """Whether furniture stands straight beside: copy without a page round it opens and ends in sentences."""
    before, after = _round(paragraphs, row)
    return any(p.taken for p in (*before, *after))


def _are_amid(row: Sequence[Paragraph], begins: int, ends: int) -> bool:
    """Whether the text has begun before the lines, and has not ended, as it may have before links and sign-offs."""
    may_follow = _announce(row) or any(line.label is _SIGNOFF for line in row)
    return row[-1].index >= begins and not (may_follow and row[-1].index > ends)


def _announce(row: Sequence[Paragraph]) -> bool:
    """Whether the last line announces others; the section that links are of may stand under what announces them."""
    return next((line.announces for line in reversed(row) if line.label is not _HEADER), False)


def _have_company(paragraphs: Sequence[Paragraph], row: Sequence[Paragraph], paged: bool) -> bool:
    """Whether other furniture stands beside, nothing behind and a sentence before, or a title that they announce.

    With nothing behind, what ends as a sentence does is the text's last, if no page is round it.
    """
    before, after = _round(paragraphs, row)
    section = row[-1].label is _HEADER
    # A section's name under a picture is a subhead.
    if any(p.taken and not (section and p.label in OF_PICTURES) for p in (*before, *after)):
        return True
    if not after:
        return (
            not section
            and (paged or not (row[-1].label is _PROMO and row[-1].terminal))
            and all(map(may_close, before))
        )
    title = len(after[0].text) >= ANNOUNCED and (is_phrase(after[0]) or is_teaser(after[0]))
    return title and _announce(row)


def _round(
    paragraphs: Sequence[Paragraph], row: Sequence[Paragraph]
) -> tuple[Sequence[Paragraph], Sequence[Paragraph]]:
    """The paragraph straight before and the one straight after, as far as there are."""
    first, after = row[0].index, row[-1].index + 1
    return paragraphs[max(0, first - 1) : first], paragraphs[after : after + 1]
