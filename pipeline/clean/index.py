"""Rules by what they look for, so that a text meets the few that can fit it."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pipeline.clean.beginning import MOST_KEPT, can_begin
from pipeline.clean.fold import loosely, uncounted
from pipeline.clean.profile import Rule

BEGIN, END = slice(0, 2), slice(-1, None)
_PART: Final = re.compile(r" *[|·•›»>/]+ *| {2,}")
# Without one of these or two spaces nothing is parted, which is sooner seen.
_STROKE: Final = re.compile(r"[|·•›»>/]")
_QUOTES: Final = frozenset('"“”„«「')
# Of so many characters the letters are read that a line begins with.
HEAD: Final = 10
# With so many of them most lines of text begin otherwise than a page's.
BEGUN: Final = 5
# So many bits tell whether a line may begin so: twenty thousand beginnings take two megabytes as a set and a sixteenth
# of that as bits, by which one line in fifty is looked up for nothing.
BITS: Final = 1 << 20


class Edges:
    """Rules by the literals that texts begin or end with; ``key`` are the characters at the edge to look them up by."""

    def __init__(self, key: slice) -> None:
        self._key = key
        self._rules: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        # What a text may have at its edge is put together once for those characters, of which most texts have few.
        self._at = lru_cache(maxsize=MOST_KEPT)(self._of_edge)

    def add(self, literals: Iterable[str], rule: Rule) -> None:
        """Add a rule that looks for one of some literals, before any text is asked about."""
        for literal in literals:
            self._rules[literal[self._key]].append((literal, rule))

    def begins(self, text: str) -> bool:
        """Whether the text begins with one of the literals."""
        return text.startswith(self._at(text[self._key])[0])

    def ends(self, text: str) -> bool:
        """Whether the text ends with one of the literals."""
        return text.endswith(self._at(text[self._key])[0])

    def beginning(self, text: str) -> list[Rule]:
        """The rules with a literal that the text begins with: literals of one character, which few are, go last."""
        literals, rules = self._at(text[self._key])
        return [rule for literal, rule in rules if text.startswith(literal)] if text.startswith(literals) else []

    def ending(self, text: str) -> list[Rule]:
        """The rules with a literal that the text ends with."""
        literals, rules = self._at(text[self._key])
        return [rule for literal, rule in rules if text.endswith(literal)] if text.endswith(literals) else []

    def _of_edge(self, edge: str) -> tuple[tuple[str, ...], Sequence[tuple[str, Rule]]]:
        """The literals that a text with these characters at its edge may have, and the rules that look for them."""
        rules = [each for size in range(len(edge), 0, -1) for each in self._rules.get(edge[:size], ())]
        return tuple(dict.fromkeys(literal for literal, _ in rules)), rules


class _Beginnings:
    """Some strings as one bit each, which a few others share."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._bits = bytearray(BITS // 8)
        for each in strings:
            byte, bit = _bit_of(each)
            self._bits[byte] |= bit

    def may_hold(self, string: str) -> bool:
        """Whether the string is one of them, or shares its bit with one."""
        byte, bit = _bit_of(string)
        return self._bits[byte] & bit != 0


def _bit_of(string: str) -> tuple[int, int]:
    """The number of the byte in which a string's bit stands, and the bit."""
    number = hash(string) % BITS
    return number >> 3, 1 << (number & 7)


