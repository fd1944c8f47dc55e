"""A suite that would check less than its file says is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.validate.suites import FOLDER, load_suites, run


def expectation(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": "expect_column_values_to_not_be_null",
        "kwargs": {"column": "headline"},
        "severity": "info",
        "meta": {"check": "x.headline", "message": "no headline"},
        **changes,
    }


def suite(folder: Path, *expectations: dict[str, Any], name: str = "x", file: str = "x.json") -> Path:
    (folder / file).write_text(json.dumps({"name": name, "expectations": expectations}))
    return folder


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (expectation(type="expect_column_values_to_not_be_nul"), "x.headline did not load"),
        (expectation(kwargs={"column": "headline", "mostli": 1}), "mostli"),
        (expectation(kwargs={}), "needs type, kwargs.column"),
        (expectation(severity="fatal"), "fatal"),
        (expectation(meta={"check": "x.headline"}), "needs type, kwargs.column"),
        ({"type": "expect_column_values_to_not_be_null"}, "needs type, kwargs.column"),
    ],
)
def test_a_wrong_expectation_is_refused(tmp_path: Path, wrong: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        load_suites(suite(tmp_path, expectation(meta={"check": "x.y", "message": "z"}), wrong))


def test_an_empty_suite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="hold an expectation"):
        load_suites(suite(tmp_path))


def test_a_folder_without_suites_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no suite"):
        load_suites(tmp_path)


def test_a_suite_is_named_as_its_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="must be named"):
        load_suites(suite(tmp_path, expectation(), name="other"))


def test_check_ids_are_given_once(tmp_path: Path) -> None:
    suite(tmp_path, expectation())
    with pytest.raises(ConfigError, match=r"given twice: x\.headline"):
        load_suites(suite(tmp_path, expectation(), name="y", file="y.json"))


def test_broken_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(ConfigError, match=r"x\.json"):
        load_suites(tmp_path)


def test_a_check_that_cannot_be_carried_out_is_no_failed_check(tmp_path: Path) -> None:
    folder = suite(tmp_path, expectation(kwargs={"column": "no_such_column"}))
    with pytest.raises(ConfigError, match="no_such_column"):
        list(run({"headline": ["x"]}, folder))


def test_a_comparison_of_unlike_things_is_no_failed_check(tmp_path: Path) -> None:
    wrong = expectation(type="expect_column_values_to_be_between", kwargs={"column": "headline", "min_value": 3})
    with pytest.raises(ConfigError, match=r"x\.headline could not be carried out"):
        list(run({"headline": ["x", None]}, suite(tmp_path, wrong)))


def test_our_suites_load_as_they_are_written() -> None:
    stated = [one for path in sorted(FOLDER.glob("*.json")) for one in json.loads(path.read_text())["expectations"]]
    assert [check.id for _, checks in load_suites() for check in checks] == [one["meta"]["check"] for one in stated]
