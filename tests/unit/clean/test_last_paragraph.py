"""What stands as a story's last sentence stays, whatever a page has under it; furniture round it is told apart."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text

_TEXT = (
    "The council of the harbour town said on Monday that the bridge over the river would open again within a week.",
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road.",
    "A spokeswoman said that the repair had cost less than planned, and that no other bridge needed any work now.",
)


def kept(*lines: str) -> list[str]:
    """The body of a story of these lines."""
    return [paragraph.text for paragraph in clean(parse_text("\n\n".join(lines))).paragraphs]


@pytest.mark.parametrize(
    ("last", "under"),
    [
        ("The pier is shut. A diver found a bell there. (more) (Kel)", ["© Porto Nord - Riproduzione riservata"]),
        ("The pier is shut. A diver found a bell there. [more] (Kel)", ["Photo: Mara Linden/NORD"]),
        ("More details will follow soon…", ["LEAVE A REPLY", "More from this stream", "Recommended"]),
        ("Nobody was hurt।", ["LEAVE A REPLY", "More from this stream", "Recommended"]),
        ("Alder 4, Holm 2", ["LEAVE A REPLY", "More from this stream", "Recommended"]),
    ],
)
def test_the_last_sentence_stays(last: str, under: list[str]) -> None:
    assert kept("A bridge opens again", *_TEXT, last, *under) == [*_TEXT, last]


def test_a_mark_behind_a_short_last_sentence_is_no_credit() -> None:
    last = "मरम्मत पर नगर परिषद ने बीस लाख खर्च किए।"
    lines = ("पुल फिर खुला।", "नगर परिषद ने सोमवार को यह बताया।", f"{last} पीटीआई", "प्रतिक्रिया दें")
    story = clean(parse_text("\n\n".join(lines)))
    assert last in [paragraph.text for paragraph in story.paragraphs]
    assert not story.pictures


def test_a_summary_under_the_title_stays_where_the_picture_stands_over_the_stamp() -> None:
    summary = "Follow here what the harbour reports of the fire on the old ferry."
    head = ("14 May 2024", "LIVE: Fire on the old ferry at its pier is out", summary, "© NORD", "15:39 - 28/03/24")
    assert summary in kept(*head, *_TEXT)


@pytest.mark.parametrize(
    "poll",
    [("Do you take the ferry?", "Yes, to work.", "No, I drive."), ("Nehmen Sie die Fähre?", "Ja, gern", "Nein, nie")],
)
def test_a_poll_of_a_page_goes_and_an_interview_stays(poll: tuple[str, str, str]) -> None:
    page = kept("A bridge opens again", *_TEXT[:2], *poll, _TEXT[2], "Leave a reply", "Read more")
    assert set(_TEXT) <= set(page)
    assert not set(poll) & set(page)
    assert set(poll) <= set(kept("A bridge opens again", *_TEXT[:2], *poll, _TEXT[2]))


@pytest.mark.parametrize("answers", [("Yes: 2,310", "No: 1,950"), ("Yes – 44 votes", "No – 9 votes"), ("Yes.", "No.")])
def test_what_was_voted_or_answered_stays_on_a_page(answers: tuple[str, str]) -> None:
    told = ("Shall the bridge be free of charge?", *answers)
    assert set(told) <= set(kept("A bridge opens again", *_TEXT[:2], *told, _TEXT[2], "Leave a reply", "Read more"))
