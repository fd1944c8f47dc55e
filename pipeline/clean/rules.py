"""The rules of all profiles, laid out so that a paragraph meets only those that can fit it.

Every rule names literals to look for (its lines, starts, ends, or what it has) or is limited to short paragraphs;
a paragraph of plain prose meets a handful.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.clean.literals import AnyOf, Literals
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.profile import Profile, Rule

# Pattern rules without literals look at paragraphs of at most so many characters.
SHORT = 120
# How far before its end a paragraph's furniture can begin.
REACH = 320
_CLOSERS = " .:：。!…"


class Place(NamedTuple):
    """Where a paragraph stands in its story."""

    head: bool
    tail: bool
    last: bool

    def allows(self, where: str) -> bool:
        """Whether a rule for that part of a story may look at the paragraph."""
        if where == "any":
            return True
        return self.tail if where == "tail" else self.head if where == "head" else self.last


@dataclass(frozen=True, slots=True)
class Story:
    """What rules may know of a story: its agency's profile id, and its day."""

    agency: str | None = None
    day: dt.date | None = None

    def admits(self, rule: Rule) -> bool:
        """Whether the rule applies to copy of this agency and day."""
        return (not rule.own or rule.agency == self.agency) and rule.holds_on(self.day)


class _Edges:
    """Rules by the literals that texts begin with, or end with: first by a few characters at the edge, ``key``."""

    def __init__(self, key: slice) -> None:
        self._key = key
        self._rules: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        self._literals: dict[str, tuple[str, ...]] = defaultdict(tuple)

    def add(self, literals: Iterable[str], rule: Rule) -> None:
        """Add a rule that looks for one of some literals."""
        for literal in literals:
            key = literal[self._key]
            self._rules[key].append((literal, rule))
            self._literals[key] += (literal,)

    def beginning(self, text: str) -> Iterator[Rule]:
        """The rules with a literal that the text begins with."""
        for key in (text[:2], text[:1]):
            literals = self._literals.get(key)
            if literals and text.startswith(literals):
                yield from (rule for literal, rule in self._rules[key] if text.startswith(literal))

    def ending(self, text: str) -> Iterator[Rule]:
        """The rules with a literal that the text ends with."""
        literals = self._literals.get(text[-1:])
        if literals and text.endswith(literals):
            yield from (rule for literal, rule in self._rules[text[-1:]] if text.endswith(literal))


class _Having:
    """Rules by the literals that texts hold."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = list(rules)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(self._rules):
            for literal in rule.has:
                self._numbers[literal].append(number)

    def holding(self, held: Sequence[str]) -> list[Rule]:
        """The rules with one of the literals, in their order."""
        numbers = {number for literal in held for number in self._numbers.get(literal, ())} if held else None
        return [self._rules[number] for number in sorted(numbers)] if numbers else []


_BEGIN, _END = slice(0, 2), slice(-1, None)


class _Wholes:
    """The rules for whole paragraphs that hold at one place of a story, by what they look for."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._lines: dict[str, list[Rule]] = defaultdict(list)
        self._starts = _Edges(_BEGIN)
        self._short: list[Rule] = []
        having: list[Rule] = []
        for rule in rules:
            self._add(rule, having)
        self._short.sort(key=lambda rule: -rule.max)
        self._having = _Having(sorted(having, key=lambda rule: -rule.max))
        # Fits what any of the short rules' patterns fits; most lines fit none, and one search costs less than fifty.
        self._any_short = AnyOf(rule.pattern.pattern for rule in self._short if rule.pattern)

    def _add(self, rule: Rule, having: list[Rule]) -> None:
        for line in rule.lines:
            self._lines[fold(line)].append(rule)
        self._starts.add(rule.starts, rule)
        if rule.pattern is not None and not rule.starts:
            (having if rule.has else self._short).append(rule)

    def candidates(self, text: str, held: Sequence[str]) -> Iterator[Rule]:
        """The rules whose literals the paragraph holds, then those for short paragraphs."""
        size = len(text)
        if size <= SHORT:
            yield from self._lines.get(fold(text), ())
        yield from self._starts.beginning(text)
        if size <= SHORT and self._any_short.match(text):
            yield from self._short
        yield from self._having.holding(held)


