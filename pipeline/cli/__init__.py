"""The command ``newswire``: a preview without a database, ingestion by hand, the state of things, the house.

Every command prints for people and, with ``--json``, one JSON document for programs. Exit codes: 0 done,
1 the work failed, 2 a setting or an argument is wrong.
"""

import logging
import os
import sys
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from pipeline.cli.entity import entity_app
from pipeline.cli.kill import kill_app
from pipeline.cli.output import console, print_json, say, tell
from pipeline.cli.quarantine import quarantine_app
from pipeline.cli.story import story_app
from pipeline.config import Settings
from pipeline.errors import ConfigError, NewswireError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Newswire ingestion."
)
sources_app = typer.Typer(no_args_is_help=True, help="The sources file.")
db_app = typer.Typer(no_args_is_help=True, help="The stories' database.")
profile_app = typer.Typer(no_args_is_help=True, help="The agency profiles.")
app.add_typer(sources_app, name="sources")
app.add_typer(profile_app, name="profile")
app.add_typer(db_app, name="db")
app.add_typer(entity_app, name="entity")
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(kill_app, name="kill")
app.add_typer(story_app, name="story")

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for programs.")]


def _known_agency(agency: str | None) -> str | None:
    """The agency as its profile's id. Raises ConfigError for one without a profile."""
    from pipeline.cli.profile import profile_of

    return profile_of(agency).id if agency else None


Agency = Annotated[
    str | None,
    typer.Option(callback=_known_agency, help="Id of the agency profile; read from the copy where it is not given."),
]


def main() -> None:
    """Run the command line; an error that we raise on purpose is a message, not a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # Great Expectations gives its loggers a level of their own when it is imported.
    logging.getLogger().handlers[0].setLevel(logging.WARNING)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    try:
        app()
    except NewswireError as error:
        Console(stderr=True).print(f"[red]error:[/] {escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(1)


@app.command()
def preview(  # noqa: PLR0913, PLR0917 (the options are the interface)
    file: Annotated[Path, typer.Argument(help="A wire story or page; - reads standard input.")],
    agency: Agency = None,
    media_type: Annotated[str | None, typer.Option(help="Such as text/html; found out by content otherwise.")] = None,
    html: Annotated[bool, typer.Option("--html", help="Write a page with source and result side by side.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Where the page goes, - for standard output; otherwise NAME.preview.html here.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what would become of a payload: body, furniture struck through, captions, credits, entities."""
    from pipeline.cli.preview import render
    from pipeline.flow import preview as articles_of

    if (html and as_json) or (out and not html):
        raise ConfigError("--out goes with --html, and --html not with --json")
    if html:
        _write_page(file, out, agency, media_type)
        return
    articles = articles_of(_read(file), agency=agency, media_type=media_type)
    if as_json:
        print_json(articles)
        return
    target = console()
    for article in articles:
        target.print(render(article))


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    agency: Agency = None,
    as_json: Json = False,
) -> None:
    """Take files and folders through all stages into the configured database."""
    from pipeline.cli.ingest import ingest as take
    from pipeline.report import render

    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise ConfigError(f"there is no {', '.join(missing)}")
    result = take(Settings.from_env(), paths, agency, Console(stderr=True))
    print_json(result.as_dict()) if as_json else console().print(render(result))
    if not result.balanced:
        raise NewswireError("the counts do not balance")


@app.command()
def status(as_json: Json = False) -> None:
    """Show the last runs with their outcomes, the sources, and what lies in quarantine."""
    from pipeline.cli.status import render, status_of
    from pipeline.home import Home

    with Home(Settings.from_env()).database("status", share=True, waiting=say) as url:
        found = status_of(url)
    print_json(found) if as_json else console().print(render(found))


@sources_app.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="The sources file; NEWSWIRE_SOURCES where it is not given.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Validate the sources file: every fault with file, key, value and remedy. Exit code 2 when there is one."""
    from pipeline.cli.check import check_all

    faults = check_all(file or Settings.from_env().sources)
    if as_json:
        print_json(faults)
    else:
        for fault in faults:
            Console(stderr=True).print(str(fault), highlight=False, markup=False, soft_wrap=True)
        Console().print(f"{len(faults)} faults" if faults else "sound")
    raise typer.Exit(2 if faults else 0)


