"""The recipe of the shipped model: which sentences it learns from, mended how, with which settings."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from pipeline.extract.lexicon import FLAGS, Lexicon
from pipeline.extract.recogniser import CrfRecogniser
from pipeline.extract.runs import labels_of
from pipeline.extract.tokens import Tokens
from tools.recogniser import corpora
from tools.recogniser import lexicon as sources
from tools.recogniser.corpora import Sentence
from tools.recogniser.renaming import Renamer

GOLD = ("wikigold", "crossner", "ewtdev", "sec")
SURE = 0.7
"""The least chance of every word's label from which a model may contradict the machine-made labels of a sentence."""
CAPITALS_SHARE = 0.08
OPTIONS = {"c1": 0.0, "c2": 0.1, "max_iterations": 60, "feature.minfreq": 2}


@dataclass(frozen=True, slots=True)
class Member:
    """A model: its seed, the share of sentences that get other names, its share of the Groningen Meaning Bank.

    The share is drawn by the seed in blocks of 20 sentences.
    """

    seed: int
    renamed: float
    noisy: float


TEACHERS = (Member(1, 0.25, 0.15), Member(2, 0.0, 0.15), Member(3, 0.0, 0.15))
"""They learn from the machine-made labels as they are; their mean judges these for the first pupil."""
PUPILS = (Member(11, 0.0, 0.4), Member(12, 0.25, 0.3))
"""Their mean is shipped; the second learns from labels that the first has judged."""
NETWORK = Member(21, 0.15, 1.0)
"""The small network learns from all that the pupils' mean lets pass."""
_BLOCK = 20
_KIND_OF_FLAG = {
    "first": "PER", "last": "PER", "country": "LOC", "city": "LOC", "bigcity": "LOC", "region": "LOC",
    "capital": "LOC", "company": "ORG", "demonym": "MISC",
}  # fmt: skip


def sentences(folder: Path, lexicon: Lexicon, member: Member, judge: CrfRecogniser | None) -> list[Sentence]:
    """Read, mend and multiply the sentences that a member learns from; ``judge`` goes through the noisy ones."""
    taken = [sentence for name in GOLD for sentence in gold(folder, name, lexicon)]
    taken += noisy(folder, lexicon, member, judge)
    taken += Renamer(member.seed + 4).copies(taken, member.renamed)
    return taken + corpora.in_capitals(taken, CAPITALS_SHARE, member.seed + 2)


def gold(folder: Path, name: str, lexicon: Lexicon) -> list[Sentence]:
    """Read one of the small corpora labelled by hand."""
    return corpora.mend(corpora.split_hyphens(corpora.read(folder / f"train_{name}.iob")), lexicon)


def noisy(folder: Path, lexicon: Lexicon, member: Member, judge: CrfRecogniser | None) -> list[Sentence]:
    """Read blocks of the large corpus labelled by machine, its labels outvoted by the corpus as a whole."""
    read = corpora.mend(corpora.split_hyphens(corpora.read(folder / "train_gmb.iob.gz")), lexicon)
    voted = corpora.by_majority(read)
    chance = random.Random(member.seed)  # noqa: S311
    blocks = [voted[at : at + _BLOCK] for at in range(0, len(voted), _BLOCK)]
    drawn = [block for block in blocks if chance.random() < member.noisy]
    return [sentence for block in drawn for sentence in (judged(block, judge) if judge else block)]


def judged(block: Sequence[Sentence], judge: CrfRecogniser) -> list[Sentence]:
    """Keep the sentences whose labels a model confirms, relabel those where it is sure, leave out the others.

    The judge reads sentence by sentence: a rule that is added to the pass over the story changes no label here.
    """
    words = [word for sentence, _ in block for word in sentence]
    ends = list(accumulate(len(sentence) for sentence, _ in block))
    ranges = [(past - len(sentence), past) for past, (sentence, _) in zip(ends, block, strict=True)]
    runs, chances = judge.by_sentence(Tokens([0] * len(words), [0] * len(words), words, ranges))
    ours = labels_of(runs, len(words))
    sure = chances.max(axis=1)
    return [
        (sentence, ours[first:past])
        for (first, past), (sentence, labels) in zip(ranges, block, strict=True)
        if corpora.spans(ours[first:past]) == corpora.spans(labels) or sure[first:past].min() > SURE
    ]


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
