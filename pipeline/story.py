"""The records that the stages hand on: frozen, serialisable, without behaviour of their own.

Offsets are Unicode code points and half-open. All instants are aware and in UTC. What is unknown is
``None``, never invented.
"""

import datetime as dt
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum

from pipeline.entity import Entity, Reader, Value

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
    BYLINE = "byline"
    EMBED = "embed"


@dataclass(frozen=True, slots=True)
class RawItem:
    """Bytes as received, by reference: the payload itself lies in the archive under ``sha256``.

    ``mark`` is what tells it from a later item of its name at the source, where it is to be remembered.
    """

    source: str
    name: str
    sha256: str
    uri: str
    size: int
    fetched_at: dt.datetime
    media_type: str | None = None
    agency: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of ``ParsedStory.source_text[start:end]``, as the payload's markup or layout gives it."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject code, such as ``medtop:20000209``: scheme, code, name as printed.

    ``origin`` is ``received``; ``parent`` for a broader one that was added; ``mapped`` for the same one in the
    IPTC's other scheme that was added.
    """

    scheme: str
    code: str
    name: str | None = None
    origin: str = "received"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that the metadata names: ``kind`` is ``person``, ``organisation``, ``place`` or ``event``.

    ``ids`` maps a scheme (``wikidata``, ``iso3166``, ``ticker``, or a provider's alias) to the identifier in it.
    """

    kind: str
    name: str
    ids: dict[str, str] = field(default_factory=dict)


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
    """A picture's caption and credit without the brackets or parentheses that they stood in.

    ``photographer``, ``agency`` and ``rights_holder`` are what the credit says, taken apart; ``href`` is where the
    payload says that the picture lies.
    """

    caption: str | None
    credit: str | None
    photographer: str | None = None
    agency: str | None = None
    rights_holder: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """One place of a dateline: city, full name of its region, ISO 3166-1 alpha-2 code of its country."""

    city: str | None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as printed and taken apart.

    ``region`` is the region's full name, ``country`` an ISO 3166-1 alpha-2 code, ``agency`` the agency's
    name as printed; each is None where neither the copy nor the gazetteer gives it. ``date`` is ``date_text``, the
    date as printed, with its year inferred where none is printed. ``places`` are all places of a dateline of
    several, each by itself; ``city`` then is as printed for the whole, region and country are the first one's.
    """

    text: str
    city: str | None = None
    region: str | None = None
    country: str | None = None
    date: dt.date | None = None
    agency: str | None = None
    date_text: str | None = None
    places: tuple[Located, ...] = ()


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who had a hand in a story, as byline, sign-off or metadata say.

    ``role`` is ``author``, ``reporter``, ``editor`` or ``contributor``; ``title`` the job title as printed
    (``AP Business Writer``), ``place`` where they reported from. Initials stand as ``name``.
    """

    name: str
    role: str
    title: str | None = None
    agency: str | None = None
    place: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A word from the desk to those who use the story: its kind, its text, and what it names.

    ``kind`` is ``correction``, ``update``, ``embargo``, ``advance``, ``kill``, ``hold``, ``refile``, ``advisory``,
    ``editors_note``, ``disclaimer`` or ``other``; ``names`` are the stories, versions, dates, paragraphs or message
    numbers that it speaks of, as printed.
    """

    kind: str
    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """One dated entry of a live blog: it begins with body paragraph number ``paragraph``, from 0."""

    at: dt.datetime | None
    headline: str | None
    paragraph: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a wire format tells of a story beside its text."""

    encoding: str | None = None
    agency: str | None = None
    guid: str | None = None
    version: str | None = None
    headline: str | None = None
    slugline: str | None = None
    byline: str | None = None
    language: str | None = None
    urgency: int | None = None
    pubstatus: str | None = None
    embargo_until: dt.datetime | None = None
    version_created: dt.datetime | None = None
    first_created: dt.datetime | None = None
    abstract: str | None = None
    source: str | None = None
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
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
    url: str | None = None
    section: str | None = None
    contributors: tuple[Contributor, ...] = ()
    pictures: tuple[Picture, ...] = ()
    updates: tuple[Update, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedStory(Metadata):
    """One story of a payload: its metadata as the format carries it, its text not yet cleaned.

    ``source_text`` is the decoded text of the story's body; for HTML the text of the blocks, one block a
    line pair. ``blocks`` lie in it in order and do not overlap; only white space stands between them. The
    ``paragraph`` of its ``updates`` is the number of a block.
    """

    format: str
    source_text: str
    blocks: tuple[Block, ...]
    _: KW_ONLY
    dateline: str | None = None
    named: tuple[Named, ...] = ()


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
    contributors: tuple[Contributor, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs joined by an empty line: the text that mentions count in."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Article(Metadata):
    """What one story is after the straight line: the contract of ``preview`` and of the load.

    The field names are public; ``docs/article.md`` documents each.
    """

    _: KW_ONLY
    format: str
    body: str
    paragraphs: tuple[str, ...]
    source_text: str
    dateline: Dateline | None = None
    furniture: tuple[Furniture, ...] = ()
    entities: tuple[Entity, ...] = ()
    notices: tuple[Notice, ...] = ()
    paragraph_kinds: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    recogniser: Reader | None = None
