"""Names of authors out of what pages give for them: one name each, without roles, addresses and the site's own name."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.parse.html import lines

_LEAD = re.compile(
    rf"^\W*(?:{lines.BY_WORDS}|كتبت?(?=\s?:)|(?:view |see )?(?:all |more )?(?:posts|articles|stories) by)\b[\s:]+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[,;|/•·\n()]|\s&\s|\sas told to\s|\sand\s|\sund\s|\set\s|\sy\s|\s(?:with|avec|mit|con|com)\s|"
    r"(?<=[a-z]{3})\.\s)\s*"
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.com\b|\.org\b|\d|^(?:staff|admin|administrator|editor|editors|editorial|author|guest|"
    r"(?:photo|photograph|picture|video|illustration|graphic|foto|image|bild|bilder|edited|produced)s?(?:\s(?:by|von|de|par)|:)|"
    r"(?:medical(?:ly)? |fact[ -]?)?(?:review(?:ed)?|checked) by|"
    r"unknown|null|none|undefined|link copied|text size|share|artikel|article|drucken|imprimer|"
    r"(?:on|at|am|um|le|von|par|por|da|av)$|"
    r"web ?desk|news ?desk|newsroom|team|contributor|reporter|correspondent|follow|updated|published|posted)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:staff|writers?|reporters?|editors?|correspondents?|contributors?|contributing|senior|columnists?|producers?|desk|"
    r"special to|associate|journalist(?:e|in)?|redakteur(?:in)?|"
    r"envoyée?s? spécia(?:le?s?|ux)|correspondante?s?|freelance|"
    r"analyst|bureau|chief|newsroom|team|updated|minutes?|hours?|ago)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\s\S{1,60}@[\w.-]{4,60}")
_JSON = ("{", "[{")
_NAME_IN_JSON = re.compile(r'"name"\s*:\s*"([^"\\]{2,60})"')
"""Some systems put the object of their JSON-LD into a meta tag."""

_EASTERN = re.compile(
    r"^[【〔（(]?(?:本[报報网網])?(?:(?:记者|記者|作者|文)[\s:：/／]+|[记記]者(?=[\u4e00-\u9fff]{2,4}[\s/／、]))|"
    r"[\s/／][\u4e00-\u9fff]{2,8}(?:報導|報道|报道)[】〕）)]?$|^기자명\s|(?<=[가-힣])\s?(?:기자|특파원)$"
)
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+){1,3}$")
_HOUSES = ("Press", "News", "Times", "Network", "Media")
_HOUSE = re.compile(rf"^((?:[A-Z][\w.'’-]+\s){{1,3}}?[A-Z][\w.'’-]+)\s+(?:The\s+)?[A-Z]\w+\s(?:{'|'.join(_HOUSES)})$")
_CAPITALS = re.compile(r"(?<=[a-z])\s+[A-Z]{3,}(?:\s+[A-Z]{2,})+$")
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_PUBLISHER = re.compile(rf"\b(?:{'|'.join(map(re.escape, _WORDS['publisher']))})\b", re.IGNORECASE)
_ORGANISATION = re.compile(rf"\b(?:{'|'.join(map(re.escape, _WORDS['organisation']))})\b", re.IGNORECASE)
_FROM = re.compile(r"\s(?:in|à|from)\s[A-Z\xc0-\xde].*$|\s[—–]\s.*$|\s@\w+$|\s(?:on|am|le|el|il|em|um)$")
"""Where a name's bearer reports from, or a word that stood before the date."""

_NAME = r"[A-Z\xc0-\xde][\w.'’-]*"
_FOR = re.compile(rf"((?:{_NAME}\s){{1,2}}{_NAME})\s(?:[Ff]or|für|pour|para)\s([A-Z\xc0-\xde].*)")
"""A name and for whom its bearer reports; "Doctors for Peace" and others are called so."""

