"""What a page says of itself: JSON-LD first, then meta tags, then the markup around the headline."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree
from lxml.etree import _Element, _ElementUnicodeResult

from pipeline.parse.html import jsonld
from pipeline.parse.html.authors import is_organisation, people
from pipeline.parse.html.dates import Stamp, stamp, stamp_in_address
from pipeline.story import Picture

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "og:published_time", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "article.published", "published-date",
    "article.created", "article_date_original", "originalpublicationdate", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "rnews:datepublished", "ptime", "prism.publicationdate",
    "citation_publication_date", "date", "date_published", "datecreated", "dc.date.created", "created",
    "timestamp", "pdate", "article-published-date", "sortdate", "bt:pubdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "og:article:modified_time", "dcterms.modified",
    "lastmod", "article.updated", "last-modified", "article:modified", "dc.date.modified", "revision_date",
    "utime",
)  # fmt: skip
_AUTHOR = (
    "parsely-author", "sailthru.author", "author", "authors", "article:author", "article:author_name", "byl",
    "byline", "dc.creator", "dcterms.creator", "citation_author", "og:article:author", "article_author",
    "dc.contributor", "cxenseparse:author", "rbauthors", "dcsext.author",
)  # fmt: skip
_LONGEST_TITLE = 300
_SEPARATOR = re.compile(r"\s+[|\u2013\u2014\u00b7»•:-]\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """A page's description of its article; what it does not say is None or empty."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    modified: Stamp | None = None
    language: str | None = None
    canonical: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    description: str | None = None
    site: str | None = None
    article_body: str | None = None
    types: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    free: bool | None = None
    continues: bool = False


class Head:
    """The machine-readable parts of a page, gathered in one pass over its elements."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self.metas: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self.title: str | None = None
        self.canonical: str | None = None
        self.continues = False
        for element in root.iter("meta", "script", "title", "link"):
            self._READERS[str(element.tag)](self, element)
        self.nodes = jsonld.nodes(self.scripts)
        self.node = jsonld.article_node(self.nodes)

    def first(self, *names: str) -> str | None:
        """Return the first value of the first of these meta names that the page gives."""
        return next((value for name in names for value in self.metas.get(name, ())), None)

    def values(self, names: Iterable[str]) -> list[str]:
        """Return all values of these meta names, in the order of the names."""
        return [value for name in names for value in self.metas.get(name, ())]

    def _meta(self, element: _Element) -> None:
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name and (value := " ".join(content[:4000].split())):
            self.metas.setdefault(name.lower(), []).append(value)

    def _script(self, element: _Element) -> None:
        if "ld+json" in (element.get("type") or "") and element.text:
            self.scripts.append(element.text)

    def _title(self, element: _Element) -> None:
        if self.title is None and element.text:
            self.title = " ".join(element.text.split()) or None

    def _link(self, element: _Element) -> None:
        if element.get("rel") == "canonical" and self.canonical is None:
            self.canonical = (element.get("href") or "").strip() or None
        self.continues = self.continues or element.get("rel") == "next"

    _READERS = {"meta": _meta, "script": _script, "title": _title, "link": _link}  # noqa: RUF012 never changed


def read(root: _Element) -> PageMetadata:
    """Read what a page says of its article."""
    head = Head(root)
    node = head.node
    site = head.first("og:site_name", "application-name") or jsonld.text(node.get("publisher"))
    canonical = _canonical(head)
    published, modified = _dates(head, canonical)
    return PageMetadata(
        headline=_headline(head, site),
        authors=_authors(head, site),
        published=published,
        modified=modified,
        language=_language(head),
        canonical=canonical,
        section=jsonld.text(node.get("articleSection")) or head.first("article:section", "section", "parsely-section"),
        keywords=_keywords(head),
        description=jsonld.text(node.get("description")) or head.first("og:description", "description"),
        site=site,
        article_body=_article_body(head),
        types=tuple(kind for found in head.nodes for kind in jsonld.types(found)),
        pictures=_pictures(node),
        free=_free(node),
        continues=head.continues,
    )


def _headline(head: Head, site: str | None) -> str | None:
    given = [jsonld.text(head.node.get("headline")), head.first("og:title", "twitter:title", "title"), head.title]
    wanted = [_without_site(title, site) for title in given if title]
    titles = [title for h1 in _headings(head.root) if (title := _text(h1)) and len(title) < _LONGEST_TITLE]
    for title in titles:
        if any(_alike(title, other) for other in wanted):
            return title
    if len(titles) == 1 and (not wanted or _akin(titles[0], wanted)):
        return titles[0]
    return wanted[0] if wanted else None


def _akin(title: str, others: list[str]) -> bool:
    """Whether a page's only top heading is another wording of its title: some four words, two of them shared."""
    words = {word for word in title.casefold().split() if len(word) > 3}
    return len(title.split()) > 3 and any(len(words & set(other.casefold().split())) > 1 for other in others)


def _headings(root: _Element) -> list[_Element]:
    return [h1 for h1, _ in zip(root.iter("h1"), range(5), strict=False)]