class Ruleset:
    """All rules of some profiles by where they look and what they look for."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """The rules of the profiles; an agency's own go before those for all copy."""
        self._fill(rule for profile in profiles for rule in profile.rules)

    @classmethod
    def with_rules(cls, rules: Iterable[Rule]) -> "Ruleset":
        """A ruleset of single rules."""
        ruleset = cls(())
        ruleset._fill(rules)
        return ruleset

    def _fill(self, rules: Iterable[Rule]) -> None:
        self._cut_starts, self._cut_ends, self._credits = _Edges(_BEGIN), _Edges(_END), _Edges(_END)
        whole: list[Rule] = []
        cut_having: list[Rule] = []
        rules = sorted(rules, key=lambda rule: rule.agency == "generic")
        self._literals = Literals(literal for rule in rules for literal in rule.has)
        for rule in rules:
            if rule.at == "paragraph":
                whole.append(rule)
            else:
                self._add_cut(rule, cut_having)
        self._cut_having = _Having(cut_having)
        places = [Place(*each) for each in itertools.product((False, True), repeat=3)]
        self._wholes = {place: _Wholes(rule for rule in whole if place.allows(rule.where)) for place in places}

    def _add_cut(self, rule: Rule, having: list[Rule]) -> None:
        if rule.at == "start":
            self._cut_starts.add(rule.starts, rule)
        elif rule.at == "end" and rule.caption:
            self._credits.add(rule.ends, rule)
        elif rule.at == "end" and rule.ends:
            self._cut_ends.add(rule.ends, rule)
        else:
            having.append(rule)

    def _held(self, paragraph: Paragraph) -> list[str]:
        if paragraph.held is None:
            paragraph.held = self._literals.held(paragraph.text)
        return paragraph.held

    def whole(self, paragraph: Paragraph, place: Place, story: Story) -> Rule | None:
        """The first rule that takes the whole paragraph."""
        text, held = paragraph.text, self._held(paragraph)
        for rule in self._wholes[place].candidates(text, held):
            if _fits(rule, text, held, story):
                return rule
        return None

    def cuts_at_start(self, paragraph: Paragraph, story: Story) -> Iterator[tuple[Rule, int, int]]:
        """What rules find at the paragraph's start; it counts only before a dateline."""
        text = paragraph.text
        for rule in self._cut_starts.beginning(text):
            match = rule.pattern.match(text) if rule.pattern else None
            if match and story.admits(rule):
                yield rule, 0, match.end()

    def credit(self, paragraph: Paragraph, place: Place, story: Story) -> tuple[Rule, int, int] | None:
        """The credit at the paragraph's end that makes the rest of it a caption."""
        text = paragraph.text
        for rule in self._credits.ending(text):
            if len(text) <= rule.max and place.allows(rule.where) and story.admits(rule):
                found = next(_found(rule, text), None)
                if found:
                    return found
        return None

    def cuts(self, paragraph: Paragraph, place: Place, story: Story) -> Iterator[tuple[Rule, int, int]]:
        """What rules take out of the paragraph: rule, start, end; the remainder is body."""
        text, held = paragraph.text, self._held(paragraph)
        for rule in self._cut_ends.ending(text):
            if place.allows(rule.where) and story.admits(rule):
                yield from _found(rule, text)
        for rule in self._cut_having.holding(held):
            if place.allows(rule.where) and story.admits(rule):
                yield from _found(rule, text)


def fold(text: str) -> str:
    """A line for comparison: case, final punctuation and a transmission's own marks aside.

    >>> fold("RELATED Coverage:")
    'related coverage'
    """
    return text.casefold().strip().rstrip(_CLOSERS)


def _fits(rule: Rule, text: str, held: Sequence[str], story: Story) -> bool:
    """Whether a rule that may apply does; what fails most often and costs least is asked first."""
    return (
        len(text) <= rule.max
        and (not (rule.has and rule.starts) or _holds(rule, held))
        and (rule.pattern is None or bool(rule.lines) or rule.pattern.match(text) is not None)
        and story.admits(rule)
    )


def _holds(rule: Rule, held: Iterable[str]) -> bool:
    return any(literal in rule.has for literal in held)


def _found(rule: Rule, text: str) -> Iterator[tuple[Rule, int, int]]:
    if rule.pattern is None:
        return
    if rule.at == "end":
        match = rule.pattern.search(text, max(0, len(text) - REACH))
        if match:
            yield rule, match.start(), match.end()
    else:
        for match in rule.pattern.finditer(text):
            yield rule, match.start(), match.end()
