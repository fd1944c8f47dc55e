"""The places of one story: every name once, with what it means."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.entity import Mention
from pipeline.extract.evidence import Evidence, Settled, bare, identify, is_city_too
from pipeline.extract.grouping import Group
from pipeline.extract.known import known_place
from pipeline.extract.lexicon import DATA
from pipeline.extract.names import name_words
from pipeline.extract.places import Territory, by_code
from pipeline.extract.recogniser import Span
from pipeline.extract.zones import Texts

AROUND = 40
"""Code points before and behind a name that are looked at for a city, region or country."""
_FEATURE = re.compile(r"\s+(?:River|Sea|Ocean|Strait|Gulf|Bay|Peninsula|Airport|Basin|Delta|Canal|Falls|Valley)\b")
_PREPOSITIONS = frozenset(("de", "del", "da", "do", "di", "city"))


def places(texts: Texts, mentions: Iterable[Mention], evidence: Evidence) -> list[Group]:
    """Group places by what they mean, or by name where that is open; one name means one thing, unless told.

    A region that is told to be one says nothing of its name elsewhere: ``Buffalo, New York`` and ``New York``.
    """
    found = [(mention, _settle(texts, mention, evidence)) for mention in mentions]
    senses: dict[str, Settled] = {}
    for mention, settled in found:
        if not (settled.stated and settled.type == "region"):
            senses[_key(mention)] = min(senses.get(_key(mention), settled), settled, key=_doubt)
    groups: dict[tuple[str, ...], Group] = {}
    for mention, settled in found:
        meant = settled if settled.stated else _longer(mention, senses) or senses[_key(mention)]
        key = tuple(f"{scheme} {value}" for scheme, value in sorted(meant.ids.items())) or (
            "?",
            *name_words(meant.name),
        )
        group = groups.setdefault(key, _group(meant))
        group.mentions.append(mention)
    return list(groups.values())


def _group(meant: Settled) -> Group:
    return Group("place", meant.name, name_words(meant.name), dict(meant.ids), [], meant.type, meant.candidates)


def _settle(texts: Texts, mention: Mention, evidence: Evidence) -> Settled:
    if half := _half_meant(mention.surface, evidence):
        return Settled(half.name, half.ids, half.type)
    text = texts.of(mention.zone)
    before, after = text[max(0, mention.start - AROUND) : mention.start], text[mention.end : mention.end + AROUND]
    if feature := _FEATURE.match(after):
        whole = f"{bare(mention.surface)}{feature[0]}"
        known = known_place(whole)
        return Settled(known.name, known.ids) if known else Settled(whole)
    return identify(mention.surface, evidence, after, before)


def _key(mention: Mention) -> str:
    return bare(mention.surface).casefold()


def _doubt(settled: Settled) -> tuple[bool, bool, int]:
    """Whether, and between how many, a meaning is open: what the text states goes first."""
    return not settled.stated, not settled.ids, len(settled.candidates)


def _longer(mention: Mention, senses: dict[str, Settled]) -> Settled | None:
    """The city whose name this is the beginning of: ``Santiago`` in a story of ``Santiago de Cuba``."""
    short = _key(mention)
    longer = [
        settled
        for name, settled in senses.items()
        if name.startswith(f"{short} ") and name[len(short) :].split()[0] in _PREPOSITIONS and settled.type == "city"
    ]
    return longer[0] if len(longer) == 1 else None


def halves(texts: Texts, spans: Sequence[Span], evidence: Evidence) -> Iterator[Span]:
    """Yield ``North`` and ``South`` where they stand for a country of the story and no recogniser took them."""
    wanted = {half.name for half in _halves() if _half_meant(half.name, evidence)}
    if not wanted:
        return
    taken = [(span.start, span.end) for span in spans if span.zone == "body"]
    pattern = (
        rf"\b[Tt]he ({'|'.join(sorted(wanted))})\b(?!\s+[A-Z]|[\s-](?:of|and|east|west|side|coast|bank|end|pole)\b)"
    )
    for match in re.finditer(pattern, texts.body):
        start, end = match.span(1)
        if not any(first < end and start < past for first, past in taken):
            yield Span(start, end, "place")


def _half_meant(name: str, evidence: Evidence) -> Territory | None:
    """The country that ``the North`` means: one half is named in full, and nothing else that it could mean is."""
    regions = (code for code in evidence.regions if not is_city_too(by_code(code).name))
    named = (*evidence.countries, *regions)
    for half in _halves():
        told = half.name == bare(name) and not half.named.isdisjoint(named)
        if told and not any(code.startswith(half.rivals) for code in named):
            return by_code(half.country)
    return None


@dataclass(frozen=True, slots=True)
class _Half:
    """``name`` means ``country`` where one of ``named`` is named, and no code that begins as one of ``rivals``."""

    name: str
    country: str
    named: frozenset[str]
    rivals: tuple[str, ...]


@lru_cache(maxsize=1)
def _halves() -> list[_Half]:
    with (DATA / "halves.csv").open(encoding="utf-8", newline="") as lines:
        return [
            _Half(row["name"], row["country"], frozenset(row["named"].split("|")), tuple(row["rivals"].split("|")))
            for row in csv.DictReader(lines)
        ]
