"""spaCy models as recognisers, alone or beside our own: an optional extra, chosen by ``NEWSWIRE_RECOGNISER``."""

import hashlib
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.extract.recogniser import Recogniser, Span

PIECE = 100_000
"""Characters that a model is given at once; it refuses texts over a million."""
_KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "group", "EVENT": "event", "PRODUCT": "misc", "WORK_OF_ART": "misc", "LAW": "misc", "LANGUAGE": "misc",
    "MISC": "misc",
}  # fmt: skip
_UNUSED = ["tagger", "parser", "lemmatizer", "attribute_ruler", "senter"]
_MARGIN = re.compile(r"^(?:the|an?)\s+|(?:['’]s|\s)+$", re.IGNORECASE)


def load(package: str) -> "SpacyRecogniser":
    """Load a model by the name of its package or its folder. Raises ConfigError if spaCy or the model is not there."""
    try:
        pipeline = importlib.import_module("spacy").load(package, exclude=_UNUSED)
    except (ImportError, OSError) as error:
        raise ConfigError(
            f"the spaCy model {package!r} of NEWSWIRE_RECOGNISER cannot be loaded ({error}): install spaCy with "
            "pip install 'newswire-pipeline[spacy]', and the model's package; or unset NEWSWIRE_RECOGNISER"
        ) from error
    return SpacyRecogniser(pipeline)


class SpacyRecogniser:
    """A spaCy pipeline with a component for entities; it gives no confidence."""

    def __init__(self, pipeline: Any) -> None:  # noqa: ANN401
        self._pipeline = pipeline
        meta = pipeline.meta
        self.name = f"spacy-{meta.get('lang', '')}_{meta.get('name', '')}"
        self.version = str(meta.get("version", ""))
        self.sha256 = _digest(pipeline.path, meta)

    def recognise(self, text: str) -> list[Span]:
        """Return the names in a text, in order and without overlap."""
        return [span for start, piece in _pieces(text) for span in self._read(start, piece)]

    def _read(self, offset: int, text: str) -> Iterator[Span]:
        for found in self._pipeline(text).ents:
            kind = _KINDS.get(found.label_)
            start, end = _trimmed(text, found.start_char, found.end_char)
            if kind and start < end:
                yield Span(offset + start, offset + end, kind)


class Combined:
    """Two recognisers: the second adds the organisations and events that the first leaves room for."""

    def __init__(self, first: Recogniser, second: Recogniser) -> None:
        self._first, self._second = first, second
        self.name = f"{first.name}+{second.name}"
        self.version = f"{first.version}+{second.version}"
        self.sha256 = hashlib.sha256(f"{first.sha256}{second.sha256}".encode()).hexdigest()

    def recognise(self, text: str) -> list[Span]:
        """Return the names in a text, in order and without overlap."""
        ours = self._first.recognise(text)
        taken = {at for span in ours for at in range(span.start, span.end)}
        added = [
            span
            for span in self._second.recognise(text)
            if span.kind in ("organisation", "event") and taken.isdisjoint(range(span.start, span.end))
        ]
        return sorted([*ours, *added], key=lambda span: span.start)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Part a long text at line ends, or where it must."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield start, text[start:end]
        start = end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop a leading article and a trailing ``'s``, which are no part of a name."""
    surface = text[start:end]
    for margin in list(_MARGIN.finditer(surface)):
        if margin.start() == 0:
            start += margin.end()
        else:
            end -= margin.end() - margin.start()
    return start, max(start, end)


def _digest(folder: Path | None, meta: dict[str, Any]) -> str:
    digest = hashlib.sha256(json.dumps(meta, sort_keys=True, default=str).encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()) if folder else ():
        digest.update(path.read_bytes())
    return digest.hexdigest()
