"""Checks that a person waived for one story: it goes on, and says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.outcome import Entry, Reason, Rejection, Severity
from pipeline.story import Article
from pipeline.validate.records import Checked, Verdict
from pipeline.validate.suites import load_suites

Part = tuple[str, int]
"""SHA-256 of a payload, and the number of the story in it."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """The checks that do not hold a story back, who said so, and why."""

    checks: frozenset[str]
    by: str
    why: str


def waivable_checks() -> frozenset[str]:
    """Ids of the checks that can be waived: what fails any other cannot be stored, or contradicts itself."""
    return frozenset(check.id for _, checks in load_suites() for check in checks if check.waivable)


def waive(verdict: Verdict, batch: Sequence[Entry[Article]], waivers: Mapping[Part, Sequence[Waiver]]) -> Verdict:
    """Let those stories of a batch through whose critical checks are all waived; each stays as a warning."""
    if not waivers:
        return verdict
    let = {
        _place(held): (reasons, _critical(held))
        for held in verdict.rejections
        if (reasons := _waived(held, waivers.get((held.item.sha256, held.part), ()))) is not None
    }
    passed = {_place(checked.entry): checked for checked in verdict.entries}
    passed |= {place: Checked(entry, *let[place]) for entry in batch if (place := _place(entry)) in let}
    entries = tuple(passed[place] for entry in batch if (place := _place(entry)) in passed)
    rejections = tuple(held for held in verdict.rejections if _place(held) not in let)
    return Verdict(entries, rejections, verdict.results)


def _place(story: Entry[Article] | Rejection) -> tuple[str, str, str, int]:
    return story.item.source, story.item.name, story.item.sha256, story.part


def _waived(rejection: Rejection, waivers: Sequence[Waiver]) -> tuple[Reason, ...] | None:
    """The reasons with the waived ones as warnings; None where a critical one is left."""
    by_check = {check: waiver for waiver in waivers for check in waiver.checks & waivable_checks()}
    reasons = tuple(_softened(reason, by_check.get(reason.check)) for reason in rejection.reasons)
    return None if any(reason.severity is Severity.CRITICAL for reason in reasons) else reasons


def _critical(rejection: Rejection) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.check for one in rejection.reasons if one.severity is Severity.CRITICAL))


def _softened(reason: Reason, waiver: Waiver | None) -> Reason:
    if waiver is None or reason.severity is not Severity.CRITICAL:
        return reason
    return replace(reason, message=f"{reason.message}; waived by {waiver.by}: {waiver.why}", severity=Severity.WARNING)
