import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import StoryError
from pipeline.parse import agencies, own_xml, parse
from pipeline.parse.agencies import recognise_agency, wire_profile

PROFILE = """
id = "alder"
name = "Alder Press"
marks = ["Alder"]
[wire]
names = ["ALDER-WIRE"]
ids = ["alderpress.example"]
timezone = "Europe/Oslo"
[wire.xml]
root = "AlderStory"
[wire.xml.fields]
guid = "Id"
headline = "Head"
body = "Text"
version_created = "Sent"
subjects = "Codes/Code"
canceled = "Dead"
"""
STORY = """<AlderStory><Id>7</Id><Head>&lt;b&gt;Bridge&lt;/b&gt; opens</Head><Sent>2024-01-01T12:00:00</Sent>
<Codes><Code>4015000</Code></Codes><Dead>{dead}</Dead><Text>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</Text></AlderStory>"""


@pytest.fixture(autouse=True)
def _alder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "alder.toml").write_text(PROFILE, "utf-8")
    monkeypatch.setattr(agencies, "FOLDER", tmp_path)
    caches = (agencies.wire_profiles, agencies._known, own_xml._dialects)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_a_profile_names_the_elements() -> None:
    payload = STORY.format(dead="false").encode()
    assert own_xml.recognise(payload)
    (story,) = own_xml.parse(payload)
    assert (story.agency, story.guid, story.headline, story.pubstatus) == ("alder", "7", "Bridge opens", "usable")
    assert story.source_text == "One\n\nTwo"
    assert story.version_created == dt.datetime(2024, 1, 1, 11, tzinfo=dt.UTC)
    assert story.subjects[0].code == "04015000"


def test_a_profile_tells_a_kill() -> None:
    (story,) = own_xml.parse(STORY.format(dead="true").encode())
    assert story.pubstatus == "canceled"


def test_other_roots_are_not_its_business() -> None:
    assert not own_xml.recognise(b"<OtherStory/>")


@pytest.mark.parametrize("payload", [b"<?xml version='1.0'?><urlset/>", b"<?xml version='1.0'?><nit", b"<?xml versi"])
def test_unknown_xml_is_refused_before_it_passes_for_text(payload: bytes) -> None:
    with pytest.raises(StoryError) as error:
        parse(payload)
    assert error.value.check in {"parse.unknown_xml", "parse.malformed"}


def test_pages_that_say_they_are_xml_are_pages() -> None:
    assert not own_xml.recognise(b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>")


def test_agencies_are_known_by_name_then_by_id() -> None:
    assert recognise_agency([None, "nobody", "alder–wire "]) == "alder"
    assert recognise_agency(["nobody"], "tag:alderpress.example,2024:1") == "alder"
    assert recognise_agency([], "urn:other") is None
    assert wire_profile("unknown").zone is None


@pytest.mark.parametrize("cut", [b"<newsIte", b"<nit", b"<!DOCTYPE", b"  <rdf:RD"])
def test_what_ends_within_its_first_tag_was_cut_and_is_no_text(cut: bytes) -> None:
    with pytest.raises(StoryError, match="well-formed"):
        parse(cut)
