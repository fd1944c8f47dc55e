"""Sentences that tell what a picture shows: somebody does something now, in a text that tells what happened.

Only English has so plain a difference of tenses; the words stand in ``showing.toml``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.clean.months import WEEKDAYS
from pipeline.clean.names import PLAIN_NEXT, PLAIN_WORD
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import ANY_SENTENCE, HEAD_TO_PICTURE, UNDER_TITLE
from pipeline.clean.shape import is_text
from pipeline.clean.wording import words_of
from pipeline.story import Kind

# A caption that nothing but its tense tells is so long.
SHORTEST_SHOWN, LONGEST_SHOWN = 25, 160
# With what the text goes on with behind it, so long.
SHOWN_AND_TOLD: Final = 420
_WORD: Final = re.compile(r"\w+")
# The text goes on with so much behind its pictures.
LEAD_UNDER_PICTURES: Final = 90
# A place alone on its line is no longer: ``PORT ALDER, Maine.``.
LONGEST_PLACE: Final = 30
# A word in -ed is longer if it is a verb: ``bed``, ``shed``.
SHORTEST_PAST: Final = 4
_CAPTION: Final = Kind.CAPTION
# What stands straight over a picture in a page's frame, or under those that open it.
_OVER: Final = (Kind.HEADER, Kind.PROMO, Kind.BYLINE, Kind.CREDIT, _CAPTION)
_UNDER: Final = (Kind.HEADER, Kind.PROMO, Kind.BYLINE, Kind.CREDIT)
# Beside these stand lines in which somebody is doing something.
_BESIDE: Final = (Kind.HEADLINE, Kind.HEADER, Kind.BYLINE, Kind.CREDIT, _CAPTION)
_QUOTING: Final = re.compile(r"[\"“”?!;:$%–—]")
# A name, what may stand in brackets behind it, and what its bearer is doing.
_DOING: Final = re.compile(
    r"(?=.{35})(?:[A-Z][\w.’'-]*(?:,? | \([^()]{3,24}\),? )){2,9}[a-z]{3,14}ing"
    r" (?:the|an?|his|her|their|its|one|some|to|at|in|on|with|from|during|for|out|up|over|into|through|as) "
)
# A main clause has so many words before.
SHORTEST_CLAUSE: Final = 3
_WEEKDAYS: Final = frozenset(WEEKDAYS)
# What one person or thing does stands so soon behind it: ``A man walks``, ``A young man walks``.
_ONE: Final = frozenset(("A", "An"))
_SOON: Final = (2, 3)
# A full day in what is shown: ``on November 13, 2012``.
_DAY_AND_YEAR: Final = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\b")
_NAME: Final = re.compile(rf"{PLAIN_WORD}(?: {PLAIN_NEXT}){{1,2}}")
# Byline, stamp or dateline stand so near under the pictures of a page's frame.
SIGNED_BY: Final = 3
# A word in capitals over what is shown: ``BRUISED. Growers unload ...``.
_KICKER: Final = re.compile(r"\A[‘'“]?[A-Z][A-Z -]{2,24}\.[’'”]? (?=[A-Z][a-z])")
# Titles cut short before a name end no sentence.
_SENTENCE_END: Final = re.compile(
    r"(?<=[a-z)\d]{2}\.)" + "".join(rf"(?<!{title}\.)" for title in words_of("showing")["titles"]) + " (?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of ``showing.toml``, of which the verbs once more all together."""

    does: frozenset[str]
    someone: frozenset[str]
    also: frozenset[str]
    do: frozenset[str]
    being: frozenset[str]
    several: frozenset[str]
    bound: frozenset[str]
    behind: frozenset[str]
    opening: frozenset[str]
    telling: frozenset[str]
    done: frozenset[str]
    single: frozenset[str]
    articles: frozenset[str]
    meanwhile: frozenset[str]
    titles: frozenset[str]
    verbs: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    lists = {name: frozenset(words) for name, words in words_of("showing").items()}
    return _Words(**lists, verbs=lists["does"] | lists["also"] | lists["do"] | lists["being"])


