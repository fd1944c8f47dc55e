"""``newswire quarantine``: why cases are held, and decisions on them that hold and can be undone."""

import getpass
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.cli.output import console, print_json, say
from pipeline.config import Settings
from pipeline.errors import NewswireError, StoryError
from pipeline.report import printable

if TYPE_CHECKING:
    from pipeline.fetch import Archive
    from pipeline.load.quarantine import History
    from pipeline.load.report import Case

quarantine_app = typer.Typer(no_args_is_help=True, help="What was held back, and what becomes of it.")

HEAD = 600
"""Characters of a payload that ``show`` prints."""
RELEASE = "newswire quarantine release"
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for programs.")]
Number = Annotated[int, typer.Argument(metavar="CASE", help="Number of the case, as `quarantine list` shows it.")]
Why = Annotated[str, typer.Option(help="The reason, for those who come later.")]


class Status(StrEnum):
    """How a case stands."""

    OPEN = "open"
    RELEASED = "released"
    REJECTED = "rejected"


@contextmanager
def _database(*, share: bool = True) -> Iterator[Settings]:
    """The settings with the stories' database in them, migrated; with ``share`` beside another command's work."""
    from pipeline.home import Home
    from pipeline.load.migrate import upgrade

    settings = Settings.from_env()
    with Home(settings).database("newswire quarantine", share=share, waiting=say) as url:
        upgrade(url)
        yield replace(settings, database_url=url)


@quarantine_app.command("list")
def list_cases(
    source: Annotated[str | None, typer.Option(help="Only what this source delivered.")] = None,
    reason: Annotated[str | None, typer.Option(help="Only what failed this check, such as parse.binary.")] = None,
    status: Annotated[Status, typer.Option(help="How the cases stand.")] = Status.OPEN,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, those last met first.")] = 50,
    as_json: Json = False,
) -> None:
    """List the cases with the first of their reasons."""
    from pipeline.flow import database_url
    from pipeline.load import connect
    from pipeline.load.quarantine import cases

    with _database() as settings, closing(connect(database_url(settings))) as connection:
        found = cases(connection, status.value, source, reason, limit)
    print_json(found) if as_json else console().print(_listed(found))


@quarantine_app.command()
def show(case: Number, as_json: Json = False) -> None:
    """Show a case: every check that it failed, the remedy, the payload's head and place, what was decided."""
    from pipeline.flow import database_url
    from pipeline.load import connect
    from pipeline.load.quarantine import history

    with _database() as settings, closing(connect(database_url(settings))) as connection:
        found = history(connection, case)
    head, lies = _head(settings, found.case), str(_archive(settings).path(found.case.sha256))
    if as_json:
        print_json({"history": found, "payload": lies, "head": head})
    else:
        console().print(_render(found, lies, head))


@quarantine_app.command()
def release(case: Number, why: Why, as_json: Json = False) -> None:
    """Take a case in again, now; the checks that it failed become warnings, for this payload only.

    What could not be read is tried with today's rules. Exit code 1 where it is held back again.
    """
    from pipeline.cli.ingest import take
    from pipeline.flow import database_url, fetch_again
    from pipeline.load import connect
    from pipeline.load.quarantine import history
    from pipeline.load.quarantine import release as decide
    from pipeline.report import render

    with _database(share=False) as settings:
        with closing(connect(database_url(settings))) as connection:
            item = decide(connection, case, getpass.getuser(), why)
        result = take(settings, RELEASE, lambda run_id: fetch_again(settings, run_id, item), Console(stderr=True))
        with closing(connect(database_url(settings))) as connection:
            again = history(connection, case).case
    print_json(result.as_dict()) if as_json else console().print(render(result))
    if again.status == Status.OPEN:
        raise NewswireError(f"case {case} is held back again: {again.reasons[0].message}")


