"""Sources are data: TOML records in, frozen ``Source`` records out, each fault named with its remedy."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config import PROJECT
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

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


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a data file: which file, which key, the value found, what would mend it."""

    file: str
    key: str
    value: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key} is {self.value}: {self.remedy}"


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
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return {}, (
            Fault(str(path), "file", error.strerror or "unreadable", "name a readable TOML file in NEWSWIRE_SOURCES"),
        )
    except ValueError as error:
        return {}, (Fault(str(path), "file", f"no TOML ({error})", "mend the line"),)
    return document, tuple(_schema_faults(document, path)) or tuple(_repeated(document, path))


def _schema_faults(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (slow to import, and DAG files parse this module)

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    errors = Draft202012Validator(schema).iter_errors(document)
    for error in sorted(errors, key=lambda error: [str(part) for part in error.absolute_path]):
        yield Fault(str(path), _key(document, error), _shown(error.instance), _remedy(error))


def _key(document: Mapping[str, Any], error: "ValidationError") -> str:
    """The key as a reader finds it: ``source[reuters-feed].limits.max_items``; a record without id by its number."""
    parts = list(error.absolute_path)
    if len(parts) < 2 or parts[0] != "source":
        return ".".join(str(part) for part in parts) or "file"
    record = document["source"][int(parts[1])]
    name = record.get("id", int(parts[1]) + 1) if isinstance(record, dict) else int(parts[1]) + 1
    rest = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts[2:])
    return f"source[{name}]{rest}"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _remedy(error: "ValidationError") -> str:
    rule: Any = error.validator
    wanted: Any = error.validator_value
    found: Any = error.instance
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    match rule:
        case "additionalProperties":
            strange = sorted(set(found) - set(known))
            return f"remove {', '.join(strange)}; known keys are {', '.join(sorted(known))}"
        case "required":
            return f"add {', '.join(key for key in wanted if key not in found)}"
        case "enum":
            return f"use one of {', '.join(str(choice) for choice in wanted)}"
        case "pattern":
            return f"use lower-case letters, digits, - and _, a letter first ({wanted})"
        case _:
            return str(error.message)


def _repeated(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    seen: set[str] = set()
    for record in document["source"]:
        if record["id"] in seen:
            yield Fault(
                str(path), f"source[{record['id']}].id", _shown(record["id"]), "give each source an id of its own"
            )
        seen.add(record["id"])


def _missing_folders(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for record in document["source"]:
        folder = record.get("path")
        if folder is not None and record.get("enabled", True) and not (path.parent / folder).exists():
            remedy = f"make {path.parent / folder}, name another path or set enabled = false"
            yield Fault(str(path), f"source[{record['id']}].path", _shown(folder), remedy)


def _source(record: Mapping[str, Any], base: Path) -> Source:
    plain = {key: value for key, value in record.items() if key not in {"path", "patterns", "limits", "rights"}}
    return Source(
        **plain,
        path=(base / record["path"]).resolve() if "path" in record else None,
        patterns=tuple(record.get("patterns", ("**/*",))),
        limits=Limits(**record.get("limits", {})),
        rights=Rights(**record.get("rights", {})),
    )
