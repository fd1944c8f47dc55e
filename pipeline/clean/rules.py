"""The rules of all profiles, laid out so that a paragraph meets only those that can fit it.

Every rule names literals to look for (its lines, starts, ends, or what it has) or is limited to short paragraphs;
a paragraph of plain prose meets a handful.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean.paragraph import Paragraph
from pipeline.clean.profile import Profile, Rule

# Pattern rules without literals look at paragraphs of at most so many characters.
SHORT = 120
# How far before its end a paragraph's furniture can begin.
REACH = 320
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
        self._lines: dict[str, list[Rule]] = defaultdict(list)
        self._starts: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        self._short: list[Rule] = []
        self._has: list[Rule] = []
        self._cut_starts: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        self._cut_ends: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        self._cut_has: list[Rule] = []
        self._credits: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        for rule in sorted(rules, key=lambda rule: rule.agency == "generic"):
            self._add(rule)
        self._short.sort(key=lambda rule: -rule.max)

    def _add(self, rule: Rule) -> None:
        if rule.at == "paragraph":
            self._add_whole(rule)
        elif rule.at == "start":
            self._add_literals(self._cut_starts, rule, rule.starts, slice(0, 2))
        elif rule.at == "end" and rule.caption:
            self._add_literals(self._credits, rule, rule.ends, slice(-1, None))
        elif rule.at == "end" and rule.ends:
            self._add_literals(self._cut_ends, rule, rule.ends, slice(-1, None))
        else:
            self._cut_has.append(rule)

    def _add_whole(self, rule: Rule) -> None:
        for line in rule.lines:
            self._lines[fold(line)].append(rule)
        self._add_literals(self._starts, rule, rule.starts, slice(0, 2))
        if rule.pattern is not None and not rule.starts:
            (self._has if rule.has else self._short).append(rule)

    @staticmethod
    def _add_literals(
        table: dict[str, list[tuple[str, Rule]]], rule: Rule, literals: Sequence[str], key: slice
    ) -> None:
        for literal in literals:
            table[literal[key]].append((literal, rule))

    def whole(self, paragraph: Paragraph, place: Place, story: Story) -> Rule | None:
        """The first rule that takes the whole paragraph."""
        return next(self._wholes(paragraph, place, story), None)

    def _wholes(self, paragraph: Paragraph, place: Place, story: Story) -> Iterator[Rule]:
        for rule in self._candidates(paragraph.text):
            if self._fits(rule, paragraph, place, story):
                yield rule

    def _candidates(self, text: str) -> Iterator[Rule]:
        """The rules whose literals the paragraph holds, then those for short paragraphs."""
        size = len(text)
        if size <= SHORT:
            yield from self._lines.get(fold(text), ())
        for key in (text[:2], text[:1]):
            for literal, rule in self._starts.get(key, ()):
                if text.startswith(literal):
                    yield rule
        for rule in self._short if size <= SHORT else ():
            if size > rule.max:
                break
            yield rule
        for rule in self._has:
            if size <= rule.max and _holds(rule, text):
                yield rule

    @staticmethod
    def _fits(rule: Rule, paragraph: Paragraph, place: Place, story: Story) -> bool:
        return (
            len(paragraph.text) <= rule.max
            and place.allows(rule.where)
            and story.admits(rule)
            and (not rule.has or _holds(rule, paragraph.text))
            and (rule.pattern is None or bool(rule.lines) or rule.pattern.match(paragraph.text) is not None)
        )

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
            if _holds(rule, text) and place.allows(rule.where) and story.admits(rule):
                yield from _found(rule, text)


def fold(text: str) -> str:
    """A line for comparison: case, final punctuation and a transmission's own marks aside.

    >>> fold("RELATED Coverage:")
    'related coverage'
    """
    return text.casefold().strip().rstrip(_CLOSERS)


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