@quarantine_app.command()
def reject(case: Number, why: Why) -> None:
    """Never take a case in, from whatever source it comes again; it then counts as ignored."""
    from pipeline.flow import database_url
    from pipeline.load import connect
    from pipeline.load.quarantine import reject as decide

    with _database() as settings, closing(connect(database_url(settings))) as connection:
        decide(connection, case, getpass.getuser(), why)
    say(f"case {case} is rejected")


@quarantine_app.command()
def undo(case: Number, why: Why) -> None:
    """Take back what was decided of a case: it is open again, and the next run of its source tries it."""
    from pipeline.flow import database_url
    from pipeline.load import connect
    from pipeline.load.quarantine import undo as take_back

    with _database() as settings, closing(connect(database_url(settings))) as connection:
        take_back(connection, case, getpass.getuser(), why)
    say(f"case {case} is open again")


def _archive(settings: Settings) -> "Archive":
    from upath import UPath

    from pipeline.fetch import Archive

    return Archive(UPath(settings.object_store) / "raw")


def _head(settings: Settings, case: "Case") -> str:
    """The first characters of the payload; why there are none where it cannot be had."""
    if case.stage == "fetch":
        return ""
    try:
        payload = _archive(settings).get(case.sha256)
    except StoryError as error:
        return str(error)
    return printable(payload[: 4 * HEAD].decode("utf-8", "replace")[:HEAD], keep="\n")


def _listed(found: list["Case"]) -> Table:
    table = Table("case", "last met (UTC)", "item", "part", "stage", "tries", "check", "what it found")
    for one in found:
        first = one.reasons[0] if one.reasons else None
        item, check = f"{one.source}/{one.name}", first.check if first else ""
        told = Text(printable(first.message if first else ""), overflow="ellipsis", no_wrap=True)
        when = f"{one.last_seen_at:%Y-%m-%d %H:%M}"
        table.add_row(
            str(one.id), when, Text(printable(item)), str(one.part), one.stage, str(one.attempts), Text(check), told
        )
    return table


def _render(found: "History", lies: str, head: str) -> RenderableType:
    return Group(_facts(found, lies), *([Text(), Text(head, style="dim")] if head else []))


def _facts(found: "History", lies: str) -> Table:
    case = found.case
    facts = [
        ("case", f"{case.id}, {case.status}"),
        ("stage", f"{case.stage}, part {case.part}, held back {case.attempts} times"),
        ("met", f"{case.opened_at:%Y-%m-%d %H:%M:%S} to {case.last_seen_at:%Y-%m-%d %H:%M:%S} UTC"),
        *(("delivered", f"{one.source}/{one.name} on {one.fetched_at:%Y-%m-%d %H:%M:%S}") for one in found.deliveries),
        ("payload", lies if case.stage != "fetch" else "none was fetched"),
        *((reason.severity.value, f"{reason.check}: {reason.message}") for reason in case.reasons),
        *(("decided", line) for line in _decided(found)),
        ("remedy", _remedy(case)),
    ]
    table = Table.grid(padding=(0, 2))
    for name, value in facts:
        table.add_row(Text(name, style="dim"), Text(printable(value)))
    return table


def _decided(found: "History") -> Iterator[str]:
    for one in found.decisions:
        waived = f" without {', '.join(one.checks)}" if one.checks else ""
        yield f"{one.action}{waived} by {one.by} on {one.decided_at:%Y-%m-%d %H:%M}: {one.why}"
        if one.undone_at:
            yield f"undone by {one.undone_by} on {one.undone_at:%Y-%m-%d %H:%M}: {one.undone_why}"


def _remedy(case: "Case") -> str:
    if case.status != "open":
        return f"newswire quarantine undo {case.id} opens it again"
    if case.stage == "fetch":
        return "mend what the message says; each run of the source tries it again"
    return (
        f"mend a profile where it is one, then newswire quarantine release {case.id} --why TEXT; "
        f"newswire quarantine reject {case.id} --why TEXT where it is no story"
    )
