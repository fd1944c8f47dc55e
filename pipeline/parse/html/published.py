"""When a page was published and last changed: what it tells machines first, then its address, then what it prints."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from lxml.etree import XPath, _Element

from pipeline.parse.html import jsonld
from pipeline.parse.html.byline import of_reader
from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.dates import (
    CHANGED,
    DAY_FIRST_ZONE,
    PUBLISHED,
    UPDATED,
    Stamp,
    day_alone,
    short_stamp,
    stamp,
    stamp_in_address,
    with_plain_digits,
)
from pipeline.parse.html.head import Head, after, text_of
from pipeline.parse.html.names import CAPTION, NEVER_TEXT, speaks

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "og:published_time", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "article.published", "published-date",
    "article.created", "article_date_original", "originalpublicationdate", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "rnews:datepublished", "ptime", "prism.publicationdate",
    "citation_publication_date", "citation_online_date", "date", "date_published", "datecreated", "dc.date.created",
    "created", "timestamp", "pdate", "article-published-date", "sortdate", "bt:pubdate", "iso-8601-publish-date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "og:article:modified_time", "dcterms.modified",
    "lastmod", "article.updated", "last-modified", "article:modified", "dc.date.modified", "revision_date",
    "utime",
)  # fmt: skip
_IN_SCRIPT = re.compile(
    r"[\"'](?:datePublished|publishedAt|published_at|publishDate|publish_date|pubDate|firstPublished(?:At|Date)?|"
    r"publicationDate|publication_date)[\"']\s*:\s*[\"']([^\"']{8,40})[\"']"
)
_CHANGED_IN_SCRIPT = re.compile(
    r"[\"'](?:dateModified|(?:last_?)?(?:modified|updated)(?:_?(?:at|date))?|lastUpdate)[\"']\s*:\s*[\"']([^\"']{8,40})[\"']",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|25[5-9]\d)(?!\d)")
_SHORT = re.compile(r"(?:[-–—•·|*]\s)?\d{1,2}[./]\d{1,2}[./]\d\d\b")
_DAY_AT_END = re.compile(r"(?<=[|–—-] )\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d$")
_MARKED = XPath("//@itemprop[contains(., 'datePublished') or contains(., 'dateModified')] | //@pubdate")
"""Attributes that few elements have: asking each element for them takes longer."""

_OF_OTHERS = frozenset(("li", "aside"))
"""In these stand the dates of other stories."""

_DATED = frozenset(("time", "abbr", "span", "div", "p"))
_CLOCK = re.compile(r"(?<![\d:.+-])([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d)(?:\s?([ap])\.?m)?", re.IGNORECASE)
_WEST, _EAST = dt.timedelta(hours=-10), dt.timedelta(hours=14)
"""The clocks of Hawaii and of the Line Islands: few news is published farther from UTC."""

_HOUR = dt.timedelta(hours=1)
_NEAR = 40
"""So many elements below the headline are looked at to learn the story's own day."""

_LABEL = 40
"""An element that only says what the date after it is holds less text."""

_HEADLINES = ("h1", "h2", "h3")
_BESIDE = 12
"""A date whose year has two digits is one so near the headline, in elements, and nowhere else."""

_LONGEST = 100
_LONGEST_CAPTION = 1000
_MOST_TEXTS = 20
"""Of so many texts in an element, a date is alone in none."""

_AROUND = 200
"""So near, in characters, the data of scripts tell when the story was changed."""

_FARTHEST = 150
"""A date farther from the headline than so many elements belongs to something else."""

_BEFORE = 3
"""What stands before the headline counts as so many times farther: there stand today's date and other stories."""


