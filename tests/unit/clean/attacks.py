"""Texts that lead a pattern astray, built from what the pattern itself is made of."""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from signal import ITIMER_VIRTUAL, SIGVTALRM, setitimer, signal
from typing import Any

# What a pattern of names, figures or brackets may stumble over, whatever stands in it.
COMMON = ("a", "aB", "Aa", "aaaBbb", "Aaaa Bb ", "A.", "Aa, ", "1", "1, ", "(a", "a)", "[A/", "á", "я", "あ", " ", "-")
BETWEEN = (" ", ", ", " (", "/")
# Of each repetition so many spellings; of a list of words so many.
SPELLINGS, WORDS = 3, 3
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_ONE_CHARACTER = (op.LITERAL, op.NOT_LITERAL, op.ANY)
_LOOKS = (op.ASSERT, op.ASSERT_NOT)
# A parsed pattern's node: its kind and what it is made of.
_Node = tuple[Any, Any]


class TooSlowError(AssertionError):
    """A text took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TooSlowError after so much processor time of this process, also out of a search that would never end."""

    def stop(*_: object) -> None:
        raise TooSlowError(f"more than {seconds} s")

    before = signal(SIGVTALRM, stop)
    setitimer(ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        setitimer(ITIMER_VIRTUAL, 0)
        signal(SIGVTALRM, before)


def attack(run: Callable[[str], object], texts: Iterable[str], seconds: float) -> None:
    """Raises TooSlowError with the first text that the pattern is not done with in time."""
    for text in texts:
        try:
            with within(seconds):
                run(text)
        except TooSlowError as error:
            raise TooSlowError(f"{error} on {len(text)} characters: {text[:300]!r}") from None


def texts_against(pattern: str, sizes: Sequence[int]) -> Iterator[str]:
    """Texts of exactly these sizes: each thing that the pattern repeats, again and again, with an end that is wrong."""
    tree = _parser.parse(pattern)
    spell = _Speller(random.Random(0))  # noqa: S311 (texts, no secrets)
    pumps = dict.fromkeys((before, body) for before, body in _pumps(tree, "", spell) if body)
    words = [*dict.fromkeys(_words(tree))]
    begun = spell(tree)[:20]
    pumps |= dict.fromkeys((before, seed) for seed in COMMON for before in ("", begun))
    pumps |= dict.fromkeys(("", word + sign) for word in words[:WORDS] for sign in ("", *BETWEEN))
    for size in sizes:
        for before, body in pumps:
            yield from _grown(before, body, size)


def _grown(before: str, body: str, size: int) -> Iterator[str]:
    """The text all of one thing, with its last character wrong; and its last third another thing."""
    most = size * 2 // 3
    whole = (before + body * (size // len(body) + 1))[:size]
    yield whole[:-1] + "\x00"
    yield whole[:-1] + "!"
    yield whole[:most] + "a" * (size - most)
    yield whole[:most] + ("Aa, " * size)[: size - most]


class _Speller:
    """Spells what a pattern, or a part of one, stands for; repetitions once or twice, one of several at random."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def __call__(self, nodes: Iterable[_Node]) -> str:
        return "".join(self._node(*node) for node in nodes)

    def _node(self, kind: Any, value: Any) -> str:  # noqa: ANN401 (of the parser's tree)
        if kind is op.IN:
            return self._one_of(value)
        if kind in _ONE_CHARACTER:
            return chr(value) if kind is op.LITERAL else "b" if value == ord("a") else "a"
        if kind in _REPEATS:
            return "".join(self(value[2]) for _ in range(min(value[1], max(value[0], self._chance.randint(0, 2)))))
        parts = _parts(kind, value)
        return self(self._chance.choice(parts)) if parts and kind not in _LOOKS else ""

    def _one_of(self, listed: Sequence[_Node]) -> str:
        if listed[0][0] is op.NEGATE:
            refused = re.compile(f"[{''.join(map(_shown, listed[1:]))}]")
            return next((char for char in self._chance.sample("aA1 é.,(", 8) if not refused.match(char)), "~")
        kind, value = self._chance.choice(listed)
        if kind is op.LITERAL:
            return chr(value)
        return chr(self._chance.choice(value)) if kind is op.RANGE else _of_category(value)


def _shown(node: _Node) -> str:
    kind, value = node
    if kind is op.CATEGORY:
        return {op.CATEGORY_WORD: r"\w", op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s"}.get(value, r"\W")
    return re.escape(chr(value)) if kind is op.LITERAL else "-".join(re.escape(chr(each)) for each in value)


def _of_category(category: Any) -> str:  # noqa: ANN401 (of the parser's tree)
    return {op.CATEGORY_WORD: "a", op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " "}.get(category, ".")


def _pumps(nodes: Iterable[_Node], before: str, spell: _Speller) -> Iterator[tuple[str, str]]:
    """Each repetition of a pattern: what stands before it, and what it repeats, a few spellings one after the other."""
    for node in nodes:
        kind, value = node
        if kind in _REPEATS and value[1] > 1:
            for _ in range(SPELLINGS):
                yield before, "".join(spell(value[2]) for _ in range(SPELLINGS))
        for part in _parts(kind, value):
            yield from _pumps(part, before, spell)
        before += spell([node])


def _parts(kind: Any, value: Any) -> Sequence[Iterable[_Node]]:  # noqa: ANN401 (of the parser's tree)
    """The patterns that a node is made of."""
    if kind is op.BRANCH:
        branches: Sequence[Iterable[_Node]] = value[1]
        return branches
    if kind in _LOOKS:
        return [value[1]]
    if kind in _REPEATS:
        return [value[2]]
    return [value] if kind is op.ATOMIC_GROUP else [value[3]] if kind is op.SUBPATTERN else []


def _words(nodes: Iterable[_Node]) -> Iterator[str]:
    """The literals that stand in a pattern, one after the other."""
    word = ""
    for kind, value in nodes:
        if kind is op.LITERAL:
            word += chr(value)
            continue
        if word:
            yield word
        word = ""
        for part in _parts(kind, value):
            yield from _words(part)
    if word:
        yield word
