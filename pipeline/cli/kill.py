"""``newswire kill``: kills that wait for their story, and decisions on them that hold and can be undone."""

import getpass
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from pipeline.cli.database import connected
from pipeline.cli.output import console, print_json, say
from pipeline.report import printable

if TYPE_CHECKING:
    from pipeline.load.story_decisions import Kill, StoryState

kill_app = typer.Typer(
    no_args_is_help=True, help="Kills and holds that wait for their story, and what becomes of them."
)

COMMAND = "newswire kill"
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for programs.")]
Number = Annotated[int, typer.Argument(metavar="KILL", help="Number of the kill, as `kill list` shows it.")]
Why = Annotated[str, typer.Option(help="The reason, for those who come later.")]


class Status(StrEnum):
    """How a kill stands."""

    WAITING = "waiting"
    APPLIED = "applied"
    DROPPED = "dropped"


ACTIONS = {Status.WAITING: None, Status.APPLIED: "apply", Status.DROPPED: "drop"}


@kill_app.command("list")
def list_kills(
    status: Annotated[Status, typer.Option(help="How the kills stand.")] = Status.WAITING,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, those first that may mean several stories.")] = 50,
    as_json: Json = False,
) -> None:
    """List the kills that wait, with the stories that each may mean; or those that a person has decided on."""
    from pipeline.load.story_decisions import kills

    with connected(COMMAND) as connection:
        found = kills(connection, ACTIONS[status], limit)
    print_json(found) if as_json else console().print(_listed(found))


@kill_app.command("apply")
def apply(
    kill: Number,
    story: Annotated[int, typer.Argument(metavar="STORY", help="Number of the story that it means.")],
    why: Why,
) -> None:
    """Say which story a waiting kill means: readers lose it at once. A version newer than the kill gives it back."""
    from pipeline.load.story_decisions import apply_kill

    with connected(COMMAND) as connection:
        apply_kill(connection, kill, story, getpass.getuser(), why)
    say(f"kill {kill} is applied to story {story}")


@kill_app.command("drop")
def drop(kill: Number, why: Why) -> None:
    """Carry a kill out on no story, now or later; one that it has killed is given back."""
    from pipeline.load.story_decisions import drop_kill

    with connected(COMMAND) as connection:
        drop_kill(connection, kill, getpass.getuser(), why)
    say(f"kill {kill} is dropped")


@kill_app.command("undo")
def undo(kill: Number, why: Why) -> None:
    """Take back what was decided of a kill: it acts or waits again, by what is stored now."""
    from pipeline.load.story_decisions import undo_kill

    with connected(COMMAND) as connection:
        undo_kill(connection, kill, getpass.getuser(), why)
    say(f"kill {kill} is as if nobody had decided")


def _listed(found: "Sequence[Kill]") -> Table:
    table = Table("kill", "fetched (UTC)", "item", "agency", "slug", "names", "stories")
    for one in found:
        told = (f"{one.source}/{one.name}", one.agency or "?", one.slugline or one.headline or "", ", ".join(one.names))
        when = f"{one.fetched_at:%Y-%m-%d %H:%M}"
        table.add_row(
            str(one.id), when, *(Text(printable(text)) for text in told), Text(printable(_stories(one), "\n"))
        )
    return table


def _stories(kill: "Kill") -> str:
    """What a person has said that it means, or what it may mean."""
    if kill.action == "apply":
        return f"{', '.join(map(str, kill.applied_to))}, {kill.by}: {kill.why}"
    if kill.action == "drop":
        return f"none, {kill.by}: {kill.why}"
    return "\n".join(map(_story, kill.may_mean)) or "none yet"


def _story(story: "StoryState") -> str:
    return f"{story.id} {story.headline or story.slugline or ''} ({story.state})"
