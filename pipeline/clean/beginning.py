"""The characters that a pattern's matches can begin with, so that most texts need not be tried by it."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, Final

from pipeline.clean.patterns import MOST_PATTERNS, Code, code_of, made, parsed
from pipeline.clean.read_before import kept

# So many first characters are remembered by those who ask; most copy begins its paragraphs with fewer.
MOST_KEPT: Final = 512
# A parsed pattern's node: its kind and what it is made of.
_Node = tuple[Any, Any]
_ONE_CHARACTER: Final = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
_NO_CHARACTER: Final = (op.AT, op.ASSERT, op.ASSERT_NOT)


@lru_cache(maxsize=MOST_PATTERNS)
def can_begin(pattern: str) -> Callable[[str], bool]:
    """Tells of a character whether a match of the pattern can begin with it; of more characters than do, if in doubt.

    >>> begins = can_begin(r"(?=.*Oslo)(?:By |\\W?[a-f]{2})")
    >>> [begins(char) for char in "Ba-Cz"]
    [True, True, True, False, False]
    >>> can_begin(r"x?")("y")
    True
    """
    codes = kept("beginning", pattern, _first_characters)
    if codes is None:
        return _any
    singles = [made(pattern, code) for code in codes]
    return lambda char: any(single.match(char) for single in singles)


def _first_characters(pattern: str) -> tuple[Code, ...] | None:
    """Patterns of one character, one of which any match begins with; None where that may be any character."""
    tree = parsed(pattern)
    firsts, may_be_empty = _of_sequence(tree)
    if may_be_empty or tree.state.flags & re.IGNORECASE or any(kind is op.ANY for kind, _ in firsts):
        return None
    return tuple(code_of(_parser.SubPattern(tree.state, [node])) for node in _joined(firsts))


@lru_cache(maxsize=MOST_PATTERNS)
def beginnings(pattern: str) -> re.Pattern[str] | None:
    """Finds the characters that a match of the pattern can begin with; None where these are no plain set.

    >>> beginnings(r"(?<= )(?:Photo|[FB]oto): ").findall("A pier. Foto: Reis"), beginnings(r".x")
    (['F'], None)
    """
    tree = parsed(pattern)
    firsts, may_be_empty = _of_sequence(tree)
    nodes = _joined(firsts)
    if may_be_empty or tree.state.flags & re.IGNORECASE or [kind for kind, _ in nodes] != [op.IN]:
        return None
    found: re.Pattern[str] = _compiler.compile(_parser.SubPattern(tree.state, nodes))
    return found


def _joined(nodes: Iterable[_Node]) -> list[_Node]:
    """The nodes, those that list characters as one: a pattern of hundreds of words begins with as many."""
    listed: dict[_Node, None] = {}
    others: list[_Node] = []
    for node in nodes:
        kind, value = node
        if kind is op.LITERAL:
            listed[node] = None
        elif kind is op.IN and value[0][0] is not op.NEGATE:
            listed.update(dict.fromkeys(value))
        else:
            others.append(node)
    return [(op.IN, list(listed)), *others] if listed else others


def _any(_: str) -> bool:
    return True


def _of_sequence(tree: Iterable[_Node]) -> tuple[list[_Node], bool]:
    """The nodes of one character with which a sequence can begin, and whether it can do without a character."""
    firsts: list[_Node] = []
    for node in tree:
        found, may_be_empty = _of_node(node)
        firsts += found
        if not may_be_empty:
            return firsts, False
    return firsts, True


def _of_node(node: _Node) -> tuple[list[_Node], bool]:
    kind, value = node
    if kind in _ONE_CHARACTER:
        return [node], False
    if kind is op.BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        return [first for firsts, _ in branches for first in firsts], any(empty for _, empty in branches)
    if kind is op.ATOMIC_GROUP or (kind is op.SUBPATTERN and not value[1] & re.IGNORECASE):
        return _of_sequence(value if kind is op.ATOMIC_GROUP else value[3])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        firsts, empty = _of_sequence(value[2])
        return firsts, empty or not value[0]
    # What else there is, a group named again or letters whatever their case, may begin with any character.
    return [(op.ANY, None)] if kind not in _NO_CHARACTER else [], kind in _NO_CHARACTER
