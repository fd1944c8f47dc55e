import json
from pathlib import Path

import pytest

from pipeline.errors import StoryError
from pipeline.parse import parse
from pipeline.parse.media_api import parse as parse_media_api
from pipeline.parse.media_api import recognise
from pipeline.story import Code, Link, Note, Picture, Subject

SPECIMEN = (Path(__file__).parents[3] / "seeds" / "stories" / "media-api-story.json").read_bytes()


def test_fields() -> None:
    [story] = parse(SPECIMEN)
    assert (story.format, story.guid, story.version) == ("media-api", "0d4f7a61c2e84b", "2")
    assert (story.headline, story.slugline) == ("Fire at grain silo put out", "XX--Harbour Fire")
    assert (story.byline, story.dateline) == ("MARA LINDEN", "PORT ALDER")
    assert (story.urgency, story.priority, story.category, story.sequence) == (4, "r", "n", "n0412")
    assert (story.abstract or "").startswith("A fire in a grain silo")
    assert story.keywords == ("Harbour Fire", "Accidents")
    assert story.subjects == (
        Subject("https://codes.example/id/", "f25af2", "Accidents"),
        Subject("instrument", "XEX:ALG", "Alder Grain"),
    )
    assert Code("XXA", "Examplia") in story.places
    assert Note("byline-title", "Northern Press") in story.notes
    assert (story.declared_word_count, story.usage_terms) == (41, "Editorial use only.")
    assert Link("canonical", "https://news.example/0d4f7a") in story.links
    assert not story.warnings


def test_the_body_is_the_rendition_beside_the_item() -> None:
    [story] = parse(SPECIMEN)
    assert story.source_text.startswith("PORT ALDER (NP) — Firefighters")
    assert len(story.blocks) == 2


def test_a_response_without_the_rendition_has_no_text() -> None:
    document = json.loads(SPECIMEN)
    del document["nitf"]
    [story] = parse(json.dumps(document).encode())
    assert (story.source_text, story.headline) == ("", "Fire at grain silo put out")


def test_a_feed_of_items() -> None:
    item = json.loads(SPECIMEN)["data"]["item"]
    items = [{"meta": {}, "item": {**item, "altids": {"itemid": name}}} for name in ("a", "b")]
    assert [story.guid for story in parse(json.dumps({"data": {"items": items}}).encode())] == ["a", "b"]


def test_a_picture() -> None:
    item = {
        "uri": "https://content.example/p",
        "altids": {"itemid": "p"},
        "type": "picture",
        "headline": "Ferry",
        "photographer": {"name": "Tom Reis"},
        "description_caption": "The ferry at its first call. (NP Photo/Tom Reis)",
        "description_creditline": "NORTHERN PRESS",
    }
    [story] = parse(json.dumps({"data": {"item": item}}).encode())
    caption = "The ferry at its first call. (NP Photo/Tom Reis)"
    assert (story.byline, story.pictures, story.source_text) == (
        "Tom Reis",
        (Picture(caption, "NORTHERN PRESS"),),
        caption,
    )


def test_other_json_is_not_of_the_format() -> None:
    assert not recognise(b'{"altids": "x"}')
    assert not recognise(b"{altids")
    with pytest.raises(StoryError):
        parse_media_api(b'{"altids": "x"}')
