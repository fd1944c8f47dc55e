"""docs/formats.md is what the parsers say."""

import subprocess
import sys
from pathlib import Path

from pipeline.parse import FORMATS
from tools.format_docs import fields_of

PROJECT = Path(__file__).resolve().parents[2]


def test_the_docs_are_what_the_parsers_say() -> None:
    subprocess.run([sys.executable, "-m", "tools.format_docs", "--check"], check=True, cwd=PROJECT)


def test_fields_are_told_of_every_format_with_metadata() -> None:
    bare = {format_.name for format_ in FORMATS if not fields_of(format_.name)}
    assert bare == {"documents", "text"}
