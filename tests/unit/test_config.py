from pathlib import Path

import pytest

from pipeline.config import PROJECT, Settings
from pipeline.errors import ConfigError


def test_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_env({})
    assert settings.home == tmp_path / ".newswire"
    assert settings.object_store == str(tmp_path / ".newswire" / "store")
    assert settings.sources == PROJECT / "seeds" / "sources.toml"
    assert settings.database_url is None
    assert settings.batch_size == 500


def test_everything_can_be_set() -> None:
    settings = Settings.from_env(
        {
            "NEWSWIRE_HOME": "/srv/home",
            "NEWSWIRE_DATABASE_URL": "postgresql://db/news",
            "NEWSWIRE_OBJECT_STORE": "s3://bucket/wire",
            "NEWSWIRE_SOURCES": "/etc/sources.toml",
            "NEWSWIRE_BATCH_SIZE": "20",
            "NEWSWIRE_RETRY_SECONDS": "1",
        }
    )
    assert settings == Settings(
        Path("/srv/home"), "s3://bucket/wire", Path("/etc/sources.toml"), "postgresql://db/news", 20, 1
    )


def test_empty_counts_as_unset() -> None:
    assert Settings.from_env({"NEWSWIRE_DATABASE_URL": " "}).database_url is None


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many"])
def test_batch_size_must_be_a_whole_number(value: str) -> None:
    with pytest.raises(ConfigError, match="NEWSWIRE_BATCH_SIZE"):
        Settings.from_env({"NEWSWIRE_BATCH_SIZE": value})
