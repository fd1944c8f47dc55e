"""What a page says of itself: JSON-LD first, then meta tags, then the markup around the headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml.etree import _Element

from pipeline.parse.html import jsonld
from pipeline.parse.html.byline import authors_of, contributors_of
from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.dates import Stamp
from pipeline.parse.html.head import Head, text_of
from pipeline.parse.html.liveblog import Entry, entries_told
from pipeline.parse.html.published import published_and_modified
from pipeline.story import Contributor, Picture

_LONGEST_TITLE = 300
_MOST_HEADINGS = 5
_FEWEST_WORDS = 3
_FEWEST_LETTERS = 5
_SEARCHED_HEADINGS = 20
_MOST_PARTS = 6
_HEADINGS = frozenset(("h1", "h2", "h3"))
_BOLD = frozenset(("b", "strong", "font", "big", "center"))
_LONGEST_ADDRESS = 2000
_SECTION = ("article:section", "section", "parsely-section", "articlesection")
_BETWEEN_KEYWORDS = re.compile(r"[,;，；、]")
_HOST = re.compile(r"[/:.]+")
_MOST_PICTURES = 100
_WORD = re.compile(r"\w+")
_ROOT = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?")
_MARKS = " |\u2013\u2014\u00b7«»•:_-"
_SEPARATING = frozenset(_MARKS.strip())
_EASTERN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_UNSPACED = rf"\s*\|\s*|(?<={_EASTERN})[_-](?={_EASTERN}|[A-Z])"
_SEPARATOR = re.compile(rf"\s+[|\u2013\u2014\u00b7«»•:-]\s+|{_UNSPACED}")
_NO_QUOTE = re.compile(rf"\s+[|\u2013\u2014\u00b7•:-]\s+|{_UNSPACED}")
"""The same for a title with words in French quotation marks."""


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
    word_count: int | None = None
    open_graph_type: str | None = None
    contributors: tuple[Contributor, ...] = ()
    next_page: str | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def author_names(self) -> frozenset[str]:
        """The authors in small letters."""
        return frozenset(map(str.casefold, self.authors))

    @property
    def is_article(self) -> bool:
        """Whether the page says that it is an article."""
        return self.open_graph_type == "article" or any(map(jsonld.ARTICLE.search, self.types))


def read(root: _Element, body: Sequence[_Element]) -> PageMetadata:
    """Read what a page says of its article; ``body`` are the elements of its body."""
    head = Head(root, body)
    node = head.node
    site = head.first("og:site_name", "application-name") or jsonld.text(node.get("publisher"))
    headline = _headline(head, site)
    published, modified = published_and_modified(head, head.address, headline)
    authors = authors_of(head, site)
    return PageMetadata(
        headline=headline,
        authors=authors,
        published=published,
        modified=modified,
        language=_language(head),
        canonical=head.address,
        section=jsonld.text(node.get("articleSection")) or head.first(*_SECTION),
        keywords=_keywords(head),
        description=jsonld.text(node.get("description")) or head.first("og:description", "description"),
        site=site,
        article_body=_article_body(head),
        types=tuple(kind for found in head.nodes for kind in jsonld.types(found)),
        pictures=_pictures(head),
        free=_free(node),
        word_count=_word_count(node),
        open_graph_type=head.first("og:type"),
        contributors=contributors_of(head, authors),
        next_page=head.next_page(),
        entries=entries_told(head.nodes),
    )


def _headline(head: Head, site: str | None) -> str | None:
    given = [jsonld.text(head.node.get("headline")), head.first("og:title", "twitter:title", "title"), head.title]
    wanted = [_without_site(title, site) for title in given if title]
    headings = head.headings[:_MOST_HEADINGS]
    titles = [title for h1 in headings if (title := _title_of(h1, wanted)) and len(title) < _LONGEST_TITLE]
    for title in titles:
        if any(_alike(title, other) for other in wanted):
            return _without_section(title, wanted)
    if len(titles) == 1 and (not wanted or _akin(titles[0], wanted)):
        return titles[0]
    if not wanted:
        return None
    return _headed(head, next(filter(None, given))) or _set_in_bold(head, wanted[0], site) or wanted[0]


def _title_of(heading: _Element, wanted: list[str]) -> str:
    """Return the text of a heading; of one with a kicker or a label in it the part that is a title of the page.

    Where only the style sheet sets its parts apart, the title that has the same letters tells where words end.
    """
    whole = text_of(heading)
    if not len(heading):
        return whole
    titles = {squeezed(title): title for title in wanted}
    same = titles.get(squeezed(whole), "")
    if same:
        return same if len(_WORD.findall(same)) > len(_WORD.findall(whole)) else whole
    parts = (" ".join(str(text).split()) for text in heading.itertext())
    long = [part for part in parts if len(part.split()) >= _FEWEST_WORDS]
    tried = (text for part in long for text in (_without_site(part, None), part))
    return next((text for text in tried if squeezed(text) in titles), whole)


def _headed(head: Head, title: str | None) -> str | None:
    """Return the first part of a title that stands on the page as a heading: the rest names the site or section."""
    headings = islice(head.root.iter("h1", "h2", "h3"), _SEARCHED_HEADINGS)
    texts = (text_of(heading)[:_LONGEST_TITLE] for heading in headings if not _leads_home(heading))
    printed = {squeezed(text): text for text in texts}
    parts = [squeezed(part) for part in _split(title or "")][:_MOST_PARTS]
    runs = ("".join(parts[at:end]) for at in range(len(parts)) for end in range(len(parts), at, -1))
    return next((printed[run] for run in runs if run and run in printed), None)


def _set_in_bold(head: Head, title: str, site: str | None) -> str | None:
    """Return a title without the site's name before it, as a page without headings prints it in large or bold letters.

    >>> from lxml.html import document_fromstring
    >>> page = document_fromstring("<title>Holm Post: A new ferry</title><font><b>A new ferry</b></font>")
    >>> _set_in_bold(Head(page, list(page.iter())), "Holm Post: A new ferry", "The Holm Post")
    'A new ferry'
    """
    first, _, rest = title.partition(": ")
    if len(rest.split()) < _FEWEST_WORDS or not _is_site(first, site, head.address):
        return None
    if any(element.tag in _HEADINGS for element in head.body):
        return None
    texts = (" ".join(element.text.split()) for element in head.body if element.tag in _BOLD and element.text)
    return rest if rest in texts else None


def _is_site(name: str, site: str | None, address: str | None) -> bool:
    """Whether a name is the site's, as the page's data or its address have it.

    >>> _is_site("Holm Post", None, "https://www.holmpost.example/a"), _is_site("Live", "Holm Post", None)
    (True, False)
    """
    return _alike(name, site) if site else squeezed(name) in _HOST.split((address or "").lower())[:_MOST_PARTS]


def _leads_home(heading: _Element) -> bool:
    """Whether a heading is a logo: the site's name, linked to its first page."""
    around = heading.getparent()
    link = next(heading.iter("a"), around if around is not None and around.tag == "a" else None)
    return link is not None and _ROOT.fullmatch(link.get("href") or "") is not None


