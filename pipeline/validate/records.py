"""What the checks of a batch come to."""

from dataclasses import dataclass

from pipeline.outcome import Entry, Reason, Rejection, Severity
from pipeline.story import Article


@dataclass(frozen=True, slots=True)
class Checked:
    """A story that goes on, with the checks that it failed: warnings and infos, never a critical one.

    ``waived`` are the ids of critical ones among them that a person waived for it.
    """

    entry: Entry[Article]
    reasons: tuple[Reason, ...] = ()
    waived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one expectation went over a batch: ``evaluated`` stories, ``unexpected`` of them failed it."""

    suite: str
    expectation: str
    severity: Severity
    evaluated: int
    unexpected: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A batch divided: every entry is in ``entries`` or in ``rejections``, in the batch's order."""

    entries: tuple[Checked, ...]
    rejections: tuple[Rejection, ...]
    results: tuple[CheckResult, ...]
