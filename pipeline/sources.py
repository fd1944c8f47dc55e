"""Sources are data: TOML records in, frozen ``Source`` records out, each fault named with its remedy."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.config import PROJECT
from pipeline.datafile import Fault, examine, shown
from pipeline.errors import ConfigError

SCHEMA = PROJECT / "schemas" / "source.schema.json"
MAX_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a source one run takes: items, and bytes of one payload."""

    max_items: int | None = None
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds the rights in a source's stories, and the terms of use as agreed."""

    holder: str | None = None
    usage_terms: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A place to fetch from; ``schemas/source.schema.json`` says what each field means."""

    id: str
    transport: str
    title: str | None = None
    path: Path | None = None
    patterns: tuple[str, ...] = ("**/*",)
    settle_seconds: float = 2.0
    agency: str | None = None
    enabled: bool = True
    limits: Limits = field(default_factory=Limits)
    rights: Rights = field(default_factory=Rights)


def load_sources(path: Path) -> tuple[Source, ...]:
    """All sources of a file, also those that are switched off. Raises ConfigError with every fault, a line each."""
    document, faults = _examine(path)
    if faults:
        raise ConfigError("\n".join(str(fault) for fault in faults))
    return tuple(_source(record, path.parent) for record in document["source"])


def check_sources(path: Path) -> tuple[Fault, ...]:
    """Every fault of a sources file: syntax, keys, values, ids given twice, folders that are not there.

    A missing folder is a fault here and not in ``load_sources``: in a run it fails that source and no other.
    """
    document, faults = _examine(path)
    return faults or tuple(_missing_folders(document, path))


def source_titles(path: Path) -> dict[str, str]:
    """Id -> title for forms: reads the TOML and checks nothing, an unreadable file gives an empty one.

    Cheap enough to be called while a DAG file is parsed.
    """
    try:
        records = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
        return {str(record["id"]): str(record.get("title", record["id"])) for record in records}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _examine(path: Path) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    document, faults = examine(path, SCHEMA)
    return document, faults or tuple(_repeated(document, path))


def _repeated(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    seen: set[str] = set()
    for record in document["source"]:
        if record["id"] in seen:
            yield Fault(
                str(path), f"source[{record['id']}].id", shown(record["id"]), "give each source an id of its own"
            )
        seen.add(record["id"])


def _missing_folders(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for record in document["source"]:
        folder = record.get("path")
        if folder is not None and record.get("enabled", True) and not (path.parent / folder).exists():
            remedy = f"make {path.parent / folder}, name another path or set enabled = false"
            yield Fault(str(path), f"source[{record['id']}].path", shown(folder), remedy)


def _source(record: Mapping[str, Any], base: Path) -> Source:
    plain = {key: value for key, value in record.items() if key not in {"path", "patterns", "limits", "rights"}}
    return Source(
        **plain,
        path=(base / record["path"]).resolve() if "path" in record else None,
        patterns=tuple(record.get("patterns", ("**/*",))),
        limits=Limits(**record.get("limits", {})),
        rights=Rights(**record.get("rights", {})),
    )
