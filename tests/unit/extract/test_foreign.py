import pytest

from pipeline.extract import extract
from pipeline.story import CleanStory, Paragraph, ParsedStory


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("de", "Am Montag sprach er in Hamburg über Russland und Großbritannien.", ["Hamburg", "RU", "GB"]),
        ("fr", "Il a parlé lundi de l'Allemagne et de la Russie.", ["DE", "RU"]),
        ("es", "El martes viajó de Rusia a EE.UU. y Alemania.", ["RU", "US", "DE"]),
        ("pt", "Na segunda-feira ele falou da Rússia e do Irã.", ["RU", "IR"]),
        ("ko", "장관은 한국과 북한을 말했다.", ["KR", "KP"]),
        ("ar", "تحدث الوزير عن فرنسا وألمانيا.", ["FR", "DE"]),
        ("ja", "外相は韓国とドイツを訪れた。", ["KR", "DE"]),
        ("zh", "部长访问韓國和德国。", ["KR", "DE"]),
    ],
)
def test_other_languages_name_countries_only_and_say_so(language: str, text: str, places: list[str]) -> None:
    found = extract(CleanStory(ParsedStory("text", text, (), language=language), (Paragraph(text, ()),)))
    assert [entity.ids.get("iso3166", entity.name) for entity in found.entities] == places
    assert f"entities.language_unsupported: {language}" in found.warnings
    assert found.recogniser is not None
    assert found.recogniser.name == "newswire-lists"
    assert all(text[m.start : m.end] == m.surface for entity in found.entities for m in entity.mentions)
