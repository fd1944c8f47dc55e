"""``newswire quarantine`` from end to end, on a real database."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

Newswire = Callable[..., Any]
ITEM = """<?xml version="1.0"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:example:port" version="1">
<itemMeta><pubStatus qcode="stat:perhaps"/></itemMeta><contentMeta><headline>A port opens</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>The port opened on Monday after a year of works on its quays.</p></body></html></inlineXML></contentSet></newsItem>
"""


@pytest.fixture
def newswire(tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Newswire:
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", postgres_url)
    runner = CliRunner()
    return lambda *arguments: runner.invoke(app, [str(part) for part in arguments])


def ingest(newswire: Newswire, path: Path) -> dict[str, int]:
    outcomes = json.loads(newswire("ingest", path, "--json").stdout)["outcomes"]
    return {name: count for name, count in outcomes.items() if count}


def test_a_case_is_listed_shown_released_and_undone(newswire: Newswire, tmp_path: Path) -> None:
    (item := tmp_path / "port.xml").write_text(ITEM)
    assert ingest(newswire, item) == {"quarantined": 1}
    [case] = json.loads(newswire("quarantine", "list", "--reason", "article.pubstatus_known", "--json").stdout)
    assert newswire("quarantine", "list", "--source", "nobody", "--json").stdout == "[]\n"
    shown = newswire("quarantine", "show", case["id"]).stdout
    assert "article.pubstatus_known" in shown
    assert "A port opens" in shown
    assert f"newswire quarantine release {case['id']}" in shown
    released = newswire("quarantine", "release", case["id"], "--why", "the desk called", "--json")
    assert json.loads(released.stdout)["outcomes"]["loaded"] == 1
    assert ingest(newswire, item) == {"unchanged": 1}
    newswire("quarantine", "undo", case["id"], "--why", "a mistake")
    assert ingest(newswire, item) == {"quarantined": 1}
    assert "undone by" in newswire("quarantine", "show", case["id"]).stdout


def test_a_release_that_fails_again_says_why(newswire: Newswire, tmp_path: Path) -> None:
    (item := tmp_path / "bundle.txt").write_bytes(b"PK\x03\x04 cut short")
    assert ingest(newswire, item) == {"quarantined": 1}
    again = newswire("quarantine", "release", 1, "--why", "perhaps now")
    assert again.exit_code == 1
    assert "case 1 is held back again" in str(again.exception)
    assert newswire("quarantine", "reject", 1, "--why", "no story").exit_code == 0
    assert ingest(newswire, item) == {"ignored": 1}
    [case] = json.loads(newswire("quarantine", "list", "--status", "rejected", "--json").stdout)
    assert (case["id"], case["note"]) == (1, "no story")
