"""The guard against lost text: what a parser keeps, held against what its payload had."""

from collections.abc import Iterable

from pipeline.parse.agencies import LEAST_TEXT
from pipeline.parse.markup import TEXT_LOSS


def text_loss(had: str, kept: Iterable[str | None], least: float = LEAST_TEXT) -> tuple[str, ...]:
    """The warning when a smaller share of the letters and digits is kept than ``least``, with both numbers.

    Marks of the format and white space do not count, as parsers take them out or translate them.

    >>> text_loss("^Fire at the harbour<", ["Fire at the harbour"]), text_loss("Fire at the harbour", ["Fire"])
    ((), ('parse.text_loss: 4 of 16 characters kept',))
    """
    before, after = letters(had), sum(letters(text) for text in kept if text)
    return () if after >= least * before else (f"{TEXT_LOSS}: {after} of {before} characters kept",)


def letters(text: str) -> int:
    """Count of letters and digits."""
    return sum(map(str.isalnum, text))
