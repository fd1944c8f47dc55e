"""Write what each specimen of ``seeds/stories`` becomes to ``tests/golden``: ``python tools/regenerate_golden.py``.

Run it after a change that is meant, and read the difference before it is committed.
"""

import datetime as dt
import difflib
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from pipeline.clean import clean
from pipeline.parse import parse
from pipeline.story import CleanStory, Contributor, Notice, Picture

ROOT = Path(__file__).parent.parent
SPECIMENS = ROOT / "seeds" / "stories"
GOLDEN = ROOT / "tests" / "golden"


def specimens() -> list[Path]:
    """The specimens of plain text; those of other formats have tests of their own."""
    return sorted(SPECIMENS.glob("*.txt"))


def golden_path(specimen: Path) -> Path:
    """Where the expected result of a specimen lies."""
    return GOLDEN / f"{specimen.stem}.json"


def render(specimen: Path) -> str:
    """The specimen's stories, parsed and cleaned, as indented JSON."""
    stories = [_table(clean(story)) for story in parse(specimen.read_bytes(), name=specimen.name)]
    return json.dumps(stories, ensure_ascii=False, indent=1) + "\n"


def difference(expected: str, found: str) -> str:
    """A unified difference of two renderings, empty when they are the same."""
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    return "\n".join(lines)


def main() -> int:
    """Write all that changed and name it."""
    GOLDEN.mkdir(exist_ok=True)
    for specimen in specimens():
        path, text = golden_path(specimen), render(specimen)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


def _table(story: CleanStory) -> dict[str, Any]:
    dateline = story.dateline
    return {
        "format": story.parsed.format,
        "agency": story.agency,
        "language": story.language,
        "headline": story.headline,
        "byline": story.byline,
        "dateline": dateline and {name: _plain(getattr(dateline, name)) for name in dateline.__slots__},
        "paragraphs": [paragraph.text for paragraph in story.paragraphs],
        "furniture": [f"{each.kind} {each.start}-{each.end} {each.rule}: {each.text}" for each in story.furniture],
        "pictures": [_told(picture) for picture in story.pictures],
        "contributors": [_told(person) for person in story.contributors],
        "notices": [_told(notice) for notice in story.notices],
        "warnings": list(story.warnings),
    }


def _plain(value: object) -> object:
    return str(value) if isinstance(value, dt.date) else msgspec.to_builtins(value)


def _told(record: Picture | Contributor | Notice) -> dict[str, Any]:
    """What a record says, without what it leaves open."""
    return {name: value for name, value in msgspec.to_builtins(record).items() if value}


if __name__ == "__main__":
    sys.exit(main())
