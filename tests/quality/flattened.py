"""Measure cleaning on pages turned into plain text: ``python -m tests.quality.flattened [--half 0|1] [--show KIND]``.

A page is flattened naively, block by block, within the smallest element that holds nearly all of its gold text, and
cleaned as a plain-text story. Blocks that the gold text has are ``body`` (``body prose`` where they are whole
sentences: much of the rest is furniture that the gold text has too); the others are furniture: ``picture`` where the
page's markup says so, else ``other``. The markup is not shown to the cleaner. Pages are halved by a hash of their id,
so that one half can be looked at (``--show``) and the other stays blind. Page text is only measured with.
"""

import argparse
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from benchmarks.page_scores import PageRow, load, shingles
from pipeline.clean import clean
from pipeline.clean.paragraph import PROSE, ends_sentence
from pipeline.parse.decode import decode
from pipeline.parse.text import parse_text
from pipeline.story import CleanStory, Kind
from tests.quality.scoring import NEARLY, Clean, Score
from tests.quality.test_pages import PAGES

SETS = ("aeb", "n4k")
# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "button", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p",
    "pre", "section", "table", "td", "th", "tr", "ul",
})
UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "textarea", "title"})
# fmt: on
_PICTURE = re.compile(r"\bfig|caption|credit|photo|legend|bildunter", re.IGNORECASE)
# The element must hold this share of the gold text's runs of words.
HOLDS = 0.95
# So many blocks before the first and after the last of the gold text count: what lies farther off is the page's frame.
AROUND = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a flattened page: its text, and the element whose text it is."""

    text: str
    element: etree._Element


def half_of(row: PageRow) -> int:
    """Which half a page belongs to: 0 or 1, by its id."""
    return hashlib.sha256(row.id.encode()).digest()[0] % 2


def pieces(root: etree._Element) -> Iterator[Piece]:
    """The text of a tree's blocks in order; line breaks end a block too."""
    gathered: list[str] = []
    owner = root
    for element, text, breaks in _texts(root, root):
        if breaks and "".join(gathered).strip():
            yield Piece(" ".join("".join(gathered).split()), owner)
            gathered = []
        if text:
            owner = element if not "".join(gathered).strip() else owner
            gathered.append(text)
    if "".join(gathered).strip():
        yield Piece(" ".join("".join(gathered).split()), owner)


def _texts(element: etree._Element, owner: etree._Element) -> Iterator[tuple[etree._Element, str, bool]]:
    """Text, the nearest block that holds it, and whether a block begins or ends before it."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        yield owner, "", False
    else:
        block = element.tag in BLOCKS
        holder = element if block and element.tag != "br" else owner
        yield holder, element.text or "", block
        for child in element:
            yield from _texts(child, holder)
            yield holder, child.tail or "", False
        yield owner, "", block


def article_of(root: etree._Element, gold: str) -> etree._Element:
    """The smallest element that holds nearly all of the gold text."""
    wanted = shingles(gold)
    article = root
    while True:
        inner = next((child for child in article if _share(child, wanted) >= HOLDS), None)
        if inner is None:
            return article
        article = inner


def _share(element: etree._Element, wanted: Counter[tuple[str, ...]]) -> float:
    if not isinstance(element.tag, str):
        return 0.0
    found = shingles(" ".join(piece.text for piece in pieces(element)))
    return (found & wanted).total() / wanted.total()


def labels(row: PageRow) -> list[tuple[str, str]]:
    """The blocks of a page's article with their labels: ``body``, ``picture`` or ``other``."""
    root = etree.fromstring(decode(row.html)[0], etree.HTMLParser(huge_tree=True))
    gold = shingles(row.gold)
    lines = {" ".join(line.split()) for line in row.gold.splitlines()}
    found = [(p.text, _label(p, gold, lines)) for p in pieces(article_of(root, row.gold)) if _is_text(p.text)]
    body = [number for number, (_, label) in enumerate(found) if label == "body"]
    return found[max(0, body[0] - AROUND) : body[-1] + 1 + AROUND] if body else []


def _is_text(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _label(piece: Piece, gold: Counter[tuple[str, ...]], lines: set[str]) -> str:
    runs = shingles(piece.text)
    long = len(next(iter(runs))) == 4
    if piece.text in lines or (long and (runs & gold).total() * 2 >= runs.total()):
        return "body"
    marks = [str(e.get(key, "")) for e in _near(piece.element) for key in ("class", "id")]
    figure = any(e.tag in ("figcaption", "figure") for e in _near(piece.element))
    return "picture" if figure or any(_PICTURE.search(mark) for mark in marks) else "other"


def _near(element: etree._Element) -> list[etree._Element]:
    return [element, *list(element.iterancestors())[:2]]


def score_page(row: PageRow, clean_: Clean, score: Score) -> None:
    """Count a page's blocks: body kept, furniture found."""
    labelled = labels(row)
    story = clean_(parse_text("\n\n".join(text for text, _ in labelled)))
    for (text, label), block in zip(labelled, story.parsed.blocks, strict=True):
        kept = _kept(story, block.start, block.end)
        share = kept / max(1, len("".join(text.split())))
        hit = share >= NEARLY if label == "body" else share <= 1 - NEARLY
        rules = {f.rule for f in story.furniture if block.start <= f.start < block.end}
        if label == "body" and len(text) >= PROSE and ends_sentence(text):
            score.count("body prose", hit, f"{row.id[:8]} {text[:160]!r}")
        score.count(label, hit, f"{row.id[:8]} {sorted(rules)} {text[:160]!r}")


def _kept(story: CleanStory, start: int, end: int) -> int:
    """How many characters of a block were kept; a dateline counts as kept, as the gold text has it."""
    spans = [span for p in story.paragraphs for span in p.spans]
    spans += [(f.start, f.end) for f in story.furniture if f.kind is Kind.DATELINE]
    spans = [span for span in spans if start <= span[0] < end]
    return sum(len("".join(story.parsed.source_text[a:b].split())) for a, b in spans)


def score_pages(rows: Sequence[PageRow], clean_: Clean) -> Score:
    """Score a cleaner on flattened pages."""
    score = Score()
    for row in rows:
        score_page(row, clean_, score)
    return score


def rows_of(half: int | None = None) -> list[PageRow]:
    """The pages of all sets, or of one half."""
    return [row for name in SETS for row in load(PAGES / f"{name}.jsonl") if half in (None, half_of(row))]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", type=int)
    parser.add_argument("--show", nargs="*", default=[])
    options = parser.parse_args()
    score = score_pages(rows_of(options.half), clean)
    for label in options.show:
        sys.stdout.writelines(f"{line}\n" for line in score.failures[label])
    for label in sorted(score.all):
        sys.stdout.write(f"{label:10} {score.rate(label):.4f} {score.found[label]:6} of {score.all[label]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
