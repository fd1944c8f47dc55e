"""Many words as one pattern that is quick to match."""

import re
from collections.abc import Iterable
from typing import Any

# Words by their characters, one after the other; the empty one tells that a word ends.
_Tree = dict[str, Any]


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, at each place the longest that stands there first.

    What words begin with in common is written once: beside a plain list of hundreds, a place where none stands is
    told from its first characters.

    >>> alternation(["AFP", "AP", "Reuter", "Reuters", "A+"])
    '(?:A(?:\\\\+|FP|P)|Reuter(?:s)?)'
    """
    tree: _Tree = {}
    for word in sorted(set(words)):
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _written(tree)


def _written(tree: _Tree) -> str:
    branches = [re.escape(char) + _written(rest) for char, rest in tree.items() if char]
    if len(branches) == 1 and "" not in tree:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in tree else "") if branches else ""
