"""Agency profiles: TOML in, frozen records out.

A profile says what an agency's copy carries beside its body; nine of them, without marks, hold for all copy.
``schemas/agency.schema.json`` describes the file; ``docs/adding-an-agency.md`` walks through writing one.
"""

import datetime as dt
import re
import sys
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pipeline.clean.alternation import alternation
from pipeline.clean.beginning import can_begin
from pipeline.clean.fold import fold, loosely
from pipeline.clean.literals import lengths, needed
from pipeline.clean.patterns import compiled, sharing
from pipeline.clean.profile_file import faults_of
from pipeline.clean.read_before import keeping
from pipeline.config import PROJECT
from pipeline.errors import ConfigError
from pipeline.story import Kind

AGENCIES: Final = PROJECT / "pipeline" / "agencies"
# A rule takes no longer text, unless it says otherwise.
LONGEST_RULED: Final = 300
# Profiles' files as they are written, by their paths.
Tables = dict[Path, dict[str, Any]]
_PIECE: Final = re.compile(r"(?<!\\)\{([a-z_]\w*)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a profile; the schema says what each field means. ``id`` begins with the profile's id.

    ``lines`` are as :func:`pipeline.clean.fold.fold` gives them, as :func:`~pipeline.clean.fold.loosely` does where the
    rule wants company; ``least`` and ``most`` are the characters that a match of ``pattern`` can have.
    """

    id: str
    agency: str
    kind: Kind
    at: str
    where: str = "any"
    own: bool = False
    max: int = LONGEST_RULED
    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    least: int = 0
    most: int = sys.maxsize
    caption: bool = False
    run: bool = False
    button: bool = False
    opens: bool = False
    gallery: bool = False
    aged: bool = False
    over_name: bool = False
    lone: bool = False
    company: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    takes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    def holds_on(self, day: dt.date | None) -> bool:
        """Whether the rule is in force that day; a story without a date gets all rules."""
        return day is None or _holds(self.since, self.until, day)


@dataclass(frozen=True, slots=True)
class DatelineForm:
    """A dateline that is not of the common grammar: a pattern with the groups city, region, date, agency, byline.

    ``known`` where only a city of the gazetteer makes it one, ``early`` where only the story's beginning does;
    ``mark_first`` if it begins with any agency's mark, ``line`` if it is the whole paragraph.
    """

    id: str
    agency: str
    pattern: re.Pattern[str]
    starts: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    known: bool = False
    early: bool = False
    mark_first: bool = False
    line: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    takes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    def holds_on(self, day: dt.date | None) -> bool:
        """Whether the form is in use that day; a story without a date gets all forms."""
        return day is None or _holds(self.since, self.until, day)


@dataclass(frozen=True, slots=True)
class Profile:
    """An agency: how it signs, and its rules."""

    id: str
    name: str
    marks: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    datelines: tuple[DatelineForm, ...] = ()
    vocabulary: dict[str, tuple[str, ...]] = field(default_factory=dict)
    months: tuple[tuple[str, ...], ...] = ()
    more_months: tuple[tuple[str, ...], ...] = ()


def pooled(profiles: Iterable[Profile], name: str) -> list[str]:
    """The words of a vocabulary of all profiles."""
    return [word for profile in profiles for word in profile.vocabulary.get(name, ())]


@lru_cache(maxsize=1)
def profiles() -> tuple[Profile, ...]:
    """All profiles of the package, ``generic`` first. Raises ConfigError for a file that is not one."""
    with keeping("profiles"):
        return load_profiles(AGENCIES)


def load_profiles(folder: Path) -> tuple[Profile, ...]:
    """The profiles of a folder. Raises ConfigError: names the file, the key and what is wrong."""
    return profiles_of(tables_of(folder))


def tables_of(folder: Path) -> Tables:
    """The files of a folder as they are written. Raises ConfigError for one that is no profile at all."""
    return {path: _read(path) for path in sorted(folder.glob("*.toml"))}


def profiles_of(tables: Tables) -> tuple[Profile, ...]:
    """The profiles of these files; marks of all are pooled into ``{mark}``.

    Names of months are in ``{month}``, in small letters. A pattern's ``{name}`` stands for one of these, for a piece of
    ``[part]``, of a list for any of its forms, or for one of a vocabulary's words. Raises ConfigError.
    """
    words = {
        "mark": [mark for table in tables.values() for mark in table["marks"]],
        "month": [month for table in tables.values() for names in _months(table, "names") for month in names],
    }
    for table in tables.values():
        for name, values in table.get("vocabulary", {}).items():
            words.setdefault(name, []).extend(values)
    parts = dict(_parts(tables, words))
    listed = {name: alternation(values) for name, values in words.items()}
    with sharing(listed.values()):
        found = [_profile(path, table, parts | listed) for path, table in tables.items()]
    return tuple(sorted(found, key=lambda profile: (profile.id != "generic", profile.id)))


def _parts(tables: Tables, words: Container[str]) -> Iterator[tuple[str, str]]:
    for path, table in tables.items():
        for name, part in table.get("part", {}).items():
            if name in words:
                raise ConfigError(f"{path.name}: [part] {name} is a list of words too: give it another name")
            yield name, _any_of(part)


def _any_of(part: str | Sequence[str]) -> str:
    """A part as a piece of a pattern: of a list one fits, the first that can.

    >>> _any_of("pier|quay"), _any_of(["pier", "quay"])
    ('pier|quay', '(?:pier|quay)')
    """
    return part if isinstance(part, str) else f"(?:{'|'.join(part)})"


def _months(table: dict[str, Any], key: str) -> tuple[tuple[str, ...], ...]:
    """Twelve lists of names, in small letters; none in most profiles."""
    return tuple(map(tuple, table.get("months", {}).get(key, ())))


def _read(path: Path) -> dict[str, Any]:
    """Raises ConfigError for what is no profile at all; what is wrong in one shows where it is built."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        table = {}
    if not {"id", "name", "marks"} <= table.keys() or table["id"] != path.stem:
        raise _unsound(path)
    return table


def _holds(since: dt.date | None, until: dt.date | None, day: dt.date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _unsound(path: Path, error: Exception | None = None) -> ConfigError:
    """All that is wrong in a file that is no sound profile; ``error`` is what one met who tried to build it."""
    return ConfigError("\n".join(str(fault) for fault in faults_of(path)) or f"{path}: {error}")


def _profile(path: Path, table: dict[str, Any], pieces: Mapping[str, str]) -> Profile:
    try:
        agency = table["id"]
        return Profile(
            id=agency,
            name=table["name"],
            marks=tuple(table["marks"]),
            rules=tuple(_rule(agency, rule, pieces) for rule in table.get("rule", ())),
            datelines=tuple(_form(agency, form, pieces) for form in table.get("dateline", ())),
            vocabulary={name: tuple(values) for name, values in table.get("vocabulary", {}).items()},
            months=_months(table, "names"),
            more_months=_months(table, "more"),
        )
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise _unsound(path, error) from error


def _rule(agency: str, table: dict[str, Any], pieces: Mapping[str, str]) -> Rule:
    fields = _fields(table)
    fields["kind"] = Kind(table["kind"])
    fields["id"] = f"{agency}.{table['id']}"
    fields["lines"] = tuple(map(loosely if table.get("company") else fold, table.get("lines", ())))
    if "pattern" in table:
        end = r"\Z" if table["at"] in ("paragraph", "end") else ""
        written = _joined(table["pattern"], fields.pop("unless", ()))
        pattern = fields["pattern"] = _compiled(written, pieces, end)
        fields["least"], fields["most"] = lengths(pattern.pattern)
    return _read_off(Rule(agency=agency, **fields))


def _read_off(rule: Rule) -> Rule:
    """The rule, when what the cleaner will ask of its pattern has been read off: only the last pattern stays parsed."""
    if rule.pattern and rule.at == "paragraph" and not rule.starts:
        can_begin(rule.pattern.pattern)
        if not rule.has:
            needed(rule.pattern.pattern)
    return rule


def _joined(pattern: str | Sequence[str], unless: str | Sequence[str] = ()) -> str:
    """A rule's pattern as one: of several one fits, and nothing of ``unless`` fits where it begins.

    >>> _joined(["Read .{2,40}", "See .{2,40}"], ".{0,40} said")
    '(?!.{0,40} said)(?:Read .{2,40}|See .{2,40})'
    """
    one, none = (each if isinstance(each, str) else "|".join(each) for each in (pattern, unless))
    return f"(?!{none})(?:{one})" if none else one


def _fields(table: dict[str, Any]) -> dict[str, Any]:
    """A TOML table's values as the records hold them: lists as tuples, dates as dates."""
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    for name in ("since", "until"):
        if isinstance(fields.get(name), str):
            fields[name] = dt.date.fromisoformat(fields[name])
    return fields


def _form(agency: str, table: dict[str, Any], pieces: Mapping[str, str]) -> DatelineForm:
    fields = _fields(table)
    fields["id"] = f"{agency}.dateline.{table['id']}"
    fields["pattern"] = _compiled(table["pattern"], pieces, "")
    fields["mark_first"] = table["pattern"].startswith("(?P<agency>{mark})")
    fields["line"] = table["pattern"].endswith(r"\Z")
    can_begin(fields["pattern"].pattern)
    return DatelineForm(agency=agency, **fields)


def _compiled(pattern: str, pieces: Mapping[str, str], end: str) -> re.Pattern[str]:
    pattern = _filled(pattern, pieces)
    return compiled(f"(?:{pattern}){end}" if end else pattern)


def _filled(pattern: str, pieces: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    """The pattern with its pieces written out, and theirs. Raises ValueError for a piece unknown, or within itself.

    >>> _filled("{pier}{2}", {"pier": "(?:{quay}|mole)", "quay": "kai"})
    '(?:kai|mole){2}'
    """

    def piece(found: re.Match[str]) -> str:
        name = found[1]
        if name not in pieces:
            raise ValueError(f"{{{name}}} in {pattern!r} names no [part] and no list of words, as {{mark}} does")
        if name in within:
            raise ValueError(f"{{{name}}} stands within itself, by way of {', '.join(within)}: write one of them out")
        return _filled(pieces[name], pieces, (*within, name))

    return _PIECE.sub(piece, pattern)
