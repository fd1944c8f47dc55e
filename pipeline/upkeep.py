"""What waits for a person: cases in quarantine and kills that were not carried out, in one short table."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection  # noqa: N812

from pipeline.load.report import quarantine_checks
from pipeline.load.waiting import pending_kills
from pipeline.report import as_text, printable

MOST_KILLS = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: ``which`` is a check's id or a kill's item, ``remedy`` what to do next."""

    what: str
    which: str
    count: int
    remedy: str


def waiting_rows(connection: Connection) -> list[Waiting]:
    """Open cases by the check that they failed, the most frequent first, then the kills that wait."""
    cases = [
        Waiting("quarantine", check, count, "see newswire quarantine list; mend the cause and release, or reject")
        for check, count in quarantine_checks(connection).items()
    ]
    kills = [
        Waiting("kill", f"{kill.source}/{kill.name}", kill.candidates, _kill_remedy(kill.candidates))
        for kill in pending_kills(connection, MOST_KILLS)
    ]
    return cases + kills


def waiting_table(rows: Sequence[Waiting]) -> str:
    """The rows as plain text, for logs."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    if not rows:
        return "nothing waits for a person"
    table = Table("what", Column("which", overflow="fold"), "count", "what to do", box=SIMPLE_HEAD)
    for row in rows:
        table.add_row(row.what, Text(printable(row.which)), str(row.count), row.remedy)
    return as_text(table)


def _kill_remedy(candidates: int) -> str:
    """``candidates`` is the number of stories that the kill may mean.

    >>> _kill_remedy(0)
    'nothing: it acts when its story comes; newswire kill apply or drop where it never will'
    """
    if candidates > 1:
        return "see newswire kill list; apply it to the story that it means, or drop it"
    return "nothing: it acts when its story comes; newswire kill apply or drop where it never will"
