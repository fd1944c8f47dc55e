"""Each expectation fails on a row planted for it, and passes on a sound one."""

import dataclasses
import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.entity import Entity, Mention
from pipeline.outcome import Entry, Outcome, Severity
from pipeline.story import Article, Contributor, Dateline, Furniture, Kind, Picture, RawItem
from pipeline.validate import Verdict, validate
from pipeline.validate.suites import load_suites

FETCHED = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
BODY = "The ministers met on Tuesday and agreed to meet again (soon).\n\nNo date was given."
SOUND: dict[str, Any] = {
    "format": "text",
    "agency": "x",
    "guid": "g",
    "version": "1",
    "headline": "Ministers meet",
    "slugline": None,
    "byline": None,
    "language": "en",
    "urgency": 4,
    "pubstatus": "usable",
    "embargo_until": None,
    "version_created": FETCHED - dt.timedelta(hours=1),
    "dateline": Dateline("ROME, X -", city="Rome", country="IT"),
    "subjects": (),
    "pictures": (),
    "warnings": (),
}


def signoff(text: str) -> Furniture:
    return Furniture(Kind.SIGNOFF, text, 0, len(text), 0, "x.signoff")


def sound(name: str = "a.txt", body: str = BODY, **changes: Any) -> Entry[Article]:  # noqa: ANN401
    parts = {"body": body, "paragraphs": tuple(body.split("\n\n")) if body else (), "source_text": body}
    entities = (Entity("person", "Ann", {}, (Mention(0, 3, body[:3]),)),) if body else ()
    fields = {**SOUND, **parts, "entities": entities, "furniture": (), **changes}
    item = RawItem("desk", name, hashlib.sha256(name.encode()).hexdigest(), "file:///x", 1, FETCHED)
    return Entry(item, 0, Article(**fields))


PLANTED: dict[str, list[Entry[Article]]] = {
    "article.storable": [
        sound(headline="a\x00b"),
        sound(slugline="\ud800"),
        sound(dateline=Dateline("R\x00", city="Rome")),
        sound(entities=(Entity("person", "x\x00", {}, ()),)),
    ],
    "article.parsed_whole": [
        sound(warnings=("parse.damaged: the message has no end, at byte 12",)),
        sound(warnings=("parse.text_loss: 4 of 16 characters kept",)),
    ],
    "article.body_not_empty": [sound(body=""), sound(body=" \n\n ")],
    "article.not_all_furniture": [sound(body="", source_text="(X)", furniture=(signoff("(X)"),))],
    "article.furniture_share": [
        sound(body="ok then", source_text="(" + "x" * 90 + ") ok then", furniture=(signoff("(" + "x" * 90 + ")"),))
    ],
    "article.body_length_limit": [sound(body="x" * 2_000_001)],
    "article.body_length": [sound(body="Short."), sound(body="x" * 100_001)],
    "article.paragraphs": [sound(body="\n\n".join(["Line."] * 1001))],
    "article.body_agrees": [sound(paragraphs=("something else",))],
    "article.furniture_spans_agree": [
        sound(source_text=f"(Y) {BODY}", furniture=(signoff("(X)"),)),
        sound(source_text=f"X{BODY}", furniture=(signoff("X"), signoff("X"))),
        sound(furniture=(Furniture(Kind.NOTICE, "", 3, 3, 0, "x"),)),
    ],
    "article.mention_spans_agree": [sound(entities=(Entity("person", "Ann", {}, (Mention(0, 3, "Bob"),)),))],
    "article.text_accounted": [sound(source_text=BODY + " lost"), sound(source_text=BODY[1:])],
    "article.pubstatus_known": [sound(pubstatus="killed")],
    "article.urgency_storable": [sound(urgency=10**12)],
    "article.urgency_range": [sound(urgency=0), sound(urgency=10)],
    "article.declared_word_count_storable": [sound(declared_word_count=10**20), sound(declared_word_count=-1)],
    "article.no_control_characters": [sound(body=BODY + "\x07"), sound(body=BODY + "\x92")],
    "article.no_replacement_characters": [sound(body=BODY + "\ufffd")],
    "article.no_mojibake": [sound(body=BODY + " cafÃ©"), sound(body=BODY + " itâ€™s"), sound(body=BODY + " â\x80\x93")],
    "article.agency_known": [sound(agency=None)],
    "article.language_known": [sound(language=None)],
    "article.headline_known": [sound(headline=None)],
    "article.guid_known": [sound(guid=None)],
    "article.version_created_known": [sound(version_created=None)],
    "article.version_created_not_future": [sound(version_created=FETCHED + dt.timedelta(hours=2))],
    "article.version_created_not_ancient": [sound(version_created=dt.datetime(1, 1, 1, tzinfo=dt.UTC))],
    "article.embargo_plausible": [sound(embargo_until=dt.datetime(9999, 12, 31, tzinfo=dt.UTC))],
    "article.dateline_city_known": [sound(dateline=Dateline("ABOARD A SHIP -"))],
    "article.dateline_date_plausible": [
        sound(dateline=Dateline("OSLO, X -", "Oslo", date=FETCHED.date() + dt.timedelta(days=days)))
        for days in (8, -367)
    ],
    "article.contributors_sound": [
        sound(contributors=(Contributor(name, role),))
        for name, role in (("Mara Linden", "friend"), ("+++", "author"), ("x" * 101, "author"))
    ],
    "article.brackets_balanced": [sound(body=BODY + " (open"), sound(body=BODY + " [x)")],
    "article.version_unique": [],
}
ALONE = sorted(check for check, rows in PLANTED.items() if rows)


