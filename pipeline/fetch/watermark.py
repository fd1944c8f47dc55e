"""How far a source has been read, as a value: a fetch is given one and tells by a cursor how far it came.

Nothing is advanced here. What an item's mark was is written by the transaction that loads the item, the cursor once
all that came before it is loaded: whoever is killed on the way fetches again and skips nothing.
"""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.errors import BusyError
from pipeline.outcome import Rejection
from pipeline.story import RawItem

Found = RawItem | Rejection
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watermark:
    """What is known of a source when it is fetched.

    ``cursor`` is the transport's own (ETag, token, last UID), ``version`` counts its advances. ``marks`` gives for
    each item taken before, by name, what told it from a later one of that name: size and time, an ETag, a digest.
    ``held`` names those that went into quarantine, ``retry`` those of them that may fare better now. With ``reread``
    what is known comes too, behind all that is new.
    """

    cursor: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    retry: frozenset[str] = frozenset()
    version: int = 0
    reread: bool = False

    def rank(self, name: str, mark: str) -> int | None:
        """When an item's turn is: 0 new or changed, 1 to be tried again, 2 known; None when it is passed over.

        >>> known = Watermark(marks={"a": "1", "b": "1"}, retry=frozenset({"b"}))
        >>> known.rank("a", "1"), known.rank("a", "2"), known.rank("b", "1"), known.rank("c", "1")
        (None, 0, 1, 0)
        """
        if self.marks.get(name) != mark:
            return 0
        if name in self.retry:
            return 1
        return 2 if self.reread else None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Comes among the items of a fetch: ``state`` covers all that came before it.

    ``gone`` names items of the watermark that the source no longer lists.
    """

    state: dict[str, Any]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advance:
    """The cursor that a fetch came to, on its way to the database; ``version`` is that of the watermark it read."""

    source: str
    state: dict[str, Any]
    gone: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as the source lists it; ``read`` gives None when it is to be left for the next run."""

    name: str
    mark: str
    read: Callable[[], Found | None]


def take(
    listed: Sequence[Listed],
    watermark: Watermark,
    state: dict[str, Any] | None = None,
    *,
    complete: bool = True,
    at_once: int = 1,
) -> Iterator[Found | Cursor]:
    """Read what is due of a listing, then give the cursor ``state``.

    What a complete listing has no more is forgotten. The old state stays where an item was rejected or left, so that
    the source lists it again. A server that asks for peace ends the fetch: what came before it is kept, the rest is
    for the next run. Up to ``at_once`` items are read at the same time; a fetch that a limit ends has then read
    some of the next ones in vain.
    """
    whole, came = True, False
    with closing(_read_ahead(_in_turn(listed, watermark), at_once)) as due:
        for item, read in due:
            try:
                found = read()
            except BusyError:
                if not came:
                    raise
                log.warning("%s and what comes after it are left for the next run", item.name, exc_info=True)
                return
            whole, came = whole and isinstance(found, RawItem), came or found is not None
            if found is not None:
                yield _marked(found, item.mark)
    names = {item.name for item in listed}
    gone = tuple(name for name in watermark.marks if name not in names) if complete else ()
    yield Cursor((state or {}) if whole else watermark.cursor, gone)


def _read_ahead(items: Sequence[Listed], at_once: int) -> Generator[tuple[Listed, Callable[[], Found | None]]]:
    """The items in their order, each with what gives its payload; the next ones are being read meanwhile."""
    if at_once == 1:
        yield from ((item, item.read) for item in items)
        return
    pool, waiting = ThreadPoolExecutor(at_once), deque[tuple[Listed, Future[Found | None]]]()
    try:
        for item in items:
            waiting.append((item, pool.submit(item.read)))
            if len(waiting) == at_once:
                first, future = waiting.popleft()
                yield first, future.result
        yield from ((item, future.result) for item, future in waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _in_turn(listed: Sequence[Listed], watermark: Watermark) -> list[Listed]:
    turns = [(watermark.rank(item.name, item.mark), item) for item in listed]
    due = [(rank, item) for rank, item in turns if rank is not None]
    return [item for _, item in sorted(due, key=lambda turn: turn[0])]


def _marked(found: Found, mark: str) -> Found:
    if isinstance(found, Rejection):
        return replace(found, item=replace(found.item, mark=mark))
    return replace(found, mark=mark)
