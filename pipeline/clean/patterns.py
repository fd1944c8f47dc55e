"""Patterns, parsed once for all that is read off them: to parse a rule's pattern takes longer than to compile it."""

import _sre  # type: ignore[import-not-found]
import re
from functools import lru_cache
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any


@lru_cache(maxsize=1)
def parsed(pattern: str) -> Any:  # noqa: ANN401 (a tree of the parser's own)
    """The parsed pattern; of the last one alone, for the trees of all take ten times the memory of their codes."""
    return _parser.parse(pattern)


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """As ``re.compile`` does, but of the parsed pattern.

    >>> compiled("(?P<town>[A-Z]+) -").match("OSLO -")["town"], compiled("a|b").pattern
    ('OSLO', 'a|b')
    """
    tree = parsed(pattern)
    names = tree.state.groupdict
    by_number = [None] * tree.state.groups
    for name, number in names.items():
        by_number[number] = name
    code = _compiler._code(tree, tree.state.flags)
    found: re.Pattern[str] = _sre.compile(
        pattern, tree.state.flags, code, tree.state.groups - 1, names, tuple(by_number)
    )
    return found
