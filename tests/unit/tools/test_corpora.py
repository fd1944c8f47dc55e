from pathlib import Path

from pipeline.extract.lexicon import Lexicon
from tools.recogniser.corpora import Sentence, by_majority, in_capitals, mend, read, spans, split_hyphens


def sentence(text: str) -> Sentence:
    """``Oslo/B-LOC fell`` as words and labels."""
    pairs = [word.partition("/") for word in text.split()]
    return [word for word, _, _ in pairs], [label or "O" for _, _, label in pairs]


def test_sentences_are_parted_by_an_empty_line(tmp_path: Path) -> None:
    path = tmp_path / "corpus.iob"
    path.write_text("Oslo\tB-LOC\nfell\tO\n\nIt\tO\n", encoding="utf-8")
    assert read(path) == [(["Oslo", "fell"], ["B-LOC", "O"]), (["It"], ["O"])]


def test_a_hyphened_name_keeps_the_label_that_it_has_elsewhere() -> None:
    parted = split_hyphens([sentence("Oslo/B-LOC fell"), sentence("the Oslo-based firm")])
    assert parted[1] == sentence("the Oslo/B-LOC -based firm")


def test_nationalities_are_mended_with_their_point_of_the_compass() -> None:
    mended = mend([sentence("South/B-LOC Korean/B-ORG aid")], Lexicon())
    assert mended == [sentence("South/B-MISC Korean/I-MISC aid")]


def test_parties_to_a_contract_are_no_names() -> None:
    assert mend([sentence("the Borrower/B-PER pays")], Lexicon()) == [sentence("the Borrower pays")]


def test_the_majority_outvotes_and_fills_in() -> None:
    often = [sentence("in Tenke/B-LOC today") for _ in range(9)]
    voted = by_majority([*often, sentence("in Tenke/B-ORG today"), sentence("near Tenke today")])
    assert voted[-2:] == [sentence("in Tenke/B-LOC today"), sentence("near Tenke/B-LOC today")]


def test_copies_in_capitals_keep_their_labels() -> None:
    copies = in_capitals([sentence("Oslo/B-LOC fell")] * 50, 1.0, seed=1)
    assert {tuple(words) for words, _ in copies} == {("OSLO", "FELL"), ("Oslo", "Fell")}
    assert all(labels == ["B-LOC", "O"] for _, labels in copies)


def test_spans_of_labels() -> None:
    assert spans(["B-PER", "I-PER", "B-PER", "O", "I-LOC"]) == [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC")]
