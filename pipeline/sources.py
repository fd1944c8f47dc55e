"""Sources are data: TOML records in, frozen ``Source`` records out, each fault named with its remedy."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.config import PROJECT
from pipeline.datafile import Fault, examine, shown
from pipeline.errors import ConfigError

SCHEMA = PROJECT / "schemas" / "source.schema.json"
AGENCIES = PROJECT / "pipeline" / "agencies"
MAX_BYTES = 256 * 1024 * 1024
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
PATHS = ("path", "move_to", "ca_file")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a source one run takes: items, seconds, and bytes of one payload."""

    max_items: int | None = None
    max_seconds: float = 1800.0
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds the rights in a source's stories, and the terms of use as agreed."""

    holder: str | None = None
    usage_terms: str | None = None


@dataclass(frozen=True, slots=True)
class Http:
    """How a server is asked: see the schema."""

    allow_private: bool = False
    timeout_seconds: float = 60.0
    per_second: float = 2.0
    per_host_concurrency: int = 2
    patience_seconds: float = 30.0
    user_agent: str = "newswire-pipeline"
    types: tuple[str, ...] = ()
    auth: str = "basic"


@dataclass(frozen=True, slots=True)
class Feed:
    """How a feed is read: see the schema."""

    entries: str = "inline"
    items: str = "/items"
    link: str = "/url"
    updated: str | None = None
    next: str | None = None
    token: str | None = None
    token_to: str | None = None
    max_pages: int = 20


@dataclass(frozen=True, slots=True)
class Page:
    """How pages are found: see the schema."""

    links: str | None = None
    robots: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A place to fetch from; ``schemas/source.schema.json`` says what each field means."""

    id: str
    transport: str
    title: str | None = None
    path: Path | None = None
    url: str | None = None
    urls: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ("**/*",)
    settle_seconds: float = 2.0
    after: str = "leave"
    move_to: Path | None = None
    credentials: str | None = None
    ca_file: Path | None = None
    host_key: str | None = None
    every: dt.timedelta | None = None
    agency: str | None = None
    enabled: bool = True
    http: Http = field(default_factory=Http)
    feed: Feed = field(default_factory=Feed)
    page: Page = field(default_factory=Page)
    limits: Limits = field(default_factory=Limits)
    rights: Rights = field(default_factory=Rights)

    @property
    def location(self) -> str | None:
        """Path or URL that is fetched from, for people."""
        return str(self.path) if self.path else self.url or " ".join(self.urls) or None


def load_sources(path: Path) -> tuple[Source, ...]:
    """All sources of a file, also those that are switched off. Raises ConfigError with every fault, a line each."""
    document, faults = _examine(path)
    if faults:
        raise ConfigError("\n".join(str(fault) for fault in faults))
    return tuple(_source(record, path.parent) for record in document["source"])


def check_sources(path: Path) -> tuple[Fault, ...]:
    """Every fault of a sources file: syntax, keys, values, ids given twice, agencies and folders that are not there.

    A missing folder is a fault here and not in ``load_sources``: in a run it fails that source and no other.
    """
    document, faults = _examine(path)
    return faults or tuple(
        fault for look in (_unknown_agencies, _missing_folders, _circles) for fault in look(document, path)
    )


def source_titles(path: Path) -> dict[str, str]:
    """Id -> title for forms: reads the TOML and checks nothing, an unreadable file gives an empty one.

    Cheap enough to be called while a DAG file is parsed.
    """
    try:
        records = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
        return {str(record["id"]): str(record.get("title", record["id"])) for record in records}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def period(text: str) -> dt.timedelta:
    """A length of time as records write it.

    >>> period("90s"), period("6h")
    (datetime.timedelta(seconds=90), datetime.timedelta(seconds=21600))
    """
    return dt.timedelta(**{UNITS[text[-1]]: int(text[:-1])})


def _examine(path: Path) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    document, faults = examine(path, SCHEMA)
    return document, faults or (*_repeated(document, path), *_bad_expressions(document, path))


def _repeated(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    seen: set[str] = set()
    for record in document["source"]:
        if record["id"] in seen:
            yield _fault(path, record, "id", "give each source an id of its own")
        seen.add(record["id"])


def _bad_expressions(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for record in document["source"]:
        links = record.get("page", {}).get("links")
        try:
            re.compile(links or "")
        except re.error as error:
            key = f"source[{record['id']}].page.links"
            yield Fault(str(path), key, shown(links), f"mend the regular expression: {error}")


def _unknown_agencies(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    known = sorted(profile.stem for profile in AGENCIES.glob("*.toml"))
    for record in document["source"]:
        if record.get("agency", known[0]) not in known:
            yield _fault(path, record, "agency", f"write a profile for it, or use one of {', '.join(known)}")


def _missing_folders(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for record in document["source"]:
        for key in PATHS:
            found = path.parent / record.get(key, ".")
            if record.get("enabled", True) and not found.exists():
                yield _fault(path, record, key, f"make {found}, name another path or set enabled = false")


def _circles(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Folders that would fetch again what was moved out of them."""
    for record in document["source"]:
        if "move_to" in record and (path.parent / record["move_to"]).resolve().is_relative_to(
            (path.parent / record["path"]).resolve()
        ):
            yield _fault(path, record, "move_to", "name a folder outside of path")


def _fault(path: Path, record: Mapping[str, Any], key: str, remedy: str) -> Fault:
    return Fault(str(path), f"source[{record['id']}].{key}", shown(record[key]), remedy)


def _source(record: Mapping[str, Any], base: Path) -> Source:
    tables = {"http": Http, "feed": Feed, "page": Page, "limits": Limits, "rights": Rights}
    given = dict(record)
    given |= {key: (base / record[key]).resolve() for key in PATHS if key in record}
    given |= {key: tuple(record[key]) for key in ("patterns", "urls") if key in record}
    given |= {key: kind(**_tuples(record[key])) for key, kind in tables.items() if key in record}
    return Source(**given | ({"every": period(record["every"])} if "every" in record else {}))


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
