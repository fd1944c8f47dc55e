"""Links to other stories amid the text, and the lines after its end: links, tags, names of sections."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from pipeline.clean.frame import shows_page
from pipeline.clean.listed import NAME_AND_PLACE, Refrains, is_own, signs_letters
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import OF_PAGE, texts_of
from pipeline.clean.script import width
from pipeline.clean.shape import (
    ENOUGH_TEXT,
    LONGEST_BUTTON,
    LONGEST_LINE,
    LONGEST_LINK_STAMP,
    SHORTEST_TITLE,
    WITHIN_LIST,
    is_line,
    is_phrase,
    is_teaser,
    is_text,
)
from pipeline.clean.wording import words_of
from pipeline.story import BlockKind, Kind

# A line in capitals longer than this is a link, a shorter one a subhead.
CAPITALS: Final = 45
# A line with a kicker and a colon longer than this is a link to another story.
KICKER: Final = 66
# Hardly more links with a stamp stand amid a story.
FEW_LINKS: Final = 3
# Lines shorter than this may stand twice because the text says so: cells, scores.
SHORTEST_TWIN: Final = 25
# What a title teases with is no longer.
LONGEST_TEASED: Final = 240
# A story has so many letters before its end, and is so many times as long as what a page sets behind its sign-off.
LEAST_TOLD: Final = 500
SHARE: Final = 2
# A paragraph of prose stands behind a mere sign-off only among so many lines of the page.
MOST_LINES: Final = 3
# What a line says that ends a story by its rights, in small letters.
_OWNED: Final[tuple[str, ...]] = tuple(words_of("wording")["owned"])
# A title straight before its link is longer than a subhead.
TITLED: Final = 40
# So many lines of a page over the text show its frame as well.
FRAMED: Final = 5
# So many keywords stand in a row, which are no longer, or have so many words.
FEW_KEYWORDS, LONGEST_KEYWORD, WORDS = 3, 36, 2
# Of so many keywords the text says one, or a word of it that is as long.
KEYWORDS_SAID, LONG_WORD = 3, 4
# To each of its figures it has so many letters.
LETTERS_TO_A_FIGURE: Final = 12
# What may stand between a title and the same again: its stamp, who wrote it, whose picture it has.
_UNDER_TITLE: Final = (Kind.HEADER, Kind.BYLINE, Kind.CREDIT)
_PROMO, _SIGNOFF, _PARAGRAPH = Kind.PROMO, Kind.SIGNOFF, BlockKind.PARAGRAPH
# What goes on in the next line: a verse, a list's item.
_GOING_ON: Final = frozenset(",;،؛，；")
_FIGURES: Final = re.compile(r"\d")
# A note to a number in the text.
_NOTE: Final = re.compile(r"\[\d{1,3}\]")
_HASHTAG: Final = re.compile(r"#\w+(?::|(?: #\w+)*\Z)")
# A day and its hour, or the hour first.
_STAMP: Final = re.compile(
    r"\d{1,2}\.? [^\W\d_]{3,10}\.?(?: \d{4})?,? \d{1,2}[:.]\d\d|\d{1,2}:\d\d,? \d{1,2}\.? [^\W\d_]{3,10}\.?(?: \d{4})?"
)


def within(paragraphs: Sequence[Paragraph]) -> None:
    """Mark lines amid prose that are links: with a kicker, or in capitals where all lines in capitals are long."""
    lines = [p for p in paragraphs[1:-1] if is_line(p) and _between_text(paragraphs, p.index)]
    linked = all(len(p.text) >= CAPITALS for p in lines if p.text.isupper())
    for paragraph in lines:
        text = paragraph.text
        if paragraph.index < 2 or paragraph.block is not _PARAGRAPH or text[-1] == ":":
            continue
        listed = text[0].isdigit() and not (text.isupper() and len(text) >= CAPITALS)
        if listed or any(cut.kind is Kind.DATELINE for cut in paragraphs[paragraph.index + 1].cuts):
            continue  # the heading of a digest's item
        kicker = len(text) >= KICKER and _has_kicker(text) and not _in_list(paragraphs, paragraph.index)
        # In copy that is all in capitals they tell nothing.
        capitals = linked and text.isupper() and not paragraphs[paragraph.index - 1].text.isupper()
        if kicker or _HASHTAG.match(text) or capitals:
            paragraph.mark(Kind.PROMO, "generic.promo.link_within")


def _has_kicker(text: str) -> bool:
    at = text.find(": ")
    return 0 < at < 40 and not text[at + 2 : at + 3].islower()


def _in_list(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a paragraph beside it begins with a kicker too: points of a list, not links."""
    beside = [*paragraphs[max(0, index - 2) : index], *paragraphs[index + 1 : index + 3]]
    return any(_has_kicker(p.text) and not p.taken for p in beside)


def _between_text(paragraphs: Sequence[Paragraph], index: int) -> bool:
    return is_text(paragraphs[index - 1]) and any(map(is_text, paragraphs[index + 1 : index + 3]))


