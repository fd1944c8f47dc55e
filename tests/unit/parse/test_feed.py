import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse import feed, parse
from pipeline.parse.feed import MENDED, SUMMARY_ONLY
from pipeline.story import Link, Picture, Subject
from tests.speed import within

SEEDS = Path(__file__).parents[3] / "seeds" / "stories"
RSS = (SEEDS / "rss-feed.xml").read_bytes()


def test_rss_entries_are_stories() -> None:
    full, short = parse(RSS)
    assert (full.guid, full.headline) == ("alder-20240402-library", "Library of Port Alder stays open at night")
    assert (full.byline, full.language, full.keywords) == ("Nora Lind", "en-GB", ("Libraries",))
    assert full.version_created == dt.datetime(2024, 4, 2, 14, 20, tzinfo=dt.UTC)
    assert full.source_text.startswith("PORT ALDER – The city library will not close at all from May on, the council")
    assert len(full.blocks) == 2
    assert full.abstract == "The city library will not close at all from May on."
    assert full.pictures == (Picture(None, "Nils Brandt", href="https://alderpress.example/img/library.jpg"),)
    assert Link("alternate", "https://alderpress.example/2024/04/02/library") in full.links
    assert full.warnings == ()
    assert short.warnings == (SUMMARY_ONLY,)
    assert short.source_text == "The museum of the harbour ferries asks for tickets from before 1960."


def test_atom_entries_are_stories() -> None:
    (story,) = parse((SEEDS / "atom-feed.xml").read_bytes())
    assert story.guid == "urn:newsml:alderpress.example:20240403:markt"
    assert story.first_created == dt.datetime(2024, 4, 3, 7, 30, tzinfo=dt.UTC)
    assert story.version_created == dt.datetime(2024, 4, 3, 7, 55, tzinfo=dt.UTC)
    assert story.subjects[0] == Subject("subj", "04007000", "Handel")
    assert [story.source_text[block.start : block.end][:12] for block in story.blocks] == [
        "Der Wochenma",
        "Am alten Pla",
    ]


def test_rdf_is_a_feed() -> None:
    markup = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<item rdf:about="http://a.example/1"><title>One</title><link>http://a.example/1</link>'
        "<description>Text &amp;lt;b&amp;gt;x</description></item></rdf:RDF>"
    )
    (story,) = parse(markup.encode())
    assert (story.format, story.guid, story.headline) == ("feed", "http://a.example/1", "One")


def test_a_withdrawn_entry_is_a_kill() -> None:
    markup = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
        '<at:deleted-entry ref="urn:x:1" when="2024-01-01T00:00:00Z"/></feed>'
    )
    (story,) = parse(markup.encode())
    assert (story.guid, story.pubstatus, story.source_text) == ("urn:x:1", "canceled", "")


def test_drafts_of_an_export_are_withheld() -> None:
    status = b'<wp:status xmlns:wp="http://wordpress.org/export/1.2/">draft</wp:status><title>Ferry'
    assert parse(RSS.replace(b"<title>Ferry", status))[1].pubstatus == "withheld"


def test_a_feed_that_is_no_xml_is_mended() -> None:
    stories = feed.parse(RSS.replace(b"<title>Ferry museum", b"<title>Ferry & <b museum"))
    assert len(stories) == 2
    assert all(MENDED in story.warnings for story in stories)


def test_a_feed_that_was_cut_is_refused() -> None:
    with pytest.raises(StoryError) as error:
        feed.parse(RSS[:-40])
    assert error.value.check == "parse.malformed"


def test_comments_after_a_feed_that_was_cut_take_no_time() -> None:
    def parse() -> None:
        with pytest.raises(StoryError):
            feed.parse(RSS[:-40] + b"</rss>" + b"<!---->" * 500 + b"x")

    assert within(1, parse)


def test_a_feed_without_entries_is_no_story() -> None:
    with pytest.raises(NotAStoryError):
        feed.parse(b"<rss version='2.0'><channel><title>Empty</title></channel></rss>")


def test_scripts_never_reach_the_text() -> None:
    (story, _) = feed.parse(RSS.replace(b"<p>PORT", b"<script>alert(1)</script><p>PORT"))
    assert "alert" not in story.source_text


@pytest.mark.parametrize(
    "shortcode",
    [
        '[caption id="a1" align="left" width="300"]<img src="x.jpg" alt=""/> A ferry at quay.[/caption]',
        '[caption id="a1" caption="A ferry at quay."]<a href="x"><img src="x.jpg"/></a>[/caption]',
    ],
)
def test_captions_of_an_export(shortcode: str) -> None:
    content = f"<content:encoded><![CDATA[The ferry sailed.\n\n{shortcode}\n\nIt was full.]]></content:encoded>"
    namespace = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    [story] = parse(f"<rss {namespace}><channel><item><title>F</title>{content}</item></channel></rss>".encode())
    told = [story.source_text[block.start : block.end] for block in story.blocks]
    assert told == ["The ferry sailed.", "It was full."]
    assert [picture.caption for picture in story.pictures] == ["A ferry at quay."]
    assert story.abstract is None


@pytest.mark.parametrize("space", [" ", "&#10;"])
def test_a_namespace_with_white_space_in_its_name(space: str) -> None:
    payload = f'<rss xmlns:x="urn:x{space}y"><channel><item><title>Ferry</title><x:y/></item></channel></rss>'
    assert [story.headline for story in parse(payload.encode())] == ["Ferry"]
