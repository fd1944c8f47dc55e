"""What the module of a format tells of itself; ``tools/format_docs.py`` makes ``docs/formats.md`` of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    """How a format is recognised, and what its reader is known not to do; one sentence each."""

    signature: str
    limits: tuple[str, ...] = ()
