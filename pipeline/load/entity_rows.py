"""What an article says of entities, and its typed values, as rows: column -> value."""

from collections.abc import Iterable, Iterator

from pipeline.entity import Entity
from pipeline.load.copy import Row, json_value
from pipeline.story import Article


def link_rows(revision: int, article: Article, numbers: Iterable[int]) -> Iterator[Row]:
    """Rows of ``revision_entity``; ``numbers`` are those of the article's entities, in its order."""
    for position, (number, entity) in enumerate(zip(numbers, article.entities, strict=True)):
        yield {"revision_id": revision, "position": position, "entity_id": number, **_link(entity)}


def _link(entity: Entity) -> Row:
    body = [mention.start for mention in entity.mentions if mention.zone == "body"]
    return {
        "name": entity.name,
        "mentions": len(body),
        "other_mentions": len(entity.mentions) - len(body),
        "first_offset": min(body, default=None),
        "zones": tuple(dict.fromkeys(mention.zone for mention in entity.mentions)),
        "salience": entity.salience,
        "roles": entity.roles,
        "in_metadata": entity.in_metadata,
        "candidates": json_value(entity.candidates) if entity.candidates else "[]",
    }


def mention_rows(revision: int, article: Article, numbers: Iterable[int], recogniser: int | None) -> Iterator[Row]:
    """Rows of ``mention``; ``numbers`` are those of the article's entities, in its order."""
    pairs = zip(numbers, article.entities, strict=True)
    mentions = ((number, mention) for number, entity in pairs for mention in entity.mentions)
    for position, (number, mention) in enumerate(mentions):
        yield {
            "revision_id": revision,
            "position": position,
            "entity_id": number,
            "start_offset": mention.start,
            "end_offset": mention.end,
            "surface": mention.surface,
            "zone": mention.zone,
            "confidence": mention.confidence,
            "role": mention.role,
            "recogniser_id": recogniser,
        }


def value_rows(revision: int, article: Article) -> Iterator[Row]:
    """Rows of ``value``."""
    for position, value in enumerate(article.values):
        yield {
            "revision_id": revision,
            "position": position,
            "kind": value.kind,
            "start_offset": value.start,
            "end_offset": value.end,
            "surface": value.surface,
            "amount": value.amount,
            "unit": value.unit,
            "date": value.date,
        }
