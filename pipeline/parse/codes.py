"""Codes of the IPTC and small values that all wire formats share: qcodes, subject hierarchies, languages, numbers."""

from collections.abc import Iterable
from functools import lru_cache

import pycountry

from pipeline.parse import newscodes
from pipeline.parse.newscodes import MEDIA_TOPIC, SUBJECT_CODE
from pipeline.story import Subject

__all__ = ["MEDIA_TOPIC", "SUBJECT_CODE", "complete", "language_tag", "split_qcode", "suffix", "whole"]
PARENT, MAPPED = "parent", "mapped"


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
    """The subjects, each once, then the broader ones that they lie in, then the same ones in the other IPTC scheme.

    ``schemes`` maps an agency's schemes to the IPTC's whose codes they use.

    >>> [f"{subject.scheme}:{subject.code} {subject.origin}" for subject in complete([Subject("subj", "15030002")])]
    ['subj:15030002 received', 'subj:15030000 parent', 'subj:15000000 parent', 'medtop:20000960 mapped', \
'medtop:15000000 mapped']
    """
    found: dict[tuple[str, str], Subject] = {}
    for subject in subjects:
        known = found.get((subject.scheme, subject.code))
        if known is None or known.name is None:
            found[subject.scheme, subject.code] = subject
    for subject in list(found.values()):
        _add(found, (schemes or {}).get(subject.scheme, subject.scheme), subject.code, subject.name, MAPPED)
    for scheme, code in list(found):
        for parent, name in newscodes.parents(scheme, code):
            _add(found, scheme, parent, name, PARENT)
    for scheme, code in list(found):
        if other := newscodes.same(scheme, code):
            _add(found, *other, MAPPED)
    return tuple(found.values())


def _add(found: dict[tuple[str, str], Subject], scheme: str, code: str, name: str | None, origin: str) -> None:
    found.setdefault((scheme, code), Subject(scheme, code, name, origin))


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
