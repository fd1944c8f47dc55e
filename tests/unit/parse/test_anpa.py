import datetime as dt
from pathlib import Path

import pytest

from pipeline.parse import parse
from pipeline.parse.anpa import recognise
from pipeline.story import BlockKind, Link, Note, ParsedStory

SPECIMEN = (Path(__file__).parents[3] / "seeds" / "stories" / "anpa-1312.txt").read_bytes()
UTC = dt.UTC


def one(payload: bytes, agency: str | None = None) -> ParsedStory:
    [story] = parse(payload, agency=agency)
    return story


def texts(story: ParsedStory, kind: BlockKind) -> list[str]:
    return [story.source_text[block.start : block.end] for block in story.blocks if block.kind is kind]


def message(text: bytes, *, second: bytes = b"r n\x13\x11 BC-XX--Slug   03-09 0131", trailer: bytes = b"") -> bytes:
    return b"\x16\x16\x01a4711\x1fwestn\r\n" + second + b"\r\n\x02" + text + b"\r\n\x03" + trailer + b"\r\n\x0c\r\n\x04"


def test_header_and_headlines_of_the_copy() -> None:
    story = one(SPECIMEN)
    assert story.headline == "Fire at Port Alder grain silo put out after nine hours"
    assert (story.slugline, story.take) == ("XX--HarbourFire", "1st Ld-Writethru")
    assert (story.priority, story.urgency, story.category, story.sequence) == ("2", 2, "n", "4711")
    assert (story.byline, story.declared_word_count, story.encoding) == ("By MARA LINDEN", 131, "utf-8")
    assert {"priority:u", "cycle:bc", "service:a4711", "selector:westn", "sig:update"} == set(story.signals)
    assert story.links == (Link("picture", "PTA101"), Link("picture", "PTA102"))
    assert Note("byline-title", "Northern Press") in story.notes
    assert Note("editor", "UPDATES with silo's owner, weather. With photos.") in story.notes
    assert not story.warnings


def test_time_of_the_trailer() -> None:
    story = one(SPECIMEN)
    assert story.version_created == dt.datetime(2026, 3, 9, 6, 12, tzinfo=UTC)
    assert story.first_created is None, "a lead is not the story's first version"


def test_paragraphs_headings_and_rows() -> None:
    story = one(SPECIMEN)
    paragraphs = texts(story, BlockKind.PARAGRAPH)
    assert paragraphs[0].startswith(
        "PORT ALDER (NP) — Firefighters put out a blaze in a grain silo at the harbour of Port"
    )
    assert paragraphs[1].startswith("“We had the roof cooled within 2½ hours, and that saved the other silos,” said")
    assert texts(story, BlockKind.HEADING) == ["Harbour fires since 2001"]
    assert texts(story, BlockKind.TABLE) == ["Year\tPlace\tTons", "2004\tNorth Quay\t310", "2013\tSilo Row\t1,200"]


def test_zones_of_trailers() -> None:
    assert one(message(b"\tText.", trailer=b"AP-NY-05-04-93 1115EDT<")).version_created == dt.datetime(
        1993, 5, 4, 15, 15, tzinfo=UTC
    )
    local = one(message(b"\tText.", trailer=b"KWS-20:15-04-05-19"))
    assert (local.agency, local.version_created) == ("kyodo", dt.datetime(2019, 5, 4, 11, 15, tzinfo=UTC))
    assert one(message(b"\tText.")).version_created is None


def test_a_message_without_synchronisation_and_marks() -> None:
    copy = (
        b"BC-Harbour\r\nHarbour of Port Alder opens again+\r\n     PORT ALDER, March 9 NP - The harbour\r\n"
        b"opened again.\r\n     Ferries ran.\r\n==NP"
    )
    story = one(b"\x01a0105NORTHERN\x1fnp--\r\nu s\x14\x12 BC-Harbour   09-03 0044\r\n\x02" + copy + b"\r\n\x03\x04")
    assert story.headline == "Harbour of Port Alder opens again"
    paragraphs = ["PORT ALDER, March 9 NP - The harbour opened again.", "Ferries ran.", "==NP"]
    assert texts(story, BlockKind.PARAGRAPH) == paragraphs
    assert "tabular" in story.signals


