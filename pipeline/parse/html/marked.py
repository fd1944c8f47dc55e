"""Dates that a page tells machines: in attributes, in hAtom, in the data of its scripts."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from lxml.etree import XPath, _Element

from pipeline.parse.html.byline import of_reader
from pipeline.parse.html.choose import squeezed
from pipeline.parse.html.dates import UPDATED, Stamp, day_alone, stamp
from pipeline.parse.html.head import Head, text_of

_IN_SCRIPT = re.compile(
    r"[\"'](?:datePublished|publishedAt|published_at|publishDate|publish_date|pubDate|firstPublished(?:At|Date)?|"
    r"publicationDate|publication_date)[\"']\s*:\s*[\"']([^\"']{8,40})[\"']"
)
_CHANGED_IN_SCRIPT = re.compile(
    r"[\"'](?:dateModified|(?:last_?)?(?:modified|updated)(?:_?(?:at|date))?|lastUpdate)[\"']\s*:\s*[\"']([^\"']{8,40})[\"']",
    re.IGNORECASE,
)
_MARKED = XPath("//@itemprop[contains(., 'datePublished') or contains(., 'dateModified')] | //@pubdate")
"""Attributes that few elements have: asking each element for them takes longer."""

_OF_OTHERS = frozenset(("li", "aside"))
"""In these stand the dates of other stories."""

_DATED = frozenset(("time", "abbr", "span", "div", "p"))
WEST, EAST = dt.timedelta(hours=-10), dt.timedelta(hours=14)
"""The clocks of Hawaii and of the Line Islands: few news is published farther from UTC."""

HEADLINES = ("h1", "h2", "h3")
BESIDE = 12
"""A date that is told shortly, or by hAtom without an entry, is one so near the headline, in elements."""

BEFORE = 3
"""What stands before the headline counts as so many times farther: there stand today's date and other stories."""

LONGEST = 100
"""A line that holds a date, or what an element that tells one prints, has no more characters."""

MOST_TEXTS = 20
"""Of so many texts in an element, a date is alone in none."""

_AROUND = 200
"""So near, in characters, the data of scripts tell when the story was changed."""


def first_of(given: Iterable[str | None]) -> Stamp | None:
    """Return the first text that is read as a date; None where none is."""
    return next((found for text in given if text and (found := stamp(text))), None)


def by_markup(root: _Element) -> tuple[Stamp | None, Stamp | None]:
    """Return the first dates that the markup itself calls those of publication and of change."""
    dates: dict[str, Stamp] = {}
    for element, name in _called(_MARKED(root)):
        found = stamp(told_by(element)) if name not in dates and element.tag in _DATED else None
        if found and not any(map(is_comment, element.iterancestors())):
            dates[name] = found
    return dates.get("datePublished"), dates.get("dateModified")


def _called(attributes: Any) -> Iterator[tuple[_Element, str]]:  # noqa: ANN401 (lxml says no more)
    """Give the elements of attributes that call them a date of the story, each with that date's name."""
    for attribute in attributes:
        told = str(attribute)
        name = "datePublished" if attribute.attrname == "pubdate" or "datePublished" in told else "dateModified"
        yield attribute.getparent(), name


def by_microformat(head: Head, headline: str) -> tuple[Stamp | None, Stamp | None]:
    """Return the dates that an ``abbr`` tells machines in its title, as hAtom has them, of the headline's own entry.

    On a page without entries those right beside the headline are the story's.

    >>> from lxml.etree import HTML
    >>> page = HTML('<h1>Ferry</h1><abbr class="published" title="2012-05-14">14 May</abbr>')
    >>> by_microformat(Head(page, [*page.iter()]), "ferry")[0].day
    datetime.date(2012, 5, 14)
    """
    at = title_at(head.body, headline) if next(head.root.iter("abbr"), None) is not None else None
    if at is None:
        return None, None
    entry = _entry(head.body[at])
    beside = () if entry is not None else (*head.body[max(0, at - BEFORE) : at], *_above_text(head.body[at + 1 :]))
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
    for element in elements[:BESIDE]:
        if element.tag == "p" and len(text_of(element)) > LONGEST:
            return
        if not any(above.tag in _OF_OTHERS for above in element.iterancestors()):
            yield element


def by_scripts(head: Head) -> tuple[Stamp | None, Stamp | None]:
    """Return the first date of publication in the data of the page's scripts, and the change told closest to it."""
    for script in head.root.iter("script"):
        text = (script.text or "")[:1_000_000]
        told = islice(_IN_SCRIPT.finditer(text), 5) if "ubl" in text else ()
        for match in told:
            if found := stamp(match[1]):
                around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
                return found, first_of(_CHANGED_IN_SCRIPT.findall(around))
    return None, None


def is_comment(element: _Element) -> bool:
    """Whether the markup calls an element a reader's comment."""
    return element.get("itemprop") == "comment" or (element.get("itemtype") or "").endswith("/Comment")


def title_at(elements: Sequence[_Element], headline: str) -> int | None:
    """Return the number of the heading that is the headline, else of the first top heading."""
    headings = [(at, element) for at, element in enumerate(elements) if element.tag in HEADLINES]
    own = [at for at, element in headings if headline and squeezed(text_of(element)) == headline]
    # Cards and menus say the title of the story too, in headings below the top one.
    top = [at for at, element in headings if element.tag == "h1"]
    return next(chain((at for at in own if elements[at].tag == "h1"), own, top), None)


def told_by(element: _Element) -> str:
    """Return the date of an element: what it tells machines, or what it prints where that is surely another day.

    Systems leave a fixed date in their templates, or tell machines when the story was changed.

    >>> from lxml.etree import HTML
    >>> times = '<time datetime="2019-09-03">May 5, 2024</time><time datetime="2024-05-06T01:00Z">May 5, 2024</time>'
    >>> [told_by(time) for time in HTML(times).iter("time")]
    ['2024-05-05', '2024-05-06T01:00Z']
    >>> told_by(HTML('<time datetime="2023-10-15">15. listopada 2023.</time>').find(".//time"))
    '2023-10-15'
    """
    given = element.get("datetime") or element.get("content")
    if not given:
        return text_of(element)
    told = stamp(given)
    texts = list(islice(element.itertext(), MOST_TEXTS)) if told else []
    line = " ".join("".join(map(str, texts)).split()) if len(texts) < MOST_TEXTS else ""
    shown = _shown(line, told) if told and len(line) <= LONGEST else None
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
    return abs(day - told.day) <= dt.timedelta(days=1) if told.instant is None else is_day_of(day, told.instant)


def is_day_of(day: dt.date, instant: dt.datetime) -> bool:
    """Whether a day is that of an instant anywhere on earth."""
    return (instant + WEST).date() <= day <= (instant + EAST).date()
