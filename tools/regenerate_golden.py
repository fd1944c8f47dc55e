"""Write what each specimen becomes to ``tests/golden``: ``python tools/regenerate_golden.py``.

Specimens lie in ``seeds/stories`` and, of formats in more of their shapes, in ``tests/golden/specimens``.

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
from pipeline.story import CleanStory

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
FOLDERS = (ROOT / "seeds" / "stories", GOLDEN / "specimens")
# Fields that stand in the table under a name of their own, or say the same as one that does.
_TOLD = frozenset(
    (
        "source_text",
        "blocks",
        "format",
        "headline",
        "byline",
        "warnings",
        "pictures",
        "contributors",
        "language",
        "agency",
    )
)


def specimens() -> list[Path]:
    """All specimens, of every format."""
    return sorted((path for folder in FOLDERS for path in folder.iterdir()), key=lambda path: path.name)


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
    metadata = {name: value for name, value in _filled(story.parsed).items() if name not in _TOLD}
    if metadata.get("encoding") == "utf-8":
        del metadata["encoding"]
    return {
        "format": story.parsed.format,
        "agency": story.agency,
        "language": story.language,
        "headline": story.headline,
        "byline": story.byline,
        "dateline": dateline and {name: _plain(getattr(dateline, name)) for name in dateline.__slots__},
        "paragraphs": [paragraph.text for paragraph in story.paragraphs],
        "furniture": [f"{each.kind} {each.start}-{each.end} {each.rule}: {each.text}" for each in story.furniture],
        "pictures": [{"caption": None, "credit": None, **_filled(picture)} for picture in story.pictures],
        "contributors": [_filled(person) for person in story.contributors],
        "notices": [_filled(notice) for notice in story.notices],
        "warnings": list(dict.fromkeys((*story.parsed.warnings, *story.warnings))),
        **({"metadata": metadata} if metadata else {}),
    }


def _filled(record: object) -> dict[str, Any]:
    """The fields of a record that hold something, as JSON has them."""
    fields: dict[str, Any] = json.loads(msgspec.json.encode(record))
    return {name: value for name, value in fields.items() if value not in (None, [], {})}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, dt.date) else msgspec.to_builtins(value)


if __name__ == "__main__":
    sys.exit(main())
