"""The guard against lost text: what a parser keeps, held against what its payload had."""

from collections.abc import Iterable

from pipeline.parse.agencies import LEAST_TEXT

# A book is no story, and reading names in one would hold up its batch. What is longer counts as lost, so that its item
# alone is held back.
MAX_TEXT = 2_000_000
TEXT_LOSS, WORD_COUNT = "parse.text_loss", "parse.word_count"
# Bodies had 0.77 to 1.18 of the words that their providers counted, over a day of an agency's copy.
_FEWEST, _MOST = 0.7, 1.3


def text_loss(had: str, kept: Iterable[str | None], least: float = LEAST_TEXT) -> tuple[str, ...]:
    """The warning when a smaller share of the letters and digits is kept than ``least``, with both numbers.

    Marks of the format and white space do not count, as parsers take them out or translate them.

    >>> text_loss("^Fire at the harbour<", ["Fire at the harbour"]), text_loss("Fire at the harbour", ["Fire"])
    ((), ('parse.text_loss: 4 of 16 characters kept',))
    """
    before, after = letters(had), sum(letters(text) for text in kept if text)
    return () if after >= least * before else (f"{TEXT_LOSS}: {after} of {before} characters kept",)


def word_count_doubt(declared: int | None, text: str) -> tuple[str, ...]:
    """The warning when a text has far fewer or far more words than its provider counted, with both numbers.

    >>> word_count_doubt(100, "word " * 78), word_count_doubt(100, "word " * 40)
    ((), ('parse.word_count: 40 words of 100 declared',))
    """
    found = len(text.split())
    if not declared or _FEWEST <= found / declared <= _MOST:
        return ()
    return (f"{WORD_COUNT}: {found} words of {declared} declared",)


def letters(text: str) -> int:
    """Count of letters and digits."""
    return sum(map(str.isalnum, text))