def test_a_keyword_that_the_header_cuts_ends_at_a_word() -> None:
    story = one(
        message(b"^BC-XX--Harbour-Fire Beauty,466<\r\n\tText.", second=b"f l\x13\x11 BC-XX--Harbour-FireB  11-13 1049")
    )
    assert (story.slugline, story.declared_word_count, story.priority) == ("XX--Harbour-Fire", 1049, "1")


def test_a_region_before_the_slug_is_a_place_where_the_profile_says_so() -> None:
    payload = message(b"\tText.", second=b"r i\x13\x11 BC-LT--Harbour  11-13 0049", trailer=b"AP-WF-05-04-14 1020GMT<")
    story = one(payload)
    assert (story.agency, story.slugline, [place.code for place in story.places]) == ("ap", "Harbour", ["LT"])


def test_a_slug_without_a_cycle_keeps_its_letters() -> None:
    assert one(message(b"\tText.", second=b"r n\x13\x11 XX--Harbour  11-13 0049")).slugline == "XX--Harbour"


def test_a_league_before_the_slug_tells_the_subject() -> None:
    payload = message(
        b"\tText.", second=b"r s\x13\x11 BC-BKN--North-South  11-13 0049", trailer=b"AP-WF-05-04-14 1020GMT<"
    )
    story = one(payload)
    assert story.slugline == "BKN--North-South"
    assert "15008000" in {subject.code for subject in story.subjects}


def test_an_alert_without_headline_takes_the_beginning_of_its_text() -> None:
    story = one(message(b"^BC-XX--Alert,17<\r\n\tPORT ALDER (NP) _ The harbour is closed."))
    assert (story.headline, story.warnings) == ("The harbour is closed.", ("parse.headline_from_text",))


def test_a_table_gives_no_headline() -> None:
    assert one(message(b"^BC-XX--Table<\r\n\bPLACE  55  41\r\n\bOTHER  50  40")).headline is None


ADVANCE = b"^BC-XX--Roundup, Adv30-01,1040<\r\n^$Adv30<\r\n^For release in Sunday papers<\r\n^Title<\r\n\tText."


def test_copy_in_advance_is_held_until_its_day() -> None:
    story = one(message(ADVANCE, trailer=b"AP-NY-05-04-93 1115EDT<"))
    assert story.embargo_until == dt.datetime(1993, 5, 30, 4, 0, tzinfo=UTC)
    assert (story.take, story.pubstatus) == ("Adv30-01", None)
    assert [note.text for note in story.notes if note.role == "embargo"][1].startswith("For release in Sunday")


def test_copy_in_advance_without_a_year_is_withheld() -> None:
    story = one(message(ADVANCE))
    assert (story.embargo_until, story.pubstatus) == (None, "withheld")
    assert "parse.embargo_without_end" in story.warnings


def test_a_release_day_of_the_next_month_and_year() -> None:
    story = one(message(ADVANCE.replace(b"Adv30-01", b"Adv02"), trailer=b"AP-NY-12-30-19 1420EST<"))
    assert story.embargo_until == dt.datetime(2020, 1, 2, 5, 0, tzinfo=UTC)


def test_a_kill_names_what_it_withdraws() -> None:
    story = one(
        message(
            b"^BC-XX--Harbour Fire, Kill,20<\r\n^KILL<\r\n\tEditors: kill the story.",
            second=b"b n\x13\x11 BC-XX--HarbourFire Kill  03-09 0020",
        )
    )
    assert story.pubstatus == "canceled"
    assert Link("kills", "XX--HarbourFire") in story.links