@profile_app.command("check")
def check_profile(
    agency: Annotated[str, typer.Argument(help="Id of the agency profile, or the agency's name.")],
    folder: Annotated[Path, typer.Argument(help="Sample payloads of the agency, in any format.")],
    as_json: Json = False,
) -> None:
    """Try a profile on a folder: what each rule took, rules that never fired, what looks like furniture and stayed.

    Exit code 1 when the profile fails its own examples or has another's mark.
    """
    from pipeline.cli.profile import check as try_profile
    from pipeline.cli.profile import render

    found = try_profile(agency, folder)
    print_json(found) if as_json else console().print(render(found))
    raise typer.Exit(1 if found.faults else 0)


@db_app.command()
def migrate(as_json: Json = False) -> None:
    """Bring the stories' database to the newest schema; nothing is done when it is there."""
    from pipeline.home import Home
    from pipeline.load.migrate import head, upgrade

    with Home(Settings.from_env()).database("newswire db migrate", share=True, waiting=say) as url:
        changed = upgrade(url)
    told = {"version": head(), "changed": changed}
    print_json(told) if as_json else Console().print(f"schema {head()}{' (migrated)' if changed else ''}")


@db_app.command()
def tidy(as_json: Json = False) -> None:
    """Give dead rows back and renew the planner's statistics; loads and readers go on meanwhile."""
    from contextlib import closing

    from pipeline.home import Home
    from pipeline.load import connect
    from pipeline.load.tidy import tidy_tables

    house = Home(Settings.from_env()).database("newswire db tidy", share=True, waiting=say)
    with house as url, closing(connect(url)) as connection:
        tidied, foreign = tidy_tables(connection)
    if as_json:
        print_json({"tidied": tidied, "not_ours": foreign})
        return
    Console().print(f"{len(tidied)} tables tidied{f', {len(foreign)} left to their owner' if foreign else ''}")


@app.command()
def run(  # noqa: PLR0913, PLR0917 (the options are the interface)
    source: Annotated[
        list[str] | None, typer.Option(help="Id of a source; all that are switched on otherwise.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many items from each source.")] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Only what is new at sources that are due, as the schedule does.")
    ] = False,
    reread: Annotated[
        bool, typer.Option("--reread", help="Everything that sources hold; otherwise known items of folders only.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Everything but the load.")] = False,
    as_json: Json = False,
) -> None:
    """Run the DAG once on the embedded Postgres, without a scheduler, and show what became of each item."""
    from pipeline.cli.run import run_once
    from pipeline.report import render

    if new and reread:
        raise ConfigError("--new and --reread ask for opposite things: give one of them")
    again = "no" if new else "all" if reread else "folders"
    conf = {"sources": source or [], "limit": limit, "reread": again, "dry_run": dry_run}
    result = run_once(Settings.from_env(), conf, say)
    if as_json:
        told = {"dry_run": result.report} if isinstance(result.report, str) else result.report.as_dict()
        print_json(told | {"failed": result.failed})
    else:
        console().print(result.report if isinstance(result.report, str) else render(result.report))
    if result.failed:
        raise NewswireError(f"failed: {', '.join(result.failed)}; the log is {result.log}")