def published_and_modified(head: Head, address: str | None, headline: str | None) -> tuple[Stamp | None, Stamp | None]:
    """Return when a page was published and when it was last changed, each None where the page does not say."""
    node = head.node
    published = _first(
        [jsonld.text(node.get("datePublished")), *head.values(_PUBLISHED), jsonld.text(node.get("dateCreated"))]
    )
    modified = _first([jsonld.text(node.get("dateModified")), *head.values(_MODIFIED)])
    if published is None:
        published, changed = _on_page(head, address, squeezed(headline or ""), changed=modified)
        return published or changed, changed
    if published.instant is not None and published.day == published.instant.date():
        published = replace(published, day=_own_day(head, published.instant, address, squeezed(headline or "")))
    return published, modified


def _on_page(
    head: Head, address: str | None, headline: str, *, changed: Stamp | None
) -> tuple[Stamp | None, Stamp | None]:
    """Return the dates of publication and change as the page's markup, its address, its text and its scripts have them.

    ``changed`` is what the page tells machines of the latest change.
    """
    published, marked = _marked(head.root)
    published, changed = published or stamp_in_address(address or ""), changed or marked
    told = None
    if published is None:
        published, told = _printed(head, headline)
        changed = changed or told
    # What machines are told in an abbreviation is often another story's: it says nothing against what the page prints.
    for read in (_in_scripts,) if told else (_microformat, _in_scripts):
        if published is None:
            published, told = read(head, headline)
            changed = changed or told
    return published or _in_titles(head), changed


def _first(given: Iterable[str | None]) -> Stamp | None:
    return next((found for text in given if text and (found := stamp(text))), None)


def _own_day(head: Head, instant: dt.datetime, address: str | None, headline: str) -> dt.date:
    """Return the day of an instant, given in UTC, where the story was published, as address or printed time tell."""
    day = instant.date()
    told = stamp_in_address(address or "")
    if told is not None:
        return told.day if _is_day_of(told.day, instant) else day
    same = (found for time in head.root.iter("time") if (found := stamp(time.get("datetime") or "")))
    marked = next((found.day for found in same if found.instant == instant), None)
    return marked or next(_printed_days(head, instant, headline), day)


def _is_day_of(day: dt.date, instant: dt.datetime) -> bool:
    """Whether a day is that of an instant anywhere on earth."""
    return (instant + _WEST).date() <= day <= (instant + _EAST).date()


def _printed_days(head: Head, instant: dt.datetime, headline: str) -> Iterator[dt.date]:
    """Give the days printed below the headline with a time that is the instant's in a zone of full hours."""
    american = _is_american(head)
    title = next((h1 for h1 in head.headings if squeezed(text_of(h1)) == headline), None)
    below = islice(after(title), _NEAR) if title is not None else ()
    for element, line in ((at, line) for at in below for line in _texts(at)):
        text = _before_update(line) if _CLOCK.search(line) else ""
        clock = _CLOCK.search(text)
        found = stamp(_after_words(text), month_first=american) or stamp(text, month_first=american) if clock else None
        told = clock and found and found.instant is None and _is_time_of(found.day, clock, instant)
        if found and told and not _is_label_of_change(element):
            yield found.day


def _is_label_of_change(element: _Element) -> bool:
    """Whether an element, or the one right before it, only says that the date after it is of the latest change."""
    around = (element, element.getprevious())
    texts = [text_of(each) for each in around if each is not None and each.tag not in NEVER_TEXT]
    return any(len(text) <= _LABEL and UPDATED.search(text) and not _YEAR.search(text) for text in texts)


def _before_update(text: str, words: re.Pattern[str] = UPDATED) -> str:
    """Return what a line says before it dates the latest change with one of ``words``, nothing where all of it does.

    >>> _before_update("5 May 2024, 01:30 | Updated 08:10"), _before_update("5 May 2024, 01:30 (updated)")
    ('5 May 2024, 01:30 | ', '')
    >>> _before_update("Posted 4 May 2024 | Updated 5 May 2024"), _before_update("Election 2024 | Updated in 2024")
    ('Posted 4 May 2024 | ', '')
    """
    word = words.search(text)
    if word is None:
        return text
    tail = text[word.end() :]
    return text[: word.start()] if _CLOCK.search(tail) or stamp(tail) else ""


