"""Titles of other stories that end a page in a row: each over the day on which it was put up, or under its number."""

from collections.abc import Callable, Sequence
from typing import Final

from pipeline.clean.frame import shows_page
from pipeline.clean.moments import is_day, is_moment
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import text_ends, texts_of
from pipeline.clean.script import width
from pipeline.clean.shape import ENOUGH_TEXT, SHORTEST_TITLE, number_of
from pipeline.clean.stamped import is_full_day
from pipeline.story import Kind

# So many titles with their days are a page's, and so many with their numbers.
FEW_DATED, FEW_NUMBERED = 2, 3
# Lines of a programme, a chronicle or a ranking are shorter on average.
TITLED: Final = 38
# So many lines head the first title, as a section's name does.
HEADING_LINES, LONGEST_HEADING = 4, 60
_RULE: Final = "generic.promo.title_in_row"
_FREE: Final = (None, Kind.PROMO, Kind.HEADER)


def mark(paragraphs: Sequence[Paragraph], month_of: Callable[[str], int | None]) -> None:
    """Mark the titles that end a page, each over its day or under its number, which count from one.

    A chronicle sets the day over what came about on it, and copy that shows no page round it ends in lists. So does a
    text on a page, where no line of that stands between.
    """
    ends = text_ends(paragraphs)
    after = paragraphs[ends + 1 :]
    if ends < 0 or len(after) < 2 * FEW_DATED or paragraphs[ends].text[-1] in ":：" or not shows_page(paragraphs):
        return
    days = [p.index for p in after if p.label in _FREE and _is_stamp(p.text, month_of)]
    numbers = [p.index for p in after if p.label in _FREE and number_of(p.text) is not None]
    counted = len(numbers) >= FEW_NUMBERED and _counts(paragraphs, numbers)
    if len(days) >= FEW_DATED and _is_of_page(paragraphs[ends + 1 : days[0] - 1]):
        _mark_row(paragraphs, ends, [at - 1 for at in days], days[-1])
    elif counted and _is_of_page(paragraphs[ends + 1 : numbers[0]]):
        _mark_row(paragraphs, ends, [at + 1 for at in numbers], numbers[-1] + 1)


def _is_of_page(over: Sequence[Paragraph]) -> bool:
    """Whether a line of the page stands between the text and a row; else it is the text's calendar, its points."""
    return any(p.taken for p in over)


def _mark_row(paragraphs: Sequence[Paragraph], ends: int, titles: Sequence[int], last: int) -> None:
    """Mark what stands behind the text if all that should be titles are, and no line follows the last."""
    row = [paragraphs[at] for at in titles if ends < at < len(paragraphs)]
    open_behind = any(not p.taken for p in paragraphs[last + 1 :])
    if open_behind or len(row) < len(titles) or not _are_titles(row) or len(texts_of(paragraphs)) < ENOUGH_TEXT:
        return
    for each in paragraphs[_begins(paragraphs, ends + 1, row[0].index) :]:
        if not each.taken:
            each.mark(Kind.PROMO, _RULE)


def _counts(paragraphs: Sequence[Paragraph], numbers: Sequence[int]) -> bool:
    return [number_of(paragraphs[at].text) for at in numbers] == list(range(1, len(numbers) + 1))


def _is_stamp(text: str, month_of: Callable[[str], int | None]) -> bool:
    return is_full_day(text, month_of) or is_day(text) or is_moment(text)


def _are_titles(titles: Sequence[Paragraph]) -> bool:
    lengths = [width(p.text) for p in titles]
    free = all(p.label in _FREE and not p.prose for p in titles)
    return free and min(lengths) >= SHORTEST_TITLE and sum(lengths) >= TITLED * len(lengths)


def _begins(paragraphs: Sequence[Paragraph], after: int, title: int) -> int:
    """Where the lines over the first title begin, if they are few and short."""
    over = paragraphs[after:title]
    heads = len(over) <= HEADING_LINES and all(len(p.text) <= LONGEST_HEADING for p in over if not p.taken)
    return after if heads else title - 1
