"""One embedded Postgres for the whole test session, a fresh empty database for each test that asks."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import sql

from pipeline.embedded import Server


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give root's tests a folder beside pytest's own.

    Each session of pytest shuts the latter to other users when it begins, that of Postgres in another session too.
    """
    if os.geteuid() == 0 and config.option.basetemp is None and not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="newswire-")
        config.option.basetemp = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The session's server: durable settings off, its folder removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="newswire-test-"))
    try:
        with Server(folder / "postgres", durable=False) as server:
            yield server
    finally:
        # Hundreds of databases are 200,000 files, which take half a minute to remove: nobody needs to wait for it.
        subprocess.run(["/bin/sh", "-c", 'rm -rf "$1" < /dev/null > /dev/null 2>&1 &', "sh", folder], check=True)


@pytest.fixture(scope="session")
def new_database(postgres_server: Server) -> Callable[..., str]:
    """A function that makes a database, empty or ``like`` another, and gives its URL; for wider scopes than a test."""
    numbers = itertools.count()

    def make(like: str = "template1") -> str:
        name = f"test_{next(numbers)}"
        connection = psycopg2.connect(postgres_server.url())
        try:
            connection.autocommit = True
            create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
            connection.cursor().execute(create)
        finally:
            connection.close()
        return postgres_server.url(name)

    return make


@pytest.fixture
def postgres_url(new_database: Callable[..., str]) -> str:
    """The URL of a fresh empty database."""
    return new_database()
