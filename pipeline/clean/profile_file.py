"""The file of an agency profile, held against its schema and against what a schema cannot say."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.datafile import Fault, examine, shown

SCHEMA = Path(__file__).parent.parent.parent / "schemas" / "agency.schema.json"
GROUPS = ("city", "region", "date", "agency", "byline")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)


def faults_of(path: Path) -> tuple[Fault, ...]:
    """What is wrong in a profile's file: keys and values, ids, regular expressions; empty when it is sound."""
    document, faults = examine(path, SCHEMA)
    if faults:
        return faults
    return (*_misnamed(document, path), *_repeated(document, path), *_patterns(document, path))


def _misnamed(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    if document["id"] != path.stem:
        yield Fault(str(path), "id", shown(document["id"]), f"write {path.stem}, or rename the file")


def _repeated(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for table in ("rule", "dateline"):
        counts = Counter(record["id"] for record in document.get(table, ()))
        for name in (name for name, count in counts.items() if count > 1):
            yield Fault(str(path), f"{table}[{name}].id", shown(name), f"give each {table} an id of its own")


def _patterns(document: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for name, part in document.get("part", {}).items():
        for key, pattern in _numbered(name, part):
            if remedy := _mend(pattern, None):
                yield Fault(str(path), f"part.{key}", shown(pattern), remedy)
    for table in ("rule", "dateline"):
        for record in document.get(table, ()):
            for key, pattern in _written(record):
                remedy = _mend(pattern, GROUPS if table == "dateline" else None)
                if remedy:
                    yield Fault(str(path), f"{table}[{record['id']}].{key}", shown(pattern), remedy)


def _written(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The regular expressions of a record with their keys."""
    for key in ("pattern", "unless"):
        yield from _numbered(key, record.get(key, ()))


def _numbered(key: str, written: str | Sequence[str]) -> Iterator[tuple[str, str]]:
    """A regular expression with its key; those of a list by their numbers, from one.

    >>> [*_numbered("pattern", ["Photo by", "Foto:"])]
    [('pattern[1]', 'Photo by'), ('pattern[2]', 'Foto:')]
    """
    if isinstance(written, str):
        yield key, written
    else:
        yield from ((f"{key}[{number}]", one) for number, one in enumerate(written, 1))


def _mend(pattern: str, groups: tuple[str, ...] | None) -> str | None:
    """What would mend a regular expression; None for a sound one.

    >>> _mend("Photo(s", None)
    'mend the regular expression: missing ), unterminated subpattern at position 5'
    >>> _mend("(?:[a-z]+ )+more", None)
    'bound what is repeated within a repetition, such as {0,30} for + or *: it can run for ever'
    >>> _mend("[+-/]", None) is None
    True
    """
    try:
        tree = _parser.parse(pattern)
    except re.error as error:
        return f"mend the regular expression: {error}"
    if _endless(tree, within=False):
        return "bound what is repeated within a repetition, such as {0,30} for + or *: it can run for ever"
    strange = sorted(set(tree.state.groupdict) - set(groups or tree.state.groupdict))
    return f"groups are {', '.join(GROUPS)}, not {', '.join(strange)}" if strange else None


def _endless(found: Any, *, within: bool) -> bool:  # noqa: ANN401 (a node of the parser's tree, or what it is made of)
    """Whether a repetition without bound stands within another.

    Kinds are compared by identity: they are equal to the numbers of characters.
    """
    if isinstance(found, tuple) and len(found) == 2 and any(found[0] is kind for kind in _REPEATS):
        _, most, repeated = found[1]
        unbounded = most is op.MAXREPEAT
        return (unbounded and within) or _endless(repeated, within=within or unbounded)
    if isinstance(found, tuple | list | _parser.SubPattern):
        return any(_endless(part, within=within) for part in found)
    return False
