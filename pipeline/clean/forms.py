"""Datelines that are not of the common grammar: the profiles' patterns, each asked only where it can fit."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from pipeline.clean.beginning import MOST_KEPT, can_begin
from pipeline.clean.literals import Literals, needed
from pipeline.clean.names import known_place
from pipeline.clean.profile import DatelineForm, Profile
from pipeline.gazetteer import region_named

# A dateline is over after so many characters.
DATELINE_REACH: Final = 150
# A line of place and agency is no longer.
LONGEST_LONE: Final = 80
# More literals than this are not looked for one by one.
FEW: Final = 10
# A pattern with long lists of words is longer; to read off what it needs takes long, and it needs no few literals.
READ: Final = 1000
# Characters by which the beginning of an agency's mark is known; shorter marks are their own.
_MARK_STARTS: Final = range(1, 7)
# A form with literals of which its text must hold one: those that it names, and those that its pattern needs.
_Needing = tuple[DatelineForm, frozenset[str], frozenset[str]]


class Forms:
    """The dateline forms of the profiles in their order, but for those of ``generic``, which go last."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        profiles = tuple(profiles)
        marks = (mark for profile in profiles for mark in profile.marks)
        forms = sorted(
            (form for profile in profiles for form in profile.datelines), key=lambda form: form.agency == "generic"
        )
        self._mark_starts = frozenset(mark[: _MARK_STARTS[-1]] for mark in marks)
        self._begins = [can_begin(form.pattern.pattern) for form in forms]
        self._forms = [(form, frozenset(form.has), _few_needed(form)) for form in forms]
        self._literals = Literals(literal for _, has, words in self._forms for literal in has | words)
        self._beginning = lru_cache(maxsize=MOST_KEPT)(self._of_first)
        self._left = lru_cache(maxsize=MOST_KEPT)(self._of_first_and_held)

    def at(
        self, text: str, start: int, *, early: bool, day: dt.date | None
    ) -> tuple[DatelineForm, re.Match[str]] | None:
        """The first form that begins at ``text[start]`` and holds on that day, with its match."""
        for form in self._fitting(text, start, early):
            match = form.pattern.match(text, start) if form.holds_on(day) else None
            if match and not (form.known and not _is_known(match)):
                return form, match
        return None

    def _of_first(self, char: str) -> Sequence[_Needing]:
        return [form for form, begins in zip(self._forms, self._begins, strict=True) if char and begins(char)]

    def _of_first_and_held(
        self, char: str, held: frozenset[str], *, marked: bool, line: bool, early: bool
    ) -> Sequence[DatelineForm]:
        return [
            form
            for form, has, words in self._beginning(char)
            if (marked or not form.mark_first)
            and (line or not form.line)
            and (early or not form.early)
            and not (has and held.isdisjoint(has))
            and not (words and held.isdisjoint(words))
        ]

    def _fitting(self, text: str, start: int, early: bool) -> list[DatelineForm]:
        """The forms that can fit at ``text[start]``: looking at a sign costs a tenth of trying a pattern."""
        line, head = len(text) - start <= LONGEST_LONE, text[start : start + DATELINE_REACH]
        marked = not self._mark_starts.isdisjoint([head[:size] for size in _MARK_STARTS])
        held = frozenset(self._literals.held(head))
        left = self._left(head[:1], held, marked=marked, line=line, early=early)
        return [form for form in left if not form.starts or head.startswith(form.starts)]


def _few_needed(form: DatelineForm) -> frozenset[str]:
    """The literals that the form's pattern cannot do without, where they are few: not read off one of long lists."""
    words = needed(form.pattern.pattern) if len(form.pattern.pattern) <= READ else frozenset()
    return words if len(words) <= FEW else frozenset()


def _is_known(match: re.Match[str]) -> bool:
    """Whether the gazetteer knows the city, or the region that is printed behind it."""
    region = match.groupdict().get("region")
    return known_place(match["city"]) or (region is not None and region_named(region.strip()) is not None)
