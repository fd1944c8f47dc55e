import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entity import Entity
from pipeline.extract import Span, extract
from pipeline.flow import preview
from pipeline.story import Article, CleanStory, Dateline, Paragraph, ParsedStory

SEED = Path(__file__).parents[3] / "seeds" / "stories" / "kyodo-trilateral.txt"


def clean(*paragraphs: str, language: str | None = "en", country: str | None = None) -> CleanStory:
    parsed = ParsedStory("text", "\n\n".join(paragraphs), (), language=language)
    dateline = Dateline("", country=country) if country else None
    return CleanStory(parsed, tuple(Paragraph(text, ()) for text in paragraphs), dateline=dateline)


def named(article: Article, name: str) -> Entity:
    return next(entity for entity in article.entities if entity.name == name)


@pytest.fixture(scope="module")
def seed() -> Article:
    paragraphs = [text for text in SEED.read_text(encoding="utf-8").split("\n\n") if not text.startswith("(")]
    paragraphs[0] = paragraphs[0].partition("Kyodo - ")[2]
    paragraphs[-1] = paragraphs[-1].strip().removesuffix("(Kyodo)")
    return extract(clean(*paragraphs, language=None, country="US"))


def test_the_seed_names_six_people(seed: Article) -> None:
    people = {entity.name for entity in seed.entities if entity.kind == "person"}
    assert people == {
        "Toshimitsu Motegi", "Mike Pompeo", "Kang Kyung Wha", "Kim Jong Un", "Moon Jae In", "Shinzo Abe",
    }  # fmt: skip


def test_surnames_of_the_seed_go_to_the_full_names(seed: Article) -> None:
    surfaces = {entity.name: [mention.surface for mention in entity.mentions] for entity in seed.entities}
    assert surfaces["Toshimitsu Motegi"] == ["Toshimitsu Motegi", "Motegi"]
    assert surfaces["Kang Kyung Wha"] == ["Kang Kyung Wha", "Kang"]


def test_countries_of_the_seed_have_codes(seed: Article) -> None:
    countries = {entity.name: entity.ids for entity in seed.entities if "iso3166" in entity.ids}
    assert {name: ids["iso3166"] for name, ids in countries.items()} == {
        "Japan": "JP", "United States": "US", "South Korea": "KR", "North Korea": "KP",
    }  # fmt: skip
    assert countries["Japan"]["wikidata"] == "Q17"
    assert [mention.surface for mention in named(seed, "United States").mentions] == ["United States", "U.S."]


def test_other_places_and_organisations_of_the_seed(seed: Article) -> None:
    kinds = {entity.name: entity.kind for entity in seed.entities}
    for city in ("San Francisco", "Pyongyang", "Seoul", "Tokyo", "Washington"):
        assert kinds[city] == "place"
        assert named(seed, city).ids["geonames"].isdigit()
    assert kinds["Sea of Japan"] == "place"
    assert kinds["U.S. State Department"] == "organisation"


def test_demonyms_are_groups_that_point_to_their_country(seed: Article) -> None:
    assert named(seed, "South Korean").ids == {"country": "KR"}
    assert named(seed, "Japanese").kind == "group"


def test_mentions_count_in_the_body(seed: Article) -> None:
    for entity in seed.entities:
        assert [mention.start for mention in entity.mentions] == sorted(mention.start for mention in entity.mentions)
        assert all(seed.body[mention.start : mention.end] == mention.surface for mention in entity.mentions)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), max_size=4))
def test_any_text_can_be_read(paragraphs: list[str]) -> None:
    article = extract(clean(*paragraphs))
    spans = sorted((m.start, m.end, m.surface) for entity in article.entities for m in entity.mentions)
    assert all(article.body[start:end] == surface for start, end, surface in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(max_examples=40, deadline=None)
@given(st.text(), st.sampled_from(("ja", "fr", "ru", "xx")))
def test_any_text_in_another_language_can_be_read(text: str, language: str) -> None:
    article = extract(clean(text, language=language))
    assert all(article.body[m.start : m.end] == m.surface for entity in article.entities for m in entity.mentions)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ja", "茂木外相はソウルで韓国と米国の高官と会談した。", {"South Korea": "KR", "United States": "US"}),
        ("es", "El presidente de Alemania viajó a Corea del Sur.", {"Germany": "DE", "South Korea": "KR"}),
        ("ko", "외교부는 일본과 미국에서 회담이 열린다고 밝혔다.", {"Japan": "JP", "United States": "US"}),
        ("ru", "Делегация из Китая прибыла. Россия и Китай подписали документ.", {"Russia": "RU", "China": "CN"}),
    ],
)
def test_other_languages_give_listed_places_and_say_so(language: str, text: str, names: dict[str, str]) -> None:
    article = extract(clean(text, language=language))
    assert {entity.name: entity.ids.get("iso3166") for entity in article.entities if "iso3166" in entity.ids} == names
    assert article.warnings == (f"entities.language_unsupported: {language}",)


def test_an_unlabelled_story_is_read_in_the_language_that_it_is_in() -> None:
    article = extract(clean("Le président de la République a reçu hier le ministre allemand à Paris.", language=None))
    assert article.warnings == ("entities.language_unsupported: fr",)
    assert article.language is None


def test_fields_of_the_cleaner_go_first() -> None:
    at = dt.datetime(2020, 1, 14, tzinfo=dt.UTC)
    parsed = ParsedStory(
        "text", "", (), headline="printed", byline="wire", agency="wire", version_created=at, warnings=("a",)
    )
    article = extract(CleanStory(parsed, (), headline="cleaned", warnings=("a", "b")))
    assert (article.headline, article.byline, article.agency) == ("cleaned", "wire", "wire")
    assert article.version_created == at
    assert article.warnings == ("a", "b")
    assert article.entities == ()


class Fixed:
    """A recogniser that finds what it was told."""

    name, version, sha256 = "fixed", "1", "0"

    def __init__(self, *spans: Span) -> None:
        self.spans = list(spans)

    def recognise(self, text: str) -> list[Span]:
        return [span for span in self.spans if span.end <= len(text)]


def test_another_recogniser_can_take_the_place_of_ours() -> None:
    article = extract(clean("x Acme y"), recogniser=Fixed(Span(2, 6, "organisation"), Span(0, 1, "misc")))
    assert [(entity.kind, entity.name) for entity in article.entities] == [("organisation", "Acme")]


def test_what_the_wires_shorten_is_the_state_and_a_party_no_part_of_it() -> None:
    text = "ALBANY, N.Y. (AP) - Sen. Ann Weir, D-Ore., and Sen. Bo Ek, R-Ohio, met Mayor Jo Lund of Utica, N.Y."
    [article] = preview(text.encode())
    found = {entity.ids.get("iso3166") for entity in article.entities if entity.kind == "place"}
    assert {"US-OR", "US-OH", "US-NY"} <= found
    assert {entity.name for entity in article.entities if entity.kind == "person"} == {"Ann Weir", "Bo Ek", "Jo Lund"}


def test_a_sea_that_the_recogniser_cuts_short_has_its_identifier() -> None:
    [article] = preview(b"ABOARD THE SHIP (AP) - Sailors trained on Monday in the South China Sea, the navy said.")
    assert {"wikidata": "Q37660"} in [entity.ids for entity in article.entities]
