"""What the records of the sources say, kept beside what they brought."""

from collections.abc import Sequence

from psycopg2.extensions import connection as Connection  # noqa: N812

from pipeline.load import statements
from pipeline.load.connection import transaction
from pipeline.sources import Source


def record_sources(connection: Connection, sources: Sequence[Source]) -> None:
    """Write the records of all configured sources; one that has not changed costs nothing."""
    rows = [_row(source) for source in sorted(sources, key=lambda source: source.id)]
    with transaction(connection) as cursor:
        cursor.executemany(statements.RECORD_SOURCE, rows)


def _row(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "title": source.title,
        "agency": source.agency,
        "transport": source.transport,
        "location": source.location,
        "rights_holder": source.rights.holder,
        "usage_terms": source.rights.usage_terms,
        "enabled": source.enabled,
    }
