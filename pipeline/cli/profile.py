"""``newswire profile check``: an agency's profile run over a folder of sample payloads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.clean import cleaner
from pipeline.clean.fold import fold
from pipeline.clean.profile import AGENCIES, Profile
from pipeline.clean.profile_file import faults_of
from pipeline.clean.proof import unproved
from pipeline.clean.trial import Looks, Sample, Silent, Stayed, Taken, silent, stayed, taken
from pipeline.cli.preview import COLOURS
from pipeline.errors import ConfigError, StoryError
from pipeline.fetch.patterns import UNFINISHED
from pipeline.flow import cleaned
from pipeline.report import printable

# The terminal shows so many paragraphs that stayed; --json has all.
SHOWN = 60
WIDTH = 110


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no story, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a profile did to a folder; ``paragraphs`` counts those of all bodies.

    ``faults`` are what the profile itself shows wrong: examples that fail, marks that another profile has.
    """

    agency: str
    faults: list[str]
    files: int
    stories: int
    paragraphs: int
    taken: list[Taken]
    silent: list[Silent]
    stayed: list[Stayed]
    unread: list[Unread]


def check(agency: str, folder: Path) -> Trial:
    """Clean every payload below the folder as the agency's copy.

    Raises ConfigError for an unknown agency or folder, and for a profile whose file has faults, with all of them.
    """
    profile = profile_of(agency)
    if faults := faults_of(AGENCIES / f"{profile.id}.toml"):
        raise ConfigError("\n".join(map(str, faults)))
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no folder: name one that holds sample stories of {profile.name}")
    samples: list[Sample] = []
    unread: list[Unread] = []
    paths = list(_files(folder))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            stories = cleaned(path.read_bytes(), agency=profile.id)
        except (StoryError, OSError) as error:
            unread.append(Unread(name, str(error)))
        else:
            samples += [Sample(name, part, story) for part, story in enumerate(stories)]
    return _trial(profile, len(paths), samples, unread)


def profile_of(agency: str) -> Profile:
    """The profile of that id, name or mark. Raises ConfigError, which names the known ones."""
    wanted = fold(agency)
    known = cleaner().profiles
    for names in (lambda p: (p.id, p.name), lambda p: p.marks):
        for profile in known:
            if wanted in map(fold, names(profile)):
                return profile
    alike = get_close_matches(wanted, [name for profile in known for name in (profile.id, profile.name)], 5, 0.5)
    told = f"alike are {', '.join(alike)}" if alike else "none is alike"
    raise ConfigError(
        f"there is no profile {agency}; {told}. "
        f"A profile is a file NAME.toml with id, name and marks in {AGENCIES}, see docs/adding-an-agency.md"
    )


def _trial(profile: Profile, files: int, samples: Sequence[Sample], unread: list[Unread]) -> Trial:
    took = taken(profile, samples)
    return Trial(
        agency=profile.id,
        faults=[*unproved(profile, cleaner().profiles)],
        files=files,
        stories=len(samples),
        paragraphs=sum(len(sample.story.paragraphs) for sample in samples),
        taken=took,
        silent=silent(profile, took, samples),
        stayed=stayed(Looks(profile, cleaner().profiles), samples),
        unread=unread,
    )


def _files(folder: Path) -> Iterator[Path]:
    """The files below the folder in the order of their names, without hidden and unfinished ones."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(UNFINISHED.search(part) for part in path.relative_to(folder).parts):
            yield path


def render(trial: Trial) -> RenderableType:
    """Tables of what was taken and what stayed; the rules that never fired; the files that could not be read."""
    parts: list[RenderableType] = [
        f"{trial.agency}: {trial.files} files, {trial.stories} stories, {trial.paragraphs} paragraphs of body"
    ]
    parts += [Text(f"fault: {printable(fault)}", style="red") for fault in trial.faults]
    parts += [_taken(trial.taken)] if trial.taken else ["no rule took anything"]
    parts += [_silent(trial.silent)] if trial.silent else []
    # A line that many stories share is one thing to look at.
    shown = list({each.text: each for each in reversed(trial.stayed)}.values())[::-1]
    parts += [_stayed(shown)] if shown else ["no paragraph that stayed looks like furniture"]
    if len(shown) > SHOWN:
        parts.append(f"{len(shown) - SHOWN} more; --json has all")
    parts += [Text(f"not read: {printable(each.file)}: {each.reason}", style="red") for each in trial.unread]
    return Group(*parts)


def _taken(found: Sequence[Taken]) -> Table:
    table = Table(
        "rule", "kind", "taken", "stories", "like body", "longest", "file", title="taken out", title_justify="left"
    )
    for each in found:
        table.add_row(
            Text(each.rule, style="bold" if each.own else ""),
            Text(each.kind, style=COLOURS[each.kind]),
            str(each.count),
            str(each.stories),
            Text(str(each.prose or ""), style="bold red"),
            _short(each.longest),
            _short(each.file),
        )
    return table


def _silent(found: Sequence[Silent]) -> Table:
    title = "rules of the profile that never fired"
    table = Table("rule", "kind", "in force", "first that fits it", title=title, title_justify="left")
    for each in found:
        days = f"{each.since or ''} to {each.until or ''}" if each.since or each.until else "always"
        table.add_row(Text(each.rule), Text(each.kind, style=COLOURS[each.kind]), days, _short(each.why))
    return table


def _stayed(found: Sequence[Stayed]) -> Table:
    title = "looks like furniture and stayed in the body"
    table = Table("file", "paragraph", "text", "why", title=title, title_justify="left")
    for each in found[:SHOWN]:
        place = f"{each.part}:{each.paragraph}" if each.part else str(each.paragraph)
        table.add_row(_short(each.file), place, _short(each.text), ", ".join(each.reasons))
    return table


def _short(text: str) -> Text:
    """One line of it, as a terminal can show it."""
    line = printable(" ".join(text.split()))
    return Text(line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…")
