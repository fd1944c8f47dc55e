"""How well a cleaner divides labelled stories: by paragraphs, each found when nearly all its characters are."""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.parse.text import parse_text
from pipeline.story import CleanStory, Kind, ParsedStory

Clean = Callable[[ParsedStory], CleanStory]
Table = dict[str, Any]

GOLD = Path(os.environ.get("NEWSWIRE_GOLD", Path(__file__).parents[3] / "shared" / "gold"))
KEPT = ("body", "dateline_body", "subhead")
OTHER = ("byline", "signoff", "notice", "promo", "headline", "header", "separator")
PICTURES = ("caption", "credit", "caption+credit")
# A paragraph counts when so much of it was found; what is left may be a bracket or a full stop.
NEARLY = 0.9
# Sentences of our own that stand round a trap.
FILLER = (
    "The council of the harbour town said on Monday that the bridge over the river would open again within a week.",
    "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road.",
    "A spokeswoman said that the repair had cost less than planned, and that no further work was needed this year.",
)


@dataclass(slots=True)
class Score:
    """Counts of found and all by what was looked for, and the failures, one line each."""

    found: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, what: str, hit: bool, failure: str) -> None:
        """Count one thing that was looked for."""
        self.all[what] += 1
        self.found[what] += hit
        if not hit:
            self.failures[what].append(failure)

    def rate(self, *what: str) -> float:
        """The share found; 1 where nothing was to be found."""
        total = sum(self.all[each] for each in what)
        return sum(self.found[each] for each in what) / total if total else 1.0

    def figures(self) -> dict[str, float]:
        """The figures that the floors name."""
        other = [f"label.{label}" for label in OTHER]
        return {
            "body_kept": self.rate("kept"),
            "pictures_found": self.rate(*(f"label.{label}" for label in PICTURES)),
            "datelines_found": self.rate("dateline"),
            "dateline_city": self.rate("city"),
            "dateline_invented": self.rate("no dateline"),
            "other_found": self.rate(*other, "inline"),
            "kind_right": self.rate("kind"),
            "credit_text": self.rate("credit text"),
        }


def stories(path: Path = GOLD / "stories.jsonl") -> list[Table]:
    """The labelled stories."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def score_stories(labelled: Iterable[Table], clean: Clean) -> Score:
    """Score a cleaner on labelled stories."""
    score = Score()
    for story in labelled:
        score_story(story, clean(parse_text(story["raw_text"])), score)
    return score


def score_story(story: Table, cleaned: CleanStory, score: Score) -> None:
    """Add one story to the score."""
    body = _covered(span for paragraph in cleaned.paragraphs for span in paragraph.spans)
    kinds = {at: f.kind for f in cleaned.furniture for at in range(f.start, f.end)}
    for paragraph in story["paragraphs"]:
        if paragraph["label"] in KEPT:
            _score_kept(story, paragraph, body, kinds, score)
        else:
            _score_furniture(story, paragraph, cleaned, kinds, score)
    _score_dateline(story, cleaned, score)


def score_traps(traps: Iterable[str], clean: Clean) -> Score:
    """Score paragraphs that must stay, each as a story's first, middle and last paragraph."""
    score = Score()
    for trap in traps:
        for place in ("head", "middle", "tail"):
            around = list(FILLER)
            around.insert({"head": 0, "middle": 2, "tail": 3}[place], trap)
            cleaned = clean(parse_text("\n\n".join(around)))
            kept = any(paragraph.text == " ".join(trap.split()) for paragraph in cleaned.paragraphs)
            score.count("trap", kept, f"{place}: {trap[:110]} -> {_taken(cleaned)}")
    return score


def score_datelines(openings: Iterable[Table], clean: Clean) -> Score:
    """Score the datelines of stories' openings: text, city."""
    score = Score()
    for opening in openings:
        found = clean(parse_text(opening["body_start"])).dateline
        text, expected = (found.text if found else None), opening["dateline"]
        failure = f"{opening['body_start'][:70]!r}: {expected} not {text}"
        score.count("text", _same(text, expected), failure)
        if expected:
            score.count("city", _same(found.city if found else None, _city(opening["city"])), failure)
    return score


