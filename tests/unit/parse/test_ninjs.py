import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse import parse
from pipeline.parse.ninjs import recognise
from pipeline.story import BlockKind, Code, Link, Note, ParsedStory, Picture, Subject

SPECIMEN = (Path(__file__).parents[3] / "seeds" / "stories" / "ninjs-story.json").read_bytes()
CAPTION = "The ferry Skår at its first call, Port Alder, March 8, 2026."


def read(**fields: Any) -> ParsedStory:  # noqa: ANN401
    given = {"uri": "urn:x:1", "headline": "Ferry", "body_text": "A ferry came.", **fields}
    return parse(json.dumps({key: value for key, value in given.items() if value is not None}).encode())[0]


def test_fields_of_version_1() -> None:
    story = parse(SPECIMEN)[0]
    assert (story.guid, story.version) == ("urn:newsml:northern-press.example:20260309:ferry-42", "3")
    assert (story.headline, story.slugline) == ("Islands get a ferry that runs on batteries", "Northland-Ferry")
    assert (story.byline, story.dateline, story.language) == ("Ines Moreau", "Port Alder", "en-GB")
    assert (story.urgency, story.pubstatus, story.declared_word_count) == (4, "usable", 61)
    assert (story.source, story.usage_terms) == ("Northern Press", "For use until the end of the year.")
    assert story.keywords == ("ferries", "islands")
    assert story.genres == (Code("Current", "Current"),)
    assert story.places == (Code("NO", "Northland"),)
    assert Note("editor", "Picture available. Adds second ship.") in story.notes
    assert Subject("medtop", "20000337", "sailing") in story.subjects
    assert Subject("subj", "04000000", None, "parent") in story.subjects
    assert not story.warnings


def test_times_of_all_spellings_are_instants() -> None:
    story = parse(SPECIMEN)[0]
    assert story.version_created == dt.datetime(2026, 3, 9, 10, 37, tzinfo=dt.UTC)
    assert story.first_created == dt.datetime(2026, 3, 8, 21, 5, tzinfo=dt.UTC)
    assert story.embargo_until == dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)


def test_body_and_blocks() -> None:
    story = parse(SPECIMEN)[0]
    kinds = [block.kind for block in story.blocks]
    assert kinds == [
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.PARAGRAPH,
    ]
    assert "120 cars & needs" in story.source_text


def test_an_associated_picture_is_the_story_s_and_an_item_of_its_own() -> None:
    story, picture = parse(SPECIMEN)
    assert (
        story.pictures
        == picture.pictures
        == (Picture(CAPTION, "Northern Press/Tom Reis", href="https://pictures.example/7.jpg"),)
    )
    assert Link("featuremedia", "urn:newsml:northern-press.example:20260309:picture-7") in story.links
    assert (picture.headline, picture.source_text) == ("Battery ferry", CAPTION)
    assert [block.kind for block in picture.blocks] == [BlockKind.CAPTION]
    assert Link("original", "https://pictures.example/7.jpg") in picture.links


def test_version_3_spells_otherwise() -> None:
    story = read(
        headline=None,
        body_text=None,
        headlines=[{"role": "sub", "value": "Below"}, {"role": "main", "value": "Ferry <b>starts</b>"}],
        bodies=[
            {"contentType": "text/plain", "value": "A ferry came."},
            {"contentType": "text/html", "wordCount": 3, "value": "<p>A ferry came.</p><p>It left.</p>"},
        ],
        descriptions=[{"contentType": "text/plain", "value": "A short one."}],
        versionCreated="2026-03-09T10:37:00Z",
        pubStatus="usable",
        by="Ann Lee",
        edNote="Note.",
        usageTerms=["One.", "Two."],
        subjects=[{"uri": "http://cv.iptc.org/newscodes/mediatopic/20000337/", "name": "sailing"}],
        infosources=[{"name": "Northern Press"}],
        associations=[{"name": "main", "uri": "urn:x:2", "type": "picture", "caption": "A pier."}],
    )
    assert (story.headline, story.source_text, story.abstract) == (
        "Ferry starts",
        "A ferry came.\n\nIt left.",
        "A short one.",
    )
    assert (story.byline, story.declared_word_count, story.source) == ("Ann Lee", 3, "Northern Press")
    assert (story.usage_terms, story.subjects[0]) == ("One.\nTwo.", Subject("medtop", "20000337", "sailing"))
    assert story.version_created == dt.datetime(2026, 3, 9, 10, 37, tzinfo=dt.UTC)
    assert (story.pictures, story.links) == ((Picture("A pier.", None),), (Link("main", "urn:x:2"),))


