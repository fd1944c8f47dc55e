"""Literals that rules and patterns cannot do without, found for all of them in one pass over a text.

Searching a paragraph by hundreds of patterns costs more than all the rest of cleaning, and nearly always in vain. So a
pattern is asked only where a literal stands that every match of it holds: ``needed`` reads those off the pattern.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.clean.beginning import beginnings
from pipeline.clean.patterns import MOST_PATTERNS, compiled, parsed
from pipeline.clean.read_before import kept

# More alternatives than this tell little that fewer do not.
MOST: Final = 400
# So much worth makes a literal rare enough to be looked for: two letters, one sign, one Chinese character.
LEAST_WORTH: Final = 2
# An automaton of the first characters takes a third of the memory, and few texts that hold these do not hold the rest.
BEGINNING: Final = 6
# Stands for any digit among the needed literals; no text has this character.
DIGIT: Final = "\ufdd0"
_LINE_END: Final = "\n"
_SIGNS: Final = frozenset("@/|:=#*_+©[](){}<>")
_DIGIT: Final = re.compile(r"\d")
_Words = frozenset[str]
# A parsed pattern's node: its kind and what it is made of.
_Node = tuple[Any, Any]
_NOTHING: _Words = frozenset({""})


class Literals:
    """Finds which of some literals a text holds."""

    def __init__(self, literals: Iterable[str], *, of_all_text: bool = False) -> None:
        """``of_all_text`` where every paragraph is looked at: more than twice as fast, for ten times the memory."""
        found = set(literals)
        self._digit = DIGIT in found
        self._by_beginning = _by_first(sorted(found - {DIGIT}))
        implementation = Implementation.DFA if of_all_text else Implementation.ContiguousNFA
        self._automaton = AhoCorasick([*self._by_beginning, _LINE_END], implementation=implementation)

    def held(self, text: str) -> list[str]:
        """The literals that the text holds, where they begin first.

        >>> Literals(["said by", "said by many", "by m", "for"]).held("It is said by me")
        ['said by', 'by m']
        """
        begun = dict.fromkeys(self._begun(text))
        held = [each for found in begun for each in self._by_beginning.get(found, ()) if each in text] if begun else []
        if self._digit and _DIGIT.search(text):
            held.append(DIGIT)
        return held

    def held_by_each(self, lines: Sequence[str]) -> list[list[str]]:
        """For each of some texts, none of which has a line end in it, what it holds; all of them in one pass.

        >>> Literals(["by", "for"]).held_by_each(["by day for", "at night", "for"])
        [['by', 'for'], [], ['for']]
        """
        held: list[list[str]] = [[] for _ in lines]
        number = 0
        asked: set[str] = set()
        for found in self._begun(_LINE_END.join(lines)):
            if found == _LINE_END:
                number += 1
                asked.clear()
            elif found not in asked:
                asked.add(found)
                line = lines[number]
                held[number] += [literal for literal in self._by_beginning[found] if literal in line]
        for each, line in zip(held, lines, strict=True) if self._digit else ():
            if _DIGIT.search(line):
                each.append(DIGIT)
        return held

    def _begun(self, text: str) -> list[str]:
        """The beginnings of literals, and the line ends, that stand in a text, in their order."""
        try:
            found: list[str] = self._automaton.find_matches_as_strings(text, overlapping=True)
        except UnicodeEncodeError:
            return self._begun(text.encode("utf-8", "replace").decode())  # lone surrogates as question marks
        return found


class AnyOf:
    """Some patterns as one, asked of a text only where it can fit."""

    def __init__(self, patterns: Iterable[str]) -> None:
        literals = {pattern: needed(pattern) for pattern in patterns}
        self.literals = frozenset(literal for found in literals.values() for literal in found)
        self._finder = Literals(self.literals)
        self.sure = all(literals.values())
        self._sought = [(found, compiled(pattern)) for pattern, found in literals.items() if found]
        always = [pattern for pattern, found in literals.items() if not found]
        self._always = compiled(_alternation(always)) if always else None

    def may_fit(self, held: Iterable[str]) -> bool:
        """Whether one of the patterns can fit a text that holds these of the literals."""
        return not self.sure or not self.literals.isdisjoint(held)

    def match(self, text: str) -> bool:
        """Whether one of the patterns fits the beginning of the text.

        >>> any_of = AnyOf(["Photo by", "[A-Z]{2} -"])
        >>> any_of.match("Photo by Mara Linden"), any_of.match("AP - Oslo"), any_of.match("A Photo by")
        (True, True, False)
        """
        if self._always and self._always.match(text):
            return True
        return any(pattern.match(text) for pattern in self._asked(text))

    def search(self, text: str) -> bool:
        """Whether one of the patterns fits somewhere in the text."""
        if self._always and self._always.search(text):
            return True
        return any(pattern.search(text) for pattern in self._asked(text))

    def _asked(self, text: str) -> list[re.Pattern[str]]:
        """The patterns that need a literal which the text holds."""
        held = self._finder.held(text)
        return [pattern for found, pattern in self._sought if not found.isdisjoint(held)] if held else []


class Sought:
    """One pattern of many words, searched for only where one of them stands, and tried only where it can begin."""

    def __init__(self, pattern: str) -> None:
        literals = needed(pattern)
        self._literals = Literals(literals) if literals else None
        self._pattern = compiled(pattern)
        self._beginnings = beginnings(pattern)

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in ``text[start:end]``; what stands before may be looked at.

        >>> Sought(r"(?<= )(?:Photo|Foto): .+").search("A pier. Foto: Reis", 7, 18)
        <re.Match object; span=(8, 18), match='Foto: Reis'>
        """
        if self._literals and not self._literals.held(text[start:end]):
            return None
        if self._beginnings is None:
            return self._pattern.search(text, start, end)
        tried = (self._pattern.match(text, begin.start(), end) for begin in self._beginnings.finditer(text, start, end))
        return next(filter(None, tried), None)


