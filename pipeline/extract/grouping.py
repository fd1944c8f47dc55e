"""What the resolvers of one story share: mentions gathered in groups until they are entities."""

from dataclasses import dataclass, field

from pipeline.entity import Candidate, Mention


@dataclass(slots=True)
class Group:
    """Mentions found to mean the same thing, while the story is being resolved.

    ``type`` is what a place is: country, region, city or other. ``in_metadata``: the wire's own metadata name it.
    """

    kind: str
    name: str
    words: tuple[str, ...]
    ids: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    type: str | None = None
    candidates: tuple[Candidate, ...] = ()
    in_metadata: bool = False


def place(mention: Mention) -> tuple[bool, int]:
    """Where a mention stands: those in the body come first."""
    return mention.zone != "body", mention.start
