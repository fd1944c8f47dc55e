"""Replay: stored payloads go down the line again by today's rules, without a fetch, and the difference is seen.

A replay's items are a batch as a fetch would have given it, so everything after it is the straight line itself: what
comes out the same is ``unchanged``, what differs is a new revision, stored under a run of the replay's own.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.batch import Batch
from pipeline.config import Settings
from pipeline.flow import HAND, Counts, database_url, rejections, run_folder
from pipeline.identity.changes import changes, paragraphs
from pipeline.load import connect
from pipeline.load.identity import content_sha256, reading_of
from pipeline.load.readings import UNREAD, Payload, payload_of
from pipeline.load.replay import Known, Selection, known_stories, stored_items
from pipeline.outcome import Outcome, Rejection
from pipeline.sources import load_sources
from pipeline.story import Article, RawItem
from pipeline.version import rules_version

if TYPE_CHECKING:
    from rich.console import RenderableType

# No source's id begins with a digit, so that nobody takes it for a fetch of that source.
FOLDER = "0000"
STATES = ("changed", "new", "same", "held", "gone")
"""How a story stands; the last two are told where there are any."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One story by today's rules against what is stored of it; ``state`` is ``same``, ``changed`` or ``new``.

    It is ``held`` where a check holds it back today, so that the earlier reading stays, and ``gone`` where no story is
    found in its place any more, so that readers lose it.

    ``otherwise`` names what today's rules make otherwise beside the text: ``agency``, ``spans``, ``entities``,
    ``credits``; it is ``rules`` where the earlier reading was not kept, and other rules made it. ``removed`` and
    ``added`` count paragraphs of body; ``taken`` and ``given_back`` count spans of furniture, by rule.
    """

    source: str
    name: str
    part: int
    state: str
    headline: bool = False
    removed: int = 0
    added: int = 0
    taken: dict[str, int] = field(default_factory=dict)
    given_back: dict[str, int] = field(default_factory=dict)
    otherwise: tuple[str, ...] = ()


def collect(settings: Settings, run_id: str, selection: Selection) -> tuple[str, Counts]:
    """Write the stored items that are meant as a batch; its path and the counts.

    A source that still has a record gives its items the agency that stands there now.
    """
    records = {source.id: source.agency for source in load_sources(settings.sources)}
    with closing(connect(database_url(settings))) as connection:
        found = stored_items(connection, selection, HAND)
    items = [replace(item, agency=records.get(item.source, item.agency)) for item in found]
    batch = Batch(f"{run_folder(settings, run_id)}/fetch/{FOLDER}")
    batch.write("fetch.rejections", [])
    return batch.path, {"items": batch.write("items", items)}


def compare_batch(settings: Settings, path: str) -> Counts:
    """Hold a validated batch against the database before it is loaded, and write ``differences``; counts per state."""
    from pipeline.validate import Checked

    batch = Batch(path)
    items = batch.read("items", RawItem)
    with closing(connect(database_url(settings))) as connection:
        known = {payload_of(item): parts for item, parts in zip(items, known_stories(connection, items), strict=True)}
    entries = [checked.entry for checked in batch.read("validate", Checked)]
    found = [difference(one.item, one.part, known[payload_of(one.item)].get(one.part), one.value) for one in entries]
    seen = {(payload_of(entry.item), entry.part) for entry in entries}
    found += _without_story(rejections(batch), items, known, seen)
    batch.write("differences", found)
    return dict(Counter(one.state for one in found))


def _without_story(
    held: Sequence[Rejection],
    items: Sequence[RawItem],
    known: Mapping[Payload, Mapping[int, Known]],
    seen: Collection[tuple[Payload, int]],
) -> Iterator[Difference]:
    """What is stored and has no story today: held back, or gone."""
    back = [one for one in held if one.outcome is Outcome.QUARANTINED]
    unread = {payload_of(one.item) for one in back if one.stage in UNREAD}
    parts = {(payload_of(one.item), one.part) for one in back}
    for item in items:
        payload = payload_of(item)
        for part in sorted(known[payload]):
            if (payload, part) not in seen:
                stays = payload in unread or (payload, part) in parts
                yield Difference(item.source, item.name, part, "held" if stays else "gone")


def differences(paths: Iterable[str]) -> list[Difference]:
    """What the batches of a replay wrote, those that are the same too."""
    return [
        row for path in paths if Batch(path).has("differences") for row in Batch(path).read("differences", Difference)
    ]


def difference(item: RawItem, part: int, known: Known | None, article: Article) -> Difference:
    """One article against what is stored of its item and part; ``known`` is None where nothing is."""
    told = (item.source, item.name, part)
    if known is None:
        return Difference(*told, "new")
    cuts = tuple((cut.text, cut.rule) for cut in article.furniture)
    taken, given_back = _more(cuts, known.cuts), _more(known.cuts, cuts)
    otherwise = _otherwise(known, article)
    if known.content_sha256 == content_sha256(article):
        state = "changed" if otherwise else "same"
        return Difference(*told, state, taken=taken, given_back=given_back, otherwise=otherwise)
    found = changes(paragraphs(known.body), paragraphs(article.body))
    removed, added = (sum(change.count for change in found if change.op == op) for op in ("removed", "added"))
    headline = known.headline != article.headline
    return Difference(*told, "changed", headline, removed, added, taken, given_back, otherwise)


def _otherwise(known: Known, article: Article) -> tuple[str, ...]:
    if known.reading is None:
        return () if known.rules_version == rules_version() else ("rules",)
    pairs = zip(known.reading.split(), reading_of(article).split(), strict=True)
    return tuple(now.partition(":")[0] for before, now in pairs if before != now)


def summary(found: Sequence[Difference]) -> str:
    """The totals, for a log or a person: stories by state, paragraphs, spans by rule.

    >>> print(summary([Difference("wire", "a.txt", 0, "changed", removed=1, taken={"desk.more": 1})]))
    1 stories: 1 changed, 0 new, 0 same; body paragraphs: 1 taken, 0 given back
      taken by desk.more: 1
    """
    states = Counter(one.state for one in found)
    told = ", ".join(f"{states[state]} {state}" for state in STATES if states[state] or state in STATES[:3])
    taken, given_back = sum(one.removed for one in found), sum(one.added for one in found)
    head = f"{len(found)} stories: {told}; body paragraphs: {taken} taken, {given_back} given back"
    lines = [f"  taken by {rule}: {count}" for rule, count in _totals(one.taken for one in found)]
    lines += [f"  given back by {rule}: {count}" for rule, count in _totals(one.given_back for one in found)]
    return "\n".join([head, *lines])


def render(found: Sequence[Difference]) -> "RenderableType":
    """A line for each story that differs, then the totals."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Column, Table
    from rich.text import Text

    from pipeline.report import printable

    heads = ("state", "headline", "paragraphs", "otherwise", Column("spans by rule", overflow="fold"))
    table = Table(Column("item", overflow="fold"), *heads, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for one in found:
        if one.state != "same":
            name = Text(printable(f"{one.source}/{one.name}") + (f" #{one.part}" if one.part else ""))
            headline = "changed" if one.headline else ""
            table.add_row(
                name, one.state, headline, f"-{one.removed} +{one.added}", ", ".join(one.otherwise), Text(_spans(one))
            )
    return Group(*([table] if table.row_count else []), Text(summary(found)))


def _spans(one: Difference) -> str:
    told = [(f"-{count} {rule}") for rule, count in sorted(one.taken.items())]
    return ", ".join([*told, *(f"+{count} {rule}" for rule, count in sorted(one.given_back.items()))])


def _more(these: Iterable[tuple[str, str]], those: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Rule -> number of spans of ``these`` whose text ``those`` do not have.

    >>> _more([("(MORE)", "desk.more"), ("OSLO -", "dateline")], [("OSLO -", "place")])
    {'desk.more': 1}
    """
    left = Counter(text for text, _ in those)
    found: Counter[str] = Counter()
    for text, rule in these:
        found[rule] += left[text] <= 0
        left[text] -= 1
    return {rule: count for rule, count in found.items() if count}


def _totals(counts: Iterable[dict[str, int]]) -> list[tuple[str, int]]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
