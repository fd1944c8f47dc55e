"""The rules of all profiles, laid out so that a paragraph meets only those that can fit it.

Every rule names literals to look for (its lines, starts, ends, or what it has), or is limited to short paragraphs and
looked up by the literals that its pattern needs; a paragraph of plain prose meets a handful.
"""

import datetime as dt
import itertools
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean.fold import fold
from pipeline.clean.index import BEGIN, END, Beginning, Edges, Having, Wordings, shared
from pipeline.clean.literals import Literals, needed
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.profile import Profile, Rule
from pipeline.story import BlockKind, Kind

# Pattern rules without literals look at paragraphs of at most so many characters.
SHORT: Final = 120
# Rules that cut, and those who look for captions, look at paragraphs of any length.
UNBOUNDED: Final = sys.maxsize
# How far before its end a paragraph's furniture can begin.
REACH: Final = 320
# What a rule takes out of a paragraph: the rule, start and end.
FoundCut = tuple[Rule, int, int]
# A credit in brackets can close a caption.
_BRACKETS: Final = frozenset(")]）】>")
_PARAGRAPH: Final = BlockKind.PARAGRAPH
_BYLINE: Final = Kind.BYLINE


class Place:
    """Where a paragraph stands in its story; there is one of each, see ``PLACES``."""

    def __init__(self, *, head: bool, tail: bool, last: bool) -> None:
        self.head, self.tail, self.last = head, tail, last

    def allows(self, where: str) -> bool:
        """Whether a rule for that part of a story may look at the paragraph."""
        if where == "any":
            return True
        return self.tail if where == "tail" else self.head if where == "head" else self.last


# All places there are, by what they tell.
PLACES: Final = {
    (head, tail, last): Place(head=head, tail=tail, last=last)
    for head, tail, last in itertools.product((False, True), repeat=3)
}


@dataclass(frozen=True, slots=True)
class Story:
    """What rules may know of a story: its agency's profile id, and its day."""

    agency: str | None = None
    day: dt.date | None = None

    def admits(self, rule: Rule) -> bool:
        """Whether the rule applies to copy of this agency and day."""
        return (not rule.own or rule.agency == self.agency) and rule.holds_on(self.day)


class _Patterned:
    """The patterns for whole paragraphs: for short ones, and for all, each by the places of a story that they hold at.

    Those that may take more go first, whosever they are. What they are looked up by is the same at all places.
    """

    def __init__(self, whole: Iterable[Rule]) -> None:
        patterns = [rule for rule in whole if rule.pattern is not None and not rule.starts]
        patterns.sort(key=lambda rule: -rule.max)
        self.having = _by_place([(rule, rule.has) for rule in patterns if not _is_short(rule)])
        self.short = _by_place([(rule, rule.has or _needed(rule)) for rule in patterns if _is_short(rule)])


def _by_place(rules: Sequence[tuple[Rule, Collection[str]]]) -> dict[Place, Beginning]:
    having = Having(rules)
    numbered = list(enumerate(rule for rule, _ in rules))
    return {
        place: Beginning(having, [(number, rule) for number, rule in numbered if place.allows(rule.where)])
        for place in PLACES.values()
    }


