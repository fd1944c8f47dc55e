"""Who wrote a page's article: JSON-LD first, then meta tags, then the markup around the headline."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, islice
from typing import Any

from lxml.etree import XPath, _Element

from pipeline.parse.html import jsonld
from pipeline.parse.html.authors import is_organisation, is_publisher, people
from pipeline.parse.html.head import Head, after, text_of
from pipeline.parse.html.lines import SIGNED
from pipeline.parse.html.names import NEVER_TEXT
from pipeline.story import Contributor

_AUTHOR = (
    "parsely-author", "sailthru.author", "author", "authors", "article:author", "article:author_name", "byl",
    "byline", "dc.creator", "dcterms.creator", "citation_author", "og:article:author", "article_author",
    "dc.contributor", "cxenseparse:author", "rbauthors", "dcsext.author",
)  # fmt: skip


_TOLD = frozenset(("affiliation", "email", "jobTitle", "worksFor"))


def contributors_of(head: Head, names: tuple[str, ...]) -> tuple[Contributor, ...]:
    """Return the authors with what the page's data tell of each: job title, employer, address."""
    told = {}
    for person in jsonld.authors(head.node, head.nodes):
        if isinstance(person, dict) and not _TOLD.isdisjoint(person):
            for name in people(jsonld.texts(person.get("name"))):
                told[name.casefold()] = person
    return tuple(_contributor(name, told.get(name.casefold(), {})) for name in names)


def _contributor(name: str, person: jsonld.Node) -> Contributor:
    email = jsonld.text(person.get("email"))
    return Contributor(
        name,
        "author",
        title=jsonld.text(person.get("jobTitle")),
        agency=jsonld.text(person.get("worksFor") or person.get("affiliation")),
        email=email.removeprefix("mailto:") if email else None,
    )


def authors_of(head: Head, site: str | None) -> tuple[str, ...]:
    """Return the authors of the first place that names a person; an organisation only where none does."""
    organisations: tuple[str, ...] = ()
    for texts in _places_of_authors(head):
        found = people(texts)
        if persons := tuple(name for name in found if not is_organisation(name, site)):
            return persons
        organisations = organisations or found
    if houses := people(_houses(head)):
        return organisations or houses
    # Scripts tell of other stories too: they are asked where the data name nobody.
    told = people(_authors_in_scripts(head))
    return tuple(name for name in told if not is_organisation(name, site)) or organisations or told


def _places_of_authors(head: Head) -> Iterator[list[str]]:
    given = head.node.get("author") or head.node.get("creator")
    yield jsonld.texts([each for each in (given if isinstance(given, list) else [given]) if not _is_house(each)])
    for name in _AUTHOR:
        yield head.values((name,))
    yield _marked_authors(head.root)
    yield _linked_authors(head.root)
    yield _printed_byline(head.body)
    # Systems for blogs refer to the account that put the page up; who wrote it is printed.
    yield jsonld.texts([each for each in jsonld.authors(head.node, head.nodes) if not _is_house(each)])
    yield _stamped_byline(head)


def _houses(head: Head) -> list[str]:
    """Return the authors whom the data call organisations."""
    return jsonld.texts([each for each in jsonld.authors(head.node, head.nodes) if _is_house(each)])


def _is_house(author: object) -> bool:
    """Whether the data call an author an organisation: often that is the site, and the byline says more."""
    return isinstance(author, dict) and any(kind.endswith("Organization") for kind in jsonld.types(author))


_BYLINE = re.compile(
    r"(?<![a-z])(?:author|byline)(?:s|[-_]{1,2}(?:name|link)s?)?(?![a-z])|author(?:name|link)", re.IGNORECASE
)
_NAMED = ("a", "span", "div", "p", "address", "li", "h4", "h5")
_MOST_MARKED = 3
_MARKED = XPath("//@itemprop[.='author'] | //a/@rel[.='author']")
"""Attributes that few elements have: asking each element for them takes twice as long."""


