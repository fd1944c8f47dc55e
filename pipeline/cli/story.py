"""``newswire story``: where a story stands, and stories taken from readers and given back by a person."""

import getpass
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.cli.database import connected
from pipeline.cli.output import console, print_json, say
from pipeline.report import printable

if TYPE_CHECKING:
    from pipeline.load.story_decisions import StoryDecision, StoryHistory, Withdrawn

story_app = typer.Typer(no_args_is_help=True, help="Stories taken from readers by hand, and given back.")

COMMAND = "newswire story"
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for programs.")]
Number = Annotated[int, typer.Argument(metavar="STORY", help="Number of the story, `story_id` of the view article.")]
Why = Annotated[str, typer.Option(help="The reason, for those who come later.")]


@story_app.command("list")
def list_withdrawn(
    limit: Annotated[int, typer.Option(min=1, help="At most so many, those decided last first.")] = 50,
    as_json: Json = False,
) -> None:
    """List the stories that a decision keeps from readers."""
    from pipeline.load.story_decisions import withdrawn_stories

    with connected(COMMAND) as connection:
        found = withdrawn_stories(connection, limit)
    print_json(found) if as_json else console().print(_listed(found))


@story_app.command()
def show(story: Number, as_json: Json = False) -> None:
    """Show where a story stands: its versions, and what was decided of it by whom and why."""
    from pipeline.load.story_decisions import story_history

    with connected(COMMAND) as connection:
        found = story_history(connection, story)
    print_json(found) if as_json else console().print(_render(found))


@story_app.command()
def withdraw(story: Number, why: Why) -> None:
    """Take a story from readers at once, with all versions that are still to come, until it is restored."""
    from pipeline.load.story_decisions import withdraw as decide

    with connected(COMMAND) as connection:
        decide(connection, story, getpass.getuser(), why)
    say(f"story {story} is withdrawn")


@story_app.command()
def restore(story: Number, why: Why) -> None:
    """Give a story that was withdrawn back to readers; a kill or an embargo keeps it from them as before."""
    from pipeline.load.story_decisions import restore as decide
    from pipeline.load.story_decisions import story_history

    with connected(COMMAND) as connection:
        decide(connection, story, getpass.getuser(), why)
        state = story_history(connection, story).story.state
    say(f"story {story} is restored: {state}")


def decided(decisions: "Sequence[StoryDecision]") -> Iterator[str]:
    """A line for each decision, and one for each that was undone."""
    for one in decisions:
        yield f"{one.action} by {one.by} on {one.decided_at:%Y-%m-%d %H:%M}: {one.why}"
        if one.undone_at:
            yield f"undone by {one.undone_by} on {one.undone_at:%Y-%m-%d %H:%M}: {one.undone_why}"


def _listed(found: "Sequence[Withdrawn]") -> Table:
    table = Table("story", "decided (UTC)", "what", "agency", "headline", "by", "why")
    for one in found:
        told = (one.action, one.agency or "?", one.headline or one.slugline or "", one.by, one.why)
        when = f"{one.decided_at:%Y-%m-%d %H:%M}"
        table.add_row(str(one.story), when, *(Text(printable(text)) for text in told))
    return table


def _render(found: "StoryHistory") -> RenderableType:
    facts = Table.grid(padding=(0, 2))
    title = found.story.headline or found.story.slugline or ""
    lines = [
        ("story", f"{found.story.id}, {found.story.state}"),
        ("agency", found.story.agency or "?"),
        ("headline", title),
        *(("decided", line) for line in decided(found.decisions)),
    ]
    for name, value in lines:
        facts.add_row(Text(name, style="dim"), Text(printable(value)))
    return Group(facts, _versions(found))


def _versions(found: "StoryHistory") -> Table:
    table = Table("revision", "state", "made (UTC)", "item", "words", "headline")
    for one in found.versions:
        told = (f"{one.source}/{one.name}", str(one.word_count), one.headline or "")
        when = f"{one.version_created or one.fetched_at:%Y-%m-%d %H:%M}"
        table.add_row(str(one.id), one.state, when, *(Text(printable(text)) for text in told))
    return table
