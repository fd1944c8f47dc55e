"""What each format's rarer parts say, and what must not be read into them."""

import base64
import datetime as dt
import json

import pytest

from pipeline.parse import parse
from pipeline.parse.times import EMBARGO_NAIVE
from pipeline.story import ParsedStory

LATE = dt.datetime(2026, 11, 26, 18, tzinfo=dt.UTC)
NITF = (
    '<nitf><head><docdata management-status="{status}"><date.issue norm="20261125T100000Z"/>'
    '<date.release norm="{release}"/><du-key version="{version}"/></docdata></head>'
    "<body><body.content><p>Text.</p></body.content></body></nitf>"
)
NEWSML = (
    "<NewsML><NewsItem><NewsManagement>{status}</NewsManagement><NewsComponent><NewsLines><HeadLine>Late</HeadLine>"
    "</NewsLines>{parts}</NewsComponent></NewsItem></NewsML>"
)
CHANGE = (
    '<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20261126T060000</DateAndTime></StatusWillChange>'
)
PART = '<NewsComponent><Role FormalName="{}"/><ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent>'


def one(payload: str | bytes, agency: str | None = None) -> ParsedStory:
    [story] = parse(payload.encode() if isinstance(payload, str) else payload, agency=agency)
    return story


def g2(item: str = "", content: str = "") -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><itemMeta>{item}</itemMeta>'
        f"<contentMeta>{content}</contentMeta><contentSet><inlineData>Text.</inlineData></contentSet></newsItem>"
    )


@pytest.mark.parametrize(
    "payload",
    [
        g2("<embargoed>2026-11-26T06:00:00</embargoed>"),
        json.dumps({"uri": "urn:x", "headline": "Late", "body_text": "Text.", "embargoed": "2026-11-26 06:00"}),
        NITF.format(status="usable", release="20261126T060000", version=1),
        NITF.format(status="Embargoed", release="20261126T060000", version=1),
        NEWSML.format(status=CHANGE, parts=PART.format("Main", "Text.")),
    ],
    ids=["g2", "ninjs", "nitf", "nitf-embargoed", "newsml-1"],
)
def test_an_embargo_without_a_zone_ends_late(payload: str) -> None:
    story = one(payload)
    assert story.embargo_until == LATE
    assert EMBARGO_NAIVE in story.warnings


def test_an_embargo_without_a_zone_ends_by_the_agencys_clock() -> None:
    story = one(g2("<embargoed>2026-11-26T06:00:00</embargoed>"), agency="dpa")
    assert story.embargo_until == dt.datetime(2026, 11, 26, 5, tzinfo=dt.UTC)
    assert EMBARGO_NAIVE not in story.warnings


def test_a_release_that_is_the_issue_is_no_embargo() -> None:
    assert one(NITF.format(status="usable", release="20261125T100000", version=1)).embargo_until is None


@pytest.mark.parametrize(("version", "known"), [("1", True), ("", True), ("3", False)])
def test_only_a_first_version_was_made_when_it_was_issued(version: str, *, known: bool) -> None:
    story = one(NITF.format(status="usable", release="", version=version))
    assert (story.first_created is not None) is known
    assert story.version_created == dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC)


def test_who_only_helped_is_no_author() -> None:
    people = "".join(
        f'<contributor role="crol:{role}"><name>{name}</name></contributor>'
        for role, name in (("photographer", "Bo Berg"), ("translator", "Cy Dahl"), ("editor", "Di Ek"))
    )
    story = one(g2(content=f'<creator role="crol:writer"><name>Ada Lind</name></creator>{people}'))
    assert [(who.name, who.role, who.title) for who in story.contributors] == [
        ("Ada Lind", "author", None),
        ("Bo Berg", "contributor", "photographer"),
        ("Cy Dahl", "contributor", "translator"),
        ("Di Ek", "editor", None),
    ]


def test_an_abstract_of_newsml_is_no_part_of_the_text_unless_there_is_no_other() -> None:
    both = one(NEWSML.format(status="", parts=PART.format("Abstract", "In short.") + PART.format("Main Text", "Text.")))
    assert (both.abstract, both.source_text) == ("In short.", "Text.")
    alone = one(NEWSML.format(status="", parts=PART.format("Abstract", "In short.")))
    assert alone.source_text == "In short."


