"""The same formats as different providers write them: what a reader of the one must not miss in the other."""

import datetime as dt
import json

import pytest

from pipeline.errors import NotAStoryError, StoryError
from pipeline.parse import Payload, parse, sniff
from pipeline.parse.nitf import OPEN_EMBARGO
from pipeline.story import BlockKind, Code, Link, Note, ParsedStory, Picture

MARCH_2 = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def _one(payload: str) -> ParsedStory:
    [story] = parse(payload.encode())
    return story


def _texts(story: ParsedStory) -> list[str]:
    return [story.source_text[block.start : block.end] for block in story.blocks]


def _g2(item_meta: str = "", content_meta: str = "", content: str = "<inlineData>Text.</inlineData>") -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:2">'
        f"<itemMeta>{item_meta}</itemMeta><contentMeta>{content_meta}</contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def _nitf(head: str = "", top: str = "", body: str = "<p>One.</p>", end: str = "") -> str:
    return (
        f"<nitf><head>{head}</head><body><body.head>{top}</body.head>"
        f"<body.content>{body}</body.content>{end}</body></nitf>"
    )


def _newsml_1(management: str = "", component: str = "") -> str:
    return f"<NewsML><NewsItem><NewsManagement>{management}</NewsManagement>{component}</NewsItem></NewsML>"


def _rss(items: str) -> str:
    return (
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Alder Press</title>'
        f"<link>https://alder.example/</link>{items}</channel></rss>"
    )


class TestNewsMLG2:
    def test_controlled_values_by_uri(self) -> None:
        base = "http://cv.iptc.org/newscodes"
        story = _one(
            _g2(
                f'<pubStatus uri="{base}/pubstatusg2/canceled"/><signal uri="{base}/signal/correction"/>',
                f'<genre uri="{base}/genre/Current"/><subject uri="{base}/mediatopic/04000000"/>',
            )
        )
        assert (story.pubstatus, story.signals, story.genres) == (
            "canceled",
            ("sig:correction",),
            (Code("genre:Current"),),
        )
        assert (story.subjects[0].scheme, story.subjects[0].code) == ("medtop", "04000000")

    def test_the_headline_is_in_the_item_s_language(self) -> None:
        headlines = '<headline xml:lang="de">Brand</headline><headline xml:lang="en-GB">Fire</headline>'
        assert _one(_g2("", f'{headlines}<language tag="en"/>')).headline == "Fire"
        assert _one(_g2("", headlines)).headline == "Brand"

    def test_inline_nitf_tells_what_the_metadata_lacks(self) -> None:
        top = (
            "<hedline><hl1>Fire at the quay</hl1></hedline><byline>By Jane Roe</byline>"
            "<dateline><location>PORT ALDER</location></dateline>"
        )
        story = _one(_g2(content=f"<inlineXML>{_nitf('', top)}</inlineXML>"))
        assert (story.headline, story.byline, story.dateline) == ("Fire at the quay", "By Jane Roe", "PORT ALDER")
        assert story.source_text == "One."

    def test_pictures_tell_where_they_lie_and_who_took_them(self) -> None:
        meta = "<creator><name>Tom Reis</name></creator><creditline>NP</creditline>"
        caption = "<description role='drol:caption'>A ferry.</description>"
        remotes = "<remoteContent href='s.jpg' width='90'/><remoteContent href='l.jpg' width='900'/>"
        story = _one(_g2("<itemClass qcode='ninat:picture'/>", meta + caption, remotes))
        assert story.pictures == (Picture("A ferry.", "NP", "Tom Reis", href="l.jpg"),)

    def test_binary_content_is_no_text(self) -> None:
        content = "<inlineData contenttype='image/jpeg'>/9j/4AAQ</inlineData><inlineData>Text.</inlineData>"
        assert _one(_g2(content=content)).source_text == "Text."

    def test_items_are_linked_to_the_package_that_refers_to_them(self) -> None:
        group = "<groupSet><group><itemRef residref='urn:x:2'/></group></groupSet>"
        package = f"<packageItem guid='urn:p:1'>{group}</packageItem>"
        story = _one(f"<newsMessage><itemSet>{_g2()}{package}</itemSet></newsMessage>")
        assert Link("package", "urn:p:1") in story.links

    @pytest.mark.parametrize("envelope", ["<soap><body2>{}</body2></soap>", '<?xml version="1.0"?><items>{}</items>'])
    def test_items_in_an_envelope(self, envelope: str) -> None:
        stories = parse(envelope.format(_g2() + _nitf()).encode())
        assert [story.format for story in stories] == ["newsml-g2", "nitf"]


