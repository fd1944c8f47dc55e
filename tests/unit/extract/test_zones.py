from pathlib import Path

import pytest

from pipeline.entity import Entity, Mention
from pipeline.extract import Span
from pipeline.extract.zones import Zone, dateline_spans, recognise, zones
from pipeline.flow import preview
from pipeline.story import Article, CleanStory, Dateline, Furniture, Kind, Located, Paragraph, ParsedStory

SEED = Path(__file__).parents[3] / "seeds" / "stories" / "kyodo-trilateral.txt"


def story(body: str, *furniture: tuple[Kind, str], source: str) -> CleanStory:
    spans = [
        Furniture(kind, text, source.index(text), source.index(text) + len(text), 0, "x") for kind, text in furniture
    ]
    return CleanStory(ParsedStory("text", source, ()), (Paragraph(body, ()),), tuple(spans))


@pytest.fixture(scope="module")
def seed() -> Article:
    return preview(SEED.read_bytes())[0]


def mentions(article: Article, name: str) -> tuple[Mention, ...]:
    return next(entity.mentions for entity in article.entities if entity.name == name)


def test_zones_are_the_body_and_what_the_cleaner_took_out() -> None:
    source = "PORT ALDER, May 1 - By Ann Reyes Ships left. (A ship\nin port) [Courtesy of Acme] [Acme] (Acme)"
    found = zones(
        story(
            "Ships left.",
            (Kind.DATELINE, "PORT ALDER, May 1 -"),
            (Kind.BYLINE, "By Ann Reyes"),
            (Kind.CAPTION, "(A ship\nin port)"),
            (Kind.CREDIT, "[Courtesy of Acme]"),
            (Kind.CREDIT, "[Acme]"),
            (Kind.SIGNOFF, "(Acme)"),
            source=source,
        )
    )
    assert [(zone.name, zone.text) for zone in found] == [
        ("body", "Ships left."), ("dateline", "PORT ALDER, May 1 -"), ("byline", "By Ann Reyes"),
        ("caption", "(A ship in port)"), ("caption", "Acme]"),
    ]  # fmt: skip
    assert all(source[zone.start :].replace("\n", " ").startswith(zone.text) for zone in found[1:])


class Capitals:
    """Finds every word in capitals as the kind of its first letter."""

    name, version, sha256 = "capitals", "1", "0"
    kinds = {"P": "person", "O": "organisation"}  # noqa: RUF012

    def recognise(self, text: str) -> list[Span]:
        words = text.replace("\n", " ").split(" ")
        starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
        pairs = zip(starts, words, strict=True)
        return [Span(start, start + len(word), self.kinds[word[0]]) for start, word in pairs if word.isupper()]


def test_names_get_their_zone_and_its_offsets() -> None:
    parts = [
        Zone("body", 0, "a PA b"),
        Zone("dateline", 10, "PX"),
        Zone("caption", 20, "OB"),
        Zone("byline", 40, "PC OD"),
    ]
    assert recognise(parts, Capitals()) == [
        Span(2, 4, "person"),
        Span(20, 22, "organisation", zone="caption"),
        Span(40, 42, "person", zone="byline"),
    ]


def test_the_places_of_a_dateline_are_those_that_the_cleaner_found() -> None:
    parts = [Zone("body", 0, "Rome"), Zone("dateline", 5, "ROME/PORT ALDER (X) -")]
    dateline = Dateline("", "Rome", "Lazio", "IT", places=(Located("Rome"), Located("Port Alder")))
    assert [(span.start, span.end, span.zone) for span in dateline_spans(parts, dateline)] == [
        (5, 9, "dateline"), (10, 20, "dateline"),
    ]  # fmt: skip
    assert [span.end for span in dateline_spans(parts, Dateline("", "Rome/Port Alder", places=dateline.places))] == [
        9,
        20,
    ]
    unparted = [Zone("dateline", 3, "通信社北京3月5日电")]
    [span] = dateline_spans(unparted, Dateline("", "北京"))
    assert (span.start, span.end) == (6, 8)
    assert dateline_spans(parts, Dateline("")) == dateline_spans(parts, None) == []


def test_offsets_count_in_the_text_of_the_zone(seed: Article) -> None:
    for mention in (mention for entity in seed.entities for mention in entity.mentions):
        text = seed.body if mention.zone == "body" else seed.source_text
        assert text[mention.start : mention.end] == mention.surface


def test_the_seeds_captions_and_dateline_are_read(seed: Article) -> None:
    zones_of = {entity.name: {mention.zone for mention in entity.mentions} for entity in seed.entities}
    assert zones_of["San Francisco"] == {"body", "dateline"}
    assert zones_of["Kang Kyung Wha"] == zones_of["Mike Pompeo"] == zones_of["Toshimitsu Motegi"] == {"body", "caption"}
    assert zones_of["Japanese Foreign Ministry"] == {"caption"}


def test_the_seeds_roles(seed: Article) -> None:
    people = [entity for entity in seed.entities if entity.kind == "person"]
    assert {entity.name: _roles(entity) for entity in people} == {
        "Toshimitsu Motegi": {"Japanese Foreign Minister"},
        "Mike Pompeo": {"U.S. Secretary of State"},
        "Kang Kyung Wha": {"South Korean Foreign Minister"},
        "Kim Jong Un": {"North Korean leader"},
        "Moon Jae In": {"South Korean President"},
        "Shinzo Abe": {"Japanese Prime Minister"},
    }


def _roles(entity: Entity) -> set[str]:
    return {mention.role for mention in entity.mentions if mention.role}


def test_the_seeds_values(seed: Article) -> None:
    assert [value.surface for value in seed.values] == ["Tuesday"]


def test_the_article_says_what_read_it(seed: Article) -> None:
    assert seed.recogniser is not None
    assert (seed.recogniser.name, len(seed.recogniser.sha256)) == ("newswire-crf", 64)
    foreign = preview(b"Der Bundeskanzler reiste am Montag nach Italien und sprach dort mit der Regierung.")[0]
    assert foreign.recogniser is not None
    assert foreign.recogniser.name == "newswire-lists"