_BUTTONS = frozenset(_WORDS["buttons"])
_FEWEST_LABELS = 3
_LONGEST = 60
_LONGEST_BYLINE = 160
_LONGEST_LINE = 400
"""What is printed after a byline is no longer."""

_SPACED = re.compile(r"\s+(?=,)")
_GOES_ON = re.compile(
    r"\s*(?:[,;|/·•(–—&-]|(?:and|und|et|y|e|og|och|en|with|avec|mit|con|com|for|in)\b)", re.IGNORECASE
)
_GLUED = re.compile(r"(?<=^By)(?=[A-Z])")
"""Where only the style sheet sets the word off from the name."""


def people(given: Iterable[str]) -> tuple[str, ...]:
    """Return the names in what a page gives as authors, in order and once each.

    >>> people(["By KIM Lee and Ann O'Neil, Staff Writer"])
    ('KIM Lee', "Ann O'Neil")
    >>> people(["Ann Lee in Holm and Per Ask"]), people(["Story by Ann Lee ann@holm.example | Photos by Per Ask"])
    (('Ann Lee', 'Per Ask'), ('Ann Lee',))
    >>> people(["https://news.example/authors/kim", "kim-lee"]), people(['{"@type": "Person", "name": "Kim Lee"}'])
    (('Kim Lee',), ('Kim Lee',))
    >>> people(["geschrieben von | Kim Lee"]), people(["Autor/in: Kim Lee"]), people(["Kim Lee on"])
    (('Kim Lee',), ('Kim Lee',), ('Kim Lee',))
    >>> people(["Ann Lee For The Post"]), people(["Doctors for Peace"]), people(["Ana Luz — Porto"])
    (('Ann Lee',), ('Doctors for Peace',), ('Ana Luz',))
    >>> people(["Ann Lee - Holm News", "Kim - Lee"])
    ('Ann Lee', 'Kim - Lee')
    >>> people(["Ann Lee as told to Per Ask"])
    ('Ann Lee', 'Per Ask')
    >>> people(["記者李月／台北報導"]), people(["기자명 김민수 기자"]), people(["AA | Small | Medium | Large"])
    (('李月',), ('김민수',), ())
    """
    names: dict[str, str] = {}
    for text in given:
        if text.startswith(_JSON):
            parts = _NAME_IN_JSON.findall(text[:2000])
        else:
            parts = [] if "://" in text else _SPLIT.split(_LEAD.sub("", _EMAIL.sub("", text[:500])))
        for part in parts:
            name = _FROM.sub("", " ".join(part.strip(" .:-\u2013\u2014()[]\"'").split()))
            name = _without_for(_LEAD.sub("", name))
            name = name if name.isascii() else _EASTERN.sub("", name)
            if _SLUG.match(name):
                name = name.replace("-", " ").title()
            if _is_name(name):
                names.setdefault(name.casefold(), _without_house(_CAPITALS.sub("", name)))
    found = tuple(names.values())[:20]
    return tuple(name for name in found if " " in name) or (() if _are_labels(found) else found)


def _are_labels(names: tuple[str, ...]) -> bool:
    """Whether names are rather what a row of buttons says: three and more, each one word, and one that buttons say."""
    return len(names) >= _FEWEST_LABELS and not _BUTTONS.isdisjoint(map(str.casefold, names))


def _without_for(name: str) -> str:
    """Cut off for which house somebody reports; what has the name of an organisation is one."""
    match = _FOR.fullmatch(name)
    return match[1] if match and is_organisation(match[2]) and not is_organisation(match[1]) else name


def _without_house(name: str) -> str:
    who, _, house = name.partition(" - ")
    if house and is_organisation(house) and not is_organisation(who):
        return who
    return _HOUSE.sub(r"\1", name) if name.endswith(_HOUSES) else name


def is_byline(text: str) -> bool:
    """Whether a line says by its words that it is a byline.

    >>> is_byline("Par Jean Dupont avec AFP"), is_byline("By 2030, all will be electric."), is_byline("By default")
    (True, False, False)
    """
    return _is_line(text) and lines.BYLINE.match(text) is not None


