import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import PROJECT

SEED = PROJECT / "seeds" / "stories" / "kyodo-trilateral.txt"
Newswire = Callable[..., Any]


@pytest.fixture
def newswire() -> Newswire:
    runner = CliRunner()
    return lambda *arguments, **options: runner.invoke(app, [str(part) for part in arguments], **options)


def command(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-m", "pipeline.cli", *(str(part) for part in arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment or None)


def test_preview_prints_a_json_array_of_articles(newswire: Newswire) -> None:
    (article,) = json.loads(newswire("preview", SEED, "--json").stdout)
    assert article["agency"] == "kyodo"
    assert len(article["paragraphs"]) == 12
    assert article["headline"] is article["version_created"] is None
    assert article["body"] == "\n\n".join(article["paragraphs"])


def test_preview_shows_furniture_pictures_and_entities(newswire: Newswire) -> None:
    shown = newswire("preview", SEED).stdout
    for words in (
        "SAN FRANCISCO, Kyodo -",
        "San Francisco, California, US",
        "KCNA/Kyodo",
        "Toshimitsu Motegi",
        "signoff",
    ):
        assert words in shown


def test_preview_reads_standard_input(newswire: Newswire) -> None:
    (article,) = json.loads(newswire("preview", "-", "--json", input=SEED.read_bytes()).stdout)
    assert article["agency"] == "kyodo"


def test_preview_imports_nothing_heavy() -> None:
    script = (
        "import sys; from pipeline.flow import preview; preview(open(sys.argv[1], 'rb').read()); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(SEED)], capture_output=True, text=True, check=True)
    assert not {"airflow", "great_expectations", "pandas", "psycopg2", "sqlalchemy"} & set(done.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["preview", "/no/such/file"], 2, "No such file"),
        (["ingest", "/no/such/file"], 2, "there is no /no/such/file"),
        (["preview", "/dev/null"], 1, "error:"),
        (["no-such-command"], 2, "No such command"),
        (["preview", "--agency", "nosuch", str(SEED)], 2, "there is no profile nosuch; "),
    ],
)
def test_errors_are_a_message_and_an_exit_code(arguments: list[str], code: int, words: str) -> None:
    done = command(*arguments)
    assert done.returncode == code
    assert words in re.sub(r"\s+", " ", done.stderr)
    assert "Traceback" not in done.stderr


def test_sources_check_names_every_fault(newswire: Newswire, tmp_path: Path) -> None:
    broken = tmp_path / "sources.toml"
    broken.write_text('[[source]]\nid = "a"\ntransport = "pigeon"\n[[source]]\nid = "b"\ntransport = "folder"\n')
    done = newswire("sources", "check", broken, "--json")
    assert done.exit_code == 2
    faults = {fault["key"]: fault["remedy"] for fault in json.loads(done.stdout)}
    assert faults == {
        "source[a].transport": "use one of folder, feed, page, ftp, sftp, imap, object_store, archive",
        "source[b]": "add path",
    }


def test_sources_check_finds_the_project_sound(newswire: Newswire) -> None:
    done = newswire("sources", "check")
    assert done.exit_code == 0, done.output
    assert "sound" in done.output


def test_sources_check_reads_agency_profiles_too(tmp_path: Path) -> None:
    from pipeline.cli.check import check_all

    (tmp_path / "wrong.toml").write_text('id = "other"\nnmae = "Other"\n')
    faults = check_all(PROJECT / "seeds" / "sources.toml", tmp_path)
    assert faults
    assert {Path(fault.file).name for fault in faults} == {"wrong.toml"}


def test_migrate_and_status_of_a_given_database(
    newswire: Newswire, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", postgres_url)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path))
    assert json.loads(newswire("db", "migrate", "--json").stdout)["changed"] is True
    assert json.loads(newswire("db", "migrate", "--json").stdout)["changed"] is False
    assert json.loads(newswire("status", "--json").stdout)["runs"] == []
    assert "no run yet" in newswire("status").stdout
    assert not (tmp_path / "postgres").exists()


def test_ingest_takes_files_through_all_stages(
    newswire: Newswire, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", postgres_url)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    (tmp_path / "empty.txt").touch()
    for outcome in ("loaded", "unchanged"):
        done = newswire("ingest", SEED, tmp_path / "empty.txt", "--json")
        assert done.exit_code == 0, done.output
        answer = json.loads(done.stdout)
        assert answer["outcomes"] == dict.fromkeys(answer["outcomes"], 0) | {outcome: 1, "quarantined": 1}
        assert answer["balanced"]
    shown = newswire("status").stdout
    assert "finished" in shown
    assert "1 open" in shown
    assert "hand" in shown


def test_psql_runs_on_the_database(postgres_url: str, tmp_path: Path) -> None:
    done = command("psql", "-Atc", "SELECT 40 + 2", NEWSWIRE_DATABASE_URL=postgres_url, NEWSWIRE_HOME=str(tmp_path))
    assert done.stdout.strip() == "42", done.stderr


def test_preview_lets_no_text_steer_the_terminal(newswire: Newswire, tmp_path: Path) -> None:
    wire = tmp_path / "story.txt"
    wire.write_text("ROME (X) - Talks began \u202eon Monday\u2066, officials said.\n\nThey go on.\n")
    shown = newswire("preview", wire).stdout
    assert "Talks began \ufffdon Monday" in shown
    assert "\u202e" not in shown


def test_run_names_the_sources_there_are(tmp_path: Path) -> None:
    done = command("run", "--source", "nosuch", **os.environ | {"NEWSWIRE_HOME": str(tmp_path)})
    assert done.returncode == 2
    assert "no source nosuch" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_preview_shows_people_notices_and_places(newswire: Newswire) -> None:
    shown = newswire("preview", SEED.with_name("reuters-trust.txt")).stdout
    for words in ("Joao Lima", "reporter", "paragraph 3", "Port Alder, NO; Oslo, NO", "Ann Lee"):
        assert words in shown


def test_prune_takes_old_runs_only(newswire: Newswire, tmp_path: Path) -> None:
    for run, days in (("old", 9), ("new", 1)):
        file = tmp_path / "store" / "runs" / run / "batches.jsonl"
        file.parent.mkdir(parents=True)
        file.touch()
        then = time.time() - days * 86400
        os.utime(file, (then, then))
    shown = newswire("prune", "--older-than", 7, "--json", env={"NEWSWIRE_HOME": str(tmp_path)})
    assert json.loads(shown.stdout) == {"removed": ["old"]}
    assert [path.name for path in (tmp_path / "store" / "runs").iterdir()] == ["new"]
    assert newswire("prune", "--older-than", 0).exit_code == 2


def test_a_run_cannot_read_only_what_is_new_and_everything() -> None:
    done = command("run", "--new", "--reread")
    assert (done.returncode, "give one of them" in done.stderr) == (2, True)