class Wordings:
    """Rules by the words of their lines, whatever the signs, accents and numbers that these are printed with."""

    def __init__(self, lines: Mapping[str, list[Rule]]) -> None:
        """``lines`` as :func:`pipeline.clean.fold.loosely` gives them; a rule that announces links goes first."""
        for rules in lines.values():
            rules.sort(key=lambda rule: not rule.run)
        self._rules = shared(lines)
        self._begun = _Beginnings(line[:BEGUN] for line in lines)

    def of(self, text: str) -> tuple[Rule, ...]:
        """The rules with a line of the text's words; most lines that begin otherwise need no loose folding."""
        if text[:1] in _QUOTES:
            return ()  # what the text quotes
        begun = text[:BEGUN]
        begun = begun.casefold() if begun.isascii() and begun.isalpha() else loosely(text[:HEAD])
        if len(begun) >= BEGUN and "#" not in begun and not self._begun.may_hold(begun[:BEGUN]):
            return ()
        said = loosely(text)
        return self._rules.get(said) or self._rules.get(uncounted(said), ())

    def of_parts(self, text: str) -> tuple[Rule, ...]:
        """The rules with most of the parts that strokes or dots divide the text into."""
        if "  " not in text and not _STROKE.search(text):
            return ()
        parts = [part for part in _PART.split(text) if part]
        known = [rules for part in parts if (rules := self.of(part))]
        return known[0] if len(known) > 1 and len(known) * 2 >= len(parts) else ()


def shared(lines: Mapping[str, Iterable[Rule]]) -> dict[str, tuple[Rule, ...]]:
    """Lines with their rules; of tens of thousands most are of a few rules alone, and share one tuple."""
    tuples: dict[tuple[int, ...], tuple[Rule, ...]] = {}
    return {line: tuples.setdefault(tuple(map(id, rules)), tuple(rules)) for line, rules in lines.items()}


class Having:
    """Rules by the literals of which a text must hold one for them; a rule without literals may fit any text."""

    def __init__(self, rules: Iterable[tuple[Rule, Collection[str]]]) -> None:
        self._rules: list[Rule] = []
        self._numbers: dict[str, tuple[int, ...]] = {}
        self._always: list[int] = []
        # Of tens of thousands of literals most are of one rule alone, and share one tuple.
        tuples: dict[tuple[int, ...], tuple[int, ...]] = {}
        for number, (rule, literals) in enumerate(rules):
            self._rules.append(rule)
            for literal in literals:
                numbers = (*self._numbers.get(literal, ()), number)
                self._numbers[literal] = tuples.setdefault(numbers, numbers)
            if not literals:
                self._always.append(number)

    def among(self, held: Iterable[str]) -> list[Rule]:
        """The rules that may fit a text which holds these literals, in the order that they were given in."""
        return self.numbered(self.numbers(held))

    def numbered(self, numbers: Iterable[int]) -> list[Rule]:
        """The rules of these numbers, in their order."""
        return [self._rules[number] for number in sorted(numbers)]

    def numbers(self, held: Iterable[str]) -> set[int]:
        """The numbers of the rules that may fit a text which holds these literals."""
        return set(self._always).union(*[self._numbers.get(literal, ()) for literal in held])


class Beginning:
    """Some rules for whole texts, by what a text must hold for them and by the characters that they can begin with."""

    def __init__(self, having: Having, some: Iterable[tuple[int, Rule]]) -> None:
        """``some`` are rules of ``having`` with their numbers there."""
        self._having = having
        self._begins = [(number, _begins(rule)) for number, rule in some]
        self._first = lru_cache(maxsize=MOST_KEPT)(self._of_first)
        self._left = lru_cache(maxsize=MOST_KEPT)(self._of_first_and_held)
        # Most characters leave the same rules.
        self._known: dict[frozenset[int], frozenset[int]] = {}

    def beginning(self, text: str, held: Iterable[str]) -> Sequence[Rule]:
        """The rules that may fit a text which holds these literals, in the order that they were given in."""
        return self._left(text[:1], frozenset(held))

    def _of_first(self, char: str) -> frozenset[int]:
        numbers = frozenset(number for number, begins in self._begins if not char or begins(char))
        return self._known.setdefault(numbers, numbers)

    def _of_first_and_held(self, char: str, held: frozenset[str]) -> Sequence[Rule]:
        return self._having.numbered(self._having.numbers(held) & self._first(char))


def _begins(rule: Rule) -> Callable[[str], bool]:
    return can_begin(rule.pattern.pattern) if rule.pattern else lambda _: True
