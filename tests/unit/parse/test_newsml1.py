import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import NotAStoryError
from pipeline.parse import newsml1, parse
from pipeline.story import Code, Note, ParsedStory, Picture

SPECIMEN = Path(__file__).parents[3] / "seeds" / "stories" / "newsml-1-story.xml"


@pytest.fixture(scope="module")
def story() -> ParsedStory:
    (story,) = parse(SPECIMEN.read_bytes())
    return story


def _document(component: str, identifier: str = "", management: str = "") -> list[ParsedStory]:
    item = (
        f"<NewsItem><Identification><NewsIdentifier>{identifier}</NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement>{component}</NewsItem>"
    )
    return newsml1.parse(f"<NewsML><NewsEnvelope/>{item}</NewsML>".encode())


def _text(text: str) -> str:
    return f"<ContentItem><DataContent>{text}</DataContent></ContentItem>"


def test_identity_is_the_public_identifier_without_its_revision(story: ParsedStory) -> None:
    assert story.guid == "urn:newsml:alderpress.example:20240319:AP240319-017"
    assert story.version == "2"
    assert story.version_created == dt.datetime(2024, 3, 19, 6, 14, tzinfo=dt.UTC)
    assert story.first_created == dt.datetime(2024, 3, 19, 5, 40, tzinfo=dt.UTC)


def test_values_are_formal_names(story: ParsedStory) -> None:
    assert (story.pubstatus, story.urgency, story.priority, story.language) == ("usable", 4, "3", "fr")
    assert [subject.code for subject in story.subjects[:2]] == ["04015000", "04000000"]
    assert story.genres == (Code(None, "Current"),)
    assert story.places == (Code(None, "Port-Aulne"), Code("XAW", "XAW"))
    assert story.declared_word_count == 34


def test_lines(story: ParsedStory) -> None:
    assert story.headline == "Le pont du port ouvert à la circulation"
    assert (story.byline, story.dateline) == ("Par Lise Moreau", "Port-Aulne, 19 mars 2024")
    assert (story.slugline, story.source, story.keywords) == ("pont-port-transport", "Alder Press", ("ponts",))
    assert story.abstract is None
    assert story.notes == (
        Note("AdvisoryLine", "AJOUTE la longueur du pont"),
        Note("subheadline", "Les bacs ont fait leur dernière traversée"),
    )


def test_text_and_picture(story: ParsedStory) -> None:
    assert story.source_text.startswith("Le pont du port de Port-Aulne, long de 1.140 mètres")
    assert len(story.blocks) == 2
    assert story.pictures == (
        Picture("Le pont à la veille de son ouverture.", "Alder Press/Nils Brandt", href="pont.jpg"),
    )


def test_components_with_headlines_of_their_own_are_stories() -> None:
    def told(mark: str, language: str, headline: str) -> str:
        lines = f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>"
        return f"<NewsComponent Duid='{mark}' xml:lang='{language}'>{lines}{_text(headline)}</NewsComponent>"

    one, two = told("a", "nl", "Een"), told("b", "fr", "Un")
    stories = _document(f"<NewsComponent>{one}{two}</NewsComponent>", "<PublicIdentifier>urn:x</PublicIdentifier>")
    assert [(story.guid, story.headline, story.language) for story in stories] == [
        ("urn:x#a", "Een", "nl"),
        ("urn:x#b", "Un", "fr"),
    ]


def test_parts_of_one_story_are_joined_without_its_title() -> None:
    def part(role: str, text: str) -> str:
        return f"<NewsComponent><Role FormalName='{role}'/>{_text(text)}</NewsComponent>"

    (story,) = _document(
        f"<NewsComponent><NewsLines><HeadLine>Title</HeadLine></NewsLines>{part('Title', 'Title')}"
        f"{part('Lead', 'Lead.')}{part('Body', 'Body &lt;b&gt;bold&lt;/b&gt;.')}</NewsComponent>"
    )
    assert story.source_text == "Lead.\n\nBody bold."


def test_renditions_of_one_component_are_one_text() -> None:
    (story,) = _document(f"<NewsComponent>{_text('')}{_text('<p>Rich</p>')}{_text('Plain')}</NewsComponent>")
    assert story.source_text == "Rich"


@pytest.mark.parametrize(
    ("identifier", "guid"),
    [
        ("<RevisionId>3</RevisionId><PublicIdentifier>urn:x:1:3N</PublicIdentifier>", "urn:x:1"),
        ("<RevisionId>3</RevisionId><PublicIdentifier>urn:x:13</PublicIdentifier>", "urn:x:13"),
        (
            "<ProviderId>x</ProviderId><DateId>20240101</DateId><NewsItemId>77</NewsItemId>",
            "urn:newsml:x:20240101:77",
        ),
        ("", "d1"),
    ],
)
def test_identifiers(identifier: str, guid: str) -> None:
    (story,) = _document(f"<NewsComponent Duid='d1'>{_text('x')}</NewsComponent>", identifier)
    assert story.guid == guid


def test_a_kill_without_component_is_a_story() -> None:
    (story,) = _document("", "<PublicIdentifier>urn:x</PublicIdentifier>", "<Status FormalName='Canceled'/>")
    assert (story.guid, story.pubstatus, story.source_text) == ("urn:x", "canceled", "")


def test_an_embargo_ends_when_the_status_will_change() -> None:
    management = (
        "<Status FormalName='Embargoed'/><StatusWillChange><FutureStatus FormalName='Usable'/>"
        "<DateAndTime>20240101T120000Z</DateAndTime></StatusWillChange>"
    )
    (story,) = _document(f"<NewsComponent>{_text('x')}</NewsComponent>", management=management)
    assert (story.pubstatus, story.embargo_until) == ("usable", dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC))


def test_a_document_without_items_is_no_story() -> None:
    with pytest.raises(NotAStoryError):
        newsml1.parse(b"<NewsML><TopicSet/></NewsML>")
