"""What became of each item: exactly one outcome, and counts that balance."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from pipeline.story import RawItem

T = TypeVar("T")


class Outcome(StrEnum):
    """The seven ends an item can come to in a run."""

    LOADED = "loaded"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    EMBARGOED = "embargoed"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"


class Severity(StrEnum):
    """How grave a failed check is: critical quarantines, warning and info are stored with the story."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Reason:
    """One failed check of one story: the check's id, what it found, and the value that failed."""

    check: str
    message: str
    value: str | None = None
    severity: Severity = Severity.CRITICAL


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A stage's result for one story; ``part`` numbers the stories of one payload from 0."""

    item: RawItem
    part: int
    value: T


@dataclass(frozen=True, slots=True)
class Rejection:
    """A story that a stage could not use; ``outcome`` is QUARANTINED or IGNORED."""

    item: RawItem
    part: int
    stage: str
    outcome: Outcome
    reasons: tuple[Reason, ...]
