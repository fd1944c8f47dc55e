"""What one version of a story changed in the one before it, paragraph by paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Pairs of paragraphs that are compared at most: beyond it, what differs counts as replaced as a whole.
MOST_PAIRS = 1_000_000
Run = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A run of paragraphs that were ``kept``, ``removed`` or ``added``.

    ``before`` and ``after`` are the number of its first paragraph in the version before and in this one, from 0, None
    where it does not stand there. ``text`` are the paragraphs removed or added; kept ones are not repeated.
    """

    op: str
    before: int | None
    after: int | None
    count: int
    text: tuple[str, ...] = ()


def changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """The runs in the order of the text; what was replaced is removed first, then added.

    >>> [(change.op, change.count) for change in changes(["a", "b"], ["a", "c", "d"])]
    [('kept', 1), ('removed', 1), ('added', 2)]
    """
    found: list[Change] = []
    for op, i, j, k, n in _runs(before, after):
        if op == "equal":
            found.append(Change("kept", i, k, j - i))
            continue
        if j > i:
            found.append(Change("removed", i, None, j - i, tuple(before[i:j])))
        if n > k:
            found.append(Change("added", None, k, n - k, tuple(after[k:n])))
    return tuple(found)


def paragraphs(body: str) -> list[str]:
    """A body's paragraphs.

    >>> paragraphs(""), paragraphs("One.\\n\\nTwo.")
    ([], ['One.', 'Two.'])
    """
    return body.split("\n\n") if body else []


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The runs by their bounds in both versions."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if head:
        yield "equal", 0, head, 0, head
    if len(old) * len(new) > MOST_PAIRS:
        yield "replace", head, head + len(old), head, head + len(new)
    else:
        for op, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield op, i + head, j + head, k + head, n + head
    if tail:
        yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """Count of paragraphs that both begin with."""
    pairs = zip(before, after, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
