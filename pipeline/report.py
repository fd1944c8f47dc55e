"""What a run did: the ledger of its batches, totals that balance, and the table that people read."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.batch import Batch
from pipeline.outcome import Outcome, Rejection
from pipeline.story import RawItem

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline.load import LedgerRow

Unit = tuple[str, str, str, int]
COLOURS = {
    Outcome.LOADED: "green",
    Outcome.REVISED: "cyan",
    Outcome.UNCHANGED: "dim",
    Outcome.WITHDRAWN: "magenta",
    Outcome.EMBARGOED: "blue",
    Outcome.QUARANTINED: "red",
    Outcome.IGNORED: "yellow",
}

# Classes of characters (Unicode, UAX 9) that turn the reading order of what follows them.
TURNING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


@dataclass(frozen=True, slots=True)
class Report:
    """The ledger of a run; ``missing`` names items that came in and have no outcome, ``doubled`` those with two."""

    rows: tuple["LedgerRow", ...]
    items: int
    missing: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """Whether every item that came in ended in exactly one outcome."""
        return not self.missing and not self.doubled

    @property
    def outcomes(self) -> dict[str, int]:
        """Outcome -> number of stories, all seven of them, in the order of ``Outcome``."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome}

    def as_dict(self) -> dict[str, object]:
        """The rows, the totals and whether they balance, for programs."""
        return {"rows": self.rows, "items": self.items, "outcomes": self.outcomes, "balanced": self.balanced}


def report(paths: Sequence[str], fetched: Sequence[str] = ()) -> Report:
    """Read the ledgers of a run's batches and hold them against the items that came in and the stories in them.

    ``fetched`` are the paths of what the sources gave: an item there that no batch has is missing.
    """
    from pipeline.load import LedgerRow

    batches = [Batch(path) for path in paths]
    rows = [row for batch in batches if batch.has("ledger") for row in batch.read("ledger", LedgerRow)]
    came = {unit for batch in batches for unit in _came_in(batch)}
    ended = Counter(_named(row.item, row.part) for row in rows)
    doubled = sorted(unit for unit, count in ended.items() if count > 1)
    items = {unit[:-1] for unit in came}
    lost = {unit for path in fetched for unit in _arrived(Batch(path)) if unit[:-1] not in items}
    came, items = came | lost, items | {unit[:-1] for unit in lost}
    return Report(tuple(rows), len(items), _told(sorted(came - set(ended))), _told(doubled))


def render(result: Report) -> "RenderableType":
    """A line for each story, why stories were held back, the totals and whether they balance."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Column, Table
    from rich.text import Text

    heads = ("agency", "format", "outcome", "body", Column("furniture taken out", overflow="fold"), "entities")
    table = Table(Column("item", overflow="fold"), *heads, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for row in result.rows:
        name = f"{row.item.source}/{row.item.name}" + (f" #{row.part}" if row.part else "")
        furniture = ", ".join(f"{count} {kind}" for kind, count in sorted(row.furniture.items()))
        outcome = Text(row.outcome.value, style=COLOURS[row.outcome])
        cells = (
            Text(row.agency or "?"),
            Text(row.format or "?"),
            outcome,
            f"{row.paragraphs} ¶",
            furniture,
            str(row.entities),
        )
        table.add_row(Text(printable(name)), *cells)
    return Group(table, *(Text(line) for line in _reasons(result.rows)), Text(totals(result)))


def render_text(result: Report, width: int = 160) -> str:
    """The same as plain text, for logs."""
    return as_text(render(result), width)


def as_text(told: "RenderableType", width: int = 160) -> str:
    """What is made for a terminal as plain text."""
    from rich.console import Console

    console = Console(width=width, file=io.StringIO())
    with console.capture() as captured:
        console.print(told)
    return captured.get()


def totals(result: Report) -> str:
    """``3 items in, 4 outcomes: 4 loaded (balanced)``; what has no outcome, or two, is named."""
    parts = ", ".join(f"{count} {outcome}" for outcome, count in result.outcomes.items() if count)
    balance = "balanced" if result.balanced else f"OUT OF BALANCE: {', '.join(result.missing + result.doubled)}"
    return f"{result.items} items in, {len(result.rows)} outcomes: {parts or 'none'} ({balance})"


def rehearsal(paths: Sequence[str]) -> str:
    """What a run without a load came to: ``3 items in: 2 would be loaded, 1 quarantined; nothing was written``."""
    from pipeline.flow import rejections
    from pipeline.validate import Checked

    batches = [Batch(path) for path in paths]
    items = {unit[:-1] for batch in batches for unit in _came_in(batch)}
    good = sum(len(batch.read("validate", Checked)) for batch in batches)
    held = Counter(row.outcome.value for batch in batches for row in rejections(batch))
    told = "".join(f", {count} {outcome}" for outcome, count in sorted(held.items()))
    return f"{len(items)} items in: {good} would be loaded{told}; nothing was written"


def printable(text: str, keep: str = "") -> str:
    r"""The text, letter for letter, without what would steer a terminal or turn its reading order; it is from outside.

    >>> printable("story\x1b[2J.txt"), printable("a\u202egpj.exe"), printable("One.\nTwo.", keep="\n")
    ('story\ufffd[2J.txt', 'a\ufffdgpj.exe', 'One.\nTwo.')
    """
    return "".join("\ufffd" if letter not in keep and _steers(letter) else letter for letter in text)


def _steers(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"} or unicodedata.bidirectional(letter) in TURNING


def _reasons(rows: Iterable["LedgerRow"]) -> list[str]:
    ends = {Outcome.QUARANTINED, Outcome.IGNORED}
    return [
        printable(f"{row.outcome.value} {row.item.name}: {reason.check}: {reason.message}")
        for row in rows
        if row.outcome in ends
        for reason in row.reasons
    ]


@dataclass(frozen=True, slots=True)
class _Story:
    """What identifies a line of ``parse.jsonl``; the story itself is not read."""

    item: RawItem
    part: int


def _came_in(batch: Batch) -> Iterable[Unit]:
    """Every story that has to have an outcome; an item that was not parsed counts as one."""
    if not batch.has("parse"):
        yield from _arrived(batch)
        return
    read = set()
    for unit in _parsed(batch):
        read.add(unit[:-1])
        yield unit
    yield from (unit for unit in _arrived(batch) if unit[:-1] not in read)


def _arrived(batch: Batch) -> Iterable[Unit]:
    """Every item as it came in, its stories not told apart."""
    yield from (_named(row.item, row.part) for row in batch.read("fetch.rejections", Rejection))
    yield from (_named(item, 0) for item in batch.read("items", RawItem))


def _parsed(batch: Batch) -> Iterable[Unit]:
    yield from (_named(row.item, row.part) for row in batch.read("parse.rejections", Rejection))
    yield from (_named(row.item, row.part) for row in batch.read("parse", _Story))


def _named(item: RawItem, part: int) -> Unit:
    return item.source, item.name, item.sha256, part


def _told(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(printable(f"{source}/{name} #{part}") for source, name, _, part in units)