def shows(text: str) -> bool:
    """Whether the text's first sentence tells in the present what is seen.

    >>> shows("A ferry waits at the pier of Port Alder on Monday."), shows("The ferry sank at the pier of Port Alder.")
    (True, False)
    """
    text = _KICKER.sub("", text) if text[1:3].isupper() else text
    if text[-1:] != "." or not text[0].isupper() or _QUOTING.search(text):
        return False
    first = _first_sentence(text)
    if not SHORTEST_SHOWN <= len(first) <= LONGEST_SHOWN:
        return False
    said, words = [word.strip(",.") for word in first.split()], _words()
    if said[0] in words.opening or words.verbs.isdisjoint(said) or _has_telling(_main_clause(said)):
        return False
    done = [at for at in range(1, len(said) - 1) if said[at] in words.verbs and _is_done(said, at, words)]
    return bool(done) and not any(_is_past(said, at, words) for at in range(done[0]))


def _main_clause(said: Sequence[str]) -> Sequence[str]:
    """The words before what was or is meanwhile: ``Crews clear the road after it flooded on Monday``.

    Only a sentence that names the day tells a caption's words from a feature's there.
    """
    within = range(SHORTEST_CLAUSE, len(said))
    meanwhile = _words().meanwhile
    at = next((at for at in within if said[at] in meanwhile), None)
    return said if at is None or _WEEKDAYS.isdisjoint(said) else said[:at]


def _has_telling(said: Sequence[str]) -> bool:
    """Whether words stand there that no caption has; ``May`` is a month."""
    plain = [word for word in said[1:] if word.islower() or word == "I"]
    return not _words().telling.isdisjoint([said[0].lower(), *plain])


def _is_past(said: Sequence[str], at: int, words: _Words) -> bool:
    """Whether a word tells what happened, and does not stand for a trait before a place: ``made by``, ``parked in``."""
    word = said[at]  # ``22-bed`` is none
    past = word in words.done or (word[-2:] == "ed" and word.isalpha() and word.islower() and len(word) > SHORTEST_PAST)
    return past and said[at + 1] not in words.behind


def _is_done(said: Sequence[str], at: int, words: _Words) -> bool:
    """Whether a word is what one does, what several do, or what is done to what is seen.

    What may be a noun as well does so behind a name or before an article: ``Mara Linden signs``, ``signs the``.
    """
    verb, before = said[at], said[at - 1]
    if before in words.bound:
        return False
    if verb in words.being:
        return before in ("is", "are")
    if verb in words.does:
        return True
    named = before[:1].isupper() and at > 1
    one = said[0] in _ONE and at in _SOON and before in words.someone
    if verb in words.also and (named or one or said[at + 1] in words.articles):
        return True
    several = before.lower() in words.several or _is_plural(before, words) or (at > 1 and said[at - 2] == "and")
    return verb in words.do and (several or (_is_plural(said[0], words) and said[at + 1] in words.articles))


def _is_plural(word: str, words: _Words) -> bool:
    return word[-1:] == "s" and word.lower() not in words.single and word[-2:] not in {"'s", "’s", "ss", "us"}


def tells_past(text: str) -> bool:
    """Whether the main clause of an English sentence tells what happened, as a lead does.

    >>> tells_past("A horsebox rolled down a hill after its brake failed."), tells_past("Men dressed in black at sea.")
    (True, False)
    """
    said, words = [word.strip(",.") for word in text.split()], _words()
    at = next((at for at in range(SHORTEST_CLAUSE, len(said)) if said[at] in words.meanwhile), len(said) - 1)
    return any(_is_past(said, word, words) for word in range(1, min(at, len(said) - 1)))


def is_shown(text: str) -> bool:
    """Whether the text is nothing but such a sentence."""
    return len(text) <= LONGEST_SHOWN and shows(text) and _SENTENCE_END.search(text) is None


def _shows_day(text: str) -> bool:
    """Whether a text goes on behind a sentence that tells what is seen, and on which day or in which year."""
    if len(text) > SHOWN_AND_TOLD or not ("day" in text or ", 20" in text or ", 19" in text):
        return False
    return shows(text) and (not _WEEKDAYS.isdisjoint(_WORD.findall(_first_sentence(text))) or _has_full_day(text))


def _has_full_day(text: str) -> bool:
    return _DAY_AND_YEAR.search(_first_sentence(text)) is not None