def test_a_capture_is_divided_and_its_damaged_pieces_kept() -> None:
    fragment = b"connected\r\n\x00MORROW AND ON FRIDAY\r\n\x03AP-NY-05-04-93 1115EDT<\r\n\x04"
    cut = SPECIMEN[:600]
    stories = parse(fragment + SPECIMEN + cut + SPECIMEN)
    damage = [next((text for text in story.warnings if text.startswith("parse.damaged")), None) for story in stories]
    assert damage[0] == "parse.damaged: text outside any message, at byte 0"
    assert damage[1] is damage[3] is None
    assert damage[2] == f"parse.damaged: the message has no end, at byte {len(fragment + SPECIMEN)}"
    assert "MORROW AND ON FRIDAY" in stories[0].source_text
    assert stories[2].slugline == "XX--HarbourFire"


def test_who_signs_the_others_has_sent_those_without_a_signature() -> None:
    signed, unsigned = message(b"\tOne.", trailer=b"AP-WF-05-04-14 1020GMT<"), message(b"\tTwo.")
    assert [story.agency for story in parse(signed + unsigned)] == ["ap", "ap"]


@pytest.mark.parametrize("bad", [b"MORROW\r\n", SPECIMEN[:500], SPECIMEN.replace(b"u n\x13\x11", b"\x80\x81\x82")])
def test_one_bad_message_of_a_thousand_is_one_bad_story(bad: bytes) -> None:
    stories = parse(SPECIMEN * 499 + bad + SPECIMEN * 500)
    assert [any("damaged" in warning for warning in story.warnings) for story in stories] == [False] * 499 + [True] + [
        False
    ] * 500


def test_text_that_only_speaks_of_headers_is_not_of_the_format() -> None:
    assert recognise(SPECIMEN)
    assert not recognise(b"\x01a4711 and no unit separator")


def test_characters_of_another_encoding() -> None:
    story = one(message(b"^BC-XX--Slug<\r\n^Title<\r\n\tThe L\xf3pez brothers."))
    assert (story.source_text, story.encoding) == ("The López brothers.", "windows-1252")


def test_copy_without_a_keyword_line_keeps_its_first_paragraph() -> None:
    story = one(message(b"\tPORT ALDER (NP) _ The harbour is closed.\r\n\tFerries wait."))
    assert texts(story, BlockKind.PARAGRAPH) == ["PORT ALDER (NP) — The harbour is closed.", "Ferries wait."]
    assert not [warning for warning in story.warnings if "text_loss" in warning]


def test_the_day_of_an_advance_begins_in_the_zone_of_the_trailer() -> None:
    story = one(message(ADVANCE, trailer=b"NP-WF-11-24-26 1015EST<"))
    assert story.embargo_until == dt.datetime(2026, 11, 30, 5, 0, tzinfo=UTC)


def test_a_mark_behind_a_comma_is_no_part_of_the_slug() -> None:
    second = b"b n\x13\x11 BC-XX--Slug,KILL   03-09 0031"
    story = one(message(b"^BC-XX--Slug, KILL,0031<\r\n^BULLETIN KILL<\r\n\tDo not use the story.", second=second))
    assert (story.slugline, story.pubstatus, story.links) == ("XX--Slug", "canceled", (Link("kills", "XX--Slug"),))


def test_a_kill_s_own_mark_is_no_part_of_the_slug() -> None:
    second = b"b n\x13\x11 BC-XX--HarbourFire-Kill 03-09 0031"
    text = b"^BC-XX--Harbour Fire-Kill,0031<\r\n^BULLETIN KILL<\r\n\tDo not use the story."
    story = one(message(text, second=second))
    assert (story.slugline, story.links) == ("XX--HarbourFire", (Link("kills", "XX--HarbourFire"),))
    second = second.replace(b"HarbourFire", b"Road")
    unmarked = one(message(b"^BC-XX--Road-Kill,0031<\r\n^Fewer deer on roads<\r\n\tText.", second=second))
    assert (unmarked.slugline, unmarked.pubstatus) == ("XX--Road-Kill", None)


def test_headers_of_the_copy_before_the_start_of_text() -> None:
    story = one(message(b"\tThe ferry sailed.").replace(b"\x02", b"^BC-XX--Slug,12<\r\n^Ferry sails<\r\n\x02"))
    assert (story.headline, story.source_text) == ("Ferry sails", "The ferry sailed.")
