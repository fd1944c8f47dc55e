"""Secrets of a source: an Airflow connection by its id; they stand in no record, no log and no message."""

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from pipeline.errors import ConfigError
from pipeline.sources import Source


@dataclass(frozen=True, slots=True)
class Credentials:
    """Login and password of a connection; ``extra`` holds what else it carries, such as a private key."""

    login: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)


def credentials_of(source: Source, environ: Mapping[str, str] | None = None) -> Credentials:
    """What the source's record names, or none.

    ``AIRFLOW_CONN_<ID>`` (a URI or JSON, as Airflow writes them) serves with and without Airflow; where a task
    fetches, Airflow's own connections do too. Raises ConfigError when there is no such connection.
    """
    if source.credentials is None:
        return Credentials()
    variable = f"AIRFLOW_CONN_{source.credentials.upper()}"
    text = (os.environ if environ is None else environ).get(variable)
    found = _read(text, variable) if text else _from_airflow(source.credentials)
    if found is None:
        remedy = f"make it in Airflow, or set {variable}"
        raise ConfigError(f"source {source.id}: there is no connection {source.credentials}: {remedy}")
    return found


def _read(text: str, variable: str) -> Credentials:
    """A connection as Airflow writes it.

    >>> _read("ftp://desk:p%40ss@host/?key=x", "AIRFLOW_CONN_DESK").password
    'p@ss'
    """
    # Raised outside of the handler: the parser's own message may quote the secret.
    with contextlib.suppress(ValueError, AttributeError):
        if text.lstrip().startswith("{"):
            return _from_json(json.loads(text))
        if "://" in text:
            return _from_uri(urlsplit(text))
    raise ConfigError(f"{variable} is no connection: write it as a URI or as JSON, as Airflow does")


def _from_json(record: Mapping[str, Any]) -> Credentials:
    extra = record.get("extra") or {}
    return Credentials(
        record.get("login"), record.get("password"), json.loads(extra) if isinstance(extra, str) else extra
    )


def _from_uri(url: SplitResult) -> Credentials:
    login, password = (unquote(part) if part else None for part in (url.username, url.password))
    return Credentials(login, password, dict(parse_qsl(url.query)))


def _from_airflow(name: str) -> Credentials | None:
    """Airflow is asked only where it runs already: without it there are no connections but the environment's."""
    if "airflow.sdk" not in sys.modules:
        return None
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException

    try:
        found = Connection.get(name)
    except AirflowNotFoundException:
        return None
    return Credentials(found.login, found.password, found.extra_dejson)
