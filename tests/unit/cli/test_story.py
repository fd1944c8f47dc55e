"""``newswire story`` and ``newswire kill`` from end to end, on a real database."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

Newswire = Callable[..., Any]
ITEM = """<?xml version="1.0"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:example:{guid}" version="1">
<itemMeta><pubStatus qcode="stat:{status}"/></itemMeta><contentMeta><headline>{headline}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
{body}</body></html></inlineXML></contentSet></newsItem>
"""
TEXT = "<p>The port opened on Monday after a year of works on its quays.</p>"


@pytest.fixture
def newswire(tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Newswire:
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", postgres_url)
    runner = CliRunner()
    (tmp_path / "port.xml").write_text(ITEM.format(guid="port", status="usable", headline="A port opens", body=TEXT))
    (tmp_path / "kill.xml").write_text(ITEM.format(guid="prt", status="canceled", headline="KILL", body=""))
    result = runner.invoke(app, ["ingest", str(tmp_path / "port.xml"), str(tmp_path / "kill.xml"), "--json"])
    assert (
        json.loads(result.stdout)["outcomes"] | {"loaded": 1, "withdrawn": 1} == json.loads(result.stdout)["outcomes"]
    )
    return lambda *arguments: runner.invoke(app, [str(part) for part in arguments])


def state(newswire: Newswire) -> str:
    return str(json.loads(newswire("story", "show", 1, "--json").stdout)["story"]["state"])


def test_a_story_is_withdrawn_and_restored(newswire: Newswire) -> None:
    assert newswire("story", "withdraw", 1, "--why", "a court has forbidden it").exit_code == 0
    assert state(newswire) == "withdrawn by hand"
    [listed] = json.loads(newswire("story", "list", "--json").stdout)
    assert (listed["story"], listed["why"]) == (1, "a court has forbidden it")
    assert "A port opens" in newswire("story", "list").stdout
    again = newswire("replay", "--json")
    assert json.loads(again.stdout)["outcomes"]["unchanged"] == 2
    assert state(newswire) == "withdrawn by hand"
    assert "story 1 is restored: shown" in newswire("story", "restore", 1, "--why", "allowed").stderr
    assert "undone by" in newswire("story", "show", 1).stdout
    assert newswire("story", "list", "--json").stdout == "[]\n"


def test_a_waiting_kill_is_applied_undone_and_dropped(newswire: Newswire) -> None:
    [waiting] = json.loads(newswire("kill", "list", "--json").stdout)
    assert "none yet" in newswire("kill", "list").stdout
    assert newswire("kill", "apply", waiting["id"], 1, "--why", "its id is misspelt").exit_code == 0
    assert state(newswire) == f"killed by {waiting['id']}, applied by hand"
    assert "newswire kill undo" in str(newswire("story", "restore", 1, "--why", "it was not meant").exception)
    assert "its id is misspelt" in newswire("kill", "list", "--status", "applied").stdout
    newswire("kill", "undo", waiting["id"], "--why", "a mistake")
    assert state(newswire) == "shown"
    newswire("kill", "drop", waiting["id"], "--why", "a test message")
    assert newswire("kill", "list", "--json").stdout == "[]\n"
    assert "a test message" in newswire("kill", "list", "--status", "dropped").stdout