def failed(verdict: Verdict) -> dict[str, set[str]]:
    """Name of the item -> checks that it failed."""
    found = {rejection.item.name: {reason.check for reason in rejection.reasons} for rejection in verdict.rejections}
    return found | {one.entry.item.name: {reason.check for reason in one.reasons} for one in verdict.entries}


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    """All planted rows between sound ones, in one batch."""
    planted = [(f"{check}/{n}", entry) for check, rows in PLANTED.items() for n, entry in enumerate(rows)]
    # Ids differ, so that no row disagrees with another about a version.
    batch = [Entry(sound(name).item, 0, _with_guid(entry.value, name)) for name, entry in planted] + [
        sound(f"sound {n}", guid=f"sound {n}") for n in range(3)
    ]
    return validate(batch)


def _with_guid(article: Article, name: str) -> Article:
    return article if article.guid is None else dataclasses.replace(article, guid=name)


def test_every_check_has_a_planted_row() -> None:
    assert {check.id for _, checks in load_suites() for check in checks} == set(PLANTED)


@pytest.mark.parametrize("check", ALONE)
def test_a_planted_row_fails_its_check(verdict: Verdict, check: str) -> None:
    found = failed(verdict)
    for n, _ in enumerate(PLANTED[check]):
        assert check in found[f"{check}/{n}"]


def test_sound_rows_pass_everything(verdict: Verdict) -> None:
    found = failed(verdict)
    assert [found[f"sound {n}"] for n in range(3)] == [set()] * 3


def test_every_entry_is_judged_once(verdict: Verdict) -> None:
    count = sum(len(rows) for rows in PLANTED.values()) + 3
    assert len(verdict.entries) + len(verdict.rejections) == count
    assert {result.evaluated for result in verdict.results} == {count}


def test_critical_failures_are_quarantined_and_others_go_on(verdict: Verdict) -> None:
    severities = {check.id: check.severity for _, checks in load_suites() for check in checks}
    for rejection in verdict.rejections:
        assert (rejection.stage, rejection.outcome) == ("validate", Outcome.QUARANTINED)
        assert any(reason.severity is Severity.CRITICAL for reason in rejection.reasons)
    for one in verdict.entries:
        assert all(reason.severity is severities[reason.check] for reason in one.reasons)
        assert all(reason.severity is not Severity.CRITICAL for reason in one.reasons)


def test_counts_are_those_of_the_rows(verdict: Verdict) -> None:
    found = failed(verdict)
    for result in verdict.results:
        assert result.unexpected == sum(result.expectation in checks for checks in found.values()), result


def test_messages_name_the_value(verdict: Verdict) -> None:
    reasons = {reason.check: reason for rejection in verdict.rejections for reason in rejection.reasons}
    assert reasons["article.pubstatus_known"].value == "killed"
    assert "pubstatus killed is none of" in reasons["article.pubstatus_known"].message
    assert reasons["article.storable"].value == "entities"
    assert (
        "4 characters" in reasons["article.text_accounted"].message or reasons["article.text_accounted"].value == "-1"
    )


def test_two_texts_of_one_version_are_remarked() -> None:
    batch = [sound("1"), sound("2", body=BODY + " More."), sound("3", guid="h"), sound("4", guid="h")]
    found = failed(validate(batch))
    assert [found[name] for name in "1234"] == [{"article.version_unique"}, {"article.version_unique"}, set(), set()]


@pytest.mark.parametrize("pubstatus", ["canceled", "withheld"])
def test_a_kill_needs_no_body(pubstatus: str) -> None:
    kills = [sound("1", body="", pubstatus=pubstatus)]
    kills += [sound("2", body="", source_text="(X)", furniture=(signoff("(X)"),), pubstatus=pubstatus)]
    verdict = validate(kills)
    assert [one.reasons for one in verdict.entries] == [(), ()]


def test_a_picture_needs_no_body() -> None:
    caption = Furniture(Kind.CAPTION, "A pier.", 0, 7, 0, "generic.markup.caption")
    entry = sound(body="", source_text="A pier.", furniture=(caption,), pictures=(Picture("A pier.", None),))
    assert not validate([entry]).rejections


def test_a_list_s_numbers_are_no_brackets() -> None:
    assert failed(validate([sound("1", body="1) The first of the points\n\nb) The second of the points")])) == {
        "1": set()
    }


def test_long_values_are_cut() -> None:
    [one] = validate([sound(dateline=Dateline("A" * 5000))]).entries
    [reason] = one.reasons
    assert reason.value is not None
    assert len(reason.value) == 200
    assert len(reason.message) < 300


def test_an_empty_batch_is_a_verdict() -> None:
    assert validate([]) == Verdict((), (), ())


def test_a_batch_of_nulls_only_is_checked() -> None:
    unknown: dict[str, Any] = dict.fromkeys(
        ["agency", "guid", "version", "headline", "language", "urgency", "pubstatus", "dateline"]
    )
    [one] = validate([sound(version_created=None, **unknown)]).entries
    assert {reason.check for reason in one.reasons} == {
        *("article.agency_known", "article.language_known", "article.headline_known", "article.guid_known"),
        "article.version_created_known",
    }


def test_importing_the_stage_is_cheap_and_a_call_writes_nothing(tmp_path: Path) -> None:
    code = "import sys, pipeline.validate; print(sorted({'great_expectations', 'pandas'} & set(sys.modules)))"
    environment = {**os.environ, "HOME": str(tmp_path)}
    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
    assert list(tmp_path.iterdir()) == []
