"""Profiles of one's own: an agency's rules, their dates, and copy of agencies that no profile knows."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.clean import Cleaner
from pipeline.clean.profile import AGENCIES, load_profiles
from pipeline.parse.text import parse_text
from pipeline.story import CleanStory

BODY = (
    "The council of the harbour town said on Monday that the bridge over the river would open again within a week.\n\n"
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road."
)
PROFILE = """
id = "nord"
name = "Northern News Agency"
marks = ["NORD"]

[[rule]]
id = "signoff.fin"
kind = "signoff"
at = "paragraph"
own = true
until = "1999-12-31"
lines = ["That is all from the north"]
takes = ["That is all from the north."]
"""


@pytest.fixture
def cleaner(tmp_path: Path) -> Cleaner:
    for path in AGENCIES.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "nord.toml").write_text(PROFILE, "utf-8")
    return Cleaner(load_profiles(tmp_path))


def rules(cleaned: CleanStory) -> list[str]:
    return [each.rule for each in cleaned.furniture]


def test_an_agencys_own_rule_holds_where_the_copy_shows_the_agency(cleaner: Cleaner) -> None:
    text = f"OSLO, May 4 (NORD) -- {BODY}\n\nThat is all from the north."
    assert "nord.signoff.fin" in rules(cleaner.clean(parse_text(text)))


def test_and_where_it_is_given(cleaner: Cleaner) -> None:
    text = f"{BODY}\n\nThat is all from the north."
    assert rules(cleaner.clean(parse_text(text), "nord")) == ["nord.signoff.fin"]
    assert rules(cleaner.clean(parse_text(text))) == []
    assert rules(cleaner.clean(parse_text(f"OSLO, May 4 (AP) -- {text}"))) == ["generic.dateline.marked"]


@pytest.mark.parametrize(("day", "taken"), [(1999, True), (2000, False)])
def test_a_rule_holds_until_its_date(cleaner: Cleaner, day: int, taken: bool) -> None:
    story = parse_text(f"{BODY}\n\nThat is all from the north.")
    story = replace(story, version_created=dt.datetime(day, 6, 1, tzinfo=dt.UTC))
    assert ("nord.signoff.fin" in rules(cleaner.clean(story, "nord"))) is taken


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"OSLO, May 4 (WEST) -- {BODY}", ["dateline"]),
        (f"{BODY}\n\nThe bridge in March. (West)\n\n{BODY}", ["caption", "credit"]),
        (f"{BODY}\n\nThe mayor opens the bridge. WEST/Mara Linden\n\n{BODY}", ["caption", "credit"]),
        (f"{BODY}\n\n(Reporting by Mara Linden; Editing by Tom Reis)", ["signoff"]),
        (f"{BODY} WEST", ["signoff"]),
        (f"{BODY}\n\n/west/", ["signoff"]),
    ],
)
def test_marks_that_no_profile_knows_are_seen_by_their_shape(text: str, kinds: list[str]) -> None:
    cleaned = Cleaner(load_profiles(AGENCIES)).clean(parse_text(text))
    assert [each.kind.value for each in cleaned.furniture] == kinds
    assert cleaned.agency is None


@pytest.mark.parametrize(
    "line", ["(Laughs)", "He left the room. (Laughter)", "The score was 3-2 (AP)", "They joined NATO", "Ask the AP"]
)
def test_what_only_looks_like_a_mark(line: str) -> None:
    cleaned = Cleaner(load_profiles(AGENCIES)).clean(
        parse_text(f"{BODY}\n\n{line} and then they all went home.\n\n{BODY}")
    )
    assert cleaned.furniture == ()
