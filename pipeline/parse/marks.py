"""What desks write beside a slug or a headline: leads, writethrus, takes, corrections, kills, advances."""

import re

UPDATE, CORRECTION, REPEAT = "sig:update", "sig:correction", "sig:repeat"
# The signal of an item that only refers to others.
PACKAGE = "package"
CANCELED, WITHHELD = "canceled", "withheld"
# Words that keep a note, or all that follows, out of publication.
NOT_PUBLIC = re.compile(
    r"(?i)(?:(?:the )?following information is )?not (?:intended )?for publication"
    r"|nicht (?:zur|für die) Veröffentlichung|no(?:n| es)? (?:destiné à la|destinado a la|para) publi",
)
_COUNT = re.compile(r"\d{1,5}")
_SIGNALS = (
    (
        UPDATE,
        re.compile(r"\b(?:\d{0,2}(?:st|nd|rd|th)? ?(?:Ld|LD|LEAD|Lead)\b|Write-?thru|WRITETHRU|UPDATE \d|\(LEAD\))"),
    ),
    (CORRECTION, re.compile(r"\b(?:CORRECTED|CORRECTION|Correction|CORRECTIVE|Corrective|CORR|Berichtigung)\b")),
    (REPEAT, re.compile(r"\b(?:REFILE|REPEAT|Repeat|RPT|Wiederholung)\b")),
)
_KILL = re.compile(r"(?:BULLETIN |MANDATORY )?KILL\b(?:,? KILL\b)*\W*(?:\Z|[,:–—-])|.*\bKILL,? KILL\b", re.DOTALL)
_HOLD = re.compile(r"HOLD\b(?:,? HOLD\b)*\W*(?:\Z|[,:–—-])|.*\bHOLD,? HOLD\b", re.DOTALL)
# One mark of a take line: ``1ST LEAD``, ``REFILE``, ``(Achtung)``, ``EXTRA``, ``FIRST ADD``.
_TAKE = re.compile(
    r"\([^()]{2,40}\)|(?:\d{1,2}(?:ST|ND|RD|TH)|FIRST|SECOND|THIRD|FINAL|LAST|UPDATED|NEW)? ?"
    r"(?:LEAD|ADD|TAKE|WRAP|ROUNDUP|REFILE|REPEAT|EXTRA|URGENT|FLASH|BULLETIN|CORRECTION|CORRECTED|KILL|HOLD|ADVISORY)"
    r"(?: (?:\d{1,2}|LEAD|KILL|HOLD|URGENT|EXTRA|REFILE|REPEAT|CORRECTION|CORRECTED))*:?"
    r"|EIL\+*|EILMELDUNG|BERICHTIGUNG|KORREKTUR|WIEDERHOLUNG|ZUSAMMENFASSUNG",
)


# A mark before a headline, and what divides it from the headline: ``UPDATE 2-``, ``(2nd LD)``, ``CORRECTED:``.
_PREFIX = re.compile(
    r"\((?P<inner>(?:\d{1,2}(?:st|nd|rd|th) )?(?:LEAD|LD|URGENT|CORRECTED|UPDATE)(?: \d{1,2})?)\)"
    r"|(?P<outer>(?:UPDATE|WRAPUP|RPT|REPEAT|REFILE|CORRECTED|CORRECTION|ADVISORY|\d(?:ST|ND|RD|TH) LEAD)"
    r"(?: \d{1,2})?(?: \([^()]{1,20}\))?) ?[-–—:]"
)


def version_mark(headline: str | None) -> str | None:
    """The desk's marks before a headline; a capital word alone is none.

    >>> version_mark("UPDATE 2-Ferry sails"), version_mark("(2nd LD) Ferry sails"), version_mark("CORRECTION OFFICERS")
    ('UPDATE 2', '2nd LD', None)
    >>> version_mark("UPDATE 2-CORRECTED-Ferry sails")
    'UPDATE 2, CORRECTED'
    """
    marks, at = list[str](), 0
    while found := _PREFIX.match(headline or "", at):
        marks.append(found["inner"] or found["outer"])
        at = found.end()
    return ", ".join(marks) or None


def split_take(line: str) -> tuple[str | None, str | None, int | None]:
    """Slug, qualifier and word count of a keyword line.

    >>> split_take("BC-Harbour Fire, 1st Ld-Writethru,416"), split_take("BC-Harbour Fire")
    (('BC-Harbour Fire', '1st Ld-Writethru', 416), ('BC-Harbour Fire', None, None))
    """
    slug, *rest = [part.strip() for part in line.split(",")]
    counted = int(rest.pop()) if rest and _COUNT.fullmatch(rest[-1]) else None
    return slug or None, ", ".join(filter(None, rest)) or None, counted


def is_take(line: str) -> bool:
    """Whether a line is a mark of the desk and no headline.

    >>> is_take("2ND LEAD URGENT"), is_take("(Achtung)"), is_take("KILL KILL KILL"), is_take("Lead found in water")
    (True, True, True, False)
    """
    return _TAKE.fullmatch(line.strip()) is not None


def signals_of(take: str | None, headline: str | None = None) -> tuple[tuple[str, ...], str | None]:
    """The IPTC's signals that the marks stand for, and the publishing status of a kill or hold, else None.

    >>> signals_of("1st Ld-Writethru"), signals_of("Kill"), signals_of(None, "KILL KILL KILL")
    ((('sig:update',), None), ((), 'canceled'), ((), 'canceled'))
    """
    take, headline = take or "", headline or ""
    text = f"{take} {headline}" if headline[:9].isupper() else take
    signals = tuple(signal for signal, pattern in _SIGNALS if pattern.search(text))
    if re.search(r"(?i)\bkill\b", take) or _KILL.match(headline):
        return signals, CANCELED
    held = re.search(r"(?i)\bhold\b", take) or _HOLD.match(headline)
    return signals, WITHHELD if held else None