def _is_time_of(day: dt.date, clock: re.Match[str], instant: dt.datetime) -> bool:
    """Whether a printed day and time are those of an instant in a zone of full hours."""
    hour = int(clock[1]) if clock[3] is None else int(clock[1]) % 12 + 12 * (clock[3] in "pP")
    local = dt.datetime.combine(day, dt.time(hour, int(clock[2])))
    away = local - instant.replace(second=0, microsecond=0, tzinfo=None)
    return _WEST <= away <= _EAST and not away % _HOUR


def _is_american(head: Head) -> bool:
    """Whether a page may print the month before the day."""
    return (head.root.get("lang") or "en-us").lower() in ("en-us", "en")


def _marked(root: _Element) -> tuple[Stamp | None, Stamp | None]:
    """Return the first dates that the markup itself calls those of publication and of change."""
    dates: dict[str, Stamp] = {}
    for element, name in _called(_MARKED(root)):
        found = stamp(_told(element)) if name not in dates and element.tag in _DATED else None
        if found and not any(map(_is_comment, element.iterancestors())):
            dates[name] = found
    return dates.get("datePublished"), dates.get("dateModified")


def _called(attributes: Any) -> Iterator[tuple[_Element, str]]:  # noqa: ANN401 (lxml says no more)
    """Give the elements of attributes that call them a date of the story, each with that date's name."""
    for attribute in attributes:
        told = str(attribute)
        name = "datePublished" if attribute.attrname == "pubdate" or "datePublished" in told else "dateModified"
        yield attribute.getparent(), name


def _microformat(head: Head, headline: str) -> tuple[Stamp | None, Stamp | None]:
    """Return the dates that an ``abbr`` tells machines in its title, as hAtom has them, of the headline's own entry.

    On a page without entries those right beside the headline are the story's.

    >>> from lxml.etree import HTML
    >>> page = HTML('<h1>Ferry</h1><abbr class="published" title="2012-05-14">14 May</abbr>')
    >>> _microformat(Head(page, [*page.iter()]), "ferry")[0].day
    datetime.date(2012, 5, 14)
    """
    at = _title_at(head.body, headline) if next(head.root.iter("abbr"), None) is not None else None
    if at is None:
        return None, None
    entry = _entry(head.body[at])
    beside = () if entry is not None else (*head.body[max(0, at - _BEFORE) : at], *_above_text(head.body[at + 1 :]))
    readers: dict[_Element, bool] = {}
    dates: dict[str, Stamp] = {}
    for element in head.root.iter("abbr"):
        found = stamp(element.get("title") or "")
        own = element in beside if entry is None else _entry(element) is entry
        if found and own and not of_reader(element, readers):
            dates |= {name: dates.get(name, found) for name in (element.get("class") or "").split()}
    return dates.get("published"), dates.get("updated")


def _entry(element: _Element) -> _Element | None:
    """Return the entry of hAtom around an element, None where none is or a list or a box stands in between."""
    for above in element.iterancestors():
        if "hentry" in (above.get("class") or "").split():
            return above
        if above.tag in _OF_OTHERS:
            return None
    return None


def _above_text(elements: Sequence[_Element]) -> Iterator[_Element]:
    """Give the elements behind a headline up to the first long paragraph, outside lists and boxes."""
    for element in elements[:_BESIDE]:
        if element.tag == "p" and len(text_of(element)) > _LONGEST:
            return
        if not any(above.tag in _OF_OTHERS for above in element.iterancestors()):
            yield element


def _is_comment(element: _Element) -> bool:
    """Whether the markup calls an element a reader's comment."""
    return element.get("itemprop") == "comment" or (element.get("itemtype") or "").endswith("/Comment")


