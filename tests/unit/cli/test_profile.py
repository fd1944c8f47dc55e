import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.cli.profile import check, profile_of, render
from pipeline.config import PROJECT
from pipeline.errors import ConfigError

SEEDS = PROJECT / "seeds" / "stories"
STORY = (SEEDS / "kyodo-trilateral.txt").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "trilateral.txt").write_text(f"{STORY.rstrip()}\n\nMore on the talks\n\n==Kyodo\n", "utf-8")
    (tmp_path / "page.txt").write_text((SEEDS / "kyodo-japanese.txt").read_text("utf-8"), "utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "half.txt.part").write_text("not yet")
    return tmp_path


def test_a_profile_is_tried_on_all_files_of_a_folder(folder: Path) -> None:
    found = check("kyodo", folder)
    assert (found.files, found.stories) == (3, 2)
    assert {"kyodo.dateline.ja", "kyodo.signoff.end_line"} <= {each.rule for each in found.taken if each.own}
    assert [each.rule for each in found.silent] == ["kyodo.signoff.serial"]
    assert [each.file for each in found.unread] == ["empty.txt"]
    assert {each.file for each in found.taken} == {"day/trilateral.txt", "page.txt"}


def test_the_command_prints_json_and_tables(folder: Path) -> None:
    (answer,) = [json.loads(CliRunner().invoke(app, ["profile", "check", "kyodo", str(folder), "--json"]).stdout)]
    assert {"agency", "faults", "files", "stories", "paragraphs", "taken", "silent", "stayed", "unread"} == set(answer)
    assert {"rule", "kind", "own", "count", "stories", "prose", "longest", "file"} == set(answer["taken"][0])
    shown = CliRunner().invoke(app, ["profile", "check", "Kyodo News", str(folder)]).stdout
    for words in ("kyodo: 3 files, 2 stories", "never fired", "kyodo.signoff.serial", "not read: empty.txt"):
        assert words in shown


def test_a_folder_of_nothing_is_told(tmp_path: Path) -> None:
    from rich.console import Console

    console = Console(record=True, width=100)
    console.print(render(check("generic", tmp_path)))
    assert "no rule took anything" in console.export_text()


def test_an_agency_is_known_by_id_name_or_mark() -> None:
    assert profile_of("kyodo") == profile_of("KYODO NEWS") == profile_of("共同")


def test_an_unknown_agency_and_a_missing_folder_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no profile kyoto; alike are .*kyodo.*adding-an-agency"):
        check("kyoto", tmp_path)
    with pytest.raises(ConfigError, match="no folder"):
        check("kyodo", tmp_path / "none")


def test_a_line_that_stories_share_is_shown_once(tmp_path: Path) -> None:
    for name, thing in (("a", "bridge"), ("b", "quay")):
        sentence = f"The council of the harbor town voted on Monday to mend the {thing} before winter."
        (tmp_path / f"{name}.txt").write_text(f"{sentence}\n\nA line of both\n\nNobody was hurt in the {thing}.\n")
    found = check("kyodo", tmp_path)
    assert [each.file for each in found.stayed if each.text == "A line of both"] == ["a.txt", "b.txt"]
    assert CliRunner().invoke(app, ["profile", "check", "kyodo", str(tmp_path)]).stdout.count("A line of both") == 1
