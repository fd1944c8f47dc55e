"""What an operator sees of kills and embargoes that wait, and that kills without text come through the checks."""

import datetime as dt
import io
from typing import Any

from rich.console import Console

from pipeline.cli.status import render, status_of
from pipeline.outcome import Entry
from pipeline.story import Link
from pipeline.validate import validate
from tests.postgres.conftest import START, Newsroom, article, raw, story

SOON = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)


def shown(newsroom: Newsroom) -> str:
    console = Console(width=240, file=io.StringIO(), color_system=None)
    with console.capture() as captured:
        console.print(render(status_of(newsroom.url)))
    return captured.get()


def test_what_waits_is_in_the_status(newsroom: Newsroom) -> None:
    slug: dict[str, Any] = {"format": "anpa1312", "agency": "x", "slugline": "Harbour-Fire"}
    newsroom.load(
        story("One.", name="1", version_created=START, **slug),
        story("Two quite other words.", name="2", version_created=START, **slug),
        story("", name="both", version_created=START, pubstatus="canceled", **slug),
        story("", name="early", guid="k", pubstatus="canceled", links=(Link("kills", "urn:later"),)),
        story("Held.", name="4", guid="h", headline="Prize", embargo_until=SOON),
    )
    told = shown(newsroom)
    kills, _, embargoes = told.partition("embargoes")
    assert "desk/both" in kills
    assert "2: nothing was killed" in kills
    assert "urn:later" in kills
    assert "none yet" in kills
    assert "Prize" in embargoes
    assert "nothing" in embargoes


def test_a_status_without_anything_waiting_says_nothing_of_it(newsroom: Newsroom) -> None:
    newsroom.load(story("One."))
    assert "embargoes" not in shown(newsroom)
    assert "wait for their story" not in shown(newsroom)


def test_kills_and_holds_without_text_pass_the_checks() -> None:
    batch = [
        Entry(raw(status, status), 0, article("", pubstatus=status, guid=status)) for status in ("canceled", "withheld")
    ]
    verdict = validate(batch)
    assert verdict.rejections == ()
    assert len(verdict.entries) == 2
