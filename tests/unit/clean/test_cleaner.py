"""Profiles of one's own: an agency's rules, their dates, and copy of agencies that no profile knows."""

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.clean import Cleaner, clean
from pipeline.clean.profile import AGENCIES, load_profiles
from pipeline.parse.text import parse_text
from pipeline.story import CleanStory

BODY = (
    "The council of the harbour town said on Monday that the bridge over the river would open again within a week.\n\n"
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road."
)
OPENING = f"OSLO, May 4 (NORD) -- {BODY}"
SHORT = BODY.split("\n\n")
ALSO = ["nord.promo.also", "nord.promo.also.run", "nord.promo.also.run"]
LINKED = "generic.promo.link_before_more"
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

[[rule]]
id = "promo.corner"
kind = "promo"
at = "paragraph"
own = true
company = true
lines = ["Nord corner"]
takes = ["Nord corner"]

[[rule]]
id = "header.desk"
kind = "header"
at = "paragraph"
own = true
lone = true
lines = ["Sea desk"]
takes = ["Sea desk"]

[[rule]]
id = "promo.also"
kind = "promo"
at = "paragraph"
own = true
run = true
lines = ["Nord has also"]
takes = ["Nord has also"]

[[rule]]
id = "promo.whole"
kind = "promo"
at = "paragraph"
opens = true
lines = ["The whole of it"]
takes = ["The whole of it"]

[[rule]]
id = "promo.slides"
kind = "promo"
at = "paragraph"
gallery = true
lines = ["Nine slides"]
takes = ["Nine slides"]

[[rule]]
id = "byline.told"
kind = "byline"
at = "paragraph"
where = "head"
over_name = true
lines = ["Told to"]
takes = ["Told to"]
"""


@pytest.fixture(scope="module")
def cleaner(tmp_path_factory: pytest.TempPathFactory) -> Cleaner:
    profiles = tmp_path_factory.mktemp("profiles")
    for path in AGENCIES.glob("*.toml"):
        (profiles / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (profiles / "nord.toml").write_text(PROFILE, "utf-8")
    return Cleaner(load_profiles(profiles))


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


@pytest.mark.parametrize(
    "signed",
    [
        (BODY, "(NORD)", "That is all from the north."),
        ("That is all from the north.", OPENING),
    ],
)
def test_what_shows_the_agency_shows_it_to_all_of_its_rules(cleaner: Cleaner, signed: tuple[str, ...]) -> None:
    story = parse_text("\n\n".join(signed))
    cleaned = cleaner.clean(story)
    assert cleaned.agency == "nord"
    assert "nord.signoff.fin" in rules(cleaned)
    assert cleaner.clean(story, cleaned.agency) == cleaned


def test_initials_under_an_agencys_sign_off() -> None:
    story = parse_text(f"{BODY} (Hina)\n\nxlmn yoda")
    cleaned = clean(story)
    assert "xlmn yoda" not in [paragraph.text for paragraph in cleaned.paragraphs]
    assert clean(story, agency=cleaned.agency) == cleaned


@pytest.mark.parametrize(("day", "taken"), [(1999, True), (2000, False)])
def test_a_rule_holds_until_its_date(cleaner: Cleaner, day: int, taken: bool) -> None:
    story = parse_text(f"{BODY}\n\nThat is all from the north.")
    story = replace(story, version_created=dt.datetime(day, 6, 1, tzinfo=dt.UTC))
    assert ("nord.signoff.fin" in rules(cleaner.clean(story, "nord"))) is taken


@pytest.mark.parametrize("named", [None, "nord"])
@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        (("Nord corner", BODY), []),
        (("Nord corner", "That is all from the north."), ["nord.promo.corner", "nord.signoff.fin"]),
        (("Pilot boats", "Night ferries", "Sea desk", BODY), []),
        ((BODY, "Sea desk", BODY), ["nord.header.desk"]),
        (("Nord has also", "Ferry port closed for a day", "Pilots on strike in the north"), ALSO),
        # A line of the text that a rule for all copy wants in company.
        (("For subscribers", BODY), []),
    ],
)
def test_an_agencys_own_rules_look_at_what_stands_round_a_line(
    cleaner: Cleaner, named: str | None, lines: tuple[str, ...], taken: list[str]
) -> None:
    cleaned = cleaner.clean(parse_text("\n\n".join((OPENING, *lines))), named)
    assert [rule for rule in rules(cleaned) if "dateline" not in rule] == taken


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        ((*SHORT, "Ferry port closed for a day", "The whole of it", *SHORT), LINKED),
        ((BODY, "Photo: Mara Linden/NORD", "The bridge at night", "Nine slides", BODY), "generic.headline.gallery"),
        (("The bridge of the harbour town opens", "Told to", "Mara Linden", BODY), "generic.byline.after_by"),
    ],
)
def test_what_a_line_tells_of_the_line_beside_it(cleaner: Cleaner, lines: tuple[str, ...], taken: str) -> None:
    assert taken in rules(cleaner.clean(parse_text("\n\n".join(lines))))
    plain = [line for line in lines if line not in ("The whole of it", "Nine slides", "Told to")]
    assert taken not in rules(cleaner.clean(parse_text("\n\n".join(plain))))


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
    cleaned = clean(parse_text(text))
    assert [each.kind.value for each in cleaned.furniture] == kinds
    assert cleaned.agency is None


@pytest.mark.parametrize(
    "line", ["(Laughs)", "He left the room. (Laughter)", "The score was 3-2 (AP)", "They joined NATO", "Ask the AP"]
)
def test_what_only_looks_like_a_mark(line: str) -> None:
    cleaned = clean(parse_text(f"{BODY}\n\n{line} and then they all went home.\n\n{BODY}"))
    assert cleaned.furniture == ()
