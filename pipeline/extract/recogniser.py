"""Recognisers: text in, spans out. The default is our own conditional random field.

Another recogniser (a spaCy model, a service) takes its place by having the members of :class:`Recogniser`.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from threadpoolctl import ThreadpoolController

from pipeline.extract.crf import Tagger, Weights
from pipeline.extract.document import LABELS, Chances, agree
from pipeline.extract.features import lay_out
from pipeline.extract.lexicon import DATA, Lexicon
from pipeline.extract.listed import STORMS
from pipeline.extract.network import Network
from pipeline.extract.runs import Run, runs_of
from pipeline.extract.sport import as_teams
from pipeline.extract.tokens import Tokens, tokenise

BLOCK = 20_000
"""Tokens that are scored at once."""
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_FILES = (
    "model.npz", "network.npz", "lexicon.npz", "words.csv", "sport.csv", "organisations.csv", "surnames.csv",
    "syllables.csv", "territories.csv",
)  # fmt: skip
GROUP_FLAGS = frozenset(("demonym", "religion", "party"))


@dataclass(frozen=True, slots=True)
class Span:
    """A name at ``text[start:end]``; ``confidence`` is None where the recogniser gives none.

    ``kind`` is person, organisation, place, group (nationality, religion, party), event or misc (a name of
    another kind). A recogniser leaves ``zone`` and ``role`` as they are; they are filled in for a story's zones (see
    ``pipeline.extract.zones``), whose offsets count in ``source_text`` but for the body's.
    """

    start: int
    end: int
    kind: str
    confidence: float | None = None
    zone: str = "body"
    role: str | None = None


class Recogniser(Protocol):
    """What finds names. ``sha256`` changes whenever the same text could come out differently."""

    @property
    def name(self) -> str:
        """The recogniser's name, such as ``newswire-crf``."""

    @property
    def version(self) -> str:
        """The recogniser's version."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the model's files."""

    def recognise(self, text: str) -> list[Span]:
        """Return the names in a text, in order and without overlap."""


class CrfRecogniser:
    """A linear-chain conditional random field, a small network beside it and a pass over the whole story after them.

    ``network=False`` reads without the network, as the judges of training do.
    """

    name = "newswire-crf"
    version = "3"

    def __init__(self, data: Path = DATA, *, network: bool = True) -> None:
        self.lexicon = Lexicon(data / "lexicon.npz")
        weights = Weights(data / "model.npz")
        self._tagger = Tagger(weights, self.lexicon, Network(data / "network.npz") if network else None)
        self._columns = np.array(
            [[label.rpartition("-")[2] == kind for kind in LABELS] for label in weights.labels], np.float32
        )
        self.sha256 = sha256_of(*(data / name for name in _FILES if network or name != "network.npz"))

    def recognise(self, text: str) -> list[Span]:
        """Return the names in a text, in order and without overlap."""
        tokens = tokenise(text)
        if not tokens.words:
            return []
        runs, chances = self.read(tokens)
        return [self._span(tokens, run, chances) for run in runs]

    def runs(self, tokens: Tokens) -> list[Run]:
        """Return the names as runs of tokens, labelled as the corpora label them."""
        return self.read(tokens)[0] if tokens.words else []

    def read(self, tokens: Tokens) -> tuple[list[Run], Chances]:
        """Return the names as runs, and for each token how likely it stands in a name of each of LABELS."""
        runs, chances = self.by_sentence(tokens)
        return as_teams(tokens, agree(tokens, runs, chances, self.lexicon), self.lexicon), chances

    def by_sentence(self, tokens: Tokens) -> tuple[list[Run], Chances]:
        """The same without the pass over the story: each sentence is read as if it stood alone."""
        labels: list[str] = []
        chances = []
        with _libraries().limit(limits=1):
            for sentences in _blocks(tokens.sentences):
                first, past = sentences[0][0], sentences[-1][1]
                shifted = [(start - first, end - first) for start, end in sentences]
                layout = lay_out(tokens.words[first:past], shifted, self.lexicon)
                scores = self._tagger.scores(layout)
                labels += self._tagger.decode(layout, scores)
                chances.append(self._tagger.marginals(layout, scores) @ self._columns)
        return runs_of(labels), np.concatenate(chances)

    def _span(self, tokens: Tokens, run: Run, chances: Chances) -> Span:
        kind = KINDS.get(run.label) or self._misc(tokens.words[run.first : run.past])
        chance = float(chances[run.first : run.past, LABELS.index(run.label)].mean())
        return Span(tokens.starts[run.first], tokens.ends[run.past - 1], kind, round(chance, 3))

    def _misc(self, words: list[str]) -> str:
        flags = self.lexicon.word(words[-1].rpartition("-")[2].lower()).flags
        if GROUP_FLAGS.intersection(flags):
            return "group"
        return "event" if "eventhead" in flags or STORMS.intersection(words[:-1]) else "misc"


@lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    """The libraries behind NumPy: on products as small as ours, threads take several times the time of one."""
    return ThreadpoolController()


def _blocks(sentences: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Part the sentences of a long text, so that the arrays stay small."""
    first = 0
    for at in range(1, len(sentences) + 1):
        if at == len(sentences) or sentences[at][0] - sentences[first][0] >= BLOCK:
            yield sentences[first:at]
            first = at


@lru_cache(maxsize=4)
def sha256_of(*paths: Path) -> str:
    """Return the SHA-256 over the files that decide what is recognised."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def default_recogniser() -> CrfRecogniser:
    """The shipped recogniser, loaded once a process."""
    return CrfRecogniser()
