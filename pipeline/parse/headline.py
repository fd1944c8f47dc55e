"""A headline for stories whose wire gave none: the beginning of the text, marked by a warning."""

from pipeline.story import ParsedStory

LONGEST = 100
FROM_TEXT = "parse.headline_from_text"
# Where the title stands apart from the text, and has been taken out of it: what heads the text is its standfirst.
APART = frozenset(("html", "feed"))


def headline_of(headline: str | None, text: str) -> tuple[str | None, tuple[str, ...]]:
    """The headline, or else the text's first line, cut between words; with the warning that says so.

    >>> headline_of(None, "Fire at the harbour of Port Alder\\n\\nNo one was hurt.")
    ('Fire at the harbour of Port Alder', ('parse.headline_from_text',))
    >>> headline_of("Harbour fire", "Fire at the harbour"), headline_of(None, "")
    (('Harbour fire', ()), (None, ()))
    """
    first = text.strip().partition("\n")[0].strip()
    if headline or not first:
        return headline or None, ()
    if len(first) > LONGEST:
        first = f"{first[:LONGEST].rpartition(' ')[0] or first[:LONGEST]}…"
    return first, (FROM_TEXT,)


def declared_of(story: ParsedStory) -> str | None:
    """The headline that the story came with: what was taken from the text for want of one is none."""
    return None if FROM_TEXT in story.warnings else story.headline


def title_apart_of(story: ParsedStory) -> str | None:
    """The headline of a story whose format keeps it apart: a line over the text that says other words is none."""
    return declared_of(story) if story.format in APART else None
