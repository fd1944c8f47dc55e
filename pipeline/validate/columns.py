"""What the expectations look at: one row a story, computed in Python where a plain field does not say it.

A column is None where its check does not apply, as an expectation passes over None: a kill needs no body, a story
without a dateline no city. Faults are None or a sentence.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from pipeline.outcome import Entry
from pipeline.storable import UNSTORABLE
from pipeline.story import KILLS, Article, Kind

Value = str | int | float | None
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# UTF-8 read as Windows-1252 or Latin-1: a lead byte of two or three as a letter, then what a continuation byte became.
MOJIBAKE = re.compile(r"[\u00c2\u00c3][\u0080-\u00bf]|\u00e2(?:\u20ac|\u0080)[\u0080-\u00bf\u2010-\u2122\u0153\u017d]")
PARSE_FAULTS = ("parse.damaged", "parse.text_loss")
CAPTIONS = frozenset({Kind.CAPTION, Kind.CREDIT})
BRACKETS = {")": "(", "]": "["}


def columns(batch: Sequence[Entry[Article]]) -> dict[str, list[Value]]:
    """Column -> its value for each story of the batch."""
    table = {name: [compute(entry) for entry in batch] for name, compute in COLUMNS.items()}
    return {**table, "texts_of_version": _texts_of_version(batch)}


def letters(text: str) -> int:
    """Count of characters that are not white space.

    >>> letters(" Talks  begin.\\n")
    11
    """
    return sum(map(len, text.split()))


def body_letters(entry: Entry[Article]) -> Value:
    """Characters of the body without white space; None for a kill, and where everything was furniture."""
    article = entry.value
    return None if article.pubstatus in KILLS or article.furniture else letters(article.body)


def furniture_share(entry: Entry[Article]) -> Value:
    """Furniture's share of the text, white space aside, 0 to 1; None for kills, pictures and where there is no text."""
    article = entry.value
    if _is_picture(article):
        return None
    total = letters(article.source_text)
    cut = sum(letters(span.text) for span in article.furniture)
    return (
        None if article.pubstatus in KILLS or not total or not cut else round(cut / total, 3) if article.body else 1.0
    )


def _is_picture(article: Article) -> bool:
    """Whether the item is a picture: all of its text is caption and credit."""
    captions = all(span.kind in CAPTIONS for span in article.furniture)
    return bool(article.pictures) and not article.body and captions


def parse_fault(entry: Entry[Article]) -> Value:
    """What the parser says is missing of the story: a damaged part of a capture or bundle, or text that was lost."""
    return next((text for text in entry.value.warnings if text.startswith(PARSE_FAULTS)), None)


def unstorable_fields(entry: Entry[Article]) -> Value:
    """Names of the fields that hold a NUL or a lone surrogate."""
    fields = ((name, getattr(entry.value, name)) for name in Article.__dataclass_fields__)
    return ", ".join(name for name, value in fields if _unstorable(value)) or None


def body_fault(entry: Entry[Article]) -> Value:
    """Whether the body is its paragraphs."""
    same = entry.value.body == "\n\n".join(entry.value.paragraphs)
    return None if same else "the body is not its paragraphs joined by empty lines"


def furniture_fault(entry: Entry[Article]) -> Value:
    """The first furniture span that does not hold the text it says, or stands out of order."""
    article = entry.value
    for span in article.furniture:
        if not 0 <= span.start < span.end or article.source_text[span.start : span.end] != span.text:
            return f"furniture {span.kind} at {span.start}-{span.end} is not what the source text has there"
    for before, after in pairwise(article.furniture):
        if after.start < before.end:
            return f"furniture {after.kind} at {after.start} overlaps {before.kind} at {before.start}-{before.end}"
    return None


def mention_fault(entry: Entry[Article]) -> Value:
    """The first mention that is not what the body has at its place."""
    article = entry.value
    for entity in article.entities:
        for found in entity.mentions:
            if not 0 <= found.start < found.end or article.body[found.start : found.end] != found.surface:
                return f"the mention of {entity.name} at {found.start}-{found.end} is not what the body has there"
    return None


