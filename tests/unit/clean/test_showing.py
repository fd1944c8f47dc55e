"""Captions that their tense tells: somebody does something now, in a text that tells what happened."""

import pytest

from pipeline.clean.showing import shows
from pipeline.story import Kind
from tests.unit.clean.stories import BODY, TITLE, kept, taken

SHOWN = "A ferry waits at the pier of Port Alder on Monday."
STAMP = "May 4, 2026 10:30 AM"


@pytest.mark.parametrize(
    "text",
    [
        "Two cranes are parked on a barge near Holm, Maine.",
        "Mara Linden, who runs the harbour office, stands next to a crane.",
        "Workers and divers inspect the old pier of Holm.",
        "Divers search the harbour of Holm, Maine. The ferry sank there on Sunday.",
    ],
)
def test_what_is_done_now_is_shown(text: str) -> None:
    assert shows(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank at the pier of Port Alder.",
        "The harbour works with four cranes that it has had since May.",
        "She stands at the pier of Port Alder every day.",
        "“A ferry waits at the pier,” the mayor told the crowd.",
        "Four ferries cost the town a million a year.",
        "Holm scored 40 points for Alder on Saturday.",
        "Lawmakers approved tax cuts for small firms on Monday.",
        "Holm began his work at the mill in 1963.",
        "My wife sits by the fire and I read to her.",
    ],
)
def test_what_happened_or_is_said_is_not(text: str) -> None:
    assert not shows(text)


def test_a_sentence_in_the_frame_is_the_pictures() -> None:
    found = taken(STAMP, SHOWN, "By Mara Linden", *BODY)
    assert found[SHOWN] == (Kind.CAPTION, "generic.caption.shows")


def test_a_lead_in_the_present_under_its_stamp_stays() -> None:
    assert SHOWN in kept(STAMP, SHOWN, *BODY)


def test_two_sentences_over_byline_and_stamp_are_the_pictures() -> None:
    more = "Two cranes are parked on a barge near Holm, Maine."
    assert kept(SHOWN, more, "By Mara Linden", STAMP, *BODY) == list(BODY)


def test_a_standfirst_under_the_title_stays() -> None:
    assert SHOWN in kept(TITLE, SHOWN, "By Mara Linden", STAMP, *BODY)


def test_the_same_amid_the_text_stays() -> None:
    assert SHOWN in kept(*BODY[:2], SHOWN, BODY[2])


def test_before_a_lone_credit_it_is_a_caption_wherever_it_stands() -> None:
    assert taken(*BODY[:2], SHOWN, "(Mara Linden/AP)", BODY[2])[SHOWN][0] is Kind.CAPTION


def test_a_lead_behind_its_dateline_stays() -> None:
    lead = "New doubt hangs over the ferry of Port Alder as ten mayors meet in the harbour once again."
    assert any(lead in text for text in kept(STAMP, f"WASHINGTON (AP) — {lead}", *BODY))


@pytest.mark.parametrize(
    "line",
    [
        "Mayor Mara Linden cutting the tape to open the new bridge",
        "Mr Tom Reis (second left) inspecting one of the boats of Holm",
    ],
)
def test_a_line_in_which_somebody_is_doing_something_is_a_caption(line: str) -> None:
    assert taken(TITLE, STAMP, line, *BODY)[line] == (Kind.CAPTION, "generic.caption.doing")
    assert line in kept(*BODY[:2], line, BODY[2])


def test_a_line_under_title_and_stamp_is_a_caption_in_the_present() -> None:
    line = "Divers use a crane to lift the ferry from the harbour"
    assert taken(TITLE, STAMP, line, "By Mara Linden", *BODY)[line] == (Kind.CAPTION, "generic.caption.shows")


def test_an_agencys_file_photo_is_no_sign_of_the_storys_end() -> None:
    found = taken(*BODY, "A ferry at the pier of Holm (AP file photo)")
    assert found["A ferry at the pier of Holm"][0] is Kind.CAPTION
    assert found["(AP file photo)"][0] is Kind.CREDIT


def test_sentences_with_a_full_day_over_a_dateline_or_a_name_show_a_frame_s_pictures() -> None:
    first = "Mourners applaud as the coffins leave the hall in Holm, Maine, Monday, May 4, 2026. Two men are sought."
    second = "A man steps over bags of garbage in central Holm, on May 4, 2026. The strike was called by two unions."
    assert (
        kept(STAMP, first, second, "A view of the harbour, Sunday", f"HOLM, Maine — {BODY[0]}", *BODY[1:])[0] == BODY[0]
    )
    found = taken(STAMP, second, "Mara Linden", *BODY)
    assert (found[second][0], found["Mara Linden"][0]) == (Kind.CAPTION, Kind.CREDIT)


def test_a_plan_for_a_full_day_amid_the_text_stays() -> None:
    plan = "The council holds a hearing in Holm on Tuesday, May 5, 2026. Two unions are expected."
    assert plan in kept(BODY[0], plan, *BODY[1:])


def test_a_short_lead_that_tells_what_happened_stays_over_a_credit() -> None:
    lead = "An empty horsebox rolled two hundred yards down a hill and into a pond after its brake failed."
    assert lead in kept(TITLE, STAMP, lead, "Photo: Mara Linden/NORD", *BODY)