def _first_sentence(text: str) -> str:
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def in_frame(paragraphs: Sequence[Paragraph], opens: Callable[[str], bool], is_credit: Callable[[str], bool]) -> None:
    """Mark the sentences of a page's frame that tell what its picture shows, where the text goes on under them.

    Straight under a title stands its standfirst, which may tell in the present too, but not over an agency's name.
    ``opens`` tells a dateline, behind which a text begins, ``is_credit`` such a name.
    """
    groups = list(_groups(paragraphs, titled=False))
    _mark_shown(groups, paragraphs, opens)
    _mark_dated(groups, paragraphs, opens)
    for group in groups:
        under = paragraphs[group[-1].index + 1 :][:1]
        named = bool(under) and under[0].label is Kind.BYLINE and is_credit(under[0].text)
        if named and _text_goes_on(paragraphs[under[0].index :], opens):
            under[0].mark(Kind.CREDIT, "generic.credit.below_caption")
            for each in group:
                each.mark(_CAPTION, "generic.caption.shows")


def under_title(paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]) -> None:
    """Mark also lines without a full stop that tell so, where the title is known, for they may be it."""
    if any(p.label is Kind.HEADLINE for p in paragraphs[:HEAD_TO_PICTURE]):
        _mark_shown(_groups(paragraphs, titled=True), paragraphs, opens)


def _mark_shown(
    groups: Iterable[list[Paragraph]], paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]
) -> None:
    for group in groups:
        over, under = paragraphs[: group[0].index][-1:], paragraphs[group[-1].index + 1 :]
        framed = over[0].label in _OVER if over else bool(under) and under[0].label in _UNDER
        if framed and _text_goes_on(under, opens) and not any(opens(each.text) for each in group):
            for each in group:
                each.mark(_CAPTION, "generic.caption.shows")


def _mark_dated(
    groups: Iterable[list[Paragraph]], paragraphs: Sequence[Paragraph], opens: Callable[[str], bool]
) -> None:
    """Mark groups that name day and year, over a byline, a stamp or a dateline near by, or over who took them."""
    for group in groups:
        under = paragraphs[group[-1].index + 1 :][:SIGNED_BY]
        if not under or group[0].taken or not any(_has_full_day(each.text) for each in group):
            continue
        # One such sentence over a dateline may be a release's own summary.
        several = len(group) > 1
        # A name with nothing under it signs the text.
        named = not under[0].taken and _NAME.fullmatch(under[0].text.strip()) is not None and len(under) == SIGNED_BY
        if named:
            under[0].mark(Kind.CREDIT, "generic.credit.below_caption")
        if named or (several and any(p.label in UNDER_TITLE or opens(p.text) for p in under)):
            for each in group:
                each.mark(_CAPTION, "generic.caption.shows")


def doing(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the lines in which somebody who is named does something: ``Mayor Mara Linden cutting the tape``.

    They stand under the title, its stamp or its byline, or beside another picture; in lists they stand among others.
    """
    for before, line, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if line.terminal or line.taken or len(line.text) > LONGEST_SHOWN:
            continue
        beside = before.label in _BESIDE or after.label in _BESIDE
        if beside and _DOING.match(line.text) and not _has_telling(line.text.split()):
            line.mark(_CAPTION, "generic.caption.doing")


def _groups(paragraphs: Sequence[Paragraph], *, titled: bool) -> Iterator[list[Paragraph]]:
    """Such sentences in a row before the text."""
    group: list[Paragraph] = []
    for paragraph in paragraphs[:HEAD_TO_PICTURE]:
        text = paragraph.text if paragraph.terminal or not titled else f"{paragraph.text}."
        if not paragraph.taken and (is_shown(text) or _shows_day(text)):
            group.append(paragraph)
            continue
        if group:
            yield group
            group = []
        if not paragraph.taken and is_text(paragraph, ANY_SENTENCE):
            return


def _text_goes_on(under: Sequence[Paragraph], opens: Callable[[str], bool]) -> bool:
    """Whether furniture or a dateline follows, and behind these a sentence that is as long as a lead.

    A place may stand alone on its line before it.
    """
    if not under or not (under[0].taken or opens(under[0].text)):
        return False
    open_ = [p for p in under[:HEAD_TO_PICTURE] if not p.taken]
    lead = next((p for p in open_ if p.terminal and len(p.text) > LONGEST_PLACE), None)
    return lead is not None and len(lead.text) >= LEAD_UNDER_PICTURES
