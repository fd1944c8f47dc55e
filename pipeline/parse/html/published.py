"""When a page was published and last changed: what it tells machines first, then its address, then what it prints."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml.etree import _Element

from pipeline.parse.html import jsonld
from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.dates import (
    CHANGED,
    DAY_FIRST_ZONE,
    PUBLISHED,
    UPDATED,
    Stamp,
    short_stamp,
    stamp,
    stamp_in_address,
    with_plain_digits,
)
from pipeline.parse.html.head import Head, after, text_of
from pipeline.parse.html.marked import (
    BEFORE,
    BESIDE,
    EAST,
    LONGEST,
    MOST_TEXTS,
    WEST,
    by_markup,
    by_microformat,
    by_scripts,
    first_of,
    is_comment,
    is_day_of,
    title_at,
    told_by,
)
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
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|25[5-9]\d)(?!\d)")
_SHORT = re.compile(r"(?:[-–—•·|*]\s)?\d{1,2}[./]\d{1,2}[./]\d\d\b")
_DAY_AT_END = re.compile(r"(?<=[|–—-] )\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d$")
_CLOCK = re.compile(r"(?<![\d:.+-])([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d)(?:\s?([ap])\.?m)?", re.IGNORECASE)
_HOUR = dt.timedelta(hours=1)
_NEAR = 40
"""So many elements below the headline are looked at to learn the story's own day."""

_LABEL = 40
"""An element that only says what the date after it is holds less text."""

_LONGEST_CAPTION = 1000
_FARTHEST = 150
"""A date farther from the headline than so many elements belongs to something else."""


def published_and_modified(head: Head, address: str | None, headline: str | None) -> tuple[Stamp | None, Stamp | None]:
    """Return when a page was published and when it was last changed, each None where the page does not say."""
    node = head.node
    published = first_of(
        [jsonld.text(node.get("datePublished")), *head.values(_PUBLISHED), jsonld.text(node.get("dateCreated"))]
    )
    modified = first_of([jsonld.text(node.get("dateModified")), *head.values(_MODIFIED)])
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
    published, marked = by_markup(head.root)
    published, changed = published or stamp_in_address(address or ""), changed or marked
    told = None
    if published is None:
        published, told = _printed(head, headline)
        changed = changed or told
    # What machines are told in an abbreviation is often another story's: it says nothing against what the page prints.
    if published is None and told is None:
        published, told = by_microformat(head, headline)
        changed = changed or told
    if published is None:
        published, told = by_scripts(head)
        changed = changed or told
    return published or _in_titles(head), changed


def _own_day(head: Head, instant: dt.datetime, address: str | None, headline: str) -> dt.date:
    """Return the day of an instant, given in UTC, where the story was published, as address or printed time tell."""
    day = instant.date()
    told = stamp_in_address(address or "")
    if told is not None:
        return told.day if is_day_of(told.day, instant) else day
    same = (found for time in head.root.iter("time") if (found := stamp(time.get("datetime") or "")))
    marked = next((found.day for found in same if found.instant == instant), None)
    return marked or next(_printed_days(head, instant, headline), day)


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
    return WEST <= away <= EAST and not away % _HOUR


def _is_american(head: Head) -> bool:
    """Whether a page may print the month before the day."""
    return (head.root.get("lang") or "en-us").lower() in ("en-us", "en")


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
    return in_line or (said and distance - changed[0] <= BESIDE)


def _in_line(line: str, distance: int, american: bool) -> Stamp | None:
    """Read the date of a printed line so many elements from the headline."""
    month_first = american and not DAY_FIRST_ZONE.search(line)
    found = stamp(line, month_first=month_first) or stamp(_after_words(line), month_first=month_first)
    return found or (short_stamp(line, month_first=month_first) if distance < BESIDE else None)


def _after_words(text: str) -> str:
    """Cut what stands before the first digit: ``Published on 2023-12-21``."""
    at = next((at for at, char in enumerate(text) if char.isdigit()), 0)
    return text[at:]


def _dated(body: Sequence[_Element], headline: str) -> Iterator[tuple[int, _Element, str]]:
    """Give short texts that can hold a date, each with its element and that one's distance from the headline.

    What is quoted, as a post of a network is, has dates of its own, and so have readers' comments and captions.
    """
    title = title_at(body, headline)
    quoted = {element: element.getparent() is not None and is_comment(element) for element in body[:1]}
    for at, element in enumerate(body):
        distance = at if title is None else at - title if at >= title else BEFORE * (title - at)
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
        found = above is not None and (above.tag == "blockquote" or is_comment(here) or _is_caption(here))
        here = above
    known.update(dict.fromkeys(climbed, found))
    return found


def _texts(element: _Element) -> Iterator[str]:
    if element.tag == "time" and element.get("datetime"):
        yield f"{_label(element)}{told_by(element)}"
        return
    own = element.text if element.tag not in NEVER_TEXT else None
    for text in (own, element.tail):
        if text and len(text) < 4 * LONGEST:
            line = with_plain_digits(" ".join(text.split()))
            dated = len(line) <= LONGEST and "©" not in line and (_YEAR.search(line) or _SHORT.match(line))
            if dated and not (text is own and speaks(element.get("class") or "") & CAPTION):
                yield line


def _is_caption(element: _Element) -> bool:
    """Whether an element is a picture's caption; one that was not closed holds the page."""
    texts = list(islice(element.itertext(), MOST_TEXTS)) if element.tag == "figcaption" else []
    return 0 < len(texts) < MOST_TEXTS and sum(map(len, texts)) < _LONGEST_CAPTION


def _label(element: _Element, words: re.Pattern[str] = CHANGED) -> str:
    """Return the text right before an element where it says with one of ``words`` what the date after it is."""
    before = element.getprevious()
    parent = element.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else None) or ""
    return f"{found[0]} " if (found := words.search(text[-LONGEST:])) else ""


def _in_titles(head: Head) -> Stamp | None:
    """Return the date that ends a title: some systems set it there, with the site's name."""
    titles = [title for title in (head.title, head.first("og:title")) if title]
    return first_of(match[0] for title in titles if (match := _DAY_AT_END.search(title)))