def _alike(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return len(words & others) * 2 > max(len(words), len(others))


def _without_site(title: str, site: str | None) -> str:
    """Cut the site's name off a title: after a separator, where what is left is the longer part."""
    parts = _SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    last = parts[-1]
    if (site and _alike(last, site)) or len(last) * 3 < len(title):
        return title[: title.rindex(last)].rstrip(" |\u2013\u2014\u00b7»•:-") or title
    return title


def _authors(head: Head, site: str | None) -> tuple[str, ...]:
    """Return the authors of the first place that names a person; an organisation only where none does."""
    organisations: tuple[str, ...] = ()
    for texts in _places_of_authors(head):
        found = people(texts)
        if persons := tuple(name for name in found if not is_organisation(name, site)):
            return persons
        organisations = organisations or found
    return organisations


def _places_of_authors(head: Head) -> Iterator[list[str]]:
    yield jsonld.texts(head.node.get("author")) or jsonld.texts(head.node.get("creator"))
    for name in _AUTHOR:
        yield head.values((name,))
    yield _marked_authors(head.root)
    yield _printed_byline(head.root)


_BYLINE = re.compile(r"(?<![a-z])(?:author|byline)(?:s|[-_]{1,2}(?:name|link)s?)?(?![a-z])|authorname", re.IGNORECASE)
_NAMED = ("a", "span", "div", "p", "address", "li", "h4", "h5")


def _marked_authors(root: _Element) -> list[str]:
    """Names in the markup itself: ``rel=author``, ``itemprop=author``, a class that says byline or author."""
    strong, weak = [], []
    for element in root.iter(*_NAMED):
        name = element.get("class")
        if name and ("uthor" in name or "yline" in name) and _BYLINE.search(name[:300]):
            weak.append(element)
        if element.get("itemprop") == "author" or (element.tag == "a" and element.get("rel") == "author"):
            strong.append(element)
    return [text for element in (*strong[:3], *weak[:3]) if 2 < len(text := _parts(element)) < 150][:1]


_BY = etree.XPath(
    "//body//*[not(self::script or self::style or self::p)]"
    "/text()[starts-with(normalize-space(.), 'By ') or normalize-space(.) = 'By' or normalize-space(.) = 'by']"
)


def _printed_byline(root: _Element) -> list[str]:
    """Return the first short line that begins with By and a name."""
    for text in cast("list[_ElementUnicodeResult]", _BY(root))[:5]:
        element = text.getparent()
        for _ in range(2):
            line = _parts(element) if element is not None else ""
            if _BY_NAME.match(line) and len(line) < 150:
                return [line]
            element = element.getparent() if element is not None else None
    return []


_BY_NAME = re.compile(r"[Bb]y[\s|]+[A-Z]\w+")


def _parts(element: _Element) -> str:
    """Return an element's texts with a bar between them: names, roles and times stand in elements of their own."""
    return " | ".join(folded for text in element.itertext() if (folded := " ".join(str(text).split())))


def _text(element: _Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())


def _dates(head: Head, canonical: str | None) -> tuple[Stamp | None, Stamp | None]:
    node = head.node
    published = _first_stamp(
        [jsonld.text(node.get("datePublished")), *head.values(_PUBLISHED), jsonld.text(node.get("dateCreated"))]
    )
    modified = _first_stamp([jsonld.text(node.get("dateModified")), *head.values(_MODIFIED)])
    if published is None:
        published = _marked_date(head.root) or stamp_in_address(canonical or "") or _printed_date(head.root)
    return published or modified, modified


def _first_stamp(given: Iterable[str | None]) -> Stamp | None:
    return next((found for text in given if text and (found := stamp(text))), None)


def _marked_date(root: _Element) -> Stamp | None:
    """Return the first ``time`` with a date that the markup does not call an update."""
    for element in root.iter("time", "abbr", "span"):
        if element.tag != "time" and "datePublished" not in (element.get("itemprop") or ""):
            continue
        found = stamp(element.get("datetime") or element.get("content") or _text(element))
        if found is not None:
            return found
    return None


_DATED = etree.XPath(
    "//body//text()[string-length(.) < 80 and (contains(., ' 20') or contains(., '/20') or contains(., '-20'))]"
)


def _printed_date(root: _Element) -> Stamp | None:
    """Return the first date that stands alone in a short text, as beside a byline."""
    for text in cast("list[str]", _DATED(root))[:20]:
        if "©" not in text and (found := stamp(_BEFORE_DATE.sub("", str(text)))):
            return found
    return None


_BEFORE_DATE = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|posted|updated|modified)(?: on| at)?|on|by [^,|]{2,40}[,|])?\W*",
    re.IGNORECASE,
)


def _language(head: Head) -> str | None:
    given = (
        head.root.get("lang"),
        jsonld.text(head.node.get("inLanguage")),
        head.first("og:locale", "language", "content-language"),
    )
    for text in given:
        if text and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", text.strip()):
            return text.strip().replace("_", "-")
    return None


def _canonical(head: Head) -> str | None:
    for given in (head.canonical, head.first("og:url"), jsonld.text(head.node.get("url"))):
        if given and re.match(r"https?://[^\s/]+", given):
            return given[:2000]
    return None


def _keywords(head: Head) -> tuple[str, ...]:
    given = jsonld.texts(head.node.get("keywords")) or head.values(("news_keywords", "article:tag", "keywords"))
    words = (word.strip() for text in given for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))[:50]


def _article_body(head: Head) -> str | None:
    body = head.node.get("articleBody")
    return body if isinstance(body, str) and len(body) > 200 else None


def _pictures(node: jsonld.Node) -> tuple[Picture, ...]:
    images = node.get("image")
    found = (image for image in (images if isinstance(images, list) else [images]) if isinstance(image, dict))
    pairs = [
        (jsonld.text(image.get("caption")), jsonld.text(image.get("creditText") or image.get("copyrightHolder")))
        for image in found
    ]
    return tuple(dict.fromkeys(Picture(caption, credit) for caption, credit in pairs if caption))


def _free(node: jsonld.Node) -> bool | None:
    value = node.get("isAccessibleForFree")
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None
