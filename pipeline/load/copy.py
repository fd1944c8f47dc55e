"""COPY in Postgres's text format, from Python values."""

import datetime as dt
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import NoneType

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
    return "\t".join([_BY_TYPE.get(type(value), field)(value) for value in row.values()]) + "\n"


def field(value: object) -> str:
    r"""One value as COPY reads it; what Postgres cannot store in a text is replaced.

    >>> field(None), field("a\tb\\"), field(True), field(("x", 'say "y"'))
    ('\\N', 'a\\tb\\\\', 't', '{"x","say \\\\"y\\\\""}')
    >>> field({"iso3166": "JP"})
    '{"iso3166":"JP"}'
    """
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _escaped(_array(value)) if value else "{}"
    if isinstance(value, Mapping):
        return _escaped(json_value(value))
    return _BY_TYPE.get(type(value), _escaped)(value)


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
    quoted = [str(part).replace("\\", "\\\\").replace('"', '\\"') for part in values]
    return '{"' + '","'.join(quoted) + '"}'


# The types of nearly all values: a load writes hundreds of them a story.
_BY_TYPE: dict[type, Callable[[object], str]] = {str: _escaped, int: str, float: str, NoneType: lambda _: "\\N"}


def _storable(value: Json) -> Json:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _storable(part) for key, part in value.items()}
    return [_storable(part) for part in value] if isinstance(value, list) else value
