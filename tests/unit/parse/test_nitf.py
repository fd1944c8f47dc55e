import datetime as dt
from pathlib import Path

import pytest

from pipeline.parse import nitf, parse
from pipeline.story import BlockKind, Code, Link, Note, ParsedStory, Picture

SPECIMEN = Path(__file__).parents[3] / "seeds" / "stories" / "nitf-story.xml"


@pytest.fixture(scope="module")
def story() -> ParsedStory:
    (story,) = parse(SPECIMEN.read_bytes())
    return story


def _document(head: str = "", top: str = "", body: str = "") -> ParsedStory:
    markup = (
        f"<nitf><head>{head}</head><body><body.head>{top}</body.head><body.content>{body}</body.content></body></nitf>"
    )
    (story,) = nitf.parse(markup.encode())
    return story


def test_identity_and_management(story: ParsedStory) -> None:
    assert (story.guid, story.version, story.pubstatus) == ("ALDER.20240401.0412", "2", "usable")
    assert story.links == (Link("replaces", "ALDER.20240401.0408"), Link("du-key", "heron-count"))
    assert story.version_created == dt.datetime(2024, 4, 1, 15, 15, tzinfo=dt.UTC)
    assert story.embargo_until == dt.datetime(2024, 4, 1, 23, 0, tzinfo=dt.UTC)
    assert (story.urgency, story.category, story.sequence, story.take) == (5, "a", "0412", "1st Ld-Writethru")


def test_lines(story: ParsedStory) -> None:
    assert story.headline == "Herons return to the southern marsh"
    assert (story.byline, story.dateline) == ("By ADA REYNOLDS", "REEDHAM, April 1")
    assert Note("byline-title", "Alder Press Science Writer") in story.notes
    assert story.notes[0].text.startswith("Eds: Will be updated")
    assert (story.slugline, story.language, story.declared_word_count) == ("Heron Count", "en-US", 61)
    assert (story.abstract, story.keywords) == ("Twice as many pairs as a year ago.", ("Herons",))
    assert story.places == (Code(None, "Reedham"), Code("US", "US"))


def test_subjects_are_named_at_each_level(story: ParsedStory) -> None:
    names = {subject.code: subject.name for subject in story.subjects if subject.scheme == "subj"}
    assert names == {"06006008": "Wildlife", "06006000": "Nature", "06000000": "Environment"}


def test_text_and_picture(story: ParsedStory) -> None:
    kinds = [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PREFORMATTED]
    assert [block.kind for block in story.blocks] == kinds
    assert "where 84 pairs were counted on Sunday" in story.source_text
    assert story.pictures == (
        Picture("A heron at its nest in the southern marsh.", "Alder Press/Tom Ruiz", href="heron.jpg"),
    )


def test_title_and_lead_stand_in_for_headline_and_abstract() -> None:
    story = _document("<title>The title</title>", body="<p lede='true'>The lead.</p><p>More.</p>")
    assert (story.headline, story.abstract) == ("The title", "The lead.")


def test_the_text_stands_in_for_a_headline() -> None:
    story = _document(body="<p>The first line.</p>")
    assert (story.headline, story.warnings) == ("The first line.", ("parse.headline_from_text",))


def test_a_kill_names_what_it_kills() -> None:
    story = _document(
        "<docdata management-status='canceled' management-doc-idref='A1'><doc-id id-string='A2'/></docdata>"
    )
    assert (story.pubstatus, story.source_text, story.links) == ("canceled", "", (Link("kills", "A1"),))


def test_a_release_at_the_issue_is_no_embargo() -> None:
    dates = "<docdata><date.issue norm='20240101T120000Z'/><date.release norm='20240101T120000Z'/></docdata>"
    assert _document(dates).embargo_until is None


def test_a_placeholder_is_no_date() -> None:
    story = _document("<docdata><date.issue norm='YYYYMMDD'/></docdata>")
    assert (story.version_created, story.warnings) == (None, ("parse.time_unreadable",))


@pytest.mark.parametrize(
    ("markup", "byline"),
    [
        ("<byline>By JANE ROE<byttl>Business Writer</byttl></byline>", "By JANE ROE"),
        ("<byline><byttl>Reporter</byttl>Jane Roe</byline>", "Jane Roe"),
        ("<byline>By <person>Jane Roe</person> and John Doe</byline>", "By Jane Roe and John Doe"),
        ("<byline/>", None),
    ],
)
def test_bylines(markup: str, byline: str | None) -> None:
    assert _document(top=markup).byline == byline


@pytest.mark.parametrize(
    ("markup", "byline", "title"),
    [
        ("<byttl>By Jane Roe, NP</byttl>", "By Jane Roe, NP", None),
        ("By Jane Roe<byttl>Reporter</byttl>", "By Jane Roe", "Reporter"),
        ("<byttl>Reporter</byttl>", None, "Reporter"),
    ],
)
def test_a_byline_in_the_place_of_the_title(markup: str, byline: str | None, title: str | None) -> None:
    [story] = parse(f"<nitf><body><body.head><byline>{markup}</byline></body.head></body></nitf>".encode())
    assert story.byline == byline
    assert [note.text for note in story.notes if note.role == "byline-title"] == ([title] if title else [])
