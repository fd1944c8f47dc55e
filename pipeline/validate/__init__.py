"""Validate: Great Expectations over a whole batch; see ``schemas/expectations``."""

from pipeline.validate.records import Checked, CheckResult, Verdict

__all__ = ["CheckResult", "Checked", "Verdict"]
