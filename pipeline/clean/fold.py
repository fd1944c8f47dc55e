"""A line as it is compared with others."""

from typing import Final

_CLOSERS: Final = " .:：。!…"


def fold(text: str) -> str:
    """A line for comparison: case, final punctuation and a transmission's own marks aside.

    >>> fold("RELATED Coverage:")
    'related coverage'
    """
    return text.casefold().strip().rstrip(_CLOSERS)
