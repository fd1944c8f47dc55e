"""Expectation suites: JSON files in, checked against what Great Expectations made of them, run on a table.

Great Expectations takes seconds to import, so it is imported where it is used. It drops a misspelt expectation with a
log line and calls an empty suite a success: what it loaded is therefore held against the file.
"""

import functools
import importlib
import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigError
from pipeline.outcome import Severity

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite
    from great_expectations.core.batch_definition import BatchDefinition

FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "expectations"
RESULT_FORMAT = {"result_format": "COMPLETE", "return_unexpected_index_query": False}


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation as its file states it; ``message`` has a place for ``{value}``.

    A person may let a story through that failed a ``waivable`` check; what fails any other cannot be stored.
    """

    suite: str
    id: str
    type: str
    column: str
    severity: Severity
    message: str
    waivable: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a table: the numbers of the rows that failed it."""

    check: Check
    failed: tuple[int, ...]


@functools.cache
def load_suites(folder: Path = FOLDER) -> tuple[tuple["ExpectationSuite", tuple[Check, ...]], ...]:
    """Every suite of the folder with its checks. Raises ConfigError for one that would check less than it says."""
    suites = tuple(_load(path) for path in sorted(folder.glob("*.json")))
    ids = [check.id for _, checks in suites for check in checks]
    doubled = sorted({check for check in ids if ids.count(check) > 1})
    if not ids or doubled:
        raise ConfigError(f"{folder}: " + (f"check ids given twice: {', '.join(doubled)}" if ids else "no suite in it"))
    return suites


def run(table: Mapping[str, Sequence[object]], folder: Path = FOLDER) -> Iterator[Finding]:
    """Run all suites on a table, column -> values; findings in the order of the files.

    Raises ConfigError when a check could not be carried out, which is not the same as a check that failed.
    """
    import pandas as pd

    frame = pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in table.items()})
    batch = _definition().get_batch({"dataframe": frame})
    for suite, checks in load_suites(folder):
        outcome: Any = batch.validate(suite, result_format=RESULT_FORMAT)
        found = {result.expectation_config.meta["check"]: result for result in outcome.results}
        for check in checks:
            yield Finding(check, _failed(check, found[check.id]))


def _load(path: Path) -> tuple["ExpectationSuite", tuple[Check, ...]]:
    gx = _great_expectations()
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        checks = tuple(_check(stated["name"], expectation) for expectation in stated["expectations"])
        if stated["name"] != path.stem or not checks:
            raise ConfigError(f"{path}: the suite must be named {path.stem} and hold an expectation")
        suite = gx.ExpectationSuite(name=stated["name"], expectations=stated["expectations"])
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(
            f"{path}: {type(error).__name__}: {error}; every expectation needs type, kwargs.column, "
            "severity, meta.check and meta.message"
        ) from error
    _agree(path, suite, checks)
    return suite, checks


def _check(suite: str, stated: dict[str, Any]) -> Check:
    meta = stated["meta"]
    severity = Severity(stated["severity"])
    column, waivable = stated["kwargs"]["column"], bool(meta.get("waivable"))
    return Check(suite, meta["check"], stated["type"], column, severity, meta["message"], waivable)


def _agree(path: Path, suite: "ExpectationSuite", checks: Sequence[Check]) -> None:
    made_of_it: Any = suite.to_json_dict()
    loaded = {made["meta"]["check"]: made for made in made_of_it["expectations"]}
    for check in checks:
        made = loaded.get(check.id)
        if made is None:
            raise ConfigError(f"{path}: {check.id} did not load: {check.type} or its kwargs are misspelt")
        if (made["type"], made["severity"]) != (check.type, check.severity.value):
            raise ConfigError(f"{path}: {check.id} loaded as {made['type']}, {made['severity']}")


def _failed(check: Check, result: Any) -> tuple[int, ...]:  # noqa: ANN401 (no public name for the result)
    if "unexpected_index_list" not in result.result and not result.success:
        raise ConfigError(f"check {check.id} could not be carried out on column {check.column}: {_cause(result)}")
    return tuple(result.result.get("unexpected_index_list") or ())


def _cause(result: Any) -> str:  # noqa: ANN401
    info = result.exception_info or {}
    causes = [info] if "exception_message" in info else list(info.values())
    return "; ".join(sorted({str(cause["exception_message"]) for cause in causes})) or "no cause given"


@functools.cache
def _definition() -> "BatchDefinition[Any]":
    gx = _great_expectations()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = gx.data_context.types.base.ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("newswire").add_dataframe_asset("batch")
    definition: BatchDefinition[Any] = asset.add_batch_definition_whole_dataframe("all")
    return definition


def _great_expectations() -> ModuleType:
    """Import it without the deprecation warnings of its own code."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("great_expectations")
