"""How well names are resolved, on stories written for it: ``python -m tests.quality.resolving``.

In the text of a story each name stands as ``[surface|entity]``; the entity is ``p:`` a person, ``o:`` an
organisation, ``l:`` a place, ``g:`` a group or ``e:`` an event, and one name for it holds in all stories. ``ids`` says
what the entity must be identified as; an empty object, that it must stay open. ``roles`` says what is printed beside a
person, ``values`` all money, percentages and days of the text, told from the story's ``day``.
"""

import datetime as dt
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.entity import Entity, Value
from pipeline.extract import Span, extract
from pipeline.load.context import contexts
from pipeline.load.entity_keys import keys_of
from pipeline.load.matching import Register
from pipeline.story import Article, CleanStory, Dateline, Paragraph, ParsedStory

FOLDER = Path(__file__).with_name("resolution")
FILES = ("places", "names", "held_out", "unseen", "newsroom", "second_look", "third_look")
KINDS = {"p": "person", "o": "organisation", "l": "place", "g": "group", "e": "event"}
_MARK = re.compile(r"\[([^\]|]+)\|([^\]]+)\]")
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Specimen:
    """A story with its names as (start, end, entity), and what its entities must be identified as."""

    name: str
    country: str | None
    headline: str | None
    text: str
    names: tuple[tuple[int, int, str], ...]
    ids: Mapping[str, Mapping[str, str]]
    day: dt.date | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    values: tuple[tuple[str, ...], ...] = ()


class Told:
    """A recogniser that finds the names that a specimen marks, so that only their resolution is measured."""

    name, version, sha256 = "told", "1", "0" * 64

    def __init__(self, specimen: Specimen) -> None:
        self._spans = [Span(start, end, KINDS[entity[0]]) for start, end, entity in specimen.names]

    def recognise(self, text: str) -> list[Span]:
        """Return the marked names."""
        return [span for span in self._spans if span.end <= len(text)]


def specimens(file: str) -> list[Specimen]:
    """The specimens of one file, in its order."""
    return [_specimen(row) for row in json.loads((FOLDER / f"{file}.json").read_text("utf-8"))]


def _specimen(row: Mapping[str, Any]) -> Specimen:
    marked = "\n\n".join(row["text"])
    text, past, names = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[past : match.start()]
        names.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        past = match.end()
    day = dt.date.fromisoformat(row["day"]) if "day" in row else None
    values = tuple(tuple(value) for value in row.get("values", ()))
    told = (tuple(names), row["ids"], day, row.get("roles", {}), values)
    return Specimen(row["id"], row["country"], row["headline"], text + marked[past:], *told)


def article(specimen: Specimen, *, told: bool = True) -> Article:
    """What becomes of a specimen; with ``told`` its names are given, otherwise they are recognised."""
    paragraphs = tuple(Paragraph(text, ()) for text in specimen.text.split("\n\n"))
    parsed = ParsedStory("text", specimen.text, (), language="en", headline=specimen.headline)
    dateline = Dateline("", country=specimen.country, date=specimen.day) if specimen.country else None
    story = CleanStory(parsed, paragraphs, dateline=dateline)
    return extract(story, recogniser=Told(specimen)) if told else extract(story)


def gold(stories: Iterable[Specimen]) -> dict[Place, str]:
    """Mention -> entity, over stories."""
    return {(story.name, start, end): entity for story in stories for start, end, entity in story.names}


def bcubed(found: Mapping[Place, Hashable], expected: Mapping[Place, Hashable]) -> float:
    """B-cubed F1 of two groupings, over the mentions that both have (Bagga and Baldwin, 1998).

    >>> a, b, c = ("s", 0, 1), ("s", 2, 3), ("s", 4, 5)
    >>> round(bcubed({a: 1, b: 1, c: 1}, {a: 1, b: 1, c: 2}), 3)
    0.714
    """
    common = found.keys() & expected.keys()
    mine, theirs = _clusters(found, common), _clusters(expected, common)
    precision = sum(len(mine[found[one]] & theirs[expected[one]]) / len(mine[found[one]]) for one in common)
    recall = sum(len(mine[found[one]] & theirs[expected[one]]) / len(theirs[expected[one]]) for one in common)
    return 2 * precision * recall / (precision + recall) / len(common)


def _clusters(groups: Mapping[Place, Hashable], kept: Iterable[Place]) -> dict[Hashable, set[Place]]:
    clusters: dict[Hashable, set[Place]] = defaultdict(set)
    for one in kept:
        clusters[groups[one]].add(one)
    return clusters


def within(stories: Iterable[Specimen], *, told: bool = True) -> dict[Place, Hashable]:
    """Mention -> the entity of its story that it was given to."""
    return {
        (story.name, mention.start, mention.end): (story.name, number)
        for story in stories
        for number, entity in enumerate(article(story, told=told).entities)
        for mention in entity.mentions
    }


def identified(stories: Iterable[Specimen], kind: str) -> Iterator[tuple[Specimen, str, Entity | None, bool]]:
    """Every entity of a kind whose identity the specimen states, what was made of it, and whether that is right."""
    for story in stories:
        entities = article(story).entities
        for name, ids in story.ids.items():
            if name[0] != kind:
                continue
            spans = {(start, end) for start, end, entity in story.names if entity == name}
            bearers = [e for e in entities if any((m.start, m.end) in spans for m in e.mentions)]
            right = len(bearers) == 1 and all(bearers[0].ids.get(key) == value for key, value in ids.items())
            settled = {"geonames", "iso3166", "wikidata"} & bearers[0].ids.keys() if bearers else set()
            yield story, name, bearers[0] if bearers else None, right and (bool(ids) or not settled)