def _printed(head: Head, headline: str) -> tuple[Stamp | None, Stamp | None]:
    """Return the dates of publication and change that stand nearest the headline."""
    american = _is_american(head)
    published: list[tuple[int, Stamp, _Element, bool]] = []
    modified: list[tuple[int, Stamp, _Element]] = []
    for distance, element, text in _dated(head.body, headline):
        line = _before_update(text, CHANGED)
        if found := _in_line(line, distance, american):
            published.append((distance, found, element, _says_published(element, line)))
        # "5 May 2024 (updated)" has its date before the word.
        update = text[len(line) :] if found else text
        if line != text and (changed := _in_line(update, distance, american)):
            modified.append((distance, changed, element))
    last = min(modified, key=lambda each: each[0], default=None)
    if last is not None:
        published = [each for each in published if _is_beside(each, last)]
    first = min(published, key=lambda each: each[0], default=None)
    return first and first[1], last and last[1]


def _says_published(element: _Element, line: str) -> bool:
    """Whether a line, or what stands right before its element, calls its date that of publication."""
    return PUBLISHED.search(line) is not None or (element.tag == "time" and bool(_label(element, PUBLISHED)))


def _is_beside(published: tuple[int, Stamp, _Element, bool], changed: tuple[int, Stamp, _Element]) -> bool:
    """Whether a date is of the story that was changed: farther from the headline teasers and captions have theirs."""
    distance, _, element, said = published
    if distance <= changed[0]:
        return True
    in_line = element.tag == "time" and element.getparent() is changed[2].getparent()
    return in_line or (said and distance - changed[0] <= _BESIDE)


def _in_line(line: str, distance: int, american: bool) -> Stamp | None:
    """Read the date of a printed line so many elements from the headline."""
    month_first = american and not DAY_FIRST_ZONE.search(line)
    found = stamp(line, month_first=month_first) or stamp(_after_words(line), month_first=month_first)
    return found or (short_stamp(line, month_first=month_first) if distance < _BESIDE else None)


def _after_words(text: str) -> str:
    """Cut what stands before the first digit: ``Published on 2023-12-21``."""
    at = next((at for at, char in enumerate(text) if char.isdigit()), 0)
    return text[at:]


def _dated(body: Sequence[_Element], headline: str) -> Iterator[tuple[int, _Element, str]]:
    """Give short texts that can hold a date, each with its element and that one's distance from the headline.

    What is quoted, as a post of a network is, has dates of its own, and so have readers' comments and captions.
    """
    title = _title_at(body, headline)
    quoted = {element: element.getparent() is not None and _is_comment(element) for element in body[:1]}
    for at, element in enumerate(body):
        distance = at if title is None else at - title if at >= title else _BEFORE * (title - at)
        texts = list(_texts(element)) if title is None or distance <= _FARTHEST else []
        if texts and not _is_quoted(element, quoted):
            yield from ((distance, element, text) for text in texts)


def _is_quoted(element: _Element, known: dict[_Element, bool]) -> bool:
    """Whether an element stands in a quotation or a comment, up to the body; ``known`` are the answers so far."""
    found = False
    climbed = []
    here: _Element | None = element
    while here is not None and not found:
        if here in known:
            found = known[here]
            break
        climbed.append(here)
        above = here.getparent()
        found = above is not None and (above.tag == "blockquote" or _is_comment(here) or _is_caption(here))
        here = above
    known.update(dict.fromkeys(climbed, found))
    return found


def _title_at(elements: Sequence[_Element], headline: str) -> int | None:
    """Return the number of the heading that is the headline, else of the first top heading."""
    headings = [(at, element) for at, element in enumerate(elements) if element.tag in _HEADLINES]
    own = [at for at, element in headings if headline and squeezed(text_of(element)) == headline]
    # Cards and menus say the title of the story too, in headings below the top one.
    top = [at for at, element in headings if element.tag == "h1"]
    return next(chain((at for at in own if elements[at].tag == "h1"), own, top), None)


