"""Names of authors out of what pages give for them: one name each, without roles, addresses and the site's own name."""

import re
from collections.abc import Iterable

_LEAD = re.compile(
    r"^\W*(?:(?:written|posted|reported|published|story|article|words|text|report|analysis|opinion|review|photographs?|por|von|par|di|da|door|av|af)\s+)?"
    r"(?:by|por|von|par|di|de|door|av|af)\b[\s:]+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[,;|/•·\n]|\s&\s|\sand\s|\sund\s|\set\s|\sy\s|\swith\s)\s*")
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.com\b|\.org\b|\d|^(?:staff|admin|administrator|editor|editors|editorial|author|guest|"
    r"unknown|null|none|undefined|"
    r"web ?desk|news ?desk|newsroom|team|contributor|reporter|correspondent|follow|updated|published|posted)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:staff|writers?|reporters?|editors?|correspondents?|contributors?|contributing|senior|columnists?|producers?|desk|"
    r"special to|associate|journalist|freelance|analyst|bureau|chief|newsroom|team|updated|minutes?|hours?|ago)\b",
    re.IGNORECASE,
)
_LONGEST = 60


def people(given: Iterable[str], site: str | None = None) -> tuple[str, ...]:
    """Return the names in what a page gives as authors, in order and once each.

    >>> people(["By KIM Lee and Ann O'Neil, Staff Writer"])
    ('KIM Lee', "Ann O'Neil")
    >>> people(["https://news.example/authors/kim"]), people(["News Example"], "News Example")
    ((), ('News Example',))
    """
    names: dict[str, str] = {}
    for text in given:
        if "://" in text:
            continue
        for part in _SPLIT.split(_LEAD.sub("", text[:500])):
            name = " ".join(part.strip(" .:-\u2013\u2014()[]\"'").split())
            name = _LEAD.sub("", name)
            if _is_name(name):
                names.setdefault(name.casefold(), name)
    if site and len(names) > 1:
        names.pop(site.casefold(), None)
    return tuple(names.values())[:20]


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST and not _NO_NAME.search(text) and not _ROLE.search(text)
