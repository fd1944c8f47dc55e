"""``newswire preview --html``: source and result side by side on one page that needs nothing beside itself.

Every block of the source is a row: left the text as received with its furniture coloured by kind, in the middle the
rules that took it, right what is left of it. What comes from outside is only ever text: jinja2 escapes all of it, the
page has no script and its policy allows none.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.entity import Entity
from pipeline.story import Article, BlockKind, CleanStory, Furniture, Kind

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = Path(__file__).with_suffix(".j2")
_PLAIN = {BlockKind.PARAGRAPH, BlockKind.PREFORMATTED}


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text of one look: plain, or marked with a style's ``mark`` and a ``title`` that tells why."""

    text: str
    mark: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the source, what was taken out of it, and the paragraphs of the body that it became."""

    number: int
    block: str
    source: tuple[Segment, ...]
    taken: tuple[tuple[Kind, str], ...]
    body: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """One story as the page shows it."""

    article: Article
    title: str
    facts: tuple[tuple[str, str], ...]
    dateline: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[Kind, int], ...]
    kept: int
    rows: tuple[Row, ...]


def page(name: str, stories: Sequence[tuple[CleanStory, Article]]) -> str:
    """The page of a payload's stories, one below the other; ``name`` is what the payload is called."""
    views = [view(story, article) for story, article in stories]
    kinds = Counter(span.kind for _, article in stories for span in article.furniture)
    entities = Counter(entity.kind for _, article in stories for entity in article.entities)
    legend = [(kind, kinds[kind]) for kind in Kind if kinds[kind]]
    return _template().render(name=name, views=views, legend=legend, entities=sorted(entities.items()))


def view(story: CleanStory, article: Article) -> View:
    """A story laid out in rows; ``article`` is what ``extract`` made of ``story``."""
    rows = tuple(_rows(story, article))
    counts = Counter(span.kind for span in article.furniture)
    return View(
        article=article,
        title=article.headline or article.slugline or article.guid or "no headline",
        facts=tuple(_facts(article)),
        dateline=tuple(_dateline(article)),
        kinds=tuple((kind, counts[kind]) for kind in Kind if counts[kind]),
        kept=sum(bool(row.body) for row in rows),
        rows=rows,
    )


def marked(text: str, start: int, spans: Iterable[tuple[int, int, str, str]]) -> tuple[Segment, ...]:
    """The text in segments; a span is start, end, mark and title, in the offsets in which ``text`` is at ``start``.

    >>> [(segment.text, segment.mark) for segment in marked("OSLO - Rain.", 10, [(10, 16, "dateline", "")])]
    [('OSLO -', 'dateline'), (' Rain.', '')]
    """
    return tuple(segment for segment in _marked(text, start, spans) if segment.text)


def _marked(text: str, start: int, spans: Iterable[tuple[int, int, str, str]]) -> Iterator[Segment]:
    position = 0
    for begin, end, mark, title in sorted(spans):
        low, high = max(begin - start, position), min(end - start, len(text))
        if low < high:
            yield Segment(text[position:low])
            yield Segment(text[low:high], mark, title)
            position = high
    yield Segment(text[position:])


def _rows(story: CleanStory, article: Article) -> Iterator[Row]:
    source, blocks = story.parsed.source_text, story.parsed.blocks
    body = _body_by_block(story, article)
    taken: dict[int, list[Furniture]] = {}
    for span in story.furniture:
        taken.setdefault(span.paragraph, []).append(span)
    for number, block in enumerate(blocks):
        cut = taken.get(number, [])
        spans = [(span.start, span.end, f"k-{span.kind}", f"{span.kind}: {span.rule}") for span in cut]
        yield Row(
            number,
            "" if block.kind in _PLAIN else block.kind.replace("_", " "),
            marked(source[block.start : block.end], block.start, spans),
            tuple(dict.fromkeys((span.kind, span.rule) for span in cut)),
            tuple(body.get(number, ())),
        )


def _body_by_block(story: CleanStory, article: Article) -> dict[int, list[tuple[Segment, ...]]]:
    """The body's paragraphs with their entities marked, by the number of the block that each begins in."""
    starts = [block.start for block in story.parsed.blocks]
    spans = list(_mentions(article.entities))
    found: dict[int, list[tuple[Segment, ...]]] = {}
    offset = 0
    for paragraph in story.paragraphs:
        stop = offset + len(paragraph.text)
        inside = [span for span in spans if offset <= span[0] < stop]
        number = bisect_right(starts, paragraph.spans[0][0]) - 1
        found.setdefault(number, []).append(marked(paragraph.text, offset, inside))
        offset = stop + 2
    return found


def _mentions(entities: Iterable[Entity]) -> Iterator[tuple[int, int, str, str]]:
    for entity in entities:
        ids = "".join(f", {scheme} {value}" for scheme, value in entity.ids.items())
        for mention in entity.mentions:
            if mention.zone == "body":
                yield mention.start, mention.end, f"e-{entity.kind}", f"{entity.kind}: {entity.name}{ids}"


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    values = {
        "byline": article.byline,
        "agency": article.agency,
        "language": article.language,
        "format": article.format,
        "guid": article.guid,
        "version": article.version,
        "created": article.version_created,
        "urgency": article.urgency,
        "status": article.pubstatus,
        "embargo": article.embargo_until,
        "subjects": ", ".join(subject.name or subject.code for subject in article.subjects),
    }
    return ((name, str(value)) for name, value in values.items() if value not in {None, ""})


def _dateline(article: Article) -> Iterator[tuple[str, str]]:
    found = article.dateline
    if found is not None:
        for name in ("city", "region", "country", "date", "agency"):
            value = getattr(found, name)
            yield name, "unknown" if value is None else str(value)
        for place in found.places:
            yield "place", ", ".join(part for part in (place.city, place.region, place.country) if part)


@lru_cache(maxsize=1)
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_showable
    )
    return environment.from_string(TEMPLATE.read_text("utf-8"))


def _showable(value: object) -> object:
    """Text without the characters that HTML does not allow or UTF-8 cannot write; all else as it is.

    >>> _showable("Oslo" + chr(0)) == "Oslo" + chr(0xFFFD)
    True
    """
    if not isinstance(value, str) or value.isprintable():
        return value
    return "".join("\ufffd" if _unfit(letter) else letter for letter in value)


def _unfit(letter: str) -> bool:
    return letter not in "\t\n\r" and unicodedata.category(letter) in {"Cc", "Cs"}