def _texts(element: _Element) -> Iterator[str]:
    if element.tag == "time" and element.get("datetime"):
        yield f"{_label(element)}{_told(element)}"
        return
    own = element.text if element.tag not in NEVER_TEXT else None
    for text in (own, element.tail):
        if text and len(text) < 4 * _LONGEST:
            line = with_plain_digits(" ".join(text.split()))
            dated = len(line) <= _LONGEST and "©" not in line and (_YEAR.search(line) or _SHORT.match(line))
            if dated and not (text is own and speaks(element.get("class") or "") & CAPTION):
                yield line


def _is_caption(element: _Element) -> bool:
    """Whether an element is a picture's caption; one that was not closed holds the page."""
    texts = list(islice(element.itertext(), _MOST_TEXTS)) if element.tag == "figcaption" else []
    return 0 < len(texts) < _MOST_TEXTS and sum(map(len, texts)) < _LONGEST_CAPTION


def _label(element: _Element, words: re.Pattern[str] = CHANGED) -> str:
    """Return the text right before an element where it says with one of ``words`` what the date after it is."""
    before = element.getprevious()
    parent = element.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else None) or ""
    return f"{found[0]} " if (found := words.search(text[-_LONGEST:])) else ""


def _told(element: _Element) -> str:
    """Return the date of an element: what it tells machines, or what it prints where that is surely another day.

    Systems leave a fixed date in their templates, or tell machines when the story was changed.

    >>> from lxml.etree import HTML
    >>> times = '<time datetime="2019-09-03">May 5, 2024</time><time datetime="2024-05-06T01:00Z">May 5, 2024</time>'
    >>> [_told(time) for time in HTML(times).iter("time")]
    ['2024-05-05', '2024-05-06T01:00Z']
    >>> _told(HTML('<time datetime="2023-10-15">15. listopada 2023.</time>').find(".//time"))
    '2023-10-15'
    """
    given = element.get("datetime") or element.get("content")
    if not given:
        return text_of(element)
    told = stamp(given)
    texts = list(islice(element.itertext(), _MOST_TEXTS)) if told else []
    line = " ".join("".join(map(str, texts)).split()) if len(texts) < _MOST_TEXTS else ""
    shown = _shown(line, told) if told and len(line) <= _LONGEST else None
    return shown.isoformat() if shown else given


def _shown(line: str, told: Stamp) -> dt.date | None:
    """Return the day that a line prints alone where machines are told another one.

    Where the line dates a change, that must be what machines are told. A name of a month that means another one in
    another language, as Croatian *listopada*, shows no other day.
    """
    word = UPDATED.search(line)
    shown = day_alone(line[: word.start()] if word else line)
    changed = day_alone(line[word.end() :]) if word and shown else None
    if shown is None or _may_be_day(shown, told) or (shown.year, shown.day) == (told.day.year, told.day.day):
        return None
    return shown if word is None or (changed and _may_be_day(changed, told)) else None


def _may_be_day(day: dt.date, told: Stamp) -> bool:
    """Whether a printed day can be that of a date for machines, which may be given in UTC."""
    return abs(day - told.day) <= dt.timedelta(days=1) if told.instant is None else _is_day_of(day, told.instant)


def _in_titles(head: Head) -> Stamp | None:
    """Return the date that ends a title: some systems set it there, with the site's name."""
    titles = [title for title in (head.title, head.first("og:title")) if title]
    return _first(match[0] for title in titles if (match := _DAY_AT_END.search(title)))


def _in_scripts(head: Head, _: str) -> tuple[Stamp | None, Stamp | None]:
    """Return the first date of publication in the data of the page's scripts, and the change told closest to it."""
    for script in head.root.iter("script"):
        text = (script.text or "")[:1_000_000]
        told = islice(_IN_SCRIPT.finditer(text), 5) if "ubl" in text else ()
        for match in told:
            if found := stamp(match[1]):
                around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
                return found, _first(_CHANGED_IN_SCRIPT.findall(around))
    return None, None
