"""TOML data files held against their JSON schemas: every fault with file, key, value and remedy."""

import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SHOWN = 80
# A password in a URL; it is not repeated to whoever reads the fault.
USERINFO = re.compile(r"//[^/\s\"]*@")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a data file: which file, which key, the value found, what would mend it."""

    file: str
    key: str
    value: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key} is {self.value}: {self.remedy}"


def examine(path: Path, schema: Path) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The file's content and what is wrong with it; an unreadable file is empty and has one fault."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return {}, (Fault(str(path), "file", error.strerror or "unreadable", "name a TOML file that can be read"),)
    except ValueError as error:
        return {}, (Fault(str(path), "file", f"no TOML ({error})", "mend the line"),)
    return document, tuple(_faults(document, path, json.loads(schema.read_text(encoding="utf-8"))))


def shown(value: object) -> str:
    """A value as a message shows it, cut where it is long."""
    text = USERINFO.sub("//***@", json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _faults(document: Mapping[str, Any], path: Path, schema: object) -> Iterator[Fault]:
    from jsonschema import Draft202012Validator, FormatChecker

    # The validator knows JSON's types only: a TOML date counts as text.
    plain = json.loads(json.dumps(document, default=str))
    yield from _endless(plain, path)
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))  # type: ignore[arg-type]
    errors = validator.iter_errors(plain)
    for error in sorted(errors, key=lambda error: [str(part) for part in error.absolute_path]):
        yield Fault(str(path), _key(document, error), shown(error.instance), _own_words(error) or _remedy(error))


def _endless(found: Any, path: Path, key: str = "") -> Iterator[Fault]:  # noqa: ANN401 (any TOML value)
    """TOML knows nan and inf, which pass every comparison of a schema or none."""
    if isinstance(found, float) and not math.isfinite(found):
        yield Fault(str(path), key, str(found), "write a finite number")
    parts = found.items() if isinstance(found, dict) else enumerate(found, 1) if isinstance(found, list) else ()
    for name, part in parts:
        named = part.get("id", name) if isinstance(part, dict) and isinstance(found, list) else name
        below = f"[{named}]" if isinstance(found, list) else f".{name}" if key else str(name)
        yield from _endless(part, path, key + below)


def _key(document: Mapping[str, Any], error: "ValidationError") -> str:
    """The key as a reader finds it: ``source[reuters-feed].limits.max_items``; a record without id by its number."""
    found: Any = document
    key = ""
    for part in error.absolute_path:
        found = found[part]
        if isinstance(part, str):
            key += f".{part}" if key else part
        else:
            named = found.get("id") if isinstance(found, dict) else None
            key += f"[{named or int(part) + 1}]"
    return key or "file"


def _own_words(error: "ValidationError") -> str | None:
    """The remedy that a schema itself has for a rule that says little to people, such as a pattern."""
    return error.schema.get("remedy") if isinstance(error.schema, dict) else None


def _remedy(error: "ValidationError") -> str:
    rule: Any = error.validator
    wanted: Any = error.validator_value
    found: Any = error.instance
    schema = error.schema if isinstance(error.schema, dict) else {}
    known = schema.get("properties", {})
    match rule:
        case "additionalProperties":
            return _unknown(sorted(set(found) - set(known)), sorted(known))
        case "required":
            return f"add {', '.join(key for key in wanted if key not in found)}"
        case "enum":
            return f"use one of {', '.join(str(choice) for choice in wanted)}"
        case "pattern":
            return f"write it as {wanted} demands"
        case "type":
            return f"make it {wanted if isinstance(wanted, str) else ' or '.join(wanted)}"
        case _:
            return str(error.message)


def _unknown(found: Sequence[str], known: Sequence[str]) -> str:
    """What to do about unknown keys.

    >>> _unknown(["wher", "zzz"], ["max", "where"])
    'write where for wher; remove zzz; known keys are max, where'
    """
    alike = {key: next(iter(get_close_matches(key, known, 1)), None) for key in found}
    said = [f"write {meant} for {key}" if meant else f"remove {key}" for key, meant in alike.items()]
    return "; ".join([*said, f"known keys are {', '.join(known)}"])