def accuracy(stories: Iterable[Specimen], kind: str) -> float:
    """Share of the entities of a kind that are identified as the specimens state."""
    judged = [right for *_, right in identified(stories, kind)]
    return sum(judged) / len(judged)


def recognition(stories: Iterable[Specimen], kind: str) -> float:
    """F1 of the recogniser's names of a kind, by exact span."""
    found, expected = set(), set()
    for story in stories:
        found |= {
            (story.name, mention.start, mention.end)
            for entity in article(story, told=False).entities
            if entity.kind == KINDS[kind]
            for mention in entity.mentions
        }
        expected |= {(story.name, start, end) for start, end, entity in story.names if entity[0] == kind}
    return 2 * len(found & expected) / (len(found) + len(expected))


def roles_told(stories: Iterable[Specimen]) -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """Every person whose role a specimen states, the roles that were found, and whether it is among them."""
    for story in stories:
        entities = article(story).entities
        for name, role in story.roles.items():
            spans = {(start, end) for start, end, entity in story.names if entity == name}
            roles = tuple(
                role for one in entities if any((m.start, m.end) in spans for m in one.mentions) for role in one.roles
            )
            yield story.name, name, roles, role in roles


def values_told(stories: Iterable[Specimen]) -> Iterator[tuple[str, tuple[str, ...], bool, bool]]:
    """Every value that a specimen states or that is found in it: whether it is found, and whether stated."""
    for story in stories:
        if story.day is None:
            continue
        found = Counter(map(_value, article(story).values))
        stated = Counter(story.values)
        for value in stated | found:
            yield story.name, value, found[value] >= stated[value], stated[value] >= found[value]


def _value(value: Value) -> tuple[str, ...]:
    told = (value.date.isoformat() if value.date else "?",) if value.amount is None else (f"{value.amount:.15g}",)
    return (value.kind, *told, *((value.unit,) if value.unit else ()))


def main() -> None:
    """Write what is wrong, then the scores."""
    for file in FILES:
        sys.stdout.write(f"{file}\n")
        _tell(specimens(file))


def _tell(stories: list[Specimen]) -> None:
    for kind in "logp":
        for story, name, entity, right in identified(stories, kind):
            if not right:
                sys.stdout.write(f"{story.name} {name}: {dict(story.ids[name])}, not {entity}\n")
    for story in stories:
        score = bcubed(within([story]), gold([story]))
        if score < 1:
            sys.stdout.write(f"{story.name}: {score:.3f} {_shown(story)}\n")
    sys.stdout.write(f"within {bcubed(within(stories), gold_within(stories)):.4f}\n")
    sys.stdout.write(f"within, recognised {bcubed(within(stories, told=False), gold_within(stories)):.4f}\n")
    sys.stdout.write(f"across {bcubed(across(stories), gold(stories)):.4f}\n")
    sys.stdout.write(f"across, recognised {bcubed(across(stories, told=False), gold(stories)):.4f}\n")
    for wrong in wrongly_joined(across(stories), gold(stories)):
        sys.stdout.write(f"{wrong}\n")
    sys.stdout.write(f"places {accuracy(stories, 'l'):.4f}, organisations {accuracy(stories, 'o'):.4f}\n")
    _tell_beside(stories)


def _tell_beside(stories: list[Specimen]) -> None:
    """Write what is recognised, and which roles and values are wrong."""
    sys.stdout.write(f"recognised { ({KINDS[kind]: round(recognition(stories, kind), 3) for kind in 'polg'}) }\n")
    roles, values = list(roles_told(stories)), list(values_told(stories))
    for wrong in [*(role for role in roles if not role[-1]), *(value for value in values if not all(value[2:]))]:
        sys.stdout.write(f"{wrong}\n")
    for name, judged in (("roles", [right for *_, right in roles]), ("values", [a and b for *_, a, b in values])):
        sys.stdout.write(f"{name} {sum(judged)} of {len(judged)}\n")


def across(stories: Iterable[Specimen], *, told: bool = True) -> dict[Place, Hashable]:
    """Mention -> the entity across stories that it was given to, the stories loaded in their order."""
    register = Register()
    found: dict[Place, Hashable] = {}
    for number, story in enumerate(stories):
        made = article(story, told=told).entities
        keys = [keys_of(entity, number) for entity in made]
        bearers = register.find_all(made, keys, contexts(made, keys, story.country), number)
        for entity, bearer in zip(made, bearers, strict=True):
            found.update({(story.name, mention.start, mention.end): id(bearer) for mention in entity.mentions})
    return found


def gold_within(stories: Iterable[Specimen]) -> dict[Place, Hashable]:
    """Mention -> story and entity."""
    return {place: (place[0], entity) for place, entity in gold(stories).items()}


def wrongly_joined(found: Mapping[Place, Hashable], expected: Mapping[Place, str]) -> Iterator[str]:
    """What was made one and is several, and what was parted and is one."""
    for groups, others, word in ((found, expected, "joined"), (expected, found, "parted")):
        for cluster in _clusters(groups, found.keys() & expected.keys()).values():
            if len({others[one] for one in cluster}) > 1:
                yield f"{word}: {sorted({(expected[one], one[0]) for one in cluster})}"


def _shown(story: Specimen) -> list[tuple[str, list[str]]]:
    return [(entity.name, [mention.surface for mention in entity.mentions]) for entity in article(story).entities]


if __name__ == "__main__":
    main()
