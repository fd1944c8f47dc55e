"""Sentences that tell what a picture shows: somebody does something now, in a text that tells what happened.

Only English has so plain a difference of tenses; the words stand in ``showing.toml``.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

from pipeline.clean.names import alternatives
from pipeline.clean.paragraph import Paragraph
from pipeline.story import Kind

# A caption that nothing but its tense tells is so long.
LEAST, MOST = 25, 160
# A page has hardly more lines before its text.
HEAD: Final = 15
# The text goes on with so much behind its pictures.
LEAD: Final = 90
# A place alone on its line is no longer: ``PORT ALDER, Maine.``.
PLACE: Final = 30
_CAPTION: Final = Kind.CAPTION
# What stands straight over a picture in a page's frame, or under those that open it.
_OVER: Final = (Kind.HEADER, Kind.PROMO, Kind.BYLINE, Kind.CREDIT, _CAPTION)
_UNDER: Final = (Kind.HEADER, Kind.PROMO, Kind.BYLINE, Kind.CREDIT)
_QUOTING: Final = re.compile(r"[\"“”?!;:$%–—]")
# A name, what may stand in brackets behind it, and what its bearer is doing.
_DOING: Final = re.compile(
    r"(?=.{35})(?:[A-Z][\w.’'-]*(?:,? | \([^()]{3,24}\),? )){2,9}[a-z]{3,14}ing"
    r" (?:the|an?|his|her|their|its|one|some|to|at|in|on|with|from|during|for|out|up|over|into|through|as) "
)
_SENTENCE_END: Final = re.compile(r"(?<=[a-z)\d]{2}\.) (?=[A-Z])")


@lru_cache(maxsize=1)
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How such a sentence is built, and the words that none has."""
    table = tomllib.loads(files("pipeline.clean").joinpath("showing.toml").read_text("utf-8"))
    words = {name: alternatives(values) for name, values in table.items()}
    unbound = "".join(rf"(?<! {word})" for word in table["bound"])
    several = rf"(?:[a-z]s|\b(?:{words['several']})| and [\w’'-]{{2,20}})"
    verb = rf"(?:{unbound} (?:{words['does']}|(?:is|are) (?:{words['being']}))|{several} (?:{words['do']}))"
    far = rf"[A-Z][a-z]{{2,14}}s [^,]{{4,120}}?{unbound} (?:{words['do']}) (?:the|an?|his|her|their|its)"
    built = re.compile(rf"(?=[A-Z])(?!(?:{words['opening']})\b)(?:.{{4,150}}?{verb}|{far}) \w")
    return built, re.compile(rf"\b(?:{words['telling']})\b", re.IGNORECASE)


def shows(text: str) -> bool:
    """Whether the text's first sentence tells in the present what is seen.

    >>> shows("A ferry waits at the pier of Port Alder on Monday."), shows("The ferry sank at the pier of Port Alder.")
    (True, False)
    """
    if text[-1:] != "." or _QUOTING.search(text):
        return False
    first = _SENTENCE_END.split(text, maxsplit=1)[0]
    built, telling = _grammar()
    return LEAST <= len(first) <= MOST and telling.search(first) is None and built.match(first) is not None


def is_shown(text: str) -> bool:
    """Whether the text is nothing but such a sentence."""
    return shows(text) and _SENTENCE_END.search(text) is None


def in_frame(paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]) -> None:
    """Mark the sentences of a page's frame that tell what its picture shows, where the text goes on under them.

    Straight under a title stands its standfirst, which may tell in the present too. Lines without a full stop are
    captions where the title is known, for they may be it. ``opens`` tells a dateline, behind which a text begins.
    """
    titled = any(p.label is Kind.HEADLINE for p in paragraphs[:HEAD])
    for group in _groups(paragraphs, titled):
        over, under = paragraphs[: group[0].index][-1:], paragraphs[group[-1].index + 1 :]
        framed = over[0].label in _OVER if over else bool(under) and under[0].label in _UNDER
        if framed and _goes_on(under) and not any(opens(each.text) for each in group):
            for each in group:
                each.mark(_CAPTION, "generic.caption.shows")


def named(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines in which somebody who is named does something: ``Mayor Mara Linden cutting the tape``."""
    for paragraph in paragraphs:
        text = paragraph.text
        line = len(text) <= MOST and not (paragraph.taken or paragraph.terminal)
        if line and _DOING.match(text) and _grammar()[1].search(text) is None:
            paragraph.mark(_CAPTION, "generic.caption.doing")


def _groups(paragraphs: Sequence[Paragraph], titled: bool) -> Iterator[list[Paragraph]]:
    """Such sentences in a row before the text."""
    group: list[Paragraph] = []
    for paragraph in paragraphs[:HEAD]:
        text = paragraph.text if paragraph.terminal or not titled else f"{paragraph.text}."
        if not paragraph.taken and is_shown(text):
            group.append(paragraph)
            continue
        if group:
            yield group
            group = []
        if not paragraph.taken and (paragraph.prose or paragraph.terminal):
            return


def _goes_on(under: Sequence[Paragraph]) -> bool:
    """Whether the first sentence behind the frame is as long as a lead, be it behind a place alone on its line."""
    open_ = [p for p in under[:HEAD] if not p.taken]
    lead = next((p for p in open_ if p.terminal and len(p.text) > PLACE), None)
    return lead is not None and len(lead.text) >= LEAD
