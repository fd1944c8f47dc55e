from pathlib import Path

import pytest

from pipeline.config import PROJECT
from pipeline.errors import ConfigError
from pipeline.sources import Limits, Rights, Source, check_sources, load_sources, source_titles

GOOD = """
[[source]]
id = "drop"
title = "Drop folder"
transport = "folder"
path = "in"
patterns = ["*.xml"]
settle_seconds = 0
agency = "dpa"
enabled = false
limits = {max_items = 5, max_bytes = 10}
rights = {holder = "dpa", usage_terms = "online"}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "sources.toml"


def test_record_is_read_with_paths_beside_the_file(file: Path) -> None:
    file.write_text(GOOD)
    assert load_sources(file) == (
        Source(
            id="drop",
            title="Drop folder",
            transport="folder",
            path=file.parent / "in",
            patterns=("*.xml",),
            settle_seconds=0,
            agency="dpa",
            enabled=False,
            limits=Limits(max_items=5, max_bytes=10),
            rights=Rights("dpa", "online"),
        ),
    )
    assert check_sources(file) == ()
    assert source_titles(file) == {"drop": "Drop folder"}


def test_country_code_no_stays_text(file: Path) -> None:
    file.write_text('[[source]]\nid = "no"\ntransport = "folder"\npath = "in"\n')
    assert load_sources(file)[0].id == "no"


def test_all_faults_are_named_with_key_value_and_remedy(file: Path) -> None:
    file.write_text('[[source]]\nid = "Bad Id"\ntransport = "pigeon"\npaht = "x"\n[[source]]\ntransport = "folder"\n')
    faults = [str(fault) for fault in check_sources(file)]
    for words in (
        'source[Bad Id].id is "Bad Id": write it as ^[a-z]',
        'source[Bad Id].transport is "pigeon": use one of folder',
        "remove paht; known keys are after, agency, ca_file",
        'source[2] is {"transport": "folder"}: add id',
        'source[2] is {"transport": "folder"}: add path',
    ):
        assert any(words in fault for fault in faults), words
    with pytest.raises(ConfigError) as caught:
        load_sources(file)
    assert len(str(caught.value).splitlines()) == len(faults)
    assert str(file) in str(caught.value)


def test_repeated_id(file: Path) -> None:
    file.write_text(GOOD + GOOD)
    assert [fault.remedy for fault in check_sources(file)] == ["give each source an id of its own"]


def test_missing_folder_is_a_fault_to_check_and_none_to_load(file: Path) -> None:
    file.write_text('[[source]]\nid = "away"\ntransport = "folder"\npath = "gone"\n')
    assert [fault.key for fault in check_sources(file)] == ["source[away].path"]
    assert load_sources(file)[0].id == "away"


@pytest.mark.parametrize("text", ["[[source", "source = 3", "", "\x00"])
def test_broken_files_are_faults_and_give_no_titles(text: str, file: Path) -> None:
    file.write_text(text)
    assert len(check_sources(file)) == 1
    assert source_titles(file) == {}


def test_missing_file(tmp_path: Path) -> None:
    assert "can be read" in check_sources(tmp_path / "none.toml")[0].remedy
    assert source_titles(tmp_path / "none.toml") == {}


def test_the_projects_own_file_is_sound() -> None:
    assert check_sources(PROJECT / "seeds" / "sources.toml") == ()
