"""What stands as a story's last sentence stays, whatever a page has under it; furniture round it is told apart."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text

_TEXT = (
    "The council of the harbour town said on Monday that the bridge over the river would open again within a week, at last.",
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road for a winter.",
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
    ],
)
def test_the_last_sentence_stays(last: str, under: list[str]) -> None:
    (line,) = [text for text in kept("A bridge opens again", *_TEXT, last, *under) if text not in _TEXT][-1:]
    assert last.startswith(line.split(" (")[0])
    assert line[:20] == last[:20]


def test_a_mark_behind_a_short_last_sentence_is_no_credit() -> None:
    story = clean(
        parse_text("\n\n".join(["पुल फिर खुला।", "नगर परिषद ने सोमवार को यह बताया।", "मरम्मत पर नगर परिषद ने बीस लाख खर्च किए। पीटीआई", "प्रतिक्रिया दें"]))
    )
    assert "मरम्मत पर नगर परिषद ने बीस लाख खर्च किए।" in [paragraph.text for paragraph in story.paragraphs]
    assert not story.pictures


def test_a_summary_under_the_title_stays_where_the_picture_stands_over_the_stamp() -> None:
    summary = "Follow here what the harbour reports of the fire on the old ferry."
    page = ["14 May 2024", "LIVE: Fire on the old ferry at its pier is out", summary, "© NORD", "15:39 - 28/03/24", *_TEXT]
    assert summary in kept(*page)