@lru_cache(maxsize=MOST_PATTERNS)
def needed(pattern: str) -> frozenset[str]:
    """Literals of which every match of the pattern holds at least one; empty where there are none worth looking for.

    What a look-around must see counts; what ignores case does not. ``DIGIT`` stands for any digit.

    >>> sorted(needed(r"(?:photo|picture)s? by .{2,9}")), needed(r"(?=.*Oslo)\\w"), needed(r"\\w+(?! )")
    (['photo by ', 'photos by ', 'picture by ', 'pictures by '], frozenset({'Oslo'}), frozenset())
    """
    return kept("needed", pattern, _needed)


def _needed(pattern: str) -> _Words:
    tree = parsed(pattern)
    words = _NOTHING if tree.state.flags & re.IGNORECASE else _of_sequence(tree)[1]
    return words if _worth(words) >= LEAST_WORTH else frozenset()


@lru_cache(maxsize=MOST_PATTERNS)
def lengths(pattern: str) -> tuple[int, int]:
    """The least and the most characters that a match of the pattern can have.

    >>> lengths(r"(?<=[.!?]) ?(?:photo|picture)s? by [A-Z]{2,9}")
    (11, 22)
    """
    return kept("lengths", pattern, _lengths)


def _lengths(pattern: str) -> tuple[int, int]:
    least, most = parsed(pattern).getwidth()
    return int(least), int(most)


def _of_sequence(tree: Iterable[_Node]) -> tuple[_Words | None, _Words]:
    """All that a sequence can match, None where that is too much to list; and the best words that it needs."""
    whole = True
    best = run = _NOTHING
    most = 0
    for exact, words in _of_pieces(tree):
        if (worth := _worth(words)) > most:
            best, most = words, worth
        if exact is not None and len(exact) * len(run) <= MOST:
            run = frozenset(first + then for first in run for then in exact)
        else:
            whole = False
            if (worth := _worth(run)) > most:
                best, most = run, worth
            run = exact or _NOTHING
    return run if whole else None, max(best, run, key=_worth)


def _of_pieces(tree: Iterable[_Node]) -> Iterator[tuple[_Words | None, _Words]]:
    """What ``_of_node`` tells of each node, of characters in a row as of one: most of a long pattern is words."""
    row = ""
    for node in tree:
        if node[0] is op.LITERAL:
            row += chr(node[1])
            continue
        if row:
            yield frozenset({row}), frozenset({row})
            row = ""
        yield _of_node(node)
    if row:
        yield frozenset({row}), frozenset({row})


def _of_node(node: _Node) -> tuple[_Words | None, _Words]:
    kind, value = node
    if kind is op.BRANCH:
        return _of_branches(value[1])
    if kind is op.ATOMIC_GROUP or (kind is op.SUBPATTERN and not value[1] & re.IGNORECASE):
        return _of_sequence(value if kind is op.ATOMIC_GROUP else value[3])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        return _of_repeat(*value)
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _NOTHING, _of_sequence(value[1])[1] if kind is op.ASSERT else _NOTHING
    if kind is op.IN and all(_is_digit(each) for each in value):
        return None, frozenset({DIGIT})
    exact = _characters(value if kind is op.IN else ())
    return exact, exact or _NOTHING


def _characters(items: Sequence[_Node]) -> _Words | None:
    """The characters of a set that lists them one by one."""
    listed = items and all(kind is op.LITERAL for kind, _ in items)
    return frozenset(chr(char) for _, char in items) if listed else None


def _is_digit(item: _Node) -> bool:
    kind, value = item
    if kind is op.RANGE:
        return all(chr(char).isdecimal() for char in range(value[0], value[1] + 1))
    return (kind is op.CATEGORY and value is op.CATEGORY_DIGIT) or (kind is op.LITERAL and chr(value).isdecimal())


def _of_branches(branches: Iterable[Iterable[_Node]]) -> tuple[_Words | None, _Words]:
    found = [_of_sequence(branch) for branch in branches]
    listed = [exact for exact, _ in found if exact is not None]
    exact = frozenset().union(*listed) if len(listed) == len(found) else None
    return exact, frozenset().union(*(words for _, words in found))


def _of_repeat(least: int, most: int, tree: Iterable[_Node]) -> tuple[_Words | None, _Words]:
    exact, words = _of_sequence(tree)
    if least:
        return exact if most == 1 else None, words
    return exact | _NOTHING if exact and most == 1 else None, _NOTHING


def _worth(words: _Words) -> int:
    """How rare the commonest of the words is: by its length in bytes, a lone sign counting for two letters."""
    return min([2 if word in _SIGNS else len(word.encode("utf-8", "replace")) for word in words])


def _by_first(literals: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Literals by their first characters."""
    found: dict[str, tuple[str, ...]] = {}
    for literal in literals:
        begun = literal[:BEGINNING]
        found[begun] = (*found.get(begun, ()), literal)
    return found


def _alternation(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)"
