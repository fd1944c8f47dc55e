"""``newswire entity``: who is who across stories, and decisions about it that hold and can be undone."""

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.cli.database import connected
from pipeline.cli.output import console, print_json, say
from pipeline.errors import ConfigError
from pipeline.report import printable

if TYPE_CHECKING:
    from pipeline.load.decisions import Decision, Profile, Stored

entity_app = typer.Typer(no_args_is_help=True, help="People, organisations and places across stories.")

COMMAND = "newswire entity"
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for programs.")]
Number = Annotated[int, typer.Argument(help="Number of the entity.")]
Note = Annotated[str | None, typer.Option(help="Why, for those who come later.")]


@entity_app.command()
def show(named: Annotated[str, typer.Argument(help="Number or name.")], as_json: Json = False) -> None:
    """Show an entity: names, identifiers, decisions, its newest stories; all of a name where several bear it.

    A part of a name lists who bears it.
    """
    from pipeline.load.decisions import find, find_by_part, profile

    with connected(COMMAND) as connection:
        whole = find(connection, named)
        found = whole or find_by_part(connection, named)
        if not found:
            raise ConfigError(
                f"there is no entity {named}: give a number, a name as stories print it, or a part of one"
            )
        listed = not whole and len(found) > 1 and not as_json
        profiles = [] if listed else [profile(connection, one.id) for one in found[:20]]
    if as_json:
        print_json(profiles)
    else:
        console().print(_listed(found) if listed else Group(*map(_render, profiles)))


@entity_app.command()
def merge(entity: Number, into: Annotated[int, typer.Argument(help="Who stands for it.")], note: Note = None) -> None:
    """Let one entity stand for another; mentions stay as stored, so that it can be undone."""
    from pipeline.load.decisions import merge as decide

    with connected(COMMAND) as connection:
        number = decide(connection, entity, into, getpass.getuser(), note)
    say(f"decision {number}: entity {entity} is {into}")


@entity_app.command()
def split(
    entity: Number,
    story: Annotated[
        list[int] | None, typer.Option(help="A story that speaks of somebody else; may be given often.")
    ] = None,
    note: Note = None,
) -> None:
    """Take some stories of an entity for another one, now and in later loads; without stories, undo its merge."""
    from pipeline.load.decisions import split as decide

    with connected(COMMAND) as connection:
        number = decide(connection, entity, story or [], getpass.getuser(), note)
    say(f"entity {number} stands for itself")


@entity_app.command()
def rename(entity: Number, name: Annotated[str, typer.Argument(help="The name to show.")], note: Note = None) -> None:
    """Show an entity under another name."""
    from pipeline.load.decisions import rename as decide

    with connected(COMMAND) as connection:
        number = decide(connection, entity, name, getpass.getuser(), note)
    say(f"decision {number}: entity {entity} is shown as {name}")


@entity_app.command()
def undo(decision: Annotated[int, typer.Argument(help="Number of the decision, as `entity show` lists it.")]) -> None:
    """Undo a merge, a split or a renaming."""
    from pipeline.load.decisions import undo as take_back

    with connected(COMMAND) as connection:
        undone = take_back(connection, decision, getpass.getuser())
    say(f"decision {decision}, {undone.action} of entity {undone.entity}, is undone")


def _listed(found: Sequence["Stored"]) -> Table:
    table = Table("entity", "kind", "name", "ids", "merged into")
    for one in found:
        ids = ", ".join(f"{scheme} {value}" for scheme, value in one.ids.items())
        merged = str(one.stands_as or "")
        table.add_row(str(one.id), one.kind, Text(printable(one.name)), Text(printable(ids)), merged)
    return table


def _render(profile: "Profile") -> RenderableType:
    stories = Table("story", "headline", "mentions", "salience", "roles")
    for one in profile.newest:
        roles = printable(", ".join(one.roles))
        stories.add_row(
            str(one.story), Text(printable(one.headline or "")), str(one.mentions), f"{one.salience:.2f}", Text(roles)
        )
    return Group(_facts(profile), *([stories] if profile.newest else []), Text())


def _facts(profile: "Profile") -> Table:
    entity = profile.entity
    facts = {
        "entity": _named(entity),
        "kind": " ".join(filter(None, (entity.kind, entity.type))),
        "ids": ", ".join(f"{scheme} {value}" for scheme, value in entity.ids.items()),
        "names": ", ".join(profile.names),
        "merged into": str(entity.stands_as or ""),
        "stands for": ", ".join(map(_named, profile.merged)),
        "decisions": "; ".join(map(_told, profile.decisions)),
        "stories": str(profile.stories),
    }
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value:
            table.add_row(Text(name, style="dim"), Text(printable(value)))
    return table


def _named(entity: "Stored") -> str:
    return f"{entity.id} {entity.name}"


def _told(decision: "Decision") -> str:
    what = f"{decision.id} {decision.action} {decision.other or decision.new_name}"
    undone = ", undone" if decision.undone_at else ""
    return f"{what} by {decision.decided_by} on {decision.decided_at:%Y-%m-%d}{undone}" + (
        f" ({decision.note})" if decision.note else ""
    )
