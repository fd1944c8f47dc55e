import datetime as dt
from pathlib import Path

import pytest

from pipeline.parse import parse
from pipeline.parse.iptc7901 import recognise
from pipeline.story import Link, Note, ParsedStory

SPECIMEN = (Path(__file__).parents[3] / "seeds" / "stories" / "iptc-7901.txt").read_bytes()
HEAD = b"\x01npe042 3 i 118   npr 0157\r\n\r\nNorthland/\r\n\x02"


def one(payload: bytes, agency: str | None = None) -> ParsedStory:
    [story] = parse(payload, agency=agency)
    return story


def message(text: str, trailer: str = "061341 GMT Oct 25") -> bytes:
    return HEAD + text.replace("\n", "\r\n").encode("cp1252") + b"\r\n\x03" + trailer.encode("cp1252") + b"\r\n\x7f\x04"


def test_header_slug_and_head() -> None:
    story = one(SPECIMEN)
    assert story.headline == "Islands of the Northland get a ferry that runs on batteries"
    assert (story.slugline, story.take) == ("Northland/transport/ferries", "1ST LEAD")
    assert (story.byline, story.source, story.sequence) == ("Jonas Hauer, npr", "npe", "042")
    assert (story.priority, story.urgency, story.category, story.declared_word_count) == ("3", 3, "i", 118)
    assert story.signals == ("code:alder", "sig:update")
    assert Link("altId", "npr 157") in story.links
    assert story.encoding == "windows-1252"
    assert not story.warnings


def test_what_is_not_for_publication_is_no_text() -> None:
    story = one(SPECIMEN)
    private = {note.role: note.text for note in story.notes if not note.public}
    assert "desk@npr.example" in private["editorial contacts"]
    assert Note("note to editors", "- adds quote, second ship") in story.notes
    assert "Jonas" not in story.source_text
    assert story.source_text.startswith("Port Alder (npr) - A ferry")
    assert story.source_text.endswith("npr jh al")


@pytest.mark.parametrize(
    ("trailer", "expected"),
    [
        ("061341 GMT Okt 25", dt.datetime(2025, 10, 6, 13, 41, tzinfo=dt.UTC)),
        ("211223 GMT Dez 18", dt.datetime(2018, 12, 21, 12, 23, tzinfo=dt.UTC)),
        ("010005 GMT Mär 19", dt.datetime(2019, 3, 1, 0, 5, tzinfo=dt.UTC)),
        ("310959 CEST juil 20", dt.datetime(2020, 7, 31, 7, 59, tzinfo=dt.UTC)),
        ("310999 GMT foo 20", None),
        ("", None),
    ],
)
def test_months_of_all_spellings(trailer: str, expected: dt.datetime | None) -> None:
    assert one(message("Title =\n\nText.", trailer)).version_created == expected


def test_a_time_without_zone_is_local_to_the_agency() -> None:
    payload = message("Title =\n\nText.", "091223 dec 18").replace(b"npr 0157", b"etf 967")
    story = one(payload)
    assert (story.agency, story.version_created) == ("ats", dt.datetime(2018, 12, 9, 11, 23, tzinfo=dt.UTC))


def test_a_header_without_a_message_number() -> None:
    story = one(message("Title =\n\nText.").replace(b"   npr 0157", b" ALD /NPR-AB12"))
    assert (story.signals, story.links, story.slugline) == (("code:ALD /NPR-AB12",), (), "Northland")


def test_lines_before_the_headline() -> None:
    story = one(message("(Achtung)\nSituation\nFrance:\nUne grève à Paris =\n\nText."))
    assert (story.take, story.headline) == ("(Achtung)", "Une grève à Paris")
    assert [note.text for note in story.notes if note.role == "kicker"] == ["Situation", "France:"]


def test_a_headline_of_two_lines() -> None:
    head = "The islands of the Northland, which lie far out,\nget a ferry =\n\nText."
    assert one(message(head)).headline == "The islands of the Northland, which lie far out, get a ferry"


def test_a_kill_names_the_message() -> None:
    text = "KILL KILL KILL\nKill notice on ferries =\n\nEditors: please kill item npr 0155, Northland/ferries."
    story = one(message(text))
    assert story.pubstatus == "canceled"
    assert Link("kills", "npr 155") in story.links


def test_a_hold_is_no_kill() -> None:
    story = one(message("HOLD HOLD HOLD\nFerries =\n\nPlease hold item npr 0155 until noon."))
    assert (story.pubstatus, story.take) == ("withheld", "HOLD HOLD HOLD")


def test_a_story_that_speaks_of_killing_is_none() -> None:
    story = one(message("Storm may kill the herring season =\n\nThe item npr 12 stood elsewhere."))
    assert (story.pubstatus, story.links) == (None, (Link("altId", "npr 157"),))


def test_german_words_for_what_is_not_public() -> None:
    story = one(
        message(
            "Titel =\n\nOslo (npr) - Text.\n\nDie folgenden Angaben sind nicht zur Veröffentlichung bestimmt\nTel: 1"
        )
    )
    assert story.source_text == "Oslo (npr) - Text."
    assert [note.public for note in story.notes if "Tel: 1" in note.text] == [False]


def test_a_capture_with_a_damaged_message() -> None:
    stories = parse(SPECIMEN + SPECIMEN[:400] + SPECIMEN)
    assert [bool(story.warnings) for story in stories] == [False, True, False]
    assert stories[1].warnings[0].startswith("parse.damaged: the message has no end, at byte")


def test_an_unreadable_header() -> None:
    stories = parse(SPECIMEN + SPECIMEN.replace(b"npe042 3", b"npe042 \x9d") + SPECIMEN)
    assert [bool(story.warnings) for story in stories] == [False, True, False]
    assert stories[1].warnings[0].startswith("parse.damaged: the header of the message cannot be read")
    assert "Ines Moreau" in stories[1].source_text
    assert recognise(SPECIMEN)


def test_a_kill_may_name_several_messages() -> None:
    text = "KILL KILL KILL\nFerries =\n\nPlease kill items npr 0155 and npr 156, and item xyz 7001."
    links = one(message(text)).links
    assert [link.target for link in links if link.rel == "kills"] == ["npr 155", "xyz 7001", "npr 156"]


def test_a_desk_s_remark_is_no_part_of_the_headline() -> None:
    story = one(message("(Berichtigung: im zweiten Absatz wird der Preis korrigiert)\nFerry sails =\n\nText."))
    assert story.headline == "Ferry sails"
    assert "sig:correction" in story.signals
    assert (
        one(message("(A ferry sails at night in brackets) =\n\nText.")).headline
        == "(A ferry sails at night in brackets)"
    )