def is_byline_before_text(text: str, authors: frozenset[str]) -> bool:
    """Whether a line between title and text is a byline: by its words, or since it holds names of ``authors`` only.

    ``authors`` are in small letters.

    >>> is_byline_before_text("Ann Lee", frozenset(["ann lee"])), is_byline_before_text("Ann Lee", frozenset())
    (True, False)
    >>> is_byline_before_text("Ann Lee, Holm Correspondent", frozenset()), is_byline_before_text("By", frozenset())
    (True, True)
    """
    if not _is_line(text):
        return False
    if lines.BY.match(text) or lines.BYLINE.match(text) or lines.BYLINE_HEAD.match(text):
        return True
    named = {name.casefold() for name in people((text,))}
    return bool(named) and named <= authors and sum(map(len, named)) * 2 > len(text)


def bylines_of(texts: Iterable[str], authors: frozenset[str]) -> Iterator[str]:
    """Give the bylines among lines that stand before the text, one that is begun on a line of its own as one.

    >>> list(bylines_of(["Ports", "By", "Ann Lee", "2 min read"], frozenset()))
    ['By Ann Lee']
    """
    begun = ""
    for line in texts:
        text = f"{begun} {line}".strip()
        begun = text if lines.BY.match(text) else ""
        if begun or len(text) > _LONGEST_LINE or not _may_be_byline(text, authors):
            continue
        text = byline_text(text, authors)
        if is_byline_before_text(text, authors):
            yield text


def _may_be_byline(text: str, authors: frozenset[str]) -> bool:
    """Whether a line can be a byline; most are not, and to find that out must cost little."""
    if lines.BYLINE.match(text) or lines.BYLINE_HEAD.match(text):
        return True
    return any(map(text.casefold().__contains__, authors))


def byline_text(text: str, authors: frozenset[str] = frozenset()) -> str:
    """Return a byline without what is printed after it: a time, or what follows the ``authors`` without a mark between.

    The names are set off from a word that is glued to them; ``authors`` are in small letters.

    >>> byline_text("ByAnn Lee | Monday, 4 May 2026 09:30"), byline_text("By Ann Lee Dec. 3, 2020")
    ('By Ann Lee', 'By Ann Lee')
    >>> byline_text("By Ann Lee FollowMore from her", frozenset(["ann lee"])), byline_text("By Ann Lee, Editor")
    ('By Ann Lee', 'By Ann Lee, Editor')
    """
    text = lines.BYLINE_END.sub("", _SPACED.sub("", _GLUED.sub(" ", text)))
    small = text.casefold()
    ends = [small.index(name) + len(name) for name in authors if name in small]
    end = max(ends, default=len(text))
    return text if len(small) != len(text) or _GOES_ON.match(text, end) else text[:end]


def _is_line(text: str) -> bool:
    return 1 < len(text) < _LONGEST_BYLINE and (
        not text.endswith((".", "!", "?", "。", "…")) or text.endswith(("r.", ".m."))
    )


def is_organisation(name: str, site: str | None = None) -> bool:
    """Whether a name is rather an organisation's than a person's: the site's own, or made of such words.

    >>> is_organisation("News Example", "News Example"), is_organisation("The Press"), is_organisation("Kim Lee")
    (True, True, False)
    """
    if site and _plain(name) in _plain(site):
        return True
    return _ORGANISATION.search(name) is not None or (name.isupper() and " " not in name)


def is_publisher(name: str) -> bool:
    """Whether a name is of a house or an office by one of its words.

    >>> is_publisher("Random House"), is_publisher("Ministry of War"), is_publisher("Kim Lee")
    (True, True, False)
    """
    return is_organisation(name) or _PUBLISHER.search(name) is not None


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST and not _NO_NAME.search(text) and not _ROLE.search(text)
