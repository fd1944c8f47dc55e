import re
import textwrap
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
        "write path for paht; known keys are after, agency, ca_file",
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


def faults(file: Path, text: str) -> list[str]:
    file.write_text(f'[[source]]\nid = "wire"\n{text}\n')
    return [str(fault) for fault in check_sources(file)]


@pytest.mark.parametrize(
    "text",
    [
        'transport = "feed"\nurl = "https://wire.example/feed"\nevery = "10m"\ncredentials = "wire"',
        'transport = "feed"\nurl = "https://wire.example/feed"\nfeed = {token = "/next", token_to = "query:since"}',
        'transport = "page"\nurls = ["https://wire.example/"]\npage = {links = "https://.*/story/.*"}',
        'transport = "ftp"\nurl = "ftps://wire.example/out"\npatterns = ["*.xml"]',
        'transport = "sftp"\nurl = "sftp://wire.example:2222/out"\nhost_key = "ssh-ed25519 AAAA"',
        'transport = "imap"\nurl = "imaps://wire.example/INBOX"',
        'transport = "object_store"\nurl = "s3://bucket/prefix"',
        'transport = "archive"\npath = "in"',
        'transport = "archive"\nurl = "https://wire.example/2019.warc.gz"',
        'transport = "folder"\npath = "in"\nafter = "move"\nmove_to = "."',
    ],
)
def test_sound_records(text: str, file: Path) -> None:
    assert faults(file, text) == []
    assert load_sources(file)[0].location


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('transport = "feed"', "add url"),
        ('transport = "feed"\nurl = "ftp://wire.example/"', "a URL that feed knows"),
        ('transport = "feed"\nurl = "https://wire.example/"\npatterns = ["*"]', '"patterns": use one of id'),
        ('transport = "feed"\nurl = "https://wire.example/"\nfeed = {token = "/next"}', "token_to"),
        ('transport = "page"\nurls = ["https://wire.example/"]\npage = {links = "["}', "mend the regular expression"),
        ('transport = "archive"', "a path or a url, one of them"),
        ('transport = "archive"\npath = "in"\nurl = "https://wire.example/"', "a path or a url, one of them"),
        ('transport = "folder"\npath = "in"\nafter = "move"', "add move_to"),
        ('transport = "folder"\npath = "in"\nafter = "move"\nmove_to = "in/done"', "outside of path"),
        ('transport = "folder"\npath = "in"\nevery = "soon"', "such as 10m"),
        ('transport = "folder"\npath = "in"\nsettle_seconds = nan', "write a finite number"),
        ('transport = "folder"\npath = "in"\nsettle_seconds = inf', "write a finite number"),
        ('transport = "folder"\npath = "in"\nagency = "nobody"', "write a profile for it, or use one of "),
    ],
)
def test_faulty_records(text: str, words: str, file: Path) -> None:
    assert any(words in fault for fault in faults(file, text)), faults(file, text)


@pytest.mark.parametrize("key", ["url", "urls"])
def test_password_in_a_url_is_refused_and_not_repeated(key: str, file: Path) -> None:
    address = "https://desk:secret@wire.example/"
    text = f'transport = "feed"\nurl = "{address}"' if key == "url" else f'transport = "page"\nurls = ["{address}"]'
    found = faults(file, text)
    assert any("without user and password" in fault for fault in found)
    assert not any("secret" in fault for fault in found)


def test_examples_in_the_documentation_are_sound(file: Path) -> None:
    text = (PROJECT / "docs" / "sources.md").read_text(encoding="utf-8")
    examples = [block for block in re.findall(r"(?:^(?:    .*)?\n)+", text, re.MULTILINE) if "[[source]]" in block]
    for example in examples:
        file.write_text(textwrap.dedent(example))
        assert load_sources(file)
    assert examples
