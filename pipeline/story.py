"""The records that the stages hand on: frozen, serialisable, without behaviour of their own.

Offsets are Unicode code points and half-open. All instants are aware and in UTC. What is unknown is
``None``, never invented.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

# Publication statuses (IPTC) that withdraw a story from readers.
KILLS = frozenset({"canceled", "withheld"})


class Kind(StrEnum):
    """Kinds of furniture: everything in a story's text that is not body."""

    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    CREDIT = "credit"
    SIGNOFF = "signoff"
    NOTICE = "notice"
    PROMO = "promo"
    HEADER = "header"
    HEADLINE = "headline"
    SEPARATOR = "separator"


class BlockKind(StrEnum):
    """What the payload's own markup says of a block of text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"
    PREFORMATTED = "preformatted"
    CAPTION = "caption"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class RawItem:
    """Bytes as received, by reference: the payload itself lies in the archive under ``sha256``."""

    source: str
    name: str
    sha256: str
    uri: str
    size: int
    fetched_at: dt.datetime
    media_type: str | None = None
    agency: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of ``ParsedStory.source_text[start:end]``, as the payload's markup or layout gives it."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject code of the wire, such as ``medtop:20000209``: scheme, code, name as printed."""

    scheme: str
    code: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A controlled value such as a genre or a place: its code where the wire gives one, its name as printed."""

    code: str | None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's note by its role (``correction``, ``embargo``, ``contact``); one not public never reaches a body."""

    role: str | None
    text: str
    public: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another item: the IPTC relation (``seeAlso``, ``replaces``) and the target's id or URL."""

    rel: str | None
    target: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's caption and credit without the brackets or parentheses that they stood in."""

    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as printed and taken apart.

    ``region`` is the region's full name, ``country`` an ISO 3166-1 alpha-2 code, ``agency`` the agency's
    name as printed; each is None where neither the copy nor the gazetteer gives it.
    """

    text: str
    city: str | None = None
    region: str | None = None
    country: str | None = None
    date: dt.date | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span taken out of the text: ``source_text[start:end]``, in which block, by which rule.

    ``paragraph`` is the 0-based number of the block of the source text that the span was cut from.
    ``rule`` is the rule's id in its agency profile, such as ``kyodo.signoff.glued`` or ``generic.dateline``.
    """

    kind: Kind
    text: str
    start: int
    end: int
    paragraph: int
    rule: str


@dataclass(frozen=True, slots=True)
class ParsedStory:
    """One story of a payload: its metadata as the format carries it, its text not yet cleaned.

    ``source_text`` is the decoded text of the story's body; for HTML the text of the blocks, one block a
    line pair. ``blocks`` lie in it in order and do not overlap; only white space stands between them.
    """

    format: str
    source_text: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    agency: str | None = None
    guid: str | None = None
    version: str | None = None
    headline: str | None = None
    slugline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    urgency: int | None = None
    pubstatus: str | None = None
    embargo_until: dt.datetime | None = None
    version_created: dt.datetime | None = None
    subjects: tuple[Subject, ...] = ()
    pictures: tuple[Picture, ...] = ()
    warnings: tuple[str, ...] = ()
    first_created: dt.datetime | None = None
    abstract: str | None = None
    source: str | None = None
    keywords: tuple[str, ...] = ()
    genres: tuple[Code, ...] = ()
    places: tuple[Code, ...] = ()
    notes: tuple[Note, ...] = ()
    usage_terms: str | None = None
    priority: str | None = None
    category: str | None = None
    sequence: str | None = None
    take: str | None = None
    declared_word_count: int | None = None
    signals: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body: its text with white space folded, and the spans it was joined from.

    Text that the payload calls preformatted keeps its line ends.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class CleanStory:
    """A parsed story with its text divided: every character but white space is body or furniture."""

    parsed: ParsedStory
    paragraphs: tuple[Paragraph, ...]
    furniture: tuple[Furniture, ...] = ()
    pictures: tuple[Picture, ...] = ()
    dateline: Dateline | None = None
    byline: str | None = None
    headline: str | None = None
    agency: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs joined by an empty line: the text that mentions count in."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity: ``body[start:end] == surface``."""

    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place or other named thing of one story, with all its mentions in it.

    ``ids`` maps a scheme (``iso3166``, ``geonames``, ``wikidata``) to the identifier in it.
    """

    kind: str
    name: str
    ids: dict[str, str]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What one story is after the straight line: the contract of ``preview`` and of the load.

    The field names are public; ``docs/article.md`` documents each.
    """

    format: str
    agency: str | None
    guid: str | None
    version: str | None
    headline: str | None
    slugline: str | None
    byline: str | None
    language: str | None
    urgency: int | None
    pubstatus: str | None
    embargo_until: dt.datetime | None
    version_created: dt.datetime | None
    dateline: Dateline | None
    subjects: tuple[Subject, ...]
    body: str
    paragraphs: tuple[str, ...]
    furniture: tuple[Furniture, ...]
    pictures: tuple[Picture, ...]
    entities: tuple[Entity, ...]
    warnings: tuple[str, ...]
    source_text: str
    encoding: str | None = None
    first_created: dt.datetime | None = None
    abstract: str | None = None
    source: str | None = None
    keywords: tuple[str, ...] = ()
    genres: tuple[Code, ...] = ()
    places: tuple[Code, ...] = ()
    notes: tuple[Note, ...] = ()
    usage_terms: str | None = None
    priority: str | None = None
    category: str | None = None
    sequence: str | None = None
    take: str | None = None
    declared_word_count: int | None = None
    signals: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