def test_a_text_beside_a_picture_need_not_tell_its_media_type() -> None:
    picture = (
        '<NewsComponent><Role FormalName="Photo"/>'
        + PART.format("Caption", "The pier.")
        + '<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>'
    )
    main = '<Role FormalName="Main"/>' + PART.format("Body Text", "The pier has opened.") + picture
    story = one(NEWSML.format(status="", parts=main))
    assert (story.headline, story.source_text) == ("Late", "The pier has opened.")
    assert [(one.caption, one.href) for one in story.pictures] == [("The pier.", "a.jpg")]


def test_items_of_a_json_feed_have_what_the_feed_says_of_all() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Alder News",
        "language": "da",
        "authors": [{"name": "Desk"}],
        "items": [
            {"id": "1", "title": "Havn", "content_text": "Havnen.", "tags": ["havn"], "authors": [{"name": "Ada"}]},
            {"id": "2", "content_html": "<p>Uden titel.</p>"},
        ],
    }
    first, second = parse(json.dumps(feed).encode())
    assert (first.keywords, first.language, [who.name for who in first.contributors]) == (("havn",), "da", ["Ada"])
    assert (second.source_text, second.source, [who.name for who in second.contributors]) == (
        "Uden titel.",
        "Alder News",
        ["Desk"],
    )


def test_a_forwarded_message_that_was_packed_is_read() -> None:
    inner = b"From: desk@wire.example\nSubject: Ferry\nMessage-ID: <x@y.example>\n\nThe ferry sailed again.\n"
    outer = (
        b"From: a@b.example\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=XX\n\n"
        b"--XX\nContent-Type: text/plain\n\nSee below.\n--XX\nContent-Type: message/rfc822\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(inner) + b"--XX--\n"
    )
    parent, child = parse(outer)
    assert (parent.headline, parent.source_text) == ("Fwd", "See below.")
    assert (child.headline, child.guid) == ("Ferry", "x@y.example")
    assert child.source_text == "The ferry sailed again."


def test_a_message_beside_the_text_is_called_by_its_subject() -> None:
    outer = (
        b"From: a@b.example\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=XX\n\n"
        b"--XX\nContent-Type: text/plain\n\nSee below.\n--XX\nContent-Type: message/rfc822\n\n"
        b"From: desk@wire.example\nSubject: Ferry\n\nThe ferry sailed.\n--XX--\n"
    )
    _, child = parse(outer)
    assert [link.target for link in child.links] == ["Ferry"]


def test_lines_for_machines_are_no_headline() -> None:
    first, second = parse(
        b"ZCZC0411/SXA\nXAB26329000411_SXA_QBXB\nU CRO S0B QBXB\nTraghetti fermi\n   Il porto resta chiuso.\n"
        b"25-NOV-26 10:15 NNNN\nZCZC0412/SXA\nR ECO S0A QBXB\nAltoforno\n   Riparte.\n01-GEN-26 10:16 NNNN\n"
    )
    assert (first.headline, first.version_created) == (
        "Traghetti fermi",
        dt.datetime(2026, 11, 25, 10, 15, tzinfo=dt.UTC),
    )
    assert first.source_text.endswith("Il porto resta chiuso.")
    # The month of another language is kept as it was sent.
    assert (second.headline, second.version_created) == ("Altoforno", None)
    assert "01-GEN-26 10:16" in [note.text for note in second.notes]


def test_full_text_in_an_element_of_its_own_and_an_author_with_address() -> None:
    story = one(
        '<rss version="2.0" xmlns:yandex="http://news.yandex.ru"><channel><title>A</title><item><title>Harbour</title>'
        "<author>ada@wire.example (Ada Lind)</author><description>In short.</description>"
        "<yandex:full-text>The harbour has opened again.</yandex:full-text></item></channel></rss>"
    )
    assert (story.source_text, story.abstract) == ("The harbour has opened again.", "In short.")
    assert story.byline == "Ada Lind"


def test_an_excerpt_of_an_export_is_the_abstract() -> None:
    story = one(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel><item><title>T</title>'
        "<content:encoded>Body.</content:encoded><excerpt:encoded>In short.</excerpt:encoded></item></channel></rss>"
    )
    assert story.abstract == "In short."


def test_a_by_that_is_taken_off_is_no_loss_of_text() -> None:
    story = one(
        b"\x01XYZ0012 5 sp  30  xyz 0012\r\nFotboll/\r\n\x02\r\nHammarby vann =\r\nBy Ada Lind =\r\n"
        b"Stockholm (xyz) - Vann.\r\n\x03\r\n251015 GMT Nov 26\x04"
    )
    assert story.byline == "Ada Lind"
    assert not [warning for warning in story.warnings if warning.startswith("parse.text_loss")]
