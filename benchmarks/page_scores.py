"""How well the text and metadata of a news page were read, against gold text: F1, leaks, accuracy.

F1 is that of the article-extraction-benchmark: shingles of four words as multisets, precision and recall of each page,
their means, and the harmonic mean of these.
"""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

_GZIP = b"\x1f\x8b"
_WORD = re.compile(r"\w+")
_SHINGLE = 4
_LONGEST_LINE = 200
_CREDIT = re.compile(
    r"^\W*(?:photo|image|picture|foto|credit|photograph|illustration)s?\b.{0,120}$|"
    r"getty images|shutterstock|ap photo|file photo|/ ?(?:reuters|afp|ap|epa|getty)\W*$|"
    r"[(\[](?:photo|image|credit|ap|reuters|afp)\b",
    re.IGNORECASE,
)
_PROMO = re.compile(
    r"newsletter|sign up|subscribe|advertisement|^\W*(?:read|see|watch) (?:more|also|next)\b|follow us|"
    r"^\W*share\b|related:|download (?:the|our) app|all rights reserved|"
    r"\b(?:minutes?|hours?|days?) ago\b|min(?:ute)?s? read\b|^\W*(?:published|updated|posted)\b.{0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of a set: where it lies and what is known of it, such as title, authors, date where the set has them."""

    id: str
    url: str
    gold: str
    path: Path
    known: dict[str, Any]

    @property
    def html(self) -> bytes:
        """The page's bytes, read anew each time; gzipped or not."""
        payload = self.path.read_bytes()
        return gzip.decompress(payload) if payload.startswith(_GZIP) else payload


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor read from one page; ``date`` is an ISO day."""

    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None


def load(path: Path) -> list[PageRow]:
    """Read a set of pages: JSON lines, each with its ``gold`` text and naming its page in ``html``, beside the file.

    A row without an ``id`` goes by its page's name.

    :raises SystemExit: naming the line that lacks its gold or its page.
    """
    lines = path.read_text("utf-8").splitlines()
    return [_row(json.loads(line), path, number) for number, line in enumerate(lines, 1) if line.strip()]


def _row(row: dict[str, Any], path: Path, number: int) -> PageRow:
    if not isinstance(row.get("gold"), str) or not isinstance(row.get("html"), str):
        raise SystemExit(f"{path}, line {number}: a row needs gold, a text, and html, the name of the page beside it")
    page = path.parent / row["html"]
    if not page.is_file():
        raise SystemExit(f"{path}, line {number}: there is no page {page}")
    known = {key: row[key] for key in ("title", "authors", "date") if row.get(key)}
    if isinstance(known.get("authors"), str):
        known["authors"] = [known["authors"]]
    return PageRow(str(row.get("id") or row["html"]), row.get("url") or "", row["gold"], page, known)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words of a text; a shorter text is one run.

    >>> sum(shingles("one two three four five").values())
    2
    """
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def precision_recall(gold: str, text: str) -> tuple[float, float]:
    """Precision and recall of one page, as the article-extraction-benchmark defines them.

    >>> precision_recall("a b c d e", "a b c d")
    (1.0, 0.5)
    """
    wanted, found = shingles(gold), shingles(text)
    both = (wanted & found).total()
    false, missed = found.total() - both, wanted.total() - both
    precision = 1.0 if both == false == 0 or false == missed == 0 else both / (both + false) if both + false else 1.0
    recall = 1.0 if both == missed == 0 or false == missed == 0 else both / (both + missed) if both + missed else 1.0
    return precision, recall


def f1(scores: Sequence[tuple[float, float]]) -> float:
    """The harmonic mean of mean precision and mean recall."""
    precision = sum(p for p, _ in scores) / len(scores)
    recall = sum(r for _, r in scores) / len(scores)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def summary(rows: Sequence[PageRow], readings: Sequence[Reading]) -> dict[str, float]:
    """The figures of one set: F1, shares of pages with leaks, accuracy of the metadata that the set knows."""
    pairs = list(zip(rows, readings, strict=True))
    scores = [precision_recall(row.gold, reading.text) for row, reading in pairs]
    leaks = [_leaks(row, reading.text) for row, reading in pairs]
    figures = {
        "f1": f1(scores),
        "precision": sum(p for p, _ in scores) / len(scores),
        "recall": sum(r for _, r in scores) / len(scores),
    }
    figures |= {name: sum(leak[name] for leak in leaks) / len(leaks) for name in leaks[0]}
    return figures | _accuracies(pairs)


def _leaks(row: PageRow, text: str) -> dict[str, bool]:
    gold = shingles(row.gold)
    extra = [line for line in text.splitlines() if 0 < len(line) < _LONGEST_LINE and not _stands_in(line, gold)]
    words, wanted = len(_WORD.findall(text)), len(_WORD.findall(row.gold))
    return {
        "credit_lines": any(_CREDIT.search(line) for line in extra),
        "figcaptions": any(_leaked(caption, text, row.gold) for caption in _figcaptions(row.html)),
        "promo_lines": any(_PROMO.search(line) for line in extra),
        "over_twice": words > 2 * wanted,
        "under_half": 2 * words < wanted,
    }


def _stands_in(line: str, gold: Counter[tuple[str, ...]]) -> bool:
    """Whether at least half of a line's shingles are the gold text's; a line of fewer words is looked up whole."""
    runs = shingles(line)
    (first, *_) = runs
    if len(first) < _SHINGLE:
        return any(first == run[at : at + len(first)] for run in gold for at in range(_SHINGLE - len(first) + 1))
    return (runs & gold).total() * 2 >= runs.total()


def _figcaptions(page: bytes) -> list[str]:
    root = etree.fromstring(page, etree.HTMLParser(huge_tree=True))
    found = root.iter("figcaption") if root is not None else ()
    return [text for element in found if len(text := _folded("".join(map(str, element.itertext())))) > 30]


def _leaked(caption: str, text: str, gold: str) -> bool:
    return caption in _folded(text) and caption not in _folded(gold)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _accuracies(pairs: Sequence[tuple[PageRow, Reading]]) -> dict[str, float]:
    figures = {}
    for key in ("title", "authors", "date"):
        known = [(row.known[key], getattr(reading, key)) for row, reading in pairs if row.known.get(key)]
        if known:
            figures[key] = sum(_same(expected, found) for expected, found in known) / len(known)
    return figures


def _same(expected: str | list[str], found: str | Sequence[str] | None) -> bool:
    if isinstance(expected, list):
        return {_letters(name) for name in expected} == {_letters(name) for name in found or ()}
    return _letters(expected) == _letters(found if isinstance(found, str) else "")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))
