"""The stories' database for a command that decides something in it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from pipeline.cli.output import say
from pipeline.config import Settings

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection  # noqa: N812


@contextmanager
def connected(command: str) -> "Iterator[Connection]":
    """A connection to the migrated database, beside other commands' work."""
    from pipeline.home import Home
    from pipeline.load import connect
    from pipeline.load.migrate import upgrade

    with Home(Settings.from_env()).database(command, share=True, waiting=say) as url:
        upgrade(url)
        with closing(connect(url)) as connection:
            yield connection
