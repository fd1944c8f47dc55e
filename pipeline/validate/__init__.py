"""Validate: Great Expectations over a whole batch; the suites stand in ``schemas/expectations``."""

from collections.abc import Iterator, Sequence

from pipeline.outcome import Entry, Outcome, Reason, Rejection, Severity
from pipeline.story import Article
from pipeline.validate.columns import Value, columns
from pipeline.validate.records import Checked, CheckResult, Verdict
from pipeline.validate.suites import Check, run

__all__ = ["CheckResult", "Checked", "Verdict", "validate"]

VALUE_LENGTH = 200


def validate(batch: Sequence[Entry[Article]]) -> Verdict:
    """Divide a batch: who fails a critical check is quarantined, other failures go with the story.

    A batch is checked at once, as a call costs the import of Great Expectations the first time and a fifth of a
    second every time. Raises ConfigError when a suite is wrong or a check cannot be carried out.
    """
    if not batch:
        return Verdict((), (), ())
    table = columns(batch)
    findings = list(run(table))
    reasons: list[list[Reason]] = [[] for _ in batch]
    for finding in findings:
        for number in finding.failed:
            reasons[number].append(_reason(finding.check, table[finding.check.column][number]))
    judged = list(zip(batch, reasons, strict=True))
    checked = tuple(Checked(entry, tuple(found)) for entry, found in judged if not _critical(found))
    results = tuple(
        CheckResult(found.check.suite, found.check.id, found.check.severity, len(batch), len(found.failed))
        for found in findings
    )
    return Verdict(checked, tuple(_rejections(judged)), results)


def _rejections(judged: Sequence[tuple[Entry[Article], Sequence[Reason]]]) -> Iterator[Rejection]:
    for entry, reasons in judged:
        if _critical(reasons):
            yield Rejection(entry.item, entry.part, "validate", Outcome.QUARANTINED, tuple(reasons))


def _critical(reasons: Sequence[Reason]) -> bool:
    return any(reason.severity is Severity.CRITICAL for reason in reasons)


def _reason(check: Check, value: Value) -> Reason:
    shown = None if value is None else _cut(str(value))
    return Reason(check.id, check.message.format(value=shown), shown, check.severity)


def _cut(text: str) -> str:
    return text if len(text) <= VALUE_LENGTH else text[: VALUE_LENGTH - 1] + "…"
