"""How an expected value of a wire file is compared with what the pipeline reads in it: one check a key."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec

from pipeline.clean import clean
from pipeline.errors import StoryError
from pipeline.parse import parse
from pipeline.story import BlockKind, CleanStory, ParsedStory

_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_DASHES = str.maketrans("–—", "--")


class Reading:
    """What the pipeline reads in one file: its stories parsed and cleaned, or the error they end in."""

    def __init__(self, payload: bytes) -> None:
        self.error: StoryError | None = None
        self.stories: list[ParsedStory] = []
        try:
            self.stories = parse(payload)
        except StoryError as error:
            self.error = error

    @cached_property
    def cleaned(self) -> list[CleanStory]:
        """The stories after cleaning."""
        return [clean(story) for story in self.stories]

    @property
    def story(self) -> ParsedStory:
        """The first story."""
        return self.stories[0]

    @property
    def first(self) -> CleanStory:
        """The first story, cleaned."""
        return self.cleaned[0]

    @cached_property
    def everything(self) -> str:
        """The first story as JSON, folded, for values that may stand in any field."""
        return fold(msgspec.json.encode(self.first).decode().replace("\\n", " ").replace('\\"', '"'))


Check = Callable[[Reading, Any], bool]


def plain(text: str) -> str:
    """Text without tags, with white space and dashes folded."""
    return " ".join(_TAG.sub(" ", text).replace(" ", " ").translate(_DASHES).split())


def fold(text: object) -> str:
    """Like ``plain``, and without case."""
    return plain(str(text)).casefold()


def same(found: object, expected: object) -> bool:
    """Equal as text without case; nothing equals an empty value."""
    return fold("" if found is None else found) == fold("" if expected is None else expected)


def instant(text: str) -> dt.datetime:
    """The first word of an expected time, as an instant."""
    return dt.datetime.fromisoformat(text.split(" (", maxsplit=1)[0])


def field(name: str) -> Check:
    """Compares a field of the story as text."""
    return lambda reading, expected: same(getattr(reading.story, name), expected)


def time(name: str) -> Check:
    """Compares a field of the story as an instant."""
    return lambda reading, expected: getattr(reading.story, name) == instant(expected)


def cleaned(name: str) -> Check:
    """Compares a field that cleaning may still fill or mend."""

    def check(reading: Reading, expected: object) -> bool:
        return same(getattr(reading.first, name) or getattr(reading.story, name), expected)

    return check


def has_city(reading: Reading, expected: str) -> bool:
    """Whether the dateline, or else a place, names the city."""
    story, dateline = reading.story, reading.first.dateline
    names = [dateline.city if dateline else None, story.dateline, *(place.name for place in story.places)]
    return any(name and re.search(rf"\b{re.escape(fold(expected))}\b", fold(name)) for name in names)


def has_dateline(reading: Reading, expected: str) -> bool:
    """Whether the dateline, as the format carries it or as cleaning finds it, is the expected one."""
    dateline = reading.first.dateline
    texts = [reading.story.dateline or "", dateline.text if dateline else ""]
    return any(fold(text).strip(" -") == fold(expected).strip(" -") for text in texts)


def has_guid(reading: Reading, expected: str) -> bool:
    """Whether the id is the expected one, or that one without its version."""
    found = reading.story.guid
    return found is not None and re.fullmatch(re.escape(found) + r"(:\d+[A-Z]?)?", expected) is not None


def codes(reading: Reading) -> set[str]:
    """The story's subject codes, with and without their scheme."""
    return {code for subject in reading.story.subjects for code in (subject.code, f"{subject.scheme}:{subject.code}")}


def has_codes(reading: Reading, expected: list[str | None]) -> bool:
    """Whether all subject codes are there; more may be."""
    return {code for code in expected if code} <= codes(reading)


def has_count(reading: Reading, expected: int) -> bool:
    """Whether there are so many subject codes; parents and mapped codes may come on top, but not to none."""
    found = len(reading.story.subjects)
    return found >= expected if expected else found == 0


def has_note(reading: Reading, expected: str, *, public: bool | None = None) -> bool:
    """Whether a note holds the text."""
    notes = [note for note in reading.story.notes if public is None or note.public is public]
    return any(fold(expected) in fold(note.text) for note in notes)


def body(reading: Reading) -> str:
    """The cleaned body; where cleaning leaves nothing, the text as parsed."""
    return reading.first.body or reading.story.source_text


def starts(reading: Reading, expected: str) -> bool:
    """Whether the body starts so, or the text does before cleaning took its dateline or byline."""
    start = "".join(fold(expected).split())
    dateline = reading.first.dateline
    opened = f"{dateline.text if dateline else ''} {body(reading)}"
    texts = (body(reading), opened, reading.story.source_text)
    return any("".join(fold(text).split()).startswith(start) for text in texts)