def _score_kept(story: Table, paragraph: Table, body: set[int], kinds: dict[int, Kind], score: Score) -> None:
    out = _inline(paragraph)
    wanted = [at for at in _characters(story, paragraph) if at - paragraph["start"] not in out]
    missing = [at for at in wanted if at not in body]
    lost = {kinds[at].value for at in missing if at in kinds}
    where = f"{story['id']} {paragraph['i']} [{','.join(sorted(lost))}] {paragraph['text'][:100]!r}"
    score.count("kept", len(missing) <= (1 - NEARLY) * len(wanted), where)
    for inline in paragraph.get("inline") or ():
        if inline["type"] != "dateline":
            begin = paragraph["start"]
            all_of_it = range(begin + inline["start"], begin + inline["end"])
            span = [at for at in all_of_it if not story["raw_text"][at].isspace()]
            hit = sum(at in kinds for at in span) >= NEARLY * len(span)
            score.count("inline", hit, f"{story['id']} {paragraph['i']} {inline['type']}: {inline['text']!r}")


def _score_furniture(story: Table, paragraph: Table, cleaned: CleanStory, kinds: dict[int, Kind], score: Score) -> None:
    label, at = paragraph["label"], _characters(story, paragraph)
    taken = [kinds[each] for each in at if each in kinds]
    where = f"{story['id']} {paragraph['i']} {label}: {paragraph['text'][:110]!r}"
    hit = len(taken) >= NEARLY * len(at)
    score.count(f"label.{label}", hit, where)
    if hit:
        most = Counter(taken).most_common(1)[0][0].value
        score.count("kind", most in label.split("+"), f"{where} as {most}")
    if paragraph.get("credit") and hit:
        credits_ = {_plain(p.credit) for p in cleaned.pictures if p.credit}
        score.count("credit text", _plain(paragraph["credit"]) in credits_, f"{where} credit {paragraph['credit']!r}")


def _score_dateline(story: Table, cleaned: CleanStory, score: Score) -> None:
    expected = list(_datelines(story))
    if not expected:
        text = cleaned.dateline.text if cleaned.dateline else ""
        score.count("no dateline", cleaned.dateline is None, f"{story['id']} {text!r}")
        return
    taken = {_flat(f.text) for f in cleaned.furniture if f.kind is Kind.DATELINE}
    for text, _ in expected:
        hit = any(_flat(text) in each or (each in _flat(text) and len(each) > 4) for each in taken)
        score.count("dateline", hit, f"{story['id']} {text!r}: {sorted(taken)}")
    city = expected[0][1]
    found = cleaned.dateline.city if cleaned.dateline else None
    if city:
        score.count("city", _same(found, city), f"{story['id']} {city!r}: {found!r}")


def _datelines(story: Table) -> Iterator[tuple[str, str | None]]:
    for paragraph in story["paragraphs"]:
        if paragraph.get("dateline"):
            yield paragraph["dateline"]["text"], paragraph["dateline"]["city"]
        for inline in paragraph.get("inline") or ():
            if inline["type"] == "dateline":
                yield inline["text"], None


def _inline(paragraph: Table) -> set[int]:
    """Positions in the paragraph that are furniture: its dateline, what is glued to it."""
    out = {at for each in paragraph.get("inline") or () for at in range(each["start"], each["end"])}
    printed = (paragraph.get("dateline") or {}).get("text")
    if printed:
        begin = paragraph["text"].find(printed)
        out |= set(range(max(begin, 0), max(begin, 0) + len(printed)))
    return out


def _characters(story: Table, paragraph: Table) -> list[int]:
    raw = story["raw_text"]
    return [at for at in range(paragraph["start"], paragraph["end"]) if not raw[at].isspace()]


def _covered(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _taken(cleaned: CleanStory) -> Sequence[str]:
    return [f"{f.rule} {f.text[:40]!r}" for f in cleaned.furniture]


def _city(city: str | None) -> str | None:
    return None if city in ("NO CITY", "CLANDESTINE") else city


def _plain(text: str) -> str:
    return _flat(text).strip("()[]（）【】＝=—–-|/ .")


def _flat(text: str) -> str:
    return "".join(text.split())


def _same(found: str | None, expected: str | None) -> bool:
    return (found and " ".join(found.split()).casefold()) == (expected and " ".join(expected.split()).casefold())