class TestNitf:
    def test_a_note_s_text_is_not_the_story_s(self) -> None:
        story = _one(_nitf("", "<note><body.content><p>Eds: with picture.</p></body.content></note>"))
        assert (story.source_text, story.notes[0]) == ("One.", Note("editor", "Eds: with picture."))

    def test_all_that_the_head_says(self) -> None:
        docdata = (
            '<docdata><correction info="Mends a name" id-string="A0"/><fixture fix-id="weekly"/>'
            '<doc.copyright year="2026" holder="Alder Press"/></docdata>'
            '<pubdata item-length="300" unit-of-measure="word" position.section="Sport"/>'
        )
        top = "<hedline><hl1>Fire</hl1><hl2>No one hurt</hl2></hedline><rights>For print.</rights>"
        end = "<body.end><tagline>Written in Oslo.</tagline><bibliography>Sources</bibliography></body.end>"
        story = _one(_nitf(docdata, top, end=end))
        assert {note.role: note.text for note in story.notes} == {
            "correction": "Mends a name",
            "subheadline": "No one hurt",
            "tagline": "Sources",
            "copyright": "2026 Alder Press",
        }
        assert Note("tagline", "Written in Oslo.") in story.notes
        assert (story.declared_word_count, story.section, story.signals) == (300, "Sport", ("fixture:weekly",))
        assert story.usage_terms == "For print."

    def test_a_byline_ends_where_the_title_begins(self) -> None:
        story = _one(_nitf("", "<byline>By <person>Jane Roe</person>, <byttl>Reporter</byttl></byline>"))
        assert story.byline == "By Jane Roe"

    @pytest.mark.parametrize(
        ("release", "status", "until", "warnings"),
        [
            ('<date.release norm="20260302T090000Z"/>', "usable", MARCH_2, ()),
            ("", "withheld", None, (OPEN_EMBARGO,)),
        ],
    )
    def test_embargoed(self, release: str, status: str, until: dt.datetime | None, warnings: tuple[str, ...]) -> None:
        issue = '<date.issue norm="20260302T100000Z"/>'
        story = _one(_nitf(f'<title>T</title><docdata management-status="embargoed">{issue}{release}</docdata>'))
        assert (story.pubstatus, story.embargo_until, story.warnings) == (status, until, warnings)

    def test_lists_tables_quotes_and_terms(self) -> None:
        body = (
            "<block><p>One.</p><table><tr><td>1</td><td>2</td></tr></table><ol><li>First</li><li>Second</li></ol>"
            "<dl><dt>Term</dt><dd>Meaning</dd></dl><hl2>Between</hl2><bq><block><p>Quoted.</p></block></bq></block>"
        )
        story = _one(_nitf("", "", body))
        assert _texts(story) == ["One.", "1\t2", "First", "Second", "Term", "Meaning", "Between", "Quoted."]
        assert [block.kind for block in story.blocks][6:] == [BlockKind.HEADING, BlockKind.QUOTE]


class TestNewsML1:
    def test_only_a_change_to_usable_ends_an_embargo(self) -> None:
        time = "<DateAndTime>20260302T090000Z</DateAndTime>"
        change = f"<StatusWillChange><FutureStatus FormalName='{{}}'/>{time}</StatusWillChange>"
        held = _one(_newsml_1("<Status FormalName='Embargoed'/>" + change.format("Usable")))
        assert (held.pubstatus, held.embargo_until) == ("usable", MARCH_2)
        expiring = _one(_newsml_1("<Status FormalName='Usable'/>" + change.format("Canceled")))
        assert (expiring.pubstatus, expiring.embargo_until) == ("usable", None)

    def test_content_in_base64(self) -> None:
        item = (
            "<ContentItem><Encoding Notation='Base64'><DataContent>T25lIHR3by4=</DataContent></Encoding></ContentItem>"
        )
        assert _one(_newsml_1("", f"<NewsComponent>{item}</NewsComponent>")).source_text == "One two."

    def test_the_main_part_of_a_picture_is_no_story(self) -> None:
        text = (
            "<NewsComponent><NewsLines><HeadLine>Ferry opens</HeadLine></NewsLines>"
            "<ContentItem><MediaType FormalName='Text'/><DataContent><p>One.</p></DataContent></ContentItem>"
            "</NewsComponent>"
        )
        picture = (
            "<NewsComponent><Role FormalName='Photo'/>"
            "<NewsLines><HeadLine>Ferry</HeadLine><CreditLine>NP</CreditLine></NewsLines>"
            "<NewsComponent><Role FormalName='Caption'/><ContentItem><MediaType FormalName='Text'/>"
            "<DataContent>A ferry.</DataContent></ContentItem></NewsComponent>"
            "<NewsComponent><Role FormalName='Main'/><ContentItem Href='a.jpg'><MediaType FormalName='Photo'/>"
            "</ContentItem></NewsComponent></NewsComponent>"
        )
        story = _one(_newsml_1("", f"<NewsComponent>{text}{picture}</NewsComponent>"))
        assert (story.headline, story.source_text) == ("Ferry opens", "One.")
        assert story.pictures == (Picture("A ferry.", "NP", href="a.jpg"),)