class Ruleset:
    """Rules by where they look and what they look for."""

    def __init__(self, rules: Iterable[Rule], also: Iterable[str] = ()) -> None:
        """The rules in their order, but for those of ``generic``, which go last, and bylines' that want company behind.

        ``also`` are literals of others that are looked for in the same pass over a paragraph.
        """
        rules = sorted(rules, key=lambda rule: (rule.company and rule.kind is _BYLINE, rule.agency == "generic"))
        whole = [rule for rule in rules if rule.at == "paragraph"]
        cuts = [rule for rule in rules if rule.at != "paragraph"]
        self._all_starts, self._all_ends = Edges(BEGIN), Edges(END)
        unbounded = [*also, *self._index_cuts(cuts)]
        self._index_whole(whole)
        self._reach = _reach(whole) | dict.fromkeys(unbounded, UNBOUNDED)
        self._literals = Literals(self._reach, of_all_text=True)

    @classmethod
    def of(cls, profiles: Iterable[Profile], also: Iterable[str] = ()) -> "Ruleset":
        """The rules of the profiles."""
        return cls((rule for profile in profiles for rule in profile.rules), also)

    def _index_cuts(self, cuts: Sequence[Rule]) -> Iterator[str]:
        """Lay out the rules that cut a piece out of a paragraph; what some are looked up by in all text is given."""
        self._cut_starts, self._cut_ends, self._credits = Edges(BEGIN), Edges(END), Edges(END)
        for rule in cuts:
            if edges := self._edges_of(rule):
                edges.add(rule.starts if rule.at == "start" else rule.ends, rule)
            self._all_ends.add(rule.ends, rule)
        having = [rule for rule in cuts if not self._edges_of(rule)]
        # What is for a story's last paragraph alone is not looked for in the others.
        last = [rule for rule in having if rule.where == "last"]
        self._of_last = Literals(literal for rule in last for literal in rule.has)
        self._cut_last = Having((rule, rule.has) for rule in last)
        anywhere = [(rule, rule.has) for rule in having if rule.where != "last"]
        self._cut_having = Having(anywhere)
        return (literal for _, has in anywhere for literal in has)

    def _index_whole(self, whole: Sequence[Rule]) -> None:
        """Lay out the rules that take whole paragraphs."""
        lines: dict[str, list[Rule]] = defaultdict(list)
        shy: dict[str, list[Rule]] = defaultdict(list)
        for rule in whole:
            self._all_starts.add(rule.starts, rule)
            for line in rule.lines:
                (shy if rule.company else lines)[line].append(rule)
        self._lines, self._shy = shared(lines), Wordings(shy)
        short = filter(_is_short, whole)
        self._of_short = Literals(literal for rule in short for literal in rule.has or _needed(rule))
        self._patterned = _Patterned(whole)

    def _edges_of(self, rule: Rule) -> Edges | None:
        """Where a rule that cuts is looked up; None where it is by what the text holds."""
        if rule.at == "start":
            return self._cut_starts
        if rule.at == "end" and (rule.caption or rule.ends):
            return self._credits if rule.caption else self._cut_ends
        return None

    def look(self, paragraphs: Sequence[Paragraph]) -> None:
        """Note in the paragraphs which literals they hold, and whether one of the methods below may find anything.

        Most of a story's prose holds nothing that a rule could fit, and is not asked about rule by rule.
        """
        held_by_each = self._literals.held_by_each([paragraph.text for paragraph in paragraphs])
        for paragraph, held in zip(paragraphs, held_by_each, strict=True):
            paragraph.held = held
            if paragraph.terminal and len(paragraph.text) > SHORT and paragraph.block is _PARAGRAPH:
                paragraph.asked = self._reaches(held, len(paragraph.text)) or self._at_edges(paragraph.text)

    def _reaches(self, held: Iterable[str], size: int) -> bool:
        """Whether a rule that looks for one of the literals may take so long a paragraph: many hold a colon."""
        for literal in held:  # noqa: SIM110 (a generator costs twice as much as what it asks)
            if size <= self._reach[literal]:
                return True
        return False

    def _at_edges(self, text: str) -> bool:
        """Whether the text begins or ends as something that a rule looks for, or with a bracket."""
        return self._all_ends.ends(text) or self._all_starts.begins(text) or not _BRACKETS.isdisjoint(text[-2:])

    def whole(self, paragraph: Paragraph, place: Place, story: Story) -> Rule | None:
        """The first rule that takes the whole paragraph; those that look for lines are the surest.

        A line that wants company yields to what takes it without: the same words stand in both.
        """
        text = paragraph.text
        if len(text) > SHORT:
            return self._by_words(paragraph, place, story)
        of_line = self._lines.get(fold(text))
        lined = _first_at(of_line, place, text, story) if of_line else None
        if lined is not None:
            return lined
        rule = self._by_words(paragraph, place, story)
        shy = self._shy.of(text)
        said = _first_at(shy, place, text, story) if shy else None
        if rule is None and said is None:
            parts = self._shy.of_parts(text)
            return _first_at(parts, place, text, story) if parts else None
        return rule if rule is not None and (said is None or _is_surer(rule, said)) else said

    def _by_words(self, paragraph: Paragraph, place: Place, story: Story) -> Rule | None:
        """The first rule that the whole paragraph fits by its beginning or by a pattern."""
        text = paragraph.text
        starting = self._all_starts.beginning(text)
        rule = _first_at(starting, place, text, story) if starting else None
        if rule is None and len(text) <= SHORT:
            rule = _first(self._patterned.short[place].beginning(text, self._of_short.held(text)), text, story)
        if rule is None and paragraph.held:
            rule = _first(self._patterned.having[place].beginning(text, paragraph.held), text, story)
        return rule

    def cuts_at_start(self, paragraph: Paragraph, story: Story) -> list[FoundCut]:
        """What rules find at the paragraph's start; it counts only before a dateline."""
        text = paragraph.text
        found: list[FoundCut] = []
        for rule in self._cut_starts.beginning(text):
            match = rule.pattern.match(text) if rule.pattern else None
            if match and story.admits(rule):
                found.append((rule, 0, match.end()))
        return found

    def credit(self, paragraph: Paragraph, place: Place, story: Story) -> FoundCut | None:
        """The credit at the paragraph's end that makes the rest of it a caption."""
        text, size = paragraph.text, len(paragraph.text)
        for rule in self._credits.ending(text):
            if not rule.least <= size <= rule.max or (rule.has and not _holds(rule, text)):
                continue
            if place.allows(rule.where) and story.admits(rule) and (found := _found(rule, text)):
                return found[0]
        return None

    def cuts(self, paragraph: Paragraph, place: Place, story: Story) -> list[FoundCut]:
        """What rules take out of the paragraph; the remainder is body."""
        text, held = paragraph.text, paragraph.held
        found: list[FoundCut] = []
        for rule in self._cut_ends.ending(text):
            if place.allows(rule.where) and story.admits(rule):
                found += _found(rule, text)
        for rule in self._cut_last.among(self._of_last.held(text)) if place.last else ():
            if story.admits(rule):
                found += _found(rule, text)
        for rule in self._cut_having.among(held) if held else ():
            if place.allows(rule.where) and story.admits(rule):
                found += _found(rule, text)
        return found


