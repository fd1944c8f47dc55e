"""Settings by environment variables, read in one place."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and how much is done at once.

    ``database_url`` is None where the embedded server of ``home`` serves. ``object_store`` is a folder or any
    address that fsspec knows, such as ``s3://bucket/prefix``: raw payloads and batches lie in it. After
    ``retry_seconds`` a task is tried again that failed because the world outside did. ``recogniser`` is ``crf``,
    ``spacy:MODEL`` or ``crf+spacy:MODEL``: what finds the names in English text.
    """

    home: Path
    object_store: str
    sources: Path
    database_url: str | None = None
    batch_size: int = 500
    retry_seconds: int = 15
    recogniser: str = "crf"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the ``NEWSWIRE_*`` variables; an empty one counts as unset. Raises ConfigError.

        >>> Settings.from_env({"NEWSWIRE_HOME": "/srv/newswire"}).object_store
        '/srv/newswire/store'
        >>> Settings.from_env({"NEWSWIRE_BATCH_SIZE": "many"})
        Traceback (most recent call last):
        pipeline.errors.ConfigError: NEWSWIRE_BATCH_SIZE is 'many': set it to a whole number from 1 on, or unset it
        """
        given = {key: value for key, value in (os.environ if environ is None else environ).items() if value.strip()}
        home = Path(given.get("NEWSWIRE_HOME", ".newswire")).expanduser().absolute()
        return cls(
            home=home,
            object_store=given.get("NEWSWIRE_OBJECT_STORE", str(home / "store")),
            sources=Path(given.get("NEWSWIRE_SOURCES", PROJECT / "seeds" / "sources.toml")).expanduser().absolute(),
            database_url=given.get("NEWSWIRE_DATABASE_URL"),
            batch_size=_positive(given, "NEWSWIRE_BATCH_SIZE", 500),
            retry_seconds=_positive(given, "NEWSWIRE_RETRY_SECONDS", 15),
            recogniser=_recogniser(given.get("NEWSWIRE_RECOGNISER", "crf")),
        )


def _positive(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise ConfigError(f"{name} is {text!r}: set it to a whole number from 1 on, or unset it")
    return int(text)


def _recogniser(text: str) -> str:
    if not re.fullmatch(r"crf|(?:crf\+)?spacy:.+", text):
        raise ConfigError(
            f"NEWSWIRE_RECOGNISER is {text!r}: set it to crf, spacy:MODEL or crf+spacy:MODEL, or unset it"
        )
    return text
