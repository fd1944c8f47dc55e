"""Measures the parsers against real wire files that are not part of the project: each expected value met or not.

A row of ``CHECKS`` (``wire_checks.py``) says how an expected value's key is compared with what was read; a key without
a row is met when its value stands anywhere in the story. Run ``python -m tests.quality.wires`` for the list of what is
not met; the folder is ``../shared/wires`` or the one that NEWSWIRE_WIRES names.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.quality.wire_checks import CHECKS, Reading, anywhere

WIRES = Path(os.environ.get("NEWSWIRE_WIRES", Path(__file__).parents[2].parent / "shared" / "wires"))
DPA = "newsmlg2-dpa"


@dataclass(frozen=True, slots=True)
class Value:
    """One expected value of one file, and whether the parser met it."""

    path: str
    format: str
    key: str
    expected: Any
    met: bool
    found: str


def measure(folder: Path = WIRES) -> Iterator[Value]:
    """Every expected value of every file, in the order of the lists."""
    for record in _records(folder):
        reading = Reading((folder / record["path"]).read_bytes())
        values = [*record.get("expect", {}).items(), *record.get("raw_facts", {}).items()]
        for key, expected in values:
            met, found = _judge(reading, key, expected)
            yield Value(record["path"], record["format"], key, expected, met, found)


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    yield from json.loads((folder / "expected.json").read_text("utf-8"))["files"]
    for item in json.loads((folder / "expected_dpa.json").read_text("utf-8"))["items"]:
        facts = {key: value for key, value in item.items() if key != "path" and value not in (None, [])}
        # Paragraphs are counted by the schema without headings, lists and tables; the words tell more.
        facts.pop("body_paragraphs")
        yield {"path": item["path"], "format": DPA, "expect": facts}


def _judge(reading: Reading, key: str, expected: object) -> tuple[bool, str]:
    if not reading.stories:
        return False, f"no story: {reading.error}"
    try:
        met = CHECKS.get(key, anywhere)(reading, expected)
    except (AttributeError, IndexError, TypeError, ValueError, NotImplementedError) as error:
        return False, f"{type(error).__name__}: {error}"
    return met, "" if met else _found(reading, key)


def _found(reading: Reading, key: str) -> str:
    names_ = {"versioncreated": "version_created", "firstcreated": "first_created", "keywords_contains": "keywords"}
    return str(getattr(reading.story, names_.get(key, key), ""))[:120]


def main() -> None:
    """Write what is not met, then the counts by format."""
    values = list(measure())
    for value in values:
        if not value.met:
            sys.stdout.write(
                f"{value.format} {value.path} {value.key}: {str(value.expected)[:100]!r} {value.found!r}\n"
            )
    for name in sorted({value.format for value in values}):
        met = [value.met for value in values if value.format == name]
        sys.stdout.write(f"{name}: {sum(met)}/{len(met)}\n")


if __name__ == "__main__":
    main()
