"""The IPTC's subject schemes: which topic lies in which, and which Media Topic is which Subject Code.

The table is the IPTC's own (``data/mediatopics.csv``, see ``data/NOTICE``); a code that it does not have gets nothing
added but what the numbering of Subject Codes says: two digits of subject, three of matter, three of detail.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SUBJECT_CODE, MEDIA_TOPIC = "subj", "medtop"
_TABLE = Path(__file__).with_name("data") / "mediatopics.csv"
_EIGHT_DIGITS = re.compile(r"\d{8}")
# Both schemes number their seventeen top levels alike: 01000000 arts to 17000000 weather.
_TOP_LEVELS = range(1, 18)


@dataclass(frozen=True, slots=True)
class Topic:
    """A Media Topic: its parent's code, its name, and the Subject Code that is the same; empty where there is none."""

    code: str
    parent: str
    name: str
    subject_code: str
    retired: bool


def parents(scheme: str, code: str) -> Iterator[tuple[str, str | None]]:
    """The codes that a code lies in, nearest first, with their names where the table tells them.

    >>> list(parents("subj", "02003001")), [code for code, _ in parents("medtop", "20000344")]
    ([('02003000', None), ('02000000', None)], ['04000000'])
    """
    if scheme == MEDIA_TOPIC:
        topic = _topics().get(code)
        while topic and topic.parent:
            topic = _topics()[topic.parent]
            yield topic.code, topic.name
    elif scheme == SUBJECT_CODE and _EIGHT_DIGITS.fullmatch(code) and int(code[:2]) in _TOP_LEVELS:
        yield from ((parent, None) for parent in (f"{code[:5]}000", f"{code[:2]}000000") if parent != code)


def same(scheme: str, code: str) -> tuple[str, str, str | None] | None:
    """The same subject in the other scheme: scheme, code, name; None where the IPTC names none.

    >>> same("subj", "15030000"), same("medtop", "04000000"), same("medtop", "20000002")
    (('medtop', '20000960', 'horse racing'), ('subj', '04000000', None), None)
    """
    if scheme == MEDIA_TOPIC:
        topic = _topics().get(code)
        return (SUBJECT_CODE, topic.subject_code, None) if topic and topic.subject_code else None
    topic = _by_subject_code().get(code) if scheme == SUBJECT_CODE else None
    return (MEDIA_TOPIC, topic.code, topic.name) if topic else None


@lru_cache(maxsize=1)
def _topics() -> dict[str, Topic]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return {
        row["code"]: Topic(row["code"], row["parent"], row["name"], row["subject_code"], bool(row["retired"]))
        for row in rows
    }


@lru_cache(maxsize=1)
def _by_subject_code() -> dict[str, Topic]:
    """Topics in use by the Subject Code that is the same; retired ones are read where received, never added."""
    return {topic.subject_code: topic for topic in _topics().values() if topic.subject_code and not topic.retired}