class TestJson:
    def test_json_lines(self) -> None:
        lines = [json.dumps({"uri": f"urn:x:{number}", "headline": "H", "body_text": "One."}) for number in (1, 2)]
        assert [story.guid for story in parse("\n".join(lines).encode())] == ["urn:x:1", "urn:x:2"]
        broken = parse("\n".join([*lines, "{"]).encode())[2]
        assert "damaged" in broken.warnings[0]

    def test_an_item_without_id(self) -> None:
        story = _one(json.dumps({"headline": "Ferry", "body_html": "<p>One.</p>"}))
        assert (story.guid, story.headline, story.source_text) == (None, "Ferry", "One.")
        with pytest.raises(NotAStoryError):
            parse(b'{"name": "x", "version": 1}')

    def test_json_feed(self) -> None:
        item = {"id": "1", "url": "https://alder.example/1", "title": "Ferry", "content_html": "<p>One.</p>"}
        document = {"version": "https://jsonfeed.org/version/1.1", "title": "Alder", "items": [item]}
        story = _one(json.dumps(document))
        assert (story.guid, story.url, story.headline) == ("1", "https://alder.example/1", "Ferry")

    def test_other_ids_and_signs_of_trust_are_links(self) -> None:
        item = {
            "uri": "urn:x:1",
            "headline": "Ferry",
            "altids": [{"role": "wire", "value": "np 12"}],
            "trustindicators": [{"role": "ethics", "href": "https://alder.example/ethics"}],
        }
        links = _one(json.dumps(item)).links
        assert links == (Link("altid", "np 12"), Link("trustindicator", "https://alder.example/ethics"))


class TestFeeds:
    def test_descriptions_of_pictures_are_not_the_entry_s(self) -> None:
        media = "".join(
            f'<media:content url="https://img.example/{n}.jpg"><media:description>Ship {n}</media:description>'
            f"<media:credit>NP {n}</media:credit></media:content>"
            for n in (1, 2)
        )
        story = _one(_rss(f"<item><title>Ferry</title>{media}<description>One.</description></item>"))
        assert story.source_text == "One."
        assert story.pictures == tuple(
            Picture(f"Ship {n}", f"NP {n}", href=f"https://img.example/{n}.jpg") for n in (1, 2)
        )

    def test_renditions_of_one_picture(self) -> None:
        group = (
            '<media:group><media:content url="https://img.example/s.jpg" width="90"/>'
            '<media:content url="https://img.example/l.jpg" width="900"/><media:title>Ship</media:title></media:group>'
        )
        story = _one(_rss(f"<item><title>Ferry</title><description>One.</description>{group}</item>"))
        assert story.pictures == (Picture("Ship", None, href="https://img.example/l.jpg"),)
        assert Link("enclosure", "https://img.example/l.jpg") in story.links

    def test_addresses_are_whole(self) -> None:
        story = _one(_rss("<item><title>Ferry</title><link>/news/1</link><description>One.</description></item>"))
        assert (story.url, story.guid) == ("https://alder.example/news/1",) * 2


def test_unknown_xml_without_declaration_is_no_plain_text() -> None:
    with pytest.raises(StoryError, match="its root is report"):
        parse(b"<report><line>One.</line></report>")
    assert sniff(Payload(b"<h2>Ferry</h2><p>One.</p><h2>End</h2>")).name == "page"


@pytest.mark.parametrize("payload", [rb"{\rtf1\ansi One \par two}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word"])
def test_documents_of_word_processors_are_no_text(payload: bytes) -> None:
    with pytest.raises(StoryError) as error:
        parse(payload)
    assert error.value.check == "parse.binary"


@pytest.mark.parametrize("name", ["content", "text", "full_text", "body_markdown"])
def test_bodies_of_other_names(name: str) -> None:
    assert _one(json.dumps({"uri": "urn:x:1", "headline": "Q &amp; A", name: "One."})).source_text == "One."


def test_content_of_an_unknown_element_is_read() -> None:
    assert _one(_g2(content="<inlineText>Text.</inlineText>")).source_text == "Text."


def test_a_text_in_several_bodies() -> None:
    bodies = "<body.content><p>One.</p></body.content><body.content><p>Two.</p></body.content>"
    assert _texts(_one(f"<nitf><body>{bodies}</body></nitf>")) == ["One.", "Two."]


@pytest.mark.parametrize(
    "payload",
    [
        _g2("<edNote>Not for publication: 555 0142.</edNote>"),
        _nitf('<docdata><ed-msg info="Not for publication: 555 0142."/></docdata>'),
        json.dumps({"uri": "urn:x:1", "headline": "Ferry", "ednote": "Not for publication: 555 0142."}),
    ],
)
def test_a_note_that_says_so_is_not_public(payload: str) -> None:
    [note] = _one(payload).notes
    assert (note.text, note.public) == ("Not for publication: 555 0142.", False)
