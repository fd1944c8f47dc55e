"""The files of words beside the modules: no list without a reader, no word twice in one."""

import re
from pathlib import Path

import pytest

from pipeline.clean.wording import words_of

PACKAGE = Path(__file__).parents[3] / "pipeline" / "clean"
CODE = "\n".join(path.read_text("utf-8") for path in sorted(PACKAGE.glob("*.py")))


@pytest.mark.parametrize("file", ["crediting", "speech", "towns", "wording"])
def test_each_list_is_read_and_has_each_word_once(file: str) -> None:
    lists = words_of(file)
    assert [name for name in lists if not re.search(rf"[\"']{name}[\"']\]", CODE)] == []
    assert [name for name, words in lists.items() if len(words) != len(set(words))] == []
