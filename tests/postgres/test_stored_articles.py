"""What is stored of an article, and how readers find it: texts, entities, warnings, people, notices."""

import datetime as dt

import pytest

from pipeline.entity import Entity as StoryEntity
from pipeline.entity import Mention
from pipeline.outcome import Outcome, Reason, Severity
from pipeline.story import Code, Contributor, Dateline, Furniture, Kind, Link, Located, Note, Notice, Picture, Subject
from pipeline.validate import CheckResult
from tests.postgres.conftest import Newsroom, entity, raw, rejection, story

CUT = """
SELECT text, substr(source_text, start_offset + 1, end_offset - start_offset)
FROM newswire.furniture JOIN newswire.revision r ON r.id = revision_id
"""
MENTIONED = """
SELECT surface, substr(body, start_offset + 1, end_offset - start_offset)
FROM newswire.mention JOIN newswire.revision r ON r.id = revision_id
"""
SEARCH = "SELECT body FROM newswire.article WHERE search @@ websearch_to_tsquery(%s::regconfig, %s)"


def test_an_article_is_stored_as_it_is(newsroom: Newsroom) -> None:
    body = 'Zürich 😀 talks.\n\nA "quoted"\tback\\slash.'
    checked = story(
        body,
        source_text=f"BERN, X - {body}",
        furniture=(Furniture(Kind.DATELINE, "BERN, X -", 0, 9, 0, "x.dateline"),),
        dateline=Dateline("BERN, X -", "Bern", "Bern", "CH", dt.date(2024, 5, 1), "X"),
        entities=(StoryEntity("city", "Zürich", {"geonames": "2657896"}, (Mention(0, 6, "Zürich"),)),),
        subjects=(Subject("medtop", "20000209", "politics"), Subject("medtop", "04000000", None, "parent")),
        pictures=(Picture(None, "X/Y"),),
        warnings=('a, "b"\\', ""),
        keywords=("talks",),
        genres=(Code("current", None),),
        notes=(Note("correction", 'fix "x"', public=False),),
        links=(Link("seeAlso", "urn:1"),),
        urgency=4,
        language="de",
    )
    newsroom.load(checked)
    [row] = newsroom.rows(
        "SELECT body, source_text, paragraphs, word_count, dateline_city, dateline_country, dateline_date, warnings, "
        "keywords, genres, notes, links, urgency, rules_version FROM newswire.revision"
    )
    assert row == (
        *(body, f"BERN, X - {body}", 2, 6, "Bern", "CH", dt.date(2024, 5, 1), ['a, "b"\\', ""], ["talks"]),
        *([{"code": "current", "name": None}], [{"role": "correction", "text": 'fix "x"', "public": False}]),
        *([{"rel": "seeAlso", "target": "urn:1"}], 4, "rules-1"),
    )
    assert newsroom.rows(CUT) == [("BERN, X -", "BERN, X -")]
    assert newsroom.rows("SELECT code, origin FROM newswire.subject ORDER BY position") == [
        ("20000209", "received"),
        ("04000000", "parent"),
    ]
    assert newsroom.rows(MENTIONED) == [("Zürich", "Zürich")]
    assert newsroom.rows("SELECT name, mentions, first_offset, ids FROM newswire.article_entity") == [
        ("Zürich", 1, 0, {"geonames": "2657896"})
    ]


def test_hostile_values_do_not_fail_a_batch(newsroom: Newsroom) -> None:
    long = "g" * 20_000
    words = " ".join(f"w{number}" for number in range(400_000))
    batch = [
        story("One.", name="a\x00b\udce9.txt", payload="1"),
        story("Two.", name="n" * 20_000, guid=long, agency="x", payload="2", subjects=(Subject(long, long),)),
        story(words, name="3", payload="3", headline=words, entities=(entity(long), entity("'\\.\t\n"), entity("***"))),
    ]
    held = [rejection(raw("\\N", "4"), Reason("parse.binary", "NUL \x00 in it", "\x00\\\t" * 200))]
    rows = newsroom.load(*batch, rejections=held)
    assert [row.outcome for row in rows] == [Outcome.LOADED] * 3 + [Outcome.QUARANTINED]
    assert newsroom.column("SELECT name FROM newswire.raw_item WHERE name LIKE 'a%%'") == ["a\ufffdb\ufffd.txt"]
    assert newsroom.column("SELECT name FROM newswire.raw_item WHERE name LIKE %s", r"\\N") == [r"\N"]
    assert newsroom.column("SELECT length(value) FROM newswire.quarantine_reason") == [200]
    again = newsroom.load(*batch, rejections=held, run="r2")
    assert [row.outcome for row in again] == [Outcome.UNCHANGED] * 3 + [Outcome.QUARANTINED]


@pytest.mark.parametrize(
    ("language", "body", "config", "word"),
    [
        ("en", "The ministers met.", "english", "minister"),
        ("de", "Die Häuser brennen.", "german", "haus"),
        ("pt-BR", "Os ministros falaram.", "portuguese", "ministro"),
        ("ja", "Tokyo talks", "simple", "tokyo"),
        (None, "Talks in Rome", "simple", "rome"),
    ],
)
def test_search_works_in_the_story_s_language(
    newsroom: Newsroom, language: str | None, body: str, config: str, word: str
) -> None:
    newsroom.load(story(body, language=language))
    assert newsroom.column(SEARCH, config, word) == [body]


