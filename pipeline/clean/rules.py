"""The rules of all profiles, laid out so that a paragraph meets only those that can fit it.

Every rule names literals to look for (its lines, starts, ends, or what it has) or is limited to short paragraphs;
a paragraph of plain prose meets a handful.
"""

import datetime as dt
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.clean.paragraph import Paragraph
from pipeline.clean.profile import Profile, Rule

# Pattern rules without literals look at paragraphs of at most so many characters.
SHORT = 120
# How far before its end a paragraph's furniture can begin.
REACH = 320
_NOTHING = re.compile(r"(?!)")
_CLOSERS = " .:：。!…"


@dataclass(frozen=True, slots=True)
class Place:
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


@dataclass(slots=True)
class _Wholes:
    """The rules for whole paragraphs that hold at one place of a story, by what they look for."""

    lines: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))
    starts: dict[str, list[tuple[str, Rule]]] = field(default_factory=lambda: defaultdict(list))
    short: list[Rule] = field(default_factory=list)
    # Fits what any of the short rules' patterns fits; most lines fit none, and one search costs less than fifty.
    any_short: re.Pattern[str] = _NOTHING
    has: list[tuple[str, Rule]] = field(default_factory=list)

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "_Wholes":
        """The table of some rules, in their order."""
        table = cls()
        for rule in rules:
            table._add(rule)
        table.short.sort(key=lambda rule: -rule.max)
        table.has.sort(key=lambda each: -each[1].max)
        patterns = [rule.pattern.pattern for rule in table.short if rule.pattern]
        if patterns:
            table.any_short = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
        return table

    def _add(self, rule: Rule) -> None:
        for line in rule.lines:
            self.lines[fold(line)].append(rule)
        _add_literals(self.starts, rule, rule.starts, slice(0, 2))
        if rule.pattern is not None and not rule.starts:
            if rule.has:
                self.has.extend((literal, rule) for literal in rule.has)
            else:
                self.short.append(rule)

    def candidates(self, text: str) -> Iterator[Rule]:
        """The rules whose literals the paragraph holds, then those for short paragraphs."""
        size = len(text)
        if size <= SHORT:
            yield from self.lines.get(fold(text), ())
        for key in (text[:2], text[:1]):
            for literal, rule in self.starts.get(key, ()):
                if text.startswith(literal):
                    yield rule
        if size <= SHORT and self.any_short.match(text):
            yield from self.short
        for literal, rule in self.has:
            if size > rule.max:
                break
            if literal in text:
                yield rule


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
        self._cut_starts: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        self._cut_ends: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        self._cut_has: list[Rule] = []
        self._credits: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        whole: list[Rule] = []
        for rule in sorted(rules, key=lambda rule: rule.agency == "generic"):
            if rule.at == "paragraph":
                whole.append(rule)
            else:
                self._add_cut(rule)
        places = [Place(*each) for each in itertools.product((False, True), repeat=3)]
        self._wholes = {place: _Wholes.of(rule for rule in whole if place.allows(rule.where)) for place in places}

    def _add_cut(self, rule: Rule) -> None:
        if rule.at == "start":
            _add_literals(self._cut_starts, rule, rule.starts, slice(0, 2))
        elif rule.at == "end" and rule.caption:
            _add_literals(self._credits, rule, rule.ends, slice(-1, None))
        elif rule.at == "end" and rule.ends:
            _add_literals(self._cut_ends, rule, rule.ends, slice(-1, None))
        else:
            self._cut_has.append(rule)

    def whole(self, paragraph: Paragraph, place: Place, story: Story) -> Rule | None:
        """The first rule that takes the whole paragraph."""
        text = paragraph.text
        for rule in self._wholes[place].candidates(text):
            if _fits(rule, text, story):
                return rule
        return None

    def cuts_at_start(self, paragraph: Paragraph, story: Story) -> Iterator[tuple[Rule, int, int]]:
        """What rules find at the paragraph's start; it counts only before a dateline."""
        text = paragraph.text
        for literal, rule in self._cut_starts.get(text[:2], ()):
            match = rule.pattern.match(text) if rule.pattern and text.startswith(literal) else None
            if match and story.admits(rule):
                yield rule, 0, match.end()

    def credit(self, paragraph: Paragraph, place: Place, story: Story) -> tuple[Rule, int, int] | None:
        """The credit at the paragraph's end that makes the rest of it a caption."""
        text = paragraph.text
        for literal, rule in self._credits.get(text[-1:], ()):
            if text.endswith(literal) and len(text) <= rule.max and place.allows(rule.where) and story.admits(rule):
                found = next(_found(rule, text), None)
                if found:
                    return found
        return None

    def cuts(self, paragraph: Paragraph, place: Place, story: Story) -> Iterator[tuple[Rule, int, int]]:
        """What rules take out of the paragraph: rule, start, end; the remainder is body."""
        text = paragraph.text
        for literal, rule in self._cut_ends.get(text[-1:], ()):
            if text.endswith(literal) and place.allows(rule.where) and story.admits(rule):
                yield from _found(rule, text)
        for rule in self._cut_has:
            if place.allows(rule.where) and _holds(rule, text) and story.admits(rule):
                yield from _found(rule, text)


def fold(text: str) -> str:
    """A line for comparison: case, final punctuation and a transmission's own marks aside.

    >>> fold("RELATED Coverage:")
    'related coverage'
    """
    return text.casefold().strip().rstrip(_CLOSERS)


def _fits(rule: Rule, text: str, story: Story) -> bool:
    """Whether a rule that may apply does; what fails most often and costs least is asked first."""
    return (
        len(text) <= rule.max
        and (not (rule.has and rule.starts) or _holds(rule, text))
        and (rule.pattern is None or bool(rule.lines) or rule.pattern.match(text) is not None)
        and story.admits(rule)
    )


def _add_literals(table: dict[str, list[tuple[str, Rule]]], rule: Rule, literals: Sequence[str], key: slice) -> None:
    for literal in literals:
        table[literal[key]].append((literal, rule))


def _holds(rule: Rule, text: str) -> bool:
    for literal in rule.has:  # noqa: SIM110 (a generator here costs a third of the whole cleaning)
        if literal in text:
            return True
    return False


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