def _without_section(title: str, others: list[str]) -> str:
    """Cut a section's name off a heading, as in ``Opinion | A ferry``, where another title of the page is the rest.

    >>> _without_section("Transport A ferry for Holm", ["A ferry for Holm"])
    'A ferry for Holm'
    """
    rest = {squeezed(part): part for part in _split(title)[1:]}
    rest |= {squeezed(other): other for other in others if len(other.split()) > 3 and _has_kicker(title, other)}
    return next((rest[other] for other in map(squeezed, others) if other in rest), title)


def _split(title: str) -> list[str]:
    if _SEPARATING.isdisjoint(title):
        return [title]
    quoted = "«" in title and "»" in title
    return (_NO_QUOTE if quoted else _SEPARATOR).split(title)


def _has_kicker(title: str, other: str) -> bool:
    """Whether a title is another one after a word or three that only the style sheet sets apart."""
    kicker = title.removesuffix(f" {other}")
    return kicker != title and kicker[-1:].isalnum() and len(kicker.split()) < 4


def _akin(title: str, others: list[str]) -> bool:
    """Whether a page's only top heading is another wording of its title: some four words, two of them shared.

    Where no spaces stand between words, half of the pairs of letters are shared.

    >>> _akin("北港石炭埠頭を閉鎖へ", ["石炭埠頭を閉鎖：港湾新聞"]), _akin("港湾新聞デジタル", ["閉鎖へ：港湾新聞"])
    (True, False)
    """
    if " " not in title and not title.isascii():
        return len(title) > _FEWEST_LETTERS and any(_overlap(title, other) for other in others)
    words = {word for word in title.casefold().split() if len(word) > 3}
    return len(title.split()) > 3 and any(len(words & set(other.casefold().split())) > 1 for other in others)


