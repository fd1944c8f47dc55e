"""The guard against lost text: what a parser keeps, held against what its payload had."""

from collections.abc import Iterable

from pipeline.parse.markup import LEAST_KEPT, TEXT_LOSS


def text_loss(had: str, kept: Iterable[str | None]) -> tuple[str, ...]:
    """The warning when less than ``LEAST_KEPT`` of the letters and digits are kept, with both numbers.

    Marks of the format and white space do not count, as parsers take them out or translate them.

    >>> text_loss("^Fire at the harbour<", ["Fire at the harbour"]), text_loss("Fire at the harbour", ["Fire"])
    ((), ('parse.text_loss: 4 of 16 characters kept',))
    """
    before, after = letters(had), sum(letters(text) for text in kept if text)
    return () if after >= LEAST_KEPT * before else (f"{TEXT_LOSS}: {after} of {before} characters kept",)


def letters(text: str) -> int:
    """Count of letters and digits."""
    return sum(map(str.isalnum, text))