def unaccounted_characters(entry: Entry[Article]) -> Value:
    """Source text minus body minus furniture in characters, white space aside."""
    article = entry.value
    cut = sum(letters(span.text) for span in article.furniture)
    return letters(article.source_text) - letters(article.body) - cut


def hours_ahead(entry: Entry[Article]) -> Value:
    """Hours from fetching to version_created; negative for what was created before."""
    created = entry.value.version_created
    return None if created is None else _hours(created - entry.item.fetched_at)


def embargo_days(entry: Entry[Article]) -> Value:
    """Days from fetching to the end of the embargo."""
    until = entry.value.embargo_until
    return None if until is None else round(_hours(until - entry.item.fetched_at) / 24, 1)


def unbalanced_brackets(entry: Entry[Article]) -> Value:
    """Count of brackets and parentheses of the body without a partner.

    A closing parenthesis after a number or a letter at the start of a paragraph numbers a list.
    """
    waiting: list[str] = []
    alone = 0
    for mark in re.findall(r"[()\[\]]", re.sub(r"(?m)^\w{1,3}\)", "", entry.value.body)):
        if mark not in BRACKETS:
            waiting.append(mark)
        elif waiting and waiting[-1] == BRACKETS[mark]:
            waiting.pop()
        else:
            alone += 1
    return alone + len(waiting)


def unplaced_dateline(entry: Entry[Article]) -> Value:
    """The dateline as printed when no city was found in it."""
    line = entry.value.dateline
    return line.text if line is not None and line.city is None else None


def _texts_of_version(batch: Sequence[Entry[Article]]) -> list[Value]:
    """How many different texts of the batch carry the same agency, guid and version; None without a guid."""
    keys = [(entry.value.agency, entry.value.guid, entry.value.version) for entry in batch]
    texts = Counter(key for key, _ in {(key, entry.value.body) for key, entry in zip(keys, batch, strict=True)})
    return [texts[key] if key[1] is not None else None for key in keys]


def _iso(instant: dt.datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _hours(span: dt.timedelta) -> float:
    return round(span / dt.timedelta(hours=1), 1)


def _unstorable(value: object) -> bool:
    if value is None or isinstance(value, int | float | dt.date):
        return False
    if isinstance(value, str):
        return UNSTORABLE.search(value) is not None
    return any(_unstorable(part) for part in _parts(value))


def _parts(value: object) -> list[object]:
    plain = msgspec.to_builtins(value)
    return [*plain, *plain.values()] if isinstance(plain, dict) else list(plain)


COLUMNS: dict[str, Callable[[Entry[Article]], Value]] = {
    "agency": lambda entry: entry.value.agency,
    "guid": lambda entry: entry.value.guid,
    "headline": lambda entry: entry.value.headline,
    "language": lambda entry: entry.value.language,
    "pubstatus": lambda entry: entry.value.pubstatus,
    "urgency": lambda entry: entry.value.urgency,
    "declared_word_count": lambda entry: entry.value.declared_word_count,
    "version_created": lambda entry: _iso(entry.value.version_created),
    "version_year": lambda entry: entry.value.version_created.year if entry.value.version_created else None,
    "paragraphs": lambda entry: len(entry.value.paragraphs),
    "body_characters": lambda entry: len(entry.value.body) or None,
    "control_characters": lambda entry: len(CONTROLS.findall(entry.value.body)),
    "replacement_characters": lambda entry: entry.value.source_text.count("\ufffd"),
    "mojibake": lambda entry: len(MOJIBAKE.findall(entry.value.body)),
    "body_letters": body_letters,
    "furniture_share": furniture_share,
    "unstorable_fields": unstorable_fields,
    "parse_fault": parse_fault,
    "body_fault": body_fault,
    "furniture_fault": furniture_fault,
    "mention_fault": mention_fault,
    "unaccounted_characters": unaccounted_characters,
    "hours_ahead": hours_ahead,
    "embargo_days": embargo_days,
    "unbalanced_brackets": unbalanced_brackets,
    "unplaced_dateline": unplaced_dateline,
}