def _overlap(title: str, other: str) -> bool:
    """Whether half of the pairs of letters of a title, and more than a word or two, stand in another one."""
    pairs = set(pairwise(title))
    shared = len(pairs & set(pairwise(other)))
    return shared > _FEWEST_LETTERS and 2 * shared >= len(pairs)


def _alike(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return len(words & others) * 2 > max(len(words), len(others))


def _without_site(title: str, site: str | None) -> str:
    """Cut the site's name off a title: after a separator, where what is left is the longer part, or before one.

    >>> _without_site("A ferry for Holm | The Post", None), _without_site("The Post - A ferry for Holm", "The Post")
    ('A ferry for Holm', 'A ferry for Holm')
    """
    parts = _split(title)
    if len(parts) == 1:
        return title
    first, last = parts[0], parts[-1]
    if site and _alike(first, site):
        return title[len(first) :].lstrip(_MARKS) or title
    rest = len(title) - len(last)
    if (site and _alike(last, site)) or len(last) * 2 < rest or ("|" in title[len(first) :] and len(last) < rest):
        return title[: title.rindex(last)].rstrip(_MARKS) or title
    return title


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


def _keywords(head: Head) -> tuple[str, ...]:
    given = jsonld.texts(head.node.get("keywords")) or head.values(("news_keywords", "article:tag", "keywords"))
    words = (word.strip() for text in given for word in _BETWEEN_KEYWORDS.split(text))
    return tuple(dict.fromkeys(word for word in words if word))[:50]


def _article_body(head: Head) -> str | None:
    body = head.node.get("articleBody")
    return body if isinstance(body, str) and len(body) > 200 else None


def _pictures(head: Head) -> tuple[Picture, ...]:
    """Return the pictures that the article's data describe, else where the one lies that the page leads with."""
    given = head.node.get("image")
    images = given if isinstance(given, list) else [given]
    told = [_picture(image) for image in images[:_MOST_PICTURES]]
    described = tuple(dict.fromkeys(picture for picture in told if picture.caption))
    if described:
        return described
    named = head.first("og:image:secure_url", "og:image", "twitter:image", "twitter:image:src")
    href = next((picture.href for picture in told if picture.href), named and named[:_LONGEST_ADDRESS])
    return (Picture(None, None, href=href),) if href else ()


def _picture(image: object) -> Picture:
    if not isinstance(image, dict):
        href = image if isinstance(image, str) and image.startswith(("http://", "https://")) else None
        return Picture(None, None, href=href and href[:_LONGEST_ADDRESS])
    href = jsonld.text(image.get("contentUrl")) or jsonld.text(image.get("url"))
    credit = image.get("creditText") or image.get("copyrightHolder") or image.get("creator")
    return Picture(jsonld.text(image.get("caption")), jsonld.text(credit), href=href and href[:_LONGEST_ADDRESS])


def _word_count(node: jsonld.Node) -> int | None:
    value = node.get("wordCount")
    if isinstance(value, str) and value.isdecimal():
        value = int(value[:9])
    return value if isinstance(value, int) and 0 < value < 1_000_000 else None


def _free(node: jsonld.Node) -> bool | None:
    value = node.get("isAccessibleForFree")
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None