def test_entities_are_found_again(newsroom: Newsroom) -> None:
    people = (entity("Kim Jong Un"), entity("Kim Jong-un"), entity("KIM JONG UN"))
    places = (entity("Georgia", "country", iso3166="GE"), entity("Georgia", "region", iso3166_2="US-GA"))
    newsroom.load(*[story(f"{n}.", name=str(n), entities=(one, *places)) for n, one in enumerate(people)])
    newsroom.load(
        story("x", name="x", entities=(entity("Georgien", "country", iso3166="GE", wikidata="Q230"),)), run="r2"
    )
    newsroom.load(story("y", name="y", entities=(entity("Sakartvelo", "country", wikidata="Q230"),)), run="r3")
    found = newsroom.rows("SELECT kind, name, ids FROM newswire.entity ORDER BY id")
    assert found == [
        ("person", "Kim Jong Un", {}),
        ("country", "Georgia", {"iso3166": "GE", "wikidata": "Q230"}),
        ("region", "Georgia", {"iso3166_2": "US-GA"}),
    ]
    names = newsroom.column(
        "SELECT n.name FROM newswire.entity_name n JOIN newswire.entity e ON e.id = n.entity_id "
        "WHERE e.kind = 'country' ORDER BY n.name"
    )
    assert names == ["Georgia", "Georgien", "Sakartvelo"]


def test_what_belongs_to_one_country_stays_apart(newsroom: Newsroom) -> None:
    belonging = (
        entity("San Francisco", "place", geonames="5391959", country="US"),
        entity("Washington", "place", geonames="4140963", country="US"),
        entity("American", "group", country="US"),
        entity("Springfield", "place", country="US"),
    )
    newsroom.load(story("x", entities=belonging))
    found = newsroom.rows("SELECT kind, name FROM newswire.entity ORDER BY id")
    assert found == [(one.kind, one.name) for one in belonging]


def test_warnings_are_stored_with_the_story(newsroom: Newsroom) -> None:
    reasons = [
        Reason("article.headline_known", "no headline", None, Severity.INFO),
        Reason("article.furniture_share", "0.7 is furniture", "0.7", Severity.WARNING),
    ]
    newsroom.load(story(reasons=reasons), results=[CheckResult("article", "article.x", Severity.WARNING, 3, 1)])
    stored = newsroom.rows("SELECT check_id, severity, value FROM newswire.revision_reason ORDER BY position")
    assert stored == [("article.headline_known", "info", None), ("article.furniture_share", "warning", "0.7")]
    assert newsroom.column("SELECT check_id FROM newswire.run_item") == ["article.furniture_share"]
    assert newsroom.rows("SELECT batch_id, evaluated, unexpected FROM newswire.check_result") == [("0000", 3, 1)]


def test_people_notices_and_parts_of_credits(newsroom: Newsroom) -> None:
    newsroom.load(
        story(
            "One.",
            guid="g",
            agency="x",
            dateline=Dateline(
                "A/B, May 4 (X) -",
                "A/B",
                date=dt.date(2024, 5, 4),
                date_text="May 4",
                places=(Located("A", None, "NO"), Located("B", "Lazio", "IT")),
            ),
            contributors=(Contributor("Mara Linden", "author", "Writer", "X", "Oslo", "m@example.com"),),
            notices=(Notice("correction", "Corrects \\ the 'date'", ("May 4 story", 'last "paragraph"')),),
            pictures=(Picture("A pier.", "Ann Lee/X", "Ann Lee", "X", "Y", "https://example.com/1.jpg"),),
        )
    )
    person = {"name": "Mara Linden", "role": "author", "title": "Writer", "agency": "X", "place": "Oslo"}
    notice = {"kind": "correction", "text": "Corrects \\ the 'date'", "names": ["May 4 story", 'last "paragraph"']}
    assert newsroom.rows("SELECT contributors, notices, dateline_date_text, dateline_places FROM newswire.article") == [
        (
            [{**person, "email": "m@example.com"}],
            [notice],
            "May 4",
            [{"city": "A", "region": None, "country": "NO"}, {"city": "B", "region": "Lazio", "country": "IT"}],
        )
    ]
    assert newsroom.rows("SELECT photographer, agency, rights_holder, href FROM newswire.picture") == [
        ("Ann Lee", "X", "Y", "https://example.com/1.jpg")
    ]
    assert newsroom.rows("SELECT name, role, place FROM newswire.article_contributor") == [
        ("Mara Linden", "author", "Oslo")
    ]


def test_corrections_stay_queryable_when_a_story_is_revised_or_killed(newsroom: Newsroom) -> None:
    wrong = (Notice("correction", "Corrects the date"),)
    newsroom.load(story("One.", guid="g", version="1", payload="1", notices=wrong))
    newsroom.load(
        story("Two.", guid="g", version="2", payload="2", notices=(Notice("update", "Adds quotes"),)), run="r2"
    )
    asked = "SELECT version, text FROM newswire.story_notice WHERE kind = 'correction'"
    assert newsroom.rows(asked) == [("1", "Corrects the date")]
    newsroom.load(story("", guid="g", version="3", payload="3", pubstatus="canceled"), run="r3")
    assert newsroom.rows(asked) == [("1", "Corrects the date")]
    assert newsroom.rows("SELECT count(*) FROM newswire.article") == [(0,)]


def test_a_notice_of_an_embargoed_story_waits_with_it(newsroom: Newsroom) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    newsroom.load(story("One.", embargo_until=later, notices=(Notice("embargo", "Embargoed"),)))
    assert newsroom.rows("SELECT kind FROM newswire.notice") == [("embargo",)]
    assert newsroom.rows("SELECT kind FROM newswire.story_notice") == []
