"""The words that open a list of names, found word by word: ``Reporting by``, ``redigiert von``, ``Redaktion:``."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.clean.names import COLONS, alternatives

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Label:
    """One of them at ``text[start:end]``, the white space behind it included, and the role that it gives."""

    role: str
    start: int
    end: int
    colon: bool


class Labels:
    """Finds them by their first words, of which a line of names holds few."""

    def __init__(self, roles: Mapping[str, Sequence[str]]) -> None:
        self._roles = {_key(label): role for role, labels in roles.items() for label in labels}
        self._first: dict[str, list[str]] = defaultdict(list)
        for label in (label for labels in roles.values() for label in labels):
            self._first[_WORD.findall(label)[0].lower()].append(label)
        # Of hundreds a process meets a few.
        self._pattern = lru_cache(maxsize=None)(self._compiled)

    def _compiled(self, first: str) -> re.Pattern[str]:
        """What finds the labels that begin with a word."""
        signs = rf"(?:(?<=[{COLONS}・])|(?=[\s{COLONS}]|$))\s*[{COLONS}]?\s*"
        return re.compile(rf"(?P<label>{alternatives(self._first[first])}){signs}", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Label]:
        """All labels of a line, in order.

        >>> [(each.role, each.start) for each in Labels({"editor": ["Editing by"]}).find("Ann; editing by Tom")]
        [('editor', 5)]
        """
        position = 0
        for word in _WORD.finditer(text):
            first = word[0].lower()
            if first not in self._first:
                continue
            start = word.start()
            if start < position or (start and (text[start - 1] in "'’_" or text[start - 1].isdigit())):
                continue
            match = self._pattern(first).match(text, start)
            if match:
                position = match.end()
                yield Label(self._roles[_key(match["label"])], start, position, match[0].rstrip().endswith((":", "：")))


def _key(label: str) -> str:
    """The words of a label without case and colon."""
    return " ".join(label.casefold().split()).rstrip(" :：・")
