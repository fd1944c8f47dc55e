"""docs/data-dictionary.md is what the database says."""

import subprocess
import sys
from pathlib import Path

from tests.postgres.conftest import Newsroom

TOOL = Path(__file__).resolve().parents[2] / "tools" / "data_dictionary.py"


def check(newsroom: Newsroom) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(TOOL), "--check", "--url", newsroom.url]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_data_dictionary_is_up_to_date(newsroom: Newsroom) -> None:
    answer = check(newsroom)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_difference_is_told(newsroom: Newsroom) -> None:
    newsroom.rows("COMMENT ON COLUMN newswire.article.body IS 'Something else.'")
    answer = check(newsroom)
    assert answer.returncode == 1
    assert "run python tools/data_dictionary.py" in answer.stdout
