"""A batch held against earlier and later readings of the same bytes: the reading that was made last stands.

Where that one finds no story in place of an earlier one, the earlier one leaves the readers; where it is held back,
the earlier one stays. Either way the ledger and the case say so.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.load import reading_statements as sql
from pipeline.load.identity import content_sha256, reading_of
from pipeline.load.records import Given, item_and_part
from pipeline.outcome import Outcome, Reason, Rejection, Severity
from pipeline.storable import storable
from pipeline.story import Article, RawItem
from pipeline.validate.records import Checked

READ_LATER = "load.read_later"
PART_GONE = "load.part_gone"
EARLIER = "load.earlier_reading"
UNREAD = ("fetch", "parse")
"""Stages at which nothing is known yet of the stories in a payload."""

Payload = tuple[str, str, str]
"""Source, name and SHA-256 of an item."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The reading of one item and part that stands in the database."""

    revision: int
    story: int
    content_sha256: str
    reading: str | None
    rules_version: str | None

    def says(self, article: Article) -> bool:
        """Whether an article is the same, and what the rules made of it too."""
        return self.content_sha256 == content_sha256(article) and self.reading in {None, reading_of(article)}


@dataclass(slots=True)
class _Known:
    """What is stored of one item: when it was read last, and its parts."""

    read_at: dt.datetime | None = None
    parts: dict[int, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Readings:
    """A batch's entries as they count; ``earlier`` has the revision of an earlier reading, by entry.

    ``given_up`` are the items and parts whose earlier reading leaves the readers.
    """

    entries: tuple[Given, ...]
    earlier: dict[tuple[Payload, int], int]
    given_up: frozenset[tuple[Payload, int]]


def last_readings(cursor: Cursor, entries: Sequence[Given], read_at: dt.datetime, run: int) -> Readings:
    """Hold a batch that was read at ``read_at`` against what is stored, within its load.

    What was read again since ends as ignored, unless it says the same. A part that is not found any more ends as
    ignored too, and so each part that readers lose has a row in the ledger.
    """
    known = _known(cursor, entries, run)
    late = {payload for payload, stored in known.items() if stored.read_at is not None and stored.read_at > read_at}
    kept = [_left_out(entry, known[_payload(entry)]) if _payload(entry) in late else entry for entry in entries]
    fresh = [entry for entry in kept if _payload(entry) not in late]
    found = [*kept, *_gone(fresh, known)]
    told = [entry if _payload(entry) in late else _telling(entry, known) for entry in found]
    losing = {key_of(entry) for entry in told if _payload(entry) not in late and _ignored(entry)}
    earlier = {key_of(one): standing.revision for one in told if (standing := _standing(one, known)) is not None}
    return Readings(tuple(told), earlier, frozenset(losing & set(earlier)))


def _known(cursor: Cursor, entries: Iterable[Given], run: int) -> dict[Payload, _Known]:
    payloads = list(dict.fromkeys(map(_payload, entries)))
    sources, names, digests = ([storable(payload[n]) for payload in payloads] for n in range(3))
    named = {"sources": sources, "names": names, "digests": digests, "run": run, "gone": PART_GONE}
    found = {payload: _Known() for payload in payloads}
    cursor.execute(sql.READ_AT, named)
    for n, read_at in cursor.fetchall():
        found[payloads[n - 1]].read_at = read_at
    cursor.execute(sql.STANDING, named)
    for n, part, *standing in cursor.fetchall():
        found[payloads[n - 1]].parts[part] = Standing(*standing)
    return found


def _left_out(entry: Given, known: _Known) -> Given:
    """A story that was read again since it was read here; the same story goes on, and will be found unchanged."""
    item, part = item_and_part(entry)
    standing = known.parts.get(part)
    if isinstance(entry, Checked) and standing and standing.says(entry.entry.value):
        return entry
    message = (
        f"it was read again on {known.read_at:%Y-%m-%d %H:%M:%S} UTC: that reading stands, this earlier one does not"
    )
    return Rejection(item, part, "load", Outcome.IGNORED, (Reason(READ_LATER, message, severity=Severity.INFO),))


def _gone(entries: Iterable[Given], known: dict[Payload, _Known]) -> Iterator[Rejection]:
    """A row for each part that is stored of an item and was not found in it; of what could not be read none."""
    items: dict[Payload, RawItem] = {}
    parts: dict[Payload, set[int]] = {}
    unread: set[Payload] = set()
    for entry in entries:
        item, part = item_and_part(entry)
        items[_payload(entry)] = item
        parts.setdefault(_payload(entry), set()).add(part)
        if _held(entry) and isinstance(entry, Rejection) and entry.stage in UNREAD:
            unread.add(_payload(entry))
    for payload, item in items.items():
        for part in sorted(set(known[payload].parts) - parts[payload]) if payload not in unread else ():
            reason = Reason(PART_GONE, "no story is found in its place any more", severity=Severity.INFO)
            yield Rejection(item, part, "load", Outcome.IGNORED, (reason,))


def _telling(entry: Given, known: dict[Payload, _Known]) -> Given:
    """The entry with a reason more where an earlier reading stays beside it, or goes with it."""
    standing = _standing(entry, known)
    if standing is None or not isinstance(entry, Rejection):
        return entry
    told = f"revision {standing.revision} of story {standing.story}, read by rules {standing.rules_version},"
    if _held(entry):
        message = f"{told} stays as it is: newswire story withdraw {standing.story} takes it from readers"
    else:
        message = f"{told} is an earlier reading, and no version of it any more"
    return replace(entry, reasons=(*entry.reasons, Reason(EARLIER, message, severity=Severity.INFO)))


def _standing(entry: Given, known: dict[Payload, _Known]) -> Standing | None:
    return known[_payload(entry)].parts.get(item_and_part(entry)[1])


def _held(entry: Given) -> bool:
    return isinstance(entry, Rejection) and entry.outcome is Outcome.QUARANTINED


def _ignored(entry: Given) -> bool:
    return isinstance(entry, Rejection) and entry.outcome is Outcome.IGNORED


def payload_of(item: RawItem) -> Payload:
    """What tells one item from another."""
    return item.source, item.name, item.sha256


def key_of(entry: Given) -> tuple[Payload, int]:
    """What tells one entry of a batch from another."""
    item, part = item_and_part(entry)
    return payload_of(item), part


def _payload(entry: Given) -> Payload:
    return payload_of(item_and_part(entry)[0])
