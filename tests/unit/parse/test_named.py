"""People, organisations, places and events of the metadata, and contributors, in every format that carries them."""

import json

import pytest

from pipeline.parse import parse
from pipeline.parse.named import ids_of, once, people
from pipeline.story import Contributor, Named, ParsedStory

G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:5"><itemMeta/><contentMeta>
  <creator qcode="desk:jr" type="cpnat:person"><name>Jane Roe</name></creator>
  <creator literal="AFP"/>
  <contributor role="ctrol:subeditor"><name>Tom Reis</name></contributor>
  <subject type="cpnat:person" qcode="own:77"><name>Ada Lund</name>
    <sameAs uri="http://www.wikidata.org/entity/Q4242"/></subject>
  <subject type="cpnat:organisation" literal="Alder Ferries"/>
  <subject type="cpnat:event"><name>Harbour Week</name></subject>
  <subject type="cpnat:geoArea" qcode="iso3166-1a2:NO"><name>Northland</name></subject>
  <subject qcode="medtop:04000000"><name>economy</name></subject>
  <subject qcode="xxorganization:9"><name>Port Union</name></subject>
  </contentMeta><contentSet><inlineData>Text.</inlineData></contentSet></newsItem>"""
NITF = """<nitf><head><docdata><identified-content><person idsrc="wikidata.org" value="Q4242">Ada Lund</person>
  <org>Alder Ferries</org><location><city>Port Alder</city></location><event>Harbour Week</event></identified-content>
  </docdata></head><body><body.head><byline>By <person>Jane Roe</person><byttl>Business Writer</byttl></byline>
  </body.head><body.content><p>Text about <person>Nobody</person>.</p></body.content>
  <body.end><tagline><person>Tom Reis</person> contributed.</tagline></body.end></body></nitf>"""
NEWSML_1 = """<NewsML><NewsItem><TopicSet><Topic><TopicType FormalName="Person"/>
  <FormalName Scheme="own">77</FormalName><Description>Ada Lund</Description></Topic></TopicSet><NewsComponent>
  <AdministrativeMetadata><Creator><Party FormalName="Jane Roe"/></Creator><Contributor><Party FormalName="Tom Reis"/>
  </Contributor></AdministrativeMetadata>
  <DescriptiveMetadata><Property FormalName="Organisation" Value="Alder Ferries"/>
  </DescriptiveMetadata><ContentItem><DataContent>Text.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
NINJS = {
    "uri": "urn:x:6",
    "headline": "Ferry",
    "body_text": "Text.",
    "authors": [{"name": "Tom Reis", "role": "editor", "email": "tom@alder.example"}],
    "bylines": [{"by": "By Jane Roe", "title": "Business Writer"}],
    "person": [{"name": "Ada Lund", "uri": "http://www.wikidata.org/entity/Q4242"}],
    "organisations": [
        {"name": "Alder Ferries", "symbols": [{"ticker": "ALF", "exchange": "XXX"}]},
        {"name": "All ferries", "rels": ["ancestor"]},
    ],
    "places": [{"name": "Northland", "scheme": "http://cv.iptc.org/newscodes/iso3166-1a2/", "code": "no"}],
    "event": [{"name": "Harbour Week"}],
}
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/x/">
  <channel><title>Alder</title><item><title>Ferry</title><link>https://alder.example/1</link><description>Text.</description>
  <dc:creator>Jane Roe</dc:creator><dc:contributor>Tom Reis</dc:contributor><prism:section>Business</prism:section>
  </item></channel></rss>"""
PERSON = Named("person", "Ada Lund", {"wikidata": "Q4242"})
COMPANY, WEEK = Named("organisation", "Alder Ferries"), Named("event", "Harbour Week")
AUTHOR, TITLED = Contributor("Jane Roe", "author"), Contributor("Jane Roe", "author", "Business Writer")


def _story(payload: str) -> ParsedStory:
    [story] = parse(payload.encode())
    return story


def test_newsml_g2() -> None:
    story = _story(G2)
    assert story.contributors == (AUTHOR, Contributor("Tom Reis", "editor"))
    union = Named("organisation", "Port Union", {"xxorganization": "9"})
    place = Named("place", "Northland", {"iso3166": "NO"})
    person = Named("person", "Ada Lund", {"own": "77", "wikidata": "Q4242"})
    assert story.named == (person, COMPANY, WEEK, place, union)


def test_nitf_names_what_its_head_identifies() -> None:
    story = _story(NITF)
    assert story.contributors == (TITLED, Contributor("Tom Reis", "contributor"))
    assert story.named == (PERSON, COMPANY, Named("place", "Port Alder"), WEEK)


def test_newsml_1() -> None:
    story = _story(NEWSML_1)
    assert story.contributors == (AUTHOR, Contributor("Tom Reis", "contributor"))
    assert story.named == (Named("person", "Ada Lund", {"own": "77"}), COMPANY)


def test_ninjs() -> None:
    story = _story(json.dumps(NINJS))
    assert story.contributors == (Contributor("Tom Reis", "editor", email="tom@alder.example"), TITLED)
    company, place = (
        Named("organisation", "Alder Ferries", {"ticker": "ALF"}),
        Named("place", "Northland", {"iso3166": "NO"}),
    )
    assert story.named == (PERSON, company, place, WEEK)


def test_feeds() -> None:
    story = _story(RSS)
    assert story.contributors == (AUTHOR, Contributor("Tom Reis", "contributor"))
    assert (story.url, story.section) == ("https://alder.example/1", "Business")


def test_the_same_name_comes_once() -> None:
    assert once([COMPANY, Named("organisation", "ALDER ferries", {"own": "1"})]) == (
        Named("organisation", "Alder Ferries", {"own": "1"}),
    )
    assert people([AUTHOR, Contributor("JANE ROE", "editor", "Business Writer")]) == (TITLED,)


@pytest.mark.parametrize(
    ("scheme", "code", "ids"),
    [
        ("http://www.geonames.org/", "3144377", {"geonames": "3144377"}),
        ("wd", "Q1", {"wikidata": "Q1"}),
        ("own", "Q1", {"own": "Q1"}),
        ("own", "", {}),
    ],
)
def test_identifiers(scheme: str, code: str, ids: dict[str, str]) -> None:
    assert ids_of([(scheme, code)]) == ids