def _marked_authors(root: _Element) -> list[str]:
    """Names in the markup itself: ``rel=author``, ``itemprop=author``, a class that says byline or author."""
    marked = (islice(found, _MOST_MARKED) for found in (_declared(root), _called(root)))
    return list(islice((text for element in chain(*marked) if 2 < len(text := _parts(element)) < 150), 1))


def _declared(root: _Element) -> Iterator[_Element]:
    """Give the elements that the markup declares to be the author."""
    attributes: Any = _MARKED(root)
    elements: dict[_Element, None] = dict.fromkeys(attribute.getparent() for attribute in attributes)
    return (element for element in elements if element.tag in _NAMED)


def _called(root: _Element) -> Iterator[_Element]:
    """Give the elements whose class says byline or author."""
    readers: dict[_Element, bool] = {}
    for element in root.iter(*_NAMED):
        name = element.get("class")
        if (
            name
            and ("uthor" in name or "yline" in name)
            and _BYLINE.search(name[:300])
            and not of_reader(element, readers)
        ):
            yield element


_COMMENT = re.compile(r"(?<![a-z])comments?(?:list|form|author)?(?![a-z])", re.IGNORECASE)
_ARTICLES = ("article", "main", "body")


def of_reader(element: _Element, known: dict[_Element, bool]) -> bool:
    """Whether an element stands in a form or among comments: it names who comments, or asks for the name.

    A section may be called so too: what is around the article is not asked. ``known`` are the answers so far, for a
    hostile page has thousands of such elements far below one another.
    """
    found = False
    climbed = []
    for above in chain((element,), element.iterancestors()):
        if above in known:
            found = known[above]
            break
        climbed.append(above)
        if above.tag == "form" or _COMMENT.search(f"{above.get('class') or ''} {above.get('id') or ''}"[:_LONGEST]):
            found = above.tag != "body"
            break
        if above.tag in _ARTICLES:
            break
    known.update(dict.fromkeys(climbed, found))
    return found


_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|auteurs?|autor(?:es|en|i)?|autores?|journalists?|reporters?|writers?|byline|profiles?|staff)/[^/]+/?$"
)
_NEAR = 12
_WRAPPERS = 3
_LONGEST_LINE = 150
_IN_SCRIPT = re.compile(r'"authors?"\s{0,9}:\s{0,9}\[?\s{0,99}\{[^{}]{0,300}?"name"\s*:\s*"([^"\\]{4,60})"')


def _linked_authors(root: _Element) -> list[str]:
    """Names after the headline that are links to pages of authors: the first near it and those in one line with it."""
    following = dropwhile(lambda element: element.tag != "h1", root.iter("h1", "a"))
    first = next((link for link in islice(following, _NEAR) if _names_author(link)), None)
    line: _Element | None = first
    found = [] if first is None else [_parts(first)]
    for _ in range(_WRAPPERS):
        line = line.getparent() if line is not None else None
        if line is None or len(_parts(line)) > _LONGEST_LINE:
            break
        found = [_parts(link) for link in line.iter("a") if _names_author(link)]
    return found


def _names_author(element: _Element) -> bool:
    """Whether an element is a link to an author's page that says a name."""
    address = (element.get("href") or "").partition("?")[0][:_LONGEST]
    return element.tag == "a" and _AUTHORS_PAGE.search(address) is not None and 4 < len(_parts(element)) < 60


def _authors_in_scripts(head: Head) -> list[str]:
    """Return the first author in the data of the page's scripts."""
    texts = (script.text for script in head.root.iter("script"))
    found = (_IN_SCRIPT.search(text[:1_000_000]) for text in texts if text and "uthor" in text)
    return next(([match[1]] for match in found if match), [])


_NO_BYLINE = frozenset(("script", "style", "p"))
_PICTURES = ("img", "picture")
_MOST_BYLINES = 5
_LONGEST_CAPTION = 1000
_LONGEST = 300