def _needed(rule: Rule) -> frozenset[str]:
    """What a rule is looked up by that names no literals: what its pattern needs."""
    return frozenset() if rule.pattern is None or rule.starts or rule.has else needed(rule.pattern.pattern)


def _reach(whole: Iterable[Rule]) -> dict[str, int]:
    """What is looked for in paragraphs of any length, with the length of the longest that a rule takes for it."""
    reach: dict[str, int] = {}
    for rule in whole:
        if not (rule.starts or _is_short(rule)):
            reach.update((literal, max(rule.max, reach.get(literal, 0))) for literal in rule.has)
    return reach


def _is_surer(rule: Rule, lined: Rule) -> bool:
    """Whether a rule needs no company for what a line's rule wants company for, and announces what that announces."""
    return not rule.company and rule.kind is lined.kind and rule.run >= lined.run


def _is_short(rule: Rule) -> bool:
    """Whether a rule for whole paragraphs meets only short ones."""
    return rule.max <= SHORT or not rule.has


def _first_at(rules: Sequence[Rule], place: Place, text: str, story: Story) -> Rule | None:
    return _first([rule for rule in rules if place.allows(rule.where)], text, story)


def _first(rules: Sequence[Rule], text: str, story: Story) -> Rule | None:
    size = len(text)
    for rule in rules:
        if size <= rule.max and rule.least <= size <= rule.most and _fits(rule, text, story):
            return rule
    return None


def _fits(rule: Rule, text: str, story: Story) -> bool:
    """Whether a rule that may apply does; what fails most often and costs least is asked first."""
    return (
        (not (rule.has and rule.starts) or _holds(rule, text))
        and (rule.pattern is None or bool(rule.lines) or rule.pattern.match(text) is not None)
        and story.admits(rule)
    )


def _holds(rule: Rule, text: str) -> bool:
    for literal in rule.has:  # noqa: SIM110 (a generator costs twice as much as what it asks)
        if literal in text:
            return True
    return False


def _found(rule: Rule, text: str) -> list[FoundCut]:
    if rule.pattern is None:
        return []
    if rule.at == "end":
        match = rule.pattern.search(text, max(0, len(text) - min(REACH, rule.most)))
        return [(rule, match.start(), match.end())] if match else []
    return [(rule, match.start(), match.end()) for match in rule.pattern.finditer(text)]