@app.command()
def replay(  # noqa: PLR0913, PLR0917 (the options are the interface)
    source: Annotated[list[str] | None, typer.Option(help="Id of a source; all otherwise.")] = None,
    agency: Agency = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of fetching, UTC.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of fetching, UTC.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many items, those longest not read first.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the differences, load nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Take stored items through today's rules again, without fetching; what differs becomes a new revision."""
    from pipeline.cli.replay import replay as take
    from pipeline.load.replay import Selection
    from pipeline.replay import render
    from pipeline.report import Report, totals

    first = since.replace(tzinfo=UTC) if since else None
    last = until.replace(tzinfo=UTC) + timedelta(days=1) if until else None
    selection = Selection(tuple(source or ()), agency, first, last, limit)
    done = take(Settings.from_env(), selection, Console(stderr=True), dry_run=dry_run)
    loaded = done.report if isinstance(done.report, Report) else None
    if as_json:
        told = loaded.as_dict() if loaded else {"dry_run": done.report}
        print_json(told | {"differences": done.differences})
    else:
        console().print(render(done.differences))
        tell(totals(loaded) if loaded else str(done.report))
    if loaded and not loaded.balanced:
        raise NewswireError("the counts do not balance")


@app.command()
def up(
    port: Annotated[
        int | None, typer.Option(help="Port of the web page; the first free one from 8080 on otherwise.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Start Postgres and Airflow in the background and wait until the web page is well."""
    from pipeline.services import start

    door = start(Settings.from_env(), port, say)
    print_json(door) if as_json else Console().print(
        f"{door.url}  user {door.user}  password {door.password}", soft_wrap=True
    )


@app.command()
def down(as_json: Json = False) -> None:
    """Stop everything that `newswire up` started, also what a crash left behind."""
    from pipeline.services import stop

    stopped = stop(Settings.from_env())
    print_json({"stopped": stopped}) if as_json else Console().print(
        f"{stopped} processes stopped" if stopped else "nothing was running"
    )


@app.command()
def prune(
    older_than: Annotated[int, typer.Option(min=1, help="Days since a run wrote its last file.")],
    as_json: Json = False,
) -> None:
    """Remove the working files of old runs; the archive and the database stay as they are."""
    from pipeline.progress import prune_runs

    removed = prune_runs(Settings.from_env(), timedelta(days=older_than))
    print_json({"removed": removed}) if as_json else Console().print(f"{len(removed)} runs removed")


@app.command("serve-wires")
def serve_wires(  # noqa: PLR0913, PLR0917 (the options are the interface)
    folder: Annotated[Path, typer.Argument(help="Payloads to play, in order of their names.")],
    speed: Annotated[float, typer.Option(min=0, help="Items a second; 0 plays all at once.")] = 1.0,
    http: Annotated[int | None, typer.Option(help="Port of the HTTP feed; 0 takes a free one.")] = None,
    ftp: Annotated[int | None, typer.Option(help="Port of the FTP server.")] = None,
    sftp: Annotated[int | None, typer.Option(help="Port of the SFTP server.")] = None,
    imap: Annotated[int | None, typer.Option(help="Port of the IMAP server.")] = None,
) -> None:
    """Play a folder as live wires on loopback (for developers); prints records for a sources file, ends with Ctrl-C."""
    from pipeline.serve import Ports, play

    wanted = Ports(http, ftp, sftp, imap)
    play(folder, Ports(0, 0, 0, 0) if wanted == Ports() else wanted, speed, tell)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(context: typer.Context) -> None:
    """Open psql on the stories' database; further arguments go to psql."""
    import subprocess

    from pipeline.embedded import psql_command
    from pipeline.home import Home

    with Home(Settings.from_env()).database("newswire psql", share=True, waiting=say) as url:
        command, environment = psql_command(url)
        # The operator's own shell.
        code = subprocess.call([*command, *context.args], env=os.environ | environment)  # noqa: S603
    raise typer.Exit(code)


def _write_page(file: Path, out: Path | None, agency: str | None, media_type: str | None) -> None:
    from pipeline.cli.preview_html import page
    from pipeline.extract import extract
    from pipeline.flow import cleaned

    stories = cleaned(_read(file), agency=agency, media_type=media_type)
    name = "standard input" if str(file) == "-" else file.name
    text = page(name, [(story, extract(story)) for story in stories]).encode("utf-8")
    target = out or Path(f"{name.replace(' ', '-')}.preview.html")
    if str(target) == "-":
        sys.stdout.buffer.write(text)
        return
    try:
        target.write_bytes(text)
    except OSError as error:
        raise ConfigError(f"{target}: {error.strerror}: name a file that can be written with --out") from error
    say(f"{target}: {len(stories)} {'story' if len(stories) == 1 else 'stories'}")


def _read(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}: name a file that can be read") from error