def contains(reading: Reading, expected: list[str]) -> bool:
    """Whether the text holds all of the expected pieces."""
    text = fold(reading.story.source_text)
    return all(fold(piece) in text for piece in expected)


def lacks(reading: Reading, expected: list[str]) -> bool:
    """Whether the cleaned body holds none of the pieces."""
    return not any(piece.casefold() in body(reading).casefold() for piece in expected)


def counts_words(reading: Reading, expected: int | str) -> bool:
    """Whether the declared word count is the expected one or, if none is declared, the text has so many words."""
    declared = reading.story.declared_word_count
    return (declared or len(reading.story.source_text.split())) == int(expected)


def anywhere(reading: Reading, expected: object) -> bool:
    """Whether the value, or each value of a list, stands anywhere in the story."""
    values = expected if isinstance(expected, list) else [expected]
    return all(fold(value) in reading.everything for value in values)


def names(attribute: str) -> Check:
    """Whether the expected names are among those of the codes in a field."""

    def check(reading: Reading, expected: list[str]) -> bool:
        found = {fold(text) for code in getattr(reading.story, attribute) for text in (code.code, code.name)}
        return all(fold(name) in found for name in expected)

    return check


def has_place(reading: Reading, expected: dict[str, str]) -> bool:
    """Whether all the place's names are among the story's places."""
    found = {fold(place.name) for place in reading.story.places}
    return all(fold(name) in found for name in expected.values())


def has_subject(reading: Reading, expected: dict[str, str]) -> bool:
    """Whether the first subject is the expected one."""
    first = reading.story.subjects[0]
    return same(first.code, expected["qcode"]) and same(first.name, expected["name"])


def is_type(reading: Reading, expected: str) -> bool:
    """Whether a text has text, a picture a caption."""
    return bool(reading.story.pictures if expected == "picture" else reading.story.source_text)


def is_format(reading: Reading, expected: str) -> bool:
    """Whether the blocks keep their lines where the file is preformatted."""
    kept = any(block.kind in {BlockKind.PREFORMATTED, BlockKind.TABLE} for block in reading.story.blocks)
    return (kept or "tabular" in reading.story.signals) is (expected == "preserved")


def has_picture(reading: Reading, expected: dict[str, str]) -> bool:
    """Whether a picture's caption holds all the texts."""
    captions = [fold(f"{picture.caption} {picture.credit}") for picture in reading.story.pictures]
    # A picture may come as a story of its own, with its headline and its alternative text.
    captions += [fold(f"{story.headline} {story.source_text}") for story in reading.stories if story.pictures]
    return any(all(fold(text) in caption for text in expected.values()) for caption in captions)


def has_credit(reading: Reading, expected: str) -> bool:
    """Whether source or a picture's credit is the expected one."""
    credits_ = [reading.story.source, *(picture.credit for picture in reading.story.pictures)]
    return any(same(credit, expected) for credit in credits_)


