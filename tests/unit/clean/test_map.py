"""docs/architecture.md tells of each module of the cleaner what it is for, and of none that there is not."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
PACKAGE = PROJECT / "pipeline" / "clean"


def told() -> str:
    """What the document says of how a story is cleaned."""
    text = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
    return text.partition("## How a story is cleaned\n")[2].partition("\n## ")[0]


def test_each_module_is_on_the_map() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "cleaner"}
    assert modules - set(re.findall(r"`(\w+)`", told())) == set()


def test_the_map_names_no_module_that_is_gone() -> None:
    rows = [line.split("|")[2] for line in told().splitlines() if line.startswith("| ")][1:]
    named = set(re.findall(r"`(\w+)`", "".join(rows)))
    assert {name for name in named if not (PACKAGE / f"{name}.py").is_file()} == set()


def test_the_guide_to_passes_names_files_that_there_are() -> None:
    guide = (PROJECT / "docs" / "adding-a-pass.md").read_text("utf-8")
    named = {PACKAGE / name for name in re.findall(r"`(\w+\.py)`", guide)}
    named |= {PROJECT / path for path in re.findall(r"`((?:pipeline|tests)/[\w/]+\.py)`", guide)}
    assert {path.name for path in named if not path.is_file()} == set()
