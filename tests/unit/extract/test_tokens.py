from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.tokens import tokenise


def sentences(text: str) -> list[list[str]]:
    tokens = tokenise(text)
    return [tokens.words[first:past] for first, past in tokens.sentences]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert len(sentences("Mr. Abe met Gov. Smith of Calif. on Jan. 3 in Washington, D.C. He left.")) == 2


def test_a_closing_quote_belongs_to_the_sentence_before() -> None:
    assert sentences('"We agreed." The talks ended.') == [
        ['"', "We", "agreed", ".", '"'],
        ["The", "talks", "ended", "."],
    ]


def test_a_line_break_ends_a_sentence() -> None:
    assert len(sentences("Headline without a stop\n\nThe lead")) == 2


def test_contractions_and_possessives_are_parted() -> None:
    assert tokenise("Abe’s aides don't").words == ["Abe", "'s", "aides", "do", "n't"]


def test_names_keep_their_apostrophes_and_hyphens() -> None:
    assert tokenise("O’Brien, Ban Ki-moon, Mi'kmaw, AT&T").words == [
        "O'Brien", ",", "Ban", "Ki-moon", ",", "Mi'kmaw", ",", "AT&T",
    ]  # fmt: skip


def test_currencies_are_no_countries() -> None:
    assert tokenise("US$5 billion").words == ["US$", "5", "billion"]


@given(st.text())
def test_tokens_and_sentences_cover_the_text_in_order(text: str) -> None:
    tokens = tokenise(text)
    past = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert past <= start < end
        assert not text[past:start].strip()
        past = end
    assert not text[past:].strip()
    assert [at for first, past in tokens.sentences for at in range(first, past)] == list(range(len(tokens.words)))


def test_the_party_of_a_politician_is_parted_from_the_state() -> None:
    assert tokenise("Ann Lee, R-Ohio; Bo Ek, D-N.Y., (I-Ore.)").words == [
        "Ann", "Lee", ",", "R-", "Ohio", ";", "Bo", "Ek", ",", "D-", "N.Y.", ",", "(", "I-", "Ore.", ")",
    ]  # fmt: skip
    assert tokenise("on D-Day, an R-rated film").words == ["on", "D-Day", ",", "an", "R-rated", "film"]
