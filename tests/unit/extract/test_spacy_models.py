"""spaCy as a recogniser, with a pipeline that stands in for one: spaCy itself is an optional extra."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.config import Settings
from pipeline.errors import ConfigError
from pipeline.extract import Span
from pipeline.extract.choice import configured_recogniser
from pipeline.extract.spacy_models import PIECE, Combined, SpacyRecogniser, load


class Pipeline:
    """Behaves as a spaCy pipeline that knows a few names."""

    labels = {"the Acme Corp's": "ORG", "Reyes": "PERSON", "May 5": "DATE", "Oslo": "GPE"}  # noqa: RUF012

    def __init__(self, path: Path | None = None) -> None:
        self.meta = {"lang": "en", "name": "stand_in", "version": "3.8.0"}
        self.path = path
        self.read: list[int] = []

    def __call__(self, text: str) -> SimpleNamespace:
        self.read.append(len(text))
        found = [
            SimpleNamespace(start_char=match.start(), end_char=match.end(), label_=label)
            for name, label in self.labels.items()
            for match in re.finditer(re.escape(name), text)
        ]
        return SimpleNamespace(ents=sorted(found, key=lambda entity: entity.start_char))


class Fixed:
    name, version, sha256 = "fixed", "1", "0"

    def recognise(self, text: str) -> list[Span]:
        return [Span(text.index("Reyes"), text.index("Reyes") + 5, "person", 0.9)]


def test_a_models_names_come_in_our_kinds_and_without_article() -> None:
    text = "On May 5 Reyes bought the Acme Corp's yard in Oslo."
    found = SpacyRecogniser(Pipeline()).recognise(text)
    assert [(text[span.start : span.end], span.kind, span.confidence) for span in found] == [
        ("Reyes", "person", None), ("Acme Corp", "organisation", None), ("Oslo", "place", None),
    ]  # fmt: skip


def test_long_texts_are_read_in_pieces() -> None:
    model = Pipeline()
    text = "x\n" * PIECE + "Reyes\n" + "y" * PIECE + " Oslo"
    found = SpacyRecogniser(model).recognise(text)
    assert [text[span.start : span.end] for span in found] == ["Reyes", "Oslo"]
    assert sum(model.read) == len(text)
    assert max(model.read) <= PIECE


def test_a_model_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"1")
    first = SpacyRecogniser(Pipeline(tmp_path))
    assert (first.name, first.version, len(first.sha256)) == ("spacy-en_stand_in", "3.8.0", 64)
    (tmp_path / "weights").write_bytes(b"2")
    assert SpacyRecogniser(Pipeline(tmp_path)).sha256 != first.sha256


def test_combined_the_second_adds_organisations_where_there_is_room() -> None:
    both = Combined(Fixed(), SpacyRecogniser(Pipeline()))
    assert both.name == "fixed+spacy-en_stand_in"
    found = both.recognise("Reyes left the Acme Corp's yard in Oslo")
    assert [(span.kind, span.confidence) for span in found] == [("person", 0.9), ("organisation", None)]


def test_the_setting_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSWIRE_RECOGNISER", raising=False)
    assert configured_recogniser().name == "newswire-crf"
    monkeypatch.setattr("pipeline.extract.choice.load", lambda _: SpacyRecogniser(Pipeline()))
    monkeypatch.setenv("NEWSWIRE_RECOGNISER", "spacy:stand_in")
    assert configured_recogniser().name == "spacy-en_stand_in"
    monkeypatch.setenv("NEWSWIRE_RECOGNISER", "crf+spacy:stand_in")
    assert configured_recogniser().name == "newswire-crf+spacy-en_stand_in"


def test_a_setting_that_means_nothing_is_refused() -> None:
    with pytest.raises(ConfigError, match="NEWSWIRE_RECOGNISER is 'flair'"):
        Settings.from_env({"NEWSWIRE_RECOGNISER": "flair"})


def test_a_model_that_is_not_there_is_a_clear_error() -> None:
    with pytest.raises(ConfigError, match="no_such_model"):
        load("no_such_model")
