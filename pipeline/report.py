"""What a run did: the ledger of its batches, totals that balance, and the table that people read."""

import io
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

COLOURS = {
    Outcome.LOADED: "green",
    Outcome.REVISED: "cyan",
    Outcome.UNCHANGED: "dim",
    Outcome.WITHDRAWN: "magenta",
    Outcome.EMBARGOED: "blue",
    Outcome.QUARANTINED: "red",
    Outcome.IGNORED: "yellow",
}


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


def report(paths: Sequence[str]) -> Report:
    """Read the ledgers of a run's batches and hold them against the items that came in."""
    from pipeline.load import LedgerRow

    batches = [Batch(path) for path in paths]
    rows = [row for batch in batches if batch.has("ledger") for row in batch.read("ledger", LedgerRow)]
    came = {key for batch in batches for key in _came_in(batch)}
    ended = Counter((*_key(row.item), row.part) for row in rows)
    covered = {key[:-1] for key in ended}
    missing = sorted("/".join(key) for key in came - covered)
    doubled = sorted("/".join(key[:2]) for key, count in ended.items() if count > 1)
    return Report(tuple(rows), len(came), tuple(missing), tuple(doubled))


def render(result: Report) -> "RenderableType":
    """A line for each story, then the totals and whether they balance."""
    from rich.console import Group
    from rich.table import Table

    table = Table(
        "item", "agency", "format", "outcome", "paragraphs", "furniture taken out", "entities", title="newswire"
    )
    for row in result.rows:
        name = row.item.name if row.part == 0 else f"{row.item.name} #{row.part}"
        outcome = f"[{COLOURS[row.outcome]}]{row.outcome.value}[/]"
        furniture = ", ".join(f"{count} {kind}" for kind, count in sorted(row.furniture.items()))
        cells = (row.agency or "?", row.format or "?", outcome, str(row.paragraphs), furniture, str(row.entities))
        table.add_row(f"{row.item.source}/{name}", *cells)
    return Group(table, *_reasons(result.rows), totals(result))


def render_text(result: Report, width: int = 160) -> str:
    """The same as plain text, for logs."""
    from rich.console import Console

    console = Console(width=width, file=io.StringIO())
    with console.capture() as captured:
        console.print(render(result))
    return captured.get()


def totals(result: Report) -> str:
    """``3 items, 4 stories: 4 loaded (balanced)``, with the items that have no outcome if there are any."""
    parts = ", ".join(f"{count} {outcome}" for outcome, count in result.outcomes.items() if count)
    balance = "balanced" if result.balanced else f"OUT OF BALANCE: {', '.join(result.missing + result.doubled)}"
    return f"{result.items} items in, {len(result.rows)} outcomes: {parts or 'none'} ({balance})"


def _reasons(rows: Iterable["LedgerRow"]) -> list[str]:
    ends = {Outcome.QUARANTINED, Outcome.IGNORED}
    return [
        f"[{COLOURS[row.outcome]}]{row.outcome.value}[/] {row.item.name}: {reason.check}: {reason.message}"
        for row in rows
        if row.outcome in ends
        for reason in row.reasons
    ]


def _came_in(batch: Batch) -> Iterable[tuple[str, str, str]]:
    yield from (_key(item) for item in batch.read("items", RawItem))
    yield from (_key(rejection.item) for rejection in batch.read("fetch.rejections", Rejection))


def _key(item: RawItem) -> tuple[str, str, str]:
    return item.source, item.name, item.sha256
