import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import NotAStoryError
from pipeline.parse import newsml_g2, parse
from pipeline.parse.newsml_g2 import OPEN_EMBARGO
from pipeline.story import BlockKind, Code, Link, Note, ParsedStory, Picture, Subject

SPECIMEN = Path(__file__).parents[3] / "seeds" / "stories" / "newsml-g2-story.xml"
KILL = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="4"><itemMeta>
  <itemClass qcode="ninat:text"/><provider literal="Alder Press"/><versionCreated>2024-03-18T10:00:00Z</versionCreated>
  <pubStatus qcode="stat:canceled"/><edNote>Withdrawn: wrong person named.</edNote></itemMeta>
  <contentMeta><headline/></contentMeta>
  <contentSet><inlineXML wordcount="0"><html xmlns="http://www.w3.org/1999/xhtml"><body/></html></inlineXML></contentSet>
</newsItem>"""


@pytest.fixture(scope="module")
def story() -> ParsedStory:
    (story,) = parse(SPECIMEN.read_bytes())
    return story


def _item(item_meta: str = "", content_meta: str = "", content: str = "", attributes: str = "") -> ParsedStory:
    (story,) = newsml_g2.parse(_wrapped(item_meta, content_meta, content, attributes).encode())
    return story


def _wrapped(item_meta: str, content_meta: str, content: str, attributes: str = "") -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:2" {attributes}>'
        f"<itemMeta>{item_meta}</itemMeta><contentMeta>{content_meta}</contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def _texts(story: ParsedStory) -> list[str]:
    return [story.source_text[block.start : block.end] for block in story.blocks]


def test_identity_and_times(story: ParsedStory) -> None:
    assert story.format == "newsml-g2"
    assert (story.guid, story.version) == ("urn:newsml:alderpress.example:20240318:harbour-bridge", "3")
    assert story.version_created == dt.datetime(2024, 3, 18, 8, 42, tzinfo=dt.UTC)
    assert story.first_created == dt.datetime(2024, 3, 18, 7, 5, 30, tzinfo=dt.UTC)
    assert story.embargo_until == dt.datetime(2024, 3, 18, 11, 0, tzinfo=dt.UTC)
    assert (story.pubstatus, story.urgency, story.priority, story.language) == ("usable", 4, "4", "en-GB")


def test_lines_and_codes(story: ParsedStory) -> None:
    assert story.headline == "Port Alder opens its harbour bridge"
    assert (story.slugline, story.byline, story.dateline) == ("TRANSPORT-BRIDGE", "Jon Veldt", "Port Alder")
    assert story.abstract == "The bridge replaces the ferries of the harbour."
    assert (story.source, story.usage_terms) == ("Alder Press", "Not for archives after 90 days")
    assert story.genres == (Code("genre:Current", "Current"),)
    assert story.keywords == ("Bridges",)
    assert story.signals == ("sig:correction",)
    assert story.links == (Link("seeAlso", "https://alderpress.example/background/harbour-bridge"),)
    assert [place.name for place in story.places] == ["Port Alder", "Westmark", "Port Alder"]
    assert Subject("medtop", "20000337", "bridge") in story.subjects
    assert {"04015000", "04000000", "12"} <= {subject.code for subject in story.subjects}


def test_body_is_the_main_section(story: ParsedStory) -> None:
    kinds = [block.kind for block in story.blocks]
    assert kinds == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        *[BlockKind.LIST_ITEM] * 2,
        *[BlockKind.TABLE] * 3,
        BlockKind.QUOTE,
    ]
    assert _texts(story)[0].endswith(
        "The harbour bridge of Port Alder was opened on Monday, and the ferries made their last crossing."
    )
    assert story.pictures == (Picture("The bridge on the eve of its opening.", None, href="bridge.jpg"),)
    assert story.declared_word_count == 85
    assert story.warnings == ()


def test_notes_not_for_publication_stay_out_of_the_text(story: ParsedStory) -> None:
    contact = Note("contacts", "News desk: Mara Linden, +44 20 7946 0000", public=False)
    assert contact in story.notes
    assert Note("correction", "Corrects the length of the bridge in paragraph two.") in story.notes
    assert "Linden" not in story.source_text


def test_a_kill_without_text_is_a_story() -> None:
    (story,) = parse(KILL.encode())
    assert (story.guid, story.version, story.pubstatus, story.source_text) == ("urn:x:1", "4", "canceled", "")
    assert story.declared_word_count == 0
    assert story.notes[0].text == "Withdrawn: wrong person named."


def test_a_package_alone_tells_what_it_refers_to() -> None:
    group = "<group role='group:main'><itemRef residref='urn:x:1'/><itemRef href='https://x.example/2'/></group>"
    meta = "<contentMeta><headline>The ferry</headline></contentMeta>"
    [story] = parse(f"<packageItem guid='urn:x:9'>{meta}<groupSet>{group}</groupSet></packageItem>".encode())
    assert (story.guid, story.headline, story.source_text, story.signals) == ("urn:x:9", "The ferry", "", ("package",))
    assert story.links == (Link("main", "urn:x:1"), Link("main", "https://x.example/2"))


def test_a_message_without_items_is_no_story() -> None:
    with pytest.raises(NotAStoryError) as error:
        parse(b"<newsMessage><header/><itemSet><conceptItem guid='urn:x:9'/></itemSet></newsMessage>")
    assert error.value.check == "parse.no_item"


def test_an_embargo_without_end_withholds() -> None:
    story = _item("<embargoed/>")
    assert (story.pubstatus, story.embargo_until, story.warnings) == ("withheld", None, (OPEN_EMBARGO,))


def test_missing_times_fall_back_to_the_contents() -> None:
    story = _item("<versionCreated/>", "<contentCreated>2024-01-01T10:00:00Z</contentCreated>")
    assert story.version_created == story.first_created == dt.datetime(2024, 1, 1, 10, 0, tzinfo=dt.UTC)


def test_a_later_version_does_not_tell_when_the_first_was_made() -> None:
    created = "<versionCreated>2024-01-01T10:00:00Z</versionCreated>"
    assert _item(created, attributes='version="2"').first_created is None
    assert _item(created, attributes='version="1"').first_created is not None


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("<inlineXML><nitf><body><body.content><p>One</p></body.content></body></nitf></inlineXML>", ["One"]),
        ("<inlineXML><BODY><TEXT><P>One</P></TEXT></BODY></inlineXML>", ["One"]),
        ("<inlineXML><html><body>One <b>two</b></body></html></inlineXML>", ["One two"]),
        ("<inlineData>One.\n\nTwo.</inlineData>", ["One.", "Two."]),
        ("<inlineData>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</inlineData>", ["One", "Two"]),
        ("<inlineData>Plain</inlineData><inlineXML><html><body><p>Rich</p></body></html></inlineXML>", ["Rich"]),
        ("<remoteContent href='a.jpg'/>", []),
    ],
)
def test_contents(content: str, texts: list[str]) -> None:
    assert _texts(_item(content=content)) == texts


def test_a_zero_count_beside_a_text_counts_nothing() -> None:
    assert _item(content="<inlineData wordcount='0'>Text</inlineData>").declared_word_count is None


def test_a_dateline_that_is_a_time_is_none() -> None:
    assert _item(content_meta="<dateline>2026-05-04 09:30:00 GMT+00:00</dateline>").dateline is None
    assert _item(content_meta="<dateline/><located><name>Torv</name></located>").dateline == "Torv"


def test_subjects_in_other_dress() -> None:
    story = _item(
        content_meta="<subject literal='OWN:02000000:LAW'/><subject literal='Herons'/><subject qcode='a1312cat:s'/>"
        '<description role=\'semantics\'>{"iptcDomains": [{"id": "12015000", "value": "Clergy"}]}</description>'
    )
    assert {"02000000", "12015000", "12000000"} <= {subject.code for subject in story.subjects}
    assert (story.keywords, story.category) == (("Herons",), "s")


def test_pictures_of_a_message_join_its_text() -> None:
    text = _wrapped("<itemClass qcode='ninat:text'/>", "", "<inlineData>Text</inlineData>")
    picture = _wrapped(
        "<itemClass qcode='ninat:picture'/>",
        "<creditline>Alder/Ruiz</creditline><description role='drol:caption'>A heron.</description>",
        "<remoteContent href='a.jpg' rendition='rnd:highRes'/>",
    ).replace("urn:x:2", "urn:x:3")
    message = f"<newsMessage><itemSet>{text}{picture}</itemSet></newsMessage>"
    (story,) = newsml_g2.parse(message.encode())
    assert story.pictures == (Picture("A heron.", "Alder/Ruiz", href="a.jpg"),)
    assert story.links == (Link("picture", "urn:x:3"),)
    (alone,) = newsml_g2.parse(picture.encode())
    assert (alone.source_text, alone.pictures, alone.links) == ("", story.pictures, (Link("highRes", "a.jpg"),))


def test_several_texts_are_several_stories() -> None:
    items = "".join(_wrapped("", "", f"<inlineData>{word}</inlineData>") for word in ("One", "Two"))
    stories = newsml_g2.parse(f"<newsMessage><itemSet>{items}</itemSet></newsMessage>".encode())
    assert [story.source_text for story in stories] == ["One", "Two"]


def test_the_agency_is_known_by_its_name_and_its_clock_is_used() -> None:
    provider = "<provider literal='STT'/><versionCreated>2024-01-01T12:00:00</versionCreated>"
    story = _item(provider)
    assert story.agency == "stt"
    assert story.version_created == dt.datetime(2024, 1, 1, 10, 0, tzinfo=dt.UTC)
    assert "parse.time_without_zone" not in story.warnings
