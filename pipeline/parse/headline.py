"""A headline for stories whose wire gave none: the beginning of the text, marked by a warning."""

LONGEST = 100
FROM_TEXT = "parse.headline_from_text"


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
