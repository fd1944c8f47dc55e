"""The recipe of the shipped model: which sentences it learns from, mended how, with which settings."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.lexicon import FLAGS, Lexicon
from tools.recogniser import corpora
from tools.recogniser import lexicon as sources
from tools.recogniser.corpora import Sentence
from tools.recogniser.renaming import Renamer

GOLD = ("wikigold", "crossner", "ewtdev", "sec")
NOISY_SHARE = 0.15
"""How much of the Groningen Meaning Bank a member takes, in blocks of 20 sentences drawn by its seed."""
CAPITALS_SHARE = 0.08
OPTIONS = {"c1": 0.0, "c2": 0.1, "max_iterations": 60, "feature.minfreq": 2}


@dataclass(frozen=True, slots=True)
class Member:
    """One of the models whose mean is shipped: which noisy sentences it takes, how many get other names."""

    seed: int
    renamed: float


MEMBERS = (Member(1, 0.25), Member(2, 0.0), Member(3, 0.0))
_BLOCK = 20
_KIND_OF_FLAG = {
    "first": "PER", "last": "PER", "country": "LOC", "city": "LOC", "bigcity": "LOC", "region": "LOC",
    "capital": "LOC", "company": "ORG", "demonym": "MISC",
}  # fmt: skip


def sentences(folder: Path, lexicon: Lexicon, member: Member) -> list[Sentence]:
    """Read, mend and multiply the sentences that a member learns from."""
    taken = [sentence for name in GOLD for sentence in gold(folder, name, lexicon)]
    taken += noisy(folder, lexicon, NOISY_SHARE, member.seed)
    taken += Renamer(member.seed + 4).copies(taken, member.renamed)
    return taken + corpora.in_capitals(taken, CAPITALS_SHARE, member.seed + 2)


def gold(folder: Path, name: str, lexicon: Lexicon) -> list[Sentence]:
    """Read one of the small corpora labelled by hand."""
    return corpora.mend(corpora.split_hyphens(corpora.read(folder / f"train_{name}.iob")), lexicon)


def noisy(folder: Path, lexicon: Lexicon, share: float, seed: int) -> list[Sentence]:
    """Read blocks of the large corpus labelled by machine, its labels outvoted by the corpus as a whole."""
    read = corpora.mend(corpora.split_hyphens(corpora.read(folder / "train_gmb.iob.gz")), lexicon)
    voted = corpora.by_majority(read)
    chance = random.Random(seed)  # noqa: S311
    blocks = [voted[at : at + _BLOCK] for at in range(0, len(voted), _BLOCK)]
    return [sentence for block in blocks if chance.random() < share for sentence in block]


def label_counts(folder: Path) -> dict[str, dict[str, int]]:
    """Count the labels of every word in lower case, hand-made ones twice; listed names fill in what is missing."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, weight in (("wikigold.iob", 2), ("crossner.iob", 2), ("ewtdev.iob", 2), ("gmb.iob.gz", 1)):
        for words, labels in corpora.read(folder / f"train_{name}"):
            for word, label in zip(words, labels, strict=True):
                if word[0].isupper() or label == "O":
                    counts[word.lower()][label[2:] or "O"] += weight
    return {**_listed(), **{word: dict(row) for word, row in counts.items()}}


def _listed() -> dict[str, dict[str, int]]:
    """The names that the lists give one kind only."""
    gazetteer = sources.Gazetteer()
    steps = (
        sources.add_places, sources.add_people, sources.add_territories, sources.add_organisations,
        sources.add_companies, sources.add_demonyms,
    )  # fmt: skip
    for step in steps:
        step(gazetteer)
    found = {}
    for word, mask in gazetteer.words.items():
        kinds = {kind for flag, kind in _KIND_OF_FLAG.items() if mask >> FLAGS.index(flag) & 1}
        if len(kinds) == 1:
            found[word] = {kinds.pop(): 1}
    return found