def _printed_byline(body: Sequence[_Element]) -> list[str]:
    """Return the first short line that begins with By and a name; one that may be of a picture only in need."""
    of_pictures = []
    for beginning in islice(_beginnings(body), _MOST_BYLINES):
        line = _line_of(beginning)
        around = _in_figure(beginning)
        if not line or len(around) > len(line):
            continue
        if not around and not _ends_caption(beginning):
            return [line]
        of_pictures.append(line)
    return of_pictures[:1]


def _line_of(beginning: _Element) -> str:
    """Return the byline that begins in an element, which holds the name or stands before it; empty where none does."""
    for element in (beginning, beginning.getparent()):
        line = _parts(element) if element is not None else ""
        if _BY_NAME.match(line) and len(line) < _LONGEST_LINE:
            return line
    return ""


def _in_figure(line: _Element) -> str:
    """Return the text of the figure around a line; empty where none is, or one that was not closed holds the page."""
    figure = next(line.iterancestors("figure"), None)
    text = text_of(figure) if figure is not None else ""
    return text if len(text) < _LONGEST_CAPTION else ""


def _ends_caption(line: _Element) -> bool:
    """Whether a line ends longer words right below an image, as who took a picture does; in a header none does."""
    words = line.getparent()
    image = words.getprevious() if words is not None else None
    if words is None or image is None or image.tag not in _PICTURES or (image.tail or "").strip():
        return False
    return len(text_of(words)) > _LONGEST_LINE and next(line.iterancestors("header"), None) is None


def _beginnings(body: Sequence[_Element]) -> Iterator[_Element]:
    """Give the elements outside paragraphs of which a text begins with By."""
    for element in body:
        text = element.text if element.tag not in _NO_BYLINE else None
        tail = element.tail
        if text and _begins(text):
            yield element
        if tail and _begins(tail) and (parent := element.getparent()) is not None and parent.tag not in _NO_BYLINE:
            yield parent


def _stamped_byline(head: Head) -> list[str]:
    """Return names behind the date of the first line under the headline that says when, and by whom, it was put up."""
    for element in islice(after(head.headings[0]), _BELOW) if head.headings else ():
        text = element.text if element.tag not in NEVER_TEXT else None
        if text and ("作者" in text or text.lstrip()[:3] in _PUT_UP):
            line = text_of(element)
            if len(line) < _LONGEST_LINE and (names := _signed(line)) and not is_publisher(names):
                return [names]
    return []


def _signed(line: str) -> str:
    """Return the names in a line that only tells when, and by whom, a story was put up; empty where it tells more.

    >>> _signed("Posted on 4 May 2026 at 10:30 by Ann Lee"), _signed("Posted in 2026 by Ann Lee"), _signed("作者：李月")
    ('Ann Lee', '', '')
    """
    if line.endswith("."):
        return ""
    if signed := SIGNED.match(line):
        return signed["names"]
    signed = _EASTERN.fullmatch(line) if _EASTERN_DAY.search(line) else None
    return signed[1] if signed else ""


_BELOW = 40
_PUT_UP = frozenset(("Pos", "Pub", "Ver", "Ers", "Gep"))
_EASTERN_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_FIELD = rf"(?:{_EASTERN_DAY.pattern}日?|\d{{1,2}}:\d\d(?::\d\d)?|[\u3040-\u9fff]{{2,6}}\s?[:：]\s?[^\s|:：]{{1,20}})"
_EASTERN = re.compile(
    rf"(?:{_FIELD}[\s|]+)*作者\s?[:：]\s?([\u3040-\u9fff·]{{2,12}})(?<![报報社网網台臺局院部])(?:[\s|]+{_FIELD})*"
)
"""A row of day, source, author and editor: the author is no paper, station or office."""


def _begins(text: str) -> bool:
    return len(text) < _LONGEST and text.lstrip()[:3].rstrip() in ("By", "by")


_BY_NAME = re.compile(r"[Bb]y[\s|]+[A-Z]\w+")


def _parts(element: _Element) -> str:
    """Return an element's texts with a bar between them: names, roles and times stand in elements of their own."""
    return " | ".join(folded for text in element.itertext() if (folded := " ".join(str(text).split())))