def has_words(reading: Reading, expected: int) -> bool:
    """Whether the text has the words of the body by the schema, which joins words where only a line ends."""
    return 0 <= len(reading.story.source_text.split()) - expected <= max(2, expected // 15)


def has_signals(reading: Reading, expected: list[str] | str) -> bool:
    """Whether all signals are there."""
    return set([expected] if isinstance(expected, str) else expected) <= set(reading.story.signals)


def is_encoding(reading: Reading, expected: str) -> bool:
    """Whether the encoding is the expected one, Latin-1 and its superset being one."""
    latin = {"iso-8859-1", "iso8859-1", "latin-1", "windows-1252", "cp1252"}
    found = fold(reading.story.encoding)
    return found == fold(expected) or {found, fold(expected)} <= latin


def has_attachments(reading: Reading, expected: list[dict[str, str]]) -> bool:
    """Whether all attachments are linked by name and noted with their type."""
    notes = [note.text for note in reading.story.notes if note.role == "attachment"]
    names_ = [link.target for link in reading.story.links if link.rel == "attachment"]
    named = all(one["filename"] in names_ for one in expected)
    return named and all(any(one["mimetype"] in text for text in notes) for one in expected)


def whole_messages(reading: Reading) -> list[ParsedStory]:
    """The stories of a capture that are no damaged pieces."""
    return [story for story in reading.stories if not any("parse.damaged" in warning for warning in story.warnings)]


def in_a_message(reading: Reading, expected: list[str] | str) -> bool:
    """Whether each value stands in one of the capture's messages."""
    texts = [fold(msgspec.json.encode(story).decode()) for story in whole_messages(reading)]
    return all(
        any(fold(one) in text for text in texts) for one in ([expected] if isinstance(expected, str) else expected)
    )


CHECKS: dict[str, Check] = {
    "advance_slug": in_a_message,
    "attachments": has_attachments,
    "complete_messages": lambda reading, expected: len(whole_messages(reading)) == expected,
    "framing": lambda reading, expected: reading.story.format == expected[:4].lower(),
    "keyword_lines": in_a_message,
    "leading_noise": lambda reading, _: reading.stories[0].source_text.strip().startswith("connected"),
    "service_ids": in_a_message,
    "starts_mid_message": lambda reading, expected: (reading.stories[0] in whole_messages(reading)) is not expected,
    "subjects": has_codes,
    "abstract": field("abstract"),
    "anpa_category": lambda reading, expected: same(reading.story.category, " ".join(expected)),
    "author": cleaned("byline"),
    "body": lambda reading, expected: same(reading.story.source_text, expected),
    "body_contains": contains,
    "body_contains_text": contains,
    "body_first": starts,
    "body_not_contains": lacks,
    "body_startswith": starts,
    "body_startswith_text": starts,
    "body_words": has_words,
    "byline": cleaned("byline"),
    "byline_ci": cleaned("byline"),
    "caption_contains": lambda reading, expected: has_picture(reading, {"": expected}),
    "caption_endswith": lambda reading, expected: fold(reading.story.pictures[0].caption).endswith(fold(expected)),
    "correction": lambda reading, expected: all(has_note(reading, text) for text in expected),
    "creditline": has_credit,
    "date_issue": time("version_created"),
    "dateline": has_dateline,
    "dateline_city": has_city,
    "dateline_raw": has_dateline,
    "dateline_text": has_dateline,
    "ednote": has_note,
    "ednote_absent": lambda reading, expected: not reading.story.notes if expected else bool(reading.story.notes),
    "ednote_private": lambda reading, expected: has_note(reading, expected, public=False),
    "ednote_update": has_note,
    "embargoed": time("embargo_until"),
    "encoding": is_encoding,
    "firstcreated": time("first_created"),
    "firstpublished": time("first_created"),
    "format": is_format,
    "genre": names("genres"),
    "guid": has_guid,
    "guid_base": has_guid,
    "guids": lambda reading, expected: [story.guid for story in reading.stories] == expected,
    "has_table": lambda reading, expected: (
        any(block.kind is BlockKind.TABLE for block in reading.story.blocks) is expected
    ),
    "headline": cleaned("headline"),
    "headline_fallback": lambda reading, expected: fold(expected).startswith(
        fold(reading.first.headline).rstrip(".… ")
    ),
    "headline_fallback_startswith": lambda reading, expected: fold(reading.first.headline).startswith(fold(expected)),
    "headline_normalised": cleaned("headline"),
    "headlines": lambda reading, expected: [story.headline for story in reading.stories] == expected,
    "item_count": lambda reading, expected: len(reading.stories) == expected,
    "keywords": lambda reading, expected: {fold(word) for word in expected} <= set(map(fold, reading.story.keywords)),
    "keywords_contains": lambda reading, expected: set(map(fold, expected)) <= set(map(fold, reading.story.keywords)),
    "language": lambda reading, expected: (
        fold(reading.story.language or reading.first.language).split("-")[0] == fold(expected)
    ),
    "link": lambda reading, expected: any(link.target == expected for link in reading.story.links),
    "located": has_city,
    "picture": has_picture,
    "place": lambda reading, expected: not reading.story.places if not expected else anywhere(reading, expected),
    "place_contains": has_place,
    "priority": field("priority"),
    "provider_sequence": field("sequence"),
    "pubstatus": lambda reading, expected: same(reading.story.pubstatus, expected.removeprefix("stat:")),
    "signal": has_signals,
    "signals": has_signals,
    "slugline": field("slugline"),
    "source": field("source"),
    "subject_count": has_count,
    "subject_first": has_subject,
    "subject_qcodes": has_codes,
    "take": field("take"),
    "this_revision": time("version_created"),
    "type": is_type,
    "uri": has_guid,
    "urgency": field("urgency"),
    "usageterms": field("usage_terms"),
    "version": field("version"),
    "version_created": time("version_created"),
    "versioncreated": time("version_created"),
    "versioncreated_correct": time("version_created"),
    "word_count": counts_words,
    "word_count_absent": lambda reading, expected: (reading.story.declared_word_count is None) is expected,
    "wordcount_attr": counts_words,
}
