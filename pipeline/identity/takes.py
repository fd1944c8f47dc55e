"""Takes joined: the text that a reader sees once the additions of a story have come, in whatever order."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.identity.changes import paragraphs
from pipeline.identity.marks import Kind, Marks

BREAK = "\n\n"
FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Version:
    """A usable revision of a story with its marks."""

    revision: int
    marks: Marks
    body: str
    embargo_until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The text as of the addition ``revision``: ``parts`` are base and additions, each with its start in ``body``.

    ``missing`` are the numbers of additions that must have been sent and have not come. It may not be shown before
    ``embargo_until``, the latest embargo of base and ``revision``.
    """

    revision: int
    parts: tuple[tuple[int, int], ...]
    body: str
    missing: tuple[int, ...]
    embargo_until: dt.datetime | None

    @property
    def base(self) -> int:
        """The revision that the additions go on from."""
        return self.parts[0][0]


def join(versions: Sequence[Version]) -> Iterator[Joined]:
    """One for each addition that has a base; ``versions`` are those of one story, the oldest first.

    An addition that has the base's own text in it needs none.
    """
    for place, version in enumerate(versions):
        if version.marks.kind is not Kind.ADD:
            continue
        base = _base(versions, place)
        if base is not None and not _stands_in(versions[base].body, version.body):
            until = max(versions[base], version, key=_embargo).embargo_until
            yield _joined(versions[base], _additions(versions, base, place), version, until)


def _base(versions: Sequence[Version], place: int) -> int | None:
    """Where the text stands that an addition goes on from: the latest before it, of its own lead where it names one."""
    earlier = [n for n in range(place) if versions[n].marks.kind is not Kind.ADD]
    lead = versions[place].marks.lead
    named = [n for n in earlier if lead and versions[n].marks.lead == lead]
    return max(named or earlier, default=None)


def _additions(versions: Sequence[Version], base: int, last: int) -> list[Version]:
    """The additions of the base up to ``last`` by number, of those with one number the latest.

    One that is embargoed for longer than ``last`` is not shown with it.
    """
    latest = max(_embargo(versions[last]), _embargo(versions[base]))
    own = [n for n in range(last + 1) if versions[n].marks.kind is Kind.ADD and _base(versions, n) == base]
    found = {versions[n].marks.add: versions[n] for n in own if _embargo(versions[n]) <= latest}
    return [found[number] for number in sorted(found)]


def _joined(base: Version, additions: Sequence[Version], last: Version, until: dt.datetime | None) -> Joined:
    body, parts = base.body, [(base.revision, 0)]
    for addition in additions:
        if _stands_in(addition.body, body):
            continue
        start = len(body) + len(BREAK) if body else 0
        parts.append((addition.revision, start))
        body = f"{body}{BREAK}{addition.body}" if body else addition.body
    numbers = {addition.marks.add for addition in additions}
    missing = tuple(number for number in range(1, max(numbers) + 1) if number not in numbers)
    return Joined(last.revision, tuple(parts), body, missing, until)


def _stands_in(addition: str, body: str) -> bool:
    """Whether most of a text is in the other, as when a writethru has taken up an addition."""
    known = {*paragraphs(body)}
    found = paragraphs(addition)
    return bool(found) and sum(paragraph in known for paragraph in found) * 2 > len(found)


def _embargo(version: Version) -> dt.datetime:
    return version.embargo_until or FIRST
