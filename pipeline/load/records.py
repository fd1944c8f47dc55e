"""What a load is told and what it answers."""

import datetime as dt
from dataclasses import dataclass, field

from pipeline.outcome import Outcome, Reason, Rejection
from pipeline.story import RawItem
from pipeline.validate.records import Checked

Given = Checked | Rejection
"""One entry of a batch as the load gets it."""


@dataclass(frozen=True, slots=True)
class RunRef:
    """Names a run: ``command`` is the DAG id or the command typed, ``run_id`` is unique within it.

    ``one_process`` tells that a single process does all of it: when that is gone, the run is over.
    """

    command: str
    run_id: str
    started_at: dt.datetime
    rules_version: str | None = None
    one_process: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What became of one item and part in a run; ``furniture`` counts the spans taken out by kind."""

    item: RawItem
    part: int
    outcome: Outcome
    agency: str | None = None
    format: str | None = None
    paragraphs: int = 0
    furniture: dict[str, int] = field(default_factory=dict)
    entities: int = 0
    reasons: tuple[Reason, ...] = ()


def item_and_part(given: Given) -> tuple[RawItem, int]:
    """Which story of which payload an entry is."""
    entry = given.entry if isinstance(given, Checked) else given
    return entry.item, entry.part