def test_camel_case_in_an_envelope() -> None:
    item = {
        "uri": "tag:x,2023:newsml_RC2",
        "headLine": "Ferry",
        "bodyXhtml": "<html><body><p>A ferry came.</p></body></html>",
        "firstCreated": "2026-05-04T09:30:00.000Z",
        "slug": "FERRY/",
        "byLine": "ANN LEE",
        "caption": "A pier.",
        "keyword": None,
        "subject": [{"name": None, "code": "subj:06000000"}, {"name": "Europe", "code": "N2:EUROP"}],
    }
    [story] = parse(json.dumps({"data": {"item": item}}).encode())
    assert (story.source_text, story.slugline, story.byline) == ("A ferry came.", "FERRY/", "ANN LEE")
    assert {("subj", "06000000"), ("N2", "EUROP")} <= {(subject.scheme, subject.code) for subject in story.subjects}
    assert story.pictures == (Picture("A pier.", None),)


def test_subjects_and_places_as_lists_of_codes() -> None:
    story = read(subjects={"code": ["news", "news:uk"]}, places=["Oslo"], keywords="a, b", destinations={"code": ["1"]})
    assert [(subject.scheme, subject.code) for subject in story.subjects] == [("", "news"), ("news", "uk")]
    assert (story.places, story.keywords) == ((Code(None, "Oslo"),), ("a", "b"))


def test_an_id_that_ends_with_the_version_is_told_without_it() -> None:
    assert read(uri="http://x.example/abc/2026-02-09/4", usn="abc", version="4").guid == "abc"


@pytest.mark.parametrize(
    ("status", "expected"), [("killed", "canceled"), ("stat:withheld", "withheld"), (None, "usable"), ("odd", "odd")]
)
def test_publishing_status(status: str | None, expected: str) -> None:
    assert read(pubstatus=status).pubstatus == expected


def test_an_embargo_without_end_withholds() -> None:
    story = read(embargoed="until further notice")
    assert (story.pubstatus, story.embargo_until) == ("withheld", None)
    assert "parse.embargo_without_end" in story.warnings


def test_the_fuller_body_is_read() -> None:
    story = read(body_html="<p>Cut</p>", body_text="A ferry came to the islands.\n\nIt left again soon.")
    assert story.source_text.startswith("A ferry came to the islands.")


def test_a_kill_without_a_body() -> None:
    story = read(pubstatus="canceled", body_text="")
    assert (story.pubstatus, story.source_text, story.blocks) == ("canceled", "", ())


def test_json_without_an_item_is_no_story() -> None:
    with pytest.raises(NotAStoryError, match="holds no news item"):
        parse(b'{"planning": 1}')


def test_broken_json_is_no_text() -> None:
    with pytest.raises(StoryError) as error:
        parse(SPECIMEN[:400])
    assert error.value.check == "parse.malformed"


def test_text_in_brackets_is_text() -> None:
    assert not any(map(recognise, (b"{Note} Text", b"[Photo] Text", b"Text")))


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        (["sig:update"], {"sig:update"}),
        ([{"qcode": "sig:repeat", "name": "Repeat"}], {"sig:repeat"}),
        ({"updatetype": "CORR", "pagecount": 2, "empty": ""}, {"updatetype:CORR", "sig:correction", "pagecount:2"}),
    ],
)
def test_signals_in_their_spellings(signals: object, expected: set[str]) -> None:
    assert set(read(signals=signals).signals) == expected
