"""COPY in Postgres's text format, from Python values."""

import datetime as dt
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import NoneType
from typing import Any

import msgspec
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from pipeline.storable import storable

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

Row = dict[str, object]


def copy(cursor: Cursor, table: str, rows: Iterable[Row]) -> None:
    """COPY rows, which all have the same columns, into ``table`` (``schema.name``, or a temporary table's name)."""
    first, rows = _peek(rows)
    if first is None:
        return
    lines = "".join(map(_line, rows))
    target = sql.Identifier(*table.split("."))
    columns = sql.SQL(", ").join(map(sql.Identifier, first))
    cursor.copy_expert(sql.SQL("COPY {} ({}) FROM STDIN").format(target, columns), io.StringIO(lines))


def _line(row: Row) -> str:
    return "\t".join([_BY_TYPE.get(type(value), _other)(value) for value in row.values()]) + "\n"


def field(value: object) -> str:
    r"""One value as COPY reads it; what Postgres cannot store in a text is replaced.

    >>> field(None), field("a\tb\\"), field(True), field(("x", 'say "y"'))
    ('\\N', 'a\\tb\\\\', 't', '{"x","say \\\\"y\\\\""}')
    >>> field({"iso3166": "JP"}), field(()), field(dt.date(2024, 5, 1))
    ('{"iso3166":"JP"}', '{}', '2024-05-01')
    """
    return _BY_TYPE.get(type(value), _other)(value)


def _other(value: object) -> str:
    return _escaped(json_value(value) if isinstance(value, Mapping) else value)


def json_value(value: object) -> str:
    """Records or mappings as text for a ``jsonb`` column."""
    return msgspec.json.encode(_storable(msgspec.to_builtins(value))).decode()


def _peek(rows: Iterable[Row]) -> tuple[Row | None, Iterator[Row]]:
    iterator = iter(rows)
    first = next(iterator, None)
    return first, iterator if first is None else itertools.chain([first], iterator)


def _escaped(value: object) -> str:
    """Most values are short and plain, and what is printable needs no look at each character."""
    text = str(value)
    if text.isprintable() and "\\" not in text:
        return text
    escaped = storable(text).replace("\\", "\\\\")
    return escaped.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _array(values: tuple[object, ...]) -> str:
    if not values:
        return "{}"
    quoted = [str(part).replace("\\", "\\\\").replace('"', '\\"') for part in values]
    return _escaped('{"' + '","'.join(quoted) + '"}')


# The types of nearly all values: a load writes hundreds of them a story.
_BY_TYPE: dict[type, Callable[[Any], str]] = {
    str: _escaped,
    int: str,
    float: str,
    NoneType: lambda _: "\\N",
    bool: lambda value: "t" if value else "f",
    tuple: _array,
    dt.datetime: dt.datetime.isoformat,
    dt.date: dt.date.isoformat,
}


def _storable(value: Json) -> Json:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _storable(part) for key, part in value.items()}
    return [_storable(part) for part in value] if isinstance(value, list) else value
