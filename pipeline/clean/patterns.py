"""Patterns, parsed once for all that is read off them: to parse a rule's pattern takes longer than to compile it."""

import _sre  # type: ignore[import-not-found]
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, Final

from pipeline.clean.read_before import kept

# What a pattern is compiled to: its flags, code, number of groups, and their names with their numbers.
Code = tuple[int, bytes, int, tuple[tuple[str, int], ...]]
# So many patterns are remembered with what is read off them: more than twice those of all profiles and of the cleaner.
MOST_PATTERNS: Final = 4096
# A group so long is no other's by chance, and worth the putting in.
_LEAST_SHARED: Final = 1000
# Private characters, one for each shared piece while a pattern is parsed that is made of it; each as a group like the
# piece itself, so that within a set of characters it does not pass for a single one.
_STANDS_FOR: Final = 0xF0000
# Pieces with the characters that stand for them and what parses them; their trees take much memory: only within
# ``sharing``, and each thread's own.
_SHARED: Final[ContextVar[dict[str, tuple[int, Callable[[], Any]]]]] = ContextVar("shared")


@contextmanager
def sharing(pieces: Iterable[str]) -> Iterator[None]:
    """Within it, long pieces as ``alternation`` gives them are parsed once, not in each pattern that they stand in."""
    long = [piece for piece in pieces if len(piece) >= _LEAST_SHARED and piece.startswith("(?:")]
    token = _SHARED.set({piece: (_STANDS_FOR + each, _once(piece)) for each, piece in enumerate(long)})
    try:
        yield
    finally:
        _SHARED.reset(token)
        parsed.cache_clear()


@lru_cache(maxsize=1)
def parsed(pattern: str) -> Any:  # noqa: ANN401 (a tree of the parser's own)
    """The parsed pattern; of the last one alone, for the trees of all take ten times the memory of their codes."""
    written, shared = pattern, _SHARED.get({})
    for piece, (char, _) in shared.items():
        written = written.replace(piece, f"(?:{chr(char)})")
    tree = _parser.parse(written)
    whole = written == pattern or _put_in(tree, {char: piece().data for char, piece in shared.values()})
    return tree if whole else _parser.parse(pattern)


def _once(piece: str) -> Callable[[], Any]:
    """Parses the piece when it is wanted first: where all is known that patterns are asked for, none is."""
    return lru_cache(maxsize=1)(lambda: _parser.parse(piece))


def _put_in(tree: Any, pieces: dict[int, list[Any]]) -> bool:  # noqa: ANN401 (the parser's own)
    """Put pieces where their characters stand, from within outwards; False where one stands in a set of characters."""
    tree.width = None  # It was told while a piece was a character.
    put: list[Any] = []
    for kind, value in tree.data:
        in_set = kind is op.IN and any(each is op.LITERAL and char in pieces for each, char in value)
        if in_set or not all(_put_in(part, pieces) for part in _parts(value)):
            return False
        if kind is op.SUBPATTERN and value[0] is not None:
            tree.state.groupwidths[value[0]] = value[3].getwidth()
        put += pieces.get(value, [(kind, value)]) if kind is op.LITERAL else [(kind, value)]
    tree.data = put
    return True


def _parts(value: Any) -> Iterator[Any]:  # noqa: ANN401 (the parser's own)
    """The trees that a node is made of, however deep in tuples and lists."""
    if isinstance(value, _parser.SubPattern):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _parts(each)


@lru_cache(maxsize=MOST_PATTERNS)
def compiled(pattern: str) -> re.Pattern[str]:
    """As ``re.compile`` does in Python 3.11 to 3.13, but of the parsed pattern.

    >>> compiled("(?P<town>[A-Z]+) -").match("OSLO -")["town"], compiled("a|b").pattern
    ('OSLO', 'a|b')
    """
    return made(pattern, kept("code", pattern, lambda pattern: code_of(parsed(pattern))))


def code_of(tree: Any) -> Code:  # noqa: ANN401 (the parser's own)
    """What a parsed pattern is compiled to, in plain values."""
    state = tree.state
    code = array("I", _compiler._code(tree, state.flags))
    return int(state.flags), code.tobytes(), state.groups - 1, tuple(state.groupdict.items())


def made(pattern: str, code: Code) -> re.Pattern[str]:
    """The pattern that was compiled to this."""
    flags, words, groups, names = code
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names:
        by_number[number] = name
    found: re.Pattern[str] = _sre.compile(
        pattern, flags, array("I", words).tolist(), groups, dict(names), tuple(by_number)
    )
    return found
