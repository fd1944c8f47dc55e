"""COPY in Postgres's text format, from Python values."""

import datetime as dt
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.storable import storable

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

Row = dict[str, object]

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
ARRAY_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"'})


def copy(cursor: Cursor, table: str, rows: Iterable[Row]) -> None:
    """COPY rows, which all have the same columns, into ``table`` (``schema.name``, or a temporary table's name)."""
    first, rows = _peek(rows)
    if first is None:
        return
    lines = "".join("\t".join(map(field, row.values())) + "\n" for row in rows)
    target = sql.Identifier(*table.split("."))
    columns = sql.SQL(", ").join(map(sql.Identifier, first))
    cursor.copy_expert(sql.SQL("COPY {} ({}) FROM STDIN").format(target, columns), io.StringIO(lines))


def field(value: object) -> str:
    r"""One value as COPY reads it; what Postgres cannot store in a text is replaced.

    >>> field(None), field("a\tb\\"), field(True), field(("x", 'say "y"'))
    ('\\N', 'a\\tb\\\\', 't', '{"x","say \\\\"y\\\\""}')
    >>> field({"iso3166": "JP"})
    '{"iso3166":"JP"}'
    """
    if value is None:
        return "\\N"
    if type(value) in {int, float}:
        return str(value)
    if value == ():
        return "{}"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dt.date):
        return value.isoformat()
    return _text(value).translate(ESCAPES)


def json_value(value: object) -> str:
    """Records or mappings as text for a ``jsonb`` column."""
    return msgspec.json.encode(_storable(msgspec.to_builtins(value))).decode()


def _peek(rows: Iterable[Row]) -> tuple[Row | None, Iterator[Row]]:
    iterator = iter(rows)
    first = next(iterator, None)
    return first, iterator if first is None else itertools.chain([first], iterator)


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return json_value(value)
    if isinstance(value, tuple):
        return "{" + ",".join(f'"{storable(str(part)).translate(ARRAY_ESCAPES)}"' for part in value) + "}"
    return storable(str(value))


def _storable(value: Json) -> Json:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _storable(part) for key, part in value.items()}
    return [_storable(part) for part in value] if isinstance(value, list) else value
