import pytest

from pipeline.extract.features import lay_out, view
from pipeline.extract.lexicon import PHRASES, Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def runs(words: list[str], lexicon: Lexicon, slot: str) -> list[str | None]:
    layout = lay_out(words, [(0, len(words))], lexicon)
    return [layout.words[at] if at >= 0 else None for at in layout.slots[slot]]


def test_a_run_is_parted_behind_a_title(lexicon: Lexicon) -> None:
    words = ["the", "Foreign", "Minister", "Toshimitsu", "Motegi", "said"]
    assert runs(words, lexicon, "first") == [None, "Foreign", "Foreign", "Toshimitsu", "Toshimitsu", None]
    assert runs(words, lexicon, "wfirst")[3] == "Foreign"


def test_connectors_join_runs(lexicon: Lexicon) -> None:
    words = ["the", "Ministry", "of", "the", "Interior", "said"]
    assert runs(words, lexicon, "whead")[1] == "Interior"
    assert runs(words, lexicon, "head")[1] == "Ministry"


def test_a_plain_word_that_begins_a_sentence_begins_no_run(lexicon: Lexicon) -> None:
    assert runs(["The", "Northern", "Council", "met"], lexicon, "first")[:2] == [None, "Northern"]


def test_a_line_in_capitals_is_read_in_the_case_of_running_text(lexicon: Lexicon) -> None:
    layout = lay_out(["LEADERS", "MEET", "IN", "OSLO"], [(0, 4)], lexicon)
    assert layout.words == ["leaders", "meet", "in", "Oslo"]
    assert layout.channels["mark"] == [3] * 4


def test_listed_phrases_are_marked(lexicon: Lexicon) -> None:
    layout = lay_out(["in", "Saudi", "Arabia", "today"], [(0, 4)], lexicon)
    country = PHRASES.index("country") + 1
    assert layout.channels["phrase"] == [0, country * 2, country * 2 + 1, 0]


def test_an_honorific_is_the_same_with_and_without_a_stop(lexicon: Lexicon) -> None:
    assert "l=mr" in view("Mr.", lexicon).features[2]
    assert "l=mr" in view("Mr", lexicon).features[2]
