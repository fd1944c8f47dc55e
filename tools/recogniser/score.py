"""Score spans against labelled articles: exact span and type, a leading article and a trailing 's trimmed."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

Labelled = tuple[int, int, str]
SCORED = ("PER", "ORG", "LOC")
_ARTICLES = ("the ", "a ", "an ")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop a leading the, a or an and a trailing 's.

    >>> trim("the UN's plan", 0, 8)
    (4, 6)
    """
    surface = text[start:end]
    for article in _ARTICLES:
        if surface.lower().startswith(article):
            start += len(article)
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    return start, end


def articles(path: Path) -> list[tuple[str, list[Labelled]]]:
    """Read labelled articles: text and its spans."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["text"], [(start, end, kind) for start, end, kind in row["spans"]]) for row in rows]


def tally(
    found: Callable[[str], Iterable[Labelled]], gold: Iterable[tuple[str, list[Labelled]]]
) -> dict[str, tuple[int, int, int]]:
    """Count (right, found, wanted) by kind over labelled articles."""
    right: Counter[str] = Counter()
    got: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for text, spans in gold:
        ours = {(*trim(text, start, end), kind) for start, end, kind in found(text)}
        theirs = {(*trim(text, start, end), kind) for start, end, kind in spans}
        got.update(kind for *_, kind in ours)
        wanted.update(kind for *_, kind in theirs)
        right.update(kind for *_, kind in ours & theirs)
    return {kind: (right[kind], got[kind], wanted[kind]) for kind in sorted(wanted)}


def f1(counts: Iterable[tuple[int, int, int]]) -> float:
    """Return F1 in per cent over rows of (right, found, wanted)."""
    right, got, wanted = map(sum, zip(*counts, strict=True))
    return 200 * right / (got + wanted) if right else 0.0


def summary(counts: dict[str, tuple[int, int, int]]) -> dict[str, float]:
    """Return F1 by kind, and ``all`` over persons, organisations and places."""
    scores = {kind: round(f1([row]), 1) for kind, row in counts.items()}
    return scores | {"all": round(f1([counts[kind] for kind in SCORED]), 1)}
