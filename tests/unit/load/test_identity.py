"""Which deliveries are the same story, and which say something new."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from pipeline.entity import Entity
from pipeline.load.identity import content_sha256, story_key
from pipeline.outcome import Entry
from pipeline.story import Article, Code, Dateline, Furniture, Kind, Link, Note, Picture, RawItem, Subject

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
ITEM = RawItem("desk", "a.txt", "0" * 64, "file:///a", 1, NOON)
UNKNOWN = dict.fromkeys(field.name for field in dataclasses.fields(Article) if field.default is dataclasses.MISSING)
KNOWN = {"format": "text", "body": "Talks.", "paragraphs": ("Talks.",), "source_text": "Talks."}
EMPTY = dict.fromkeys(("subjects", "furniture", "pictures", "entities", "warnings"), ())
ARTICLE = Article(**{**UNKNOWN, **EMPTY, **KNOWN})  # type: ignore[arg-type]


def key(item: dict[str, Any], article: dict[str, Any], part: int = 0) -> str:
    return story_key(Entry(dataclasses.replace(ITEM, **item), part, dataclasses.replace(ARTICLE, **article)))


def test_a_provider_s_id_identifies_wherever_it_comes_from() -> None:
    here = key({}, {"guid": "g", "agency": "x", "version": "1"})
    assert here == key({"source": "ftp", "name": "b", "sha256": "1" * 64}, {"guid": "g", "agency": "x", "version": "2"})
    assert here != key({}, {"guid": "h", "agency": "x"})
    assert here != key({}, {"guid": "g", "agency": "y"})


def test_an_id_of_an_unknown_agency_is_good_at_its_source() -> None:
    assert key({}, {"guid": "g"}) == key({"name": "b"}, {"guid": "g"})
    assert key({}, {"guid": "g"}) != key({"source": "ftp"}, {"guid": "g"})


def test_copy_without_id_is_known_by_its_place() -> None:
    assert key({"sha256": "1" * 64}, {"agency": "x"}) == key({}, {"body": "other"})
    assert len({key({}, {}), key({"name": "b"}, {}), key({"source": "ftp"}, {}), key({}, {}, part=1)}) == 4
    assert key({"name": "\udce9"}, {}) != key({}, {})


CHANGES: list[dict[str, Any]] = [
    {"body": "Talks!"},
    {"headline": "x"},
    {"slugline": "x"},
    {"byline": "x"},
    {"version": "2"},
    {"version_created": NOON},
    {"pubstatus": "canceled"},
    {"embargo_until": NOON},
    {"urgency": 1},
    {"abstract": "x"},
    {"usage_terms": "x"},
    {"take": "2"},
    {"dateline": Dateline("ROME -")},
    {"subjects": (Subject("medtop", "1"),)},
    {"pictures": (Picture("x", None),)},
    {"keywords": ("x",)},
    {"genres": (Code("x"),)},
    {"places": (Code("x"),)},
    {"notes": (Note(None, "x"),)},
    {"links": (Link(None, "x"),)},
    {"signals": ("x",)},
]
MARKS: list[dict[str, Any]] = [
    {"agency": "x"},
    {"language": "en"},
    {"format": "html"},
    {"encoding": "utf-8"},
    {"category": "x"},
    {"priority": "x"},
    {"sequence": "x"},
    {"warnings": ("x",)},
    {"subjects": (Subject("medtop", "1", None, "parent"),)},
    {"source_text": "Talks. (X)", "furniture": (Furniture(Kind.SIGNOFF, "(X)", 7, 10, 0, "x"),)},
    {"entities": (Entity("person", "x", {}, ()),)},
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_an_editor_changes_is_new(change: dict[str, Any]) -> None:
    assert content_sha256(dataclasses.replace(ARTICLE, **change)) != content_sha256(ARTICLE)


@pytest.mark.parametrize("mark", MARKS)
def test_marks_of_delivery_and_rules_are_not(mark: dict[str, Any]) -> None:
    assert content_sha256(dataclasses.replace(ARTICLE, **mark)) == content_sha256(ARTICLE)


def test_a_time_is_the_same_in_any_zone() -> None:
    east = NOON.astimezone(dt.timezone(dt.timedelta(hours=9)))
    one, other = (dataclasses.replace(ARTICLE, version_created=instant) for instant in (NOON, east))
    assert content_sha256(one) == content_sha256(other)