def before_button(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the title between text and a button that opens it: ``Read more``, with the text going on after it."""
    for button in paragraphs[2:]:
        if button.by is None or not (button.by.opens or button.by.button) or len(button.text) > LONGEST_BUTTON:
            continue
        before, title = paragraphs[button.index - 2 : button.index]
        linked = any(map(is_text, paragraphs[button.index + 1 : button.index + 2]))
        # Before a button that opens no story a subhead may stand; what is longer is a link.
        least = SHORTEST_TITLE if button.by.opens else KICKER
        titled = is_line(title) and len(title.text) >= least and title.text[-1] not in ":："
        if linked and titled and is_text(before):
            title.mark(_PROMO, "generic.promo.link_before_more")


def dated(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a title and its stamp that stand amid long text: a link to another story.

    A log has a stamp at each of its entries, and nothing between the text before and the stamp. A stamp over the title
    must be the only one of its story.
    """
    near = [p for p in paragraphs[2:-1] if len(p.text) <= LONGEST_LINK_STAMP and p.label in (None, Kind.HEADER)]
    stamps = [p for p in near if _STAMP.fullmatch(p.text)]
    for stamp in stamps if len(stamps) <= FEW_LINKS else ():
        over = _stands_dated(paragraphs, stamp.index - 1, stamp.index)
        if over or (len(stamps) == 1 and _stands_dated(paragraphs, stamp.index, stamp.index + 1)):
            for each in (paragraphs[stamp.index - 1 if over else stamp.index + 1], stamp):
                each.mark(Kind.PROMO, "generic.promo.dated_link")


def _stands_dated(paragraphs: Sequence[Paragraph], first: int, last: int) -> bool:
    """Whether one of two lines, of which the other is a stamp, is a title, and they stand amid text."""
    if last + 1 >= len(paragraphs):
        return False
    titled = any(is_phrase(p) and len(p.text) >= SHORTEST_TITLE for p in paragraphs[first : last + 1])
    return titled and _is_amid_text(paragraphs[first - 1], paragraphs[last + 1])


def _is_amid_text(before: Paragraph, after: Paragraph) -> bool:
    return all(not p.taken and is_text(p) for p in (before, after))


def twins(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a line that says again what the line before it says, be it with a button's words: a title and its link."""
    sung = Refrains(paragraphs)
    for first, second in pairwise(paragraphs):
        alike = first.text == second.text and len(second.text) >= SHORTEST_TWIN and is_phrase(second)
        if alike and first.text in sung:
            continue
        if alike:
            second.mark(Kind.PROMO, "generic.promo.twin")
            if len(first.text) >= TITLED and first.index and is_phrase(first):
                first.mark(Kind.PROMO, "generic.promo.twin")
        elif (
            second.label is _PROMO
            and len(first.text) >= SHORTEST_TITLE
            and is_phrase(first)
            and first.text in second.text
        ):
            first.mark(Kind.PROMO, "generic.promo.twin")


def teasers(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a title that stands twice with nothing but furniture between, as its stamp, and what it teases with.

    Text stands before it: the story's own title stands twice over the text.
    """
    if len({p.text for p in paragraphs}) == len(paragraphs):
        return
    said = Counter([p.text for p in paragraphs])
    again = [p for p in paragraphs if said[p.text] > 1 and len(p.text) >= SHORTEST_TITLE]
    for first, second in pairwise(again):
        between = paragraphs[first.index + 1 : second.index]
        told = all(p.taken for p in between) and any(p.label in _UNDER_TITLE for p in between)
        if told and first.text == second.text and is_phrase(first) and is_phrase(second):
            _mark_teaser(paragraphs, first, second)


def _mark_teaser(paragraphs: Sequence[Paragraph], first: Paragraph, again: Paragraph) -> None:
    if not any(p.prose and not p.taken for p in paragraphs[: first.index]):
        return
    for line in (first, again):
        line.mark(_PROMO, "generic.promo.twin")
    told, *after = paragraphs[again.index + 1 :] or (again,)
    if not told.taken and len(told.text) <= LONGEST_TEASED and not any(p.prose and not p.taken for p in after):
        told.mark(_PROMO, "generic.promo.twin")


def behind_sign(paragraphs: Sequence[Paragraph]) -> None:
    """Mark what stands behind a story's copyright line, or behind its sign-off and a piece of the page.

    Notices are labelled before. A dateline behind it is another story's of a digest, and text that is long beside the
    text before is the story's, which may be signed amid its parts.
    """
    ends = _end_of_story(paragraphs)
    after = [p for p in paragraphs[ends + 1 :] if not p.taken] if ends is not None else []
    if not after or any(cut.kind is Kind.DATELINE for p in after for cut in p.cuts):
        return
    told = sum(len(p.text) for p in paragraphs[:ends] if not p.taken)
    owned = _is_owned(paragraphs[after[0].index - 1].text)
    if not owned and sum(p.prose for p in after) * MOST_LINES > len(after):
        return
    share = 1 if owned else SHARE
    if told >= LEAST_TOLD and told >= share * sum(len(p.text) for p in after):
        for each in after:
            each.mark(_PROMO, "generic.promo.behind_sign")


def _is_owned(text: str) -> bool:
    """Whether a line says that all rights are reserved."""
    folded = text.casefold()
    return any(words in folded for words in _OWNED)


def _end_of_story(paragraphs: Sequence[Paragraph]) -> int | None:
    """Where a copyright line stands, or the first piece of the page behind a sign-off."""
    labels = [p.label for p in paragraphs]
    signed = False
    for line in paragraphs[labels.index(_SIGNOFF) :] if _SIGNOFF in labels else ():
        if line.label is _SIGNOFF:
            if _is_owned(line.text):
                return line.index
            signed = not line.wants_company
        elif line.label is _PROMO and signed:
            return line.index
        elif line.label is not Kind.SEPARATOR:
            signed = False
    return None


def after_end(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the short lines after the story's end: tags, links, names of sections."""
    prose = texts_of(paragraphs)
    if len(prose) < 2:
        return
    rest = paragraphs[prose[-1] + 1 :]
    signed = next((p.index for p in rest if p.label in (Kind.SIGNOFF, Kind.BYLINE)), None)
    if signed is not None:
        for paragraph in paragraphs[signed + 1 :]:
            if not paragraph.taken and len(paragraph.text) <= LONGEST_LINE and not _NOTE.match(paragraph.text):
                paragraph.mark(Kind.PROMO, "generic.promo.after_signoff")
    elif len(prose) >= ENOUGH_TEXT:
        _mark_closing_lines(paragraphs)


def _mark_closing_lines(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines that close a story without a sign-off, but for the text's own: lists, verses, a letter's name."""
    # A page's tail asks and calls out as well; a text's last lines do so where no page is.
    pieces = len([p for p in paragraphs if p.label in OF_PAGE])
    closing = _closing(paragraphs, paged=shows_page(paragraphs) or pieces >= FRAMED)
    own = _own_list(paragraphs, closing[-1].index) if closing else 0
    closing = closing[: len(closing) - own]
    texts = [p.text for p in closing]
    if not pieces and not (_are_keywords(texts) and _are_said(texts, paragraphs)):
        return
    verses = any(text[-1] in _GOING_ON for text in texts)
    signed = len(closing) == NAME_AND_PLACE and signs_letters(paragraphs[: closing[-1].index])
    # Of titles few tell figures, of results and goods most lines do.
    counted = sum(_FIGURES.search(text) is not None for text in texts)
    several = sum(map(is_line, closing)) > 1 and 2 * counted <= len(closing)
    for paragraph in closing if several and not verses and not signed else ():
        paragraph.mark(Kind.PROMO, "generic.promo.closing_lines")


def _closing(paragraphs: Sequence[Paragraph], *, paged: bool) -> list[Paragraph]:
    """The open lines behind the last sentence, the last one first; none where the text announces or lists them."""
    closing: list[Paragraph] = []
    for paragraph in reversed(paragraphs):
        if paragraph.taken:
            continue
        if paragraph.text[-1] in ":：" and (len(closing) == 1 or not is_line(paragraph)):
            return []
        if not is_line(paragraph) and not (paged and is_teaser(paragraph)):
            break
        listed = WITHIN_LIST.match(paragraph.text) or _FIGURES.search(paragraph.text)
        if listed and not (paged and _is_title_with_figures(paragraph.text)):
            if _is_of_list(paragraphs, paragraph.index):
                return []
            break
        closing.append(paragraph)
    while closing and not is_line(closing[-1]):
        closing.pop()  # what asks or calls out straight behind the text may be its own end
    return closing


def _own_list(paragraphs: Sequence[Paragraph], begins: int) -> int:
    """How many lines straight behind the text are its own list."""
    before, row = paragraphs[begins - 1], list(takewhile(is_line, paragraphs[begins:]))
    return len(row) if not before.taken and is_own(before, row) else 0


def _are_keywords(lines: Sequence[str]) -> bool:
    """Whether lines are what copy has behind its text without a page: several short ones, or of a word or two each."""
    short = len(lines) >= FEW_KEYWORDS and max(map(len, lines)) <= LONGEST_KEYWORD
    return short or all(len(line.split()) <= WORDS for line in lines)


def _are_said(lines: Sequence[str], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the text says a third of the lines or a long word of each: keywords; the names of a squad it does not."""
    told = " ".join(p.text.casefold() for p in paragraphs if not p.taken and not is_line(p))
    parts = [[line, *(word for word in line.split() if len(word) >= LONG_WORD)] for line in map(str.casefold, lines)]
    return KEYWORDS_SAID * sum(any(part in told for part in each) for each in parts) >= len(lines)


def _is_title_with_figures(text: str) -> bool:
    """Whether a line is a title with few figures in it, and no list's: those begin or end with them, or have more."""
    letters = width(text)
    listed = WITHIN_LIST.match(text) is not None or text[-1].isdigit()
    return not listed and letters >= TITLED and letters >= LETTERS_TO_A_FIGURE * len(_FIGURES.findall(text))


def _is_of_list(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line with figures or a list's mark has another one close before it, with only lines between."""
    before = takewhile(is_line, reversed(paragraphs[max(0, index - 3) : index]))
    return any(WITHIN_LIST.match(p.text) or _FIGURES.search(p.text) for p in before)
