"""Codes of the IPTC and small values that all wire formats share: qcodes, subject hierarchies, languages, numbers."""

import re
from collections.abc import Iterable
from functools import lru_cache

import pycountry

from pipeline.story import Subject

SUBJECT_CODE, MEDIA_TOPIC = "subj", "medtop"
_EIGHT_DIGITS = re.compile(r"\d{8}")
# Both schemes number their seventeen top levels alike: 01000000 arts to 17000000 weather.
_TOP_LEVELS = range(1, 18)


def split_qcode(qcode: str) -> tuple[str, str]:
    """Scheme alias and code; no alias for a bare code.

    >>> split_qcode("medtop:20000209"), split_qcode("04005000")
    (('medtop', '20000209'), ('', '04005000'))
    """
    scheme, colon, code = qcode.strip().partition(":")
    return (scheme, code) if colon else ("", scheme)


def suffix(qcode: str | None) -> str | None:
    """The code of a qcode in lower case: ``canceled`` for ``stat:canceled``."""
    return split_qcode(qcode)[1].lower() or None if qcode else None


def complete(subjects: Iterable[Subject], schemes: dict[str, str] | None = None) -> tuple[Subject, ...]:
    """The subjects, each once, then those they imply: broader subject codes, top levels in the other IPTC scheme.

    ``schemes`` maps an agency's schemes to the IPTC's whose codes they use.

    >>> [f"{subject.scheme}:{subject.code}" for subject in complete([Subject("subj", "02003001")])]
    ['subj:02003001', 'subj:02003000', 'subj:02000000', 'medtop:02000000']
    """
    found: dict[tuple[str, str], Subject] = {}
    for subject in subjects:
        known = found.get((subject.scheme, subject.code))
        if known is None or known.name is None:
            found[subject.scheme, subject.code] = subject
    for subject in list(found.values()):
        scheme = (schemes or {}).get(subject.scheme, subject.scheme)
        for implied, code in _implied(scheme, subject.code):
            found.setdefault((implied, code), Subject(implied, code))
    return tuple(found.values())


def _implied(scheme: str, code: str) -> list[tuple[str, str]]:
    if scheme not in {SUBJECT_CODE, MEDIA_TOPIC} or not _EIGHT_DIGITS.fullmatch(code):
        return []
    top = f"{code[:2]}000000"
    if scheme == MEDIA_TOPIC:
        # Below the top, media topics are numbered without regard to what they belong to.
        return [(SUBJECT_CODE, code)] if code == top and int(code[:2]) in _TOP_LEVELS else []
    others = [(MEDIA_TOPIC, top)] if int(code[:2]) in _TOP_LEVELS else []
    return [(SUBJECT_CODE, code), (SUBJECT_CODE, f"{code[:5]}000"), (SUBJECT_CODE, top), *others]


def whole(text: str | None) -> int | None:
    """A number as an int, None for anything else.

    >>> whole(" 0349 "), whole("high"), whole(None)
    (349, None, None)
    """
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@lru_cache(maxsize=512)
def language_tag(text: str | None) -> str | None:
    """A BCP 47 tag with its usual capitals; three-letter codes become two-letter ones where there are any.

    >>> language_tag("FR"), language_tag("en-us"), language_tag("swe"), language_tag("x-default")
    ('fr', 'en-US', 'sv', None)
    """
    parts = (text or "").strip().replace("_", "-").split("-")
    language = parts[0].lower()
    if len(language) == 3:
        known = pycountry.languages.get(alpha_3=language) or pycountry.languages.get(bibliographic=language)
        language = getattr(known, "alpha_2", language) if known else ""
    if not (language.isalpha() and len(language) in {2, 3}):
        return None
    region = [part.upper() for part in parts[1:] if len(part) == 2 and part.isalpha()][:1]
    return "-".join([language, *region])
