"""Boxes that a page sets amid the text: tickers, offers of letters, links under their sections' names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.fold import fold
from pipeline.clean.frame import FIGURES, shows_page
from pipeline.clean.listed import Refrains
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.places import texts_of
from pipeline.clean.profile import Profile, pooled
from pipeline.clean.shape import (
    ENOUGH_TEXT,
    LONGEST_BUTTON,
    LONGEST_LINE,
    LONGEST_LINK,
    LONGEST_SECTION,
    SHORTEST_TITLE,
    number_of,
)
from pipeline.clean.speech import TOLD
from pipeline.story import Kind

# A run of so many lines, of which many hold only figures, is a ticker.
TICKER: Final = 5
# What a letter's offer says in one paragraph is no longer, and it has hardly more paragraphs before its button.
OFFER: Final = 190
LONGEST_OFFER: Final = 4
# A question to readers is no longer.
ASKED: Final = 90
ASKING: Final = "?؟？"
# What may stand behind yes or no: ``No, never`` is an answer to choose, ``No ferry sails`` is text, ``No (12)`` what a
# referendum said, ``No.`` somebody who was asked.
_ANSWER_GOES_ON: Final = r"(?= ?[,(:!–—-]|\Z)[^\d\"“”„«»%]{0,50}\Z"
_FIGURES: Final = re.compile(r"\d")
_PRICE: Final = re.compile(r"[$€£¥]")
# Where one can call is told on a line of its own, and counts nothing.
_TELEPHONE: Final = re.compile(r"\+\d{1,3}(?:[ -]\d{2,8}){1,5}|\(?0\d{1,4}\)?[ /-]\d{3,8}(?:[ -]\d{2,8}){0,3}")
_NAMED: Final = re.compile(r"[^\W\d_a-zß-ÿа-я][^\d,.:;!?()]*")
_PROMO: Final = Kind.PROMO
_BESIDE: Final = (Kind.PROMO, Kind.SIGNOFF)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Marks what stands in boxes by words of the profiles: how an offer begins, and the button that takes it up."""

    offers: tuple[str, ...]
    buttons: frozenset[str]
    offered: tuple[str, ...]
    answers: tuple[re.Pattern[str], re.Pattern[str]]

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Boxes":
        """By the vocabularies ``offer``, ``offer_button``, ``offered``, ``yes`` and ``no`` of the profiles."""
        profiles = tuple(profiles)
        words = {name: pooled(profiles, name) for name in ("offer", "offer_button", "offered", "yes", "no")}
        offers, offered = (tuple(map(str.casefold, words[name])) for name in ("offer", "offered"))
        yes, no = (re.compile(f"(?:{alternation(words[name])}){_ANSWER_GOES_ON}") for name in ("yes", "no"))
        return cls(offers, frozenset(map(fold, words["offer_button"])), offered, (yes, no))

    def mark(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark the boxes of a story whose paragraphs the rules have labelled."""
        furniture = [paragraph for paragraph in paragraphs if paragraph.label in _BESIDE]
        for button in furniture:
            if button.label is _PROMO and len(button.text) <= LONGEST_BUTTON and fold(button.text) in self.buttons:
                self._before_button(paragraphs, button.index)
        self._beside(paragraphs, furniture, 1)
        self._beside(paragraphs, furniture[::-1], -1)
        # Copy that shows no page round it keeps titles under a word or two, and figures: subheads, results and tables.
        if shows_page(paragraphs):
            _by_section(paragraphs)
            _figures(paragraphs)

    def _beside(self, paragraphs: Sequence[Paragraph], furniture: Iterable[Paragraph], step: int) -> None:
        """Mark the offers that follow furniture, one after the other, or with a step of -1 those before it."""
        for paragraph in furniture:
            at = paragraph.index + step
            while 0 <= at < len(paragraphs) and not paragraphs[at].taken and self._offers(paragraphs[at]):
                paragraphs[at].mark(_PROMO, "generic.promo.offer_beside")
                at += step

    def _offers(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph beside a page's furniture begins as an offer and speaks of letters or subscriptions."""
        text = paragraph.text.casefold()
        if len(text) > OFFER or not text.startswith(self.offers) or TOLD.search(text):
            return False
        return any(word in text for word in self.offered)

    def _before_button(self, paragraphs: Sequence[Paragraph], button: int) -> None:
        """Mark what stands between an offer's first words and its button."""
        begins = None
        for paragraph in reversed(paragraphs[max(0, button - LONGEST_OFFER) : button]):
            offers = not paragraph.taken and paragraph.text[:40].casefold().startswith(self.offers)
            if len(paragraph.text) > OFFER or (paragraph.terminal and not (offers or paragraph.taken)):
                break
            if offers and not TOLD.search(paragraph.text):
                begins = paragraph.index
        block = paragraphs[begins:button] if begins is not None else ()
        named = any(word in paragraph.text.casefold() for paragraph in block for word in self.offered)
        for paragraph in block if named else ():
            if not paragraph.taken:
                paragraph.mark(_PROMO, "generic.promo.offer")

    def polls(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark a page's question to its readers with the answers to choose from: one says yes and one says no.

        Copy that shows no page round it keeps them: there they are an interview's or a hearing's.
        """
        asked = [p for p in paragraphs[1:-2] if p.text[-1] in ASKING and not p.taken and len(p.text) <= ASKED]
        for question in asked if asked and shows_page(paragraphs) else ():
            both = paragraphs[question.index + 1 : question.index + 3]
            answers = all(said.match(p.text) and not p.taken for said, p in zip(self.answers, both, strict=True))
            for line in (question, *both) if answers else ():
                line.mark(_PROMO, "generic.promo.poll")


def _by_section(paragraphs: Sequence[Paragraph]) -> None:
    """Mark two titles in a row amid prose, each under a word or two: links with the names of their sections."""
    for name in paragraphs[1:-4]:
        if name.terminal or not _names_section(name):
            continue
        at = name.index
        amid = paragraphs[at - 1].terminal and paragraphs[at + 4].terminal and _names_section(paragraphs[at + 2])
        if amid and _is_link_title(paragraphs[at + 1]) and _is_link_title(paragraphs[at + 3]):
            for line in paragraphs[at : at + 4]:
                line.mark(_PROMO, "generic.promo.by_section")


def _names_section(line: Paragraph) -> bool:
    short = not line.taken and not line.terminal and len(line.text) <= LONGEST_SECTION
    return short and len(line.text.split()) <= 2 and _NAMED.fullmatch(line.text) is not None


def _is_link_title(line: Paragraph) -> bool:
    ends = not line.terminal or line.text[-1] == "?"
    return not line.taken and ends and SHORTEST_TITLE <= len(line.text) <= LONGEST_LINK and line.text[-1] != ":"


def closing(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a title that ends the story behind a promo: what stands there heads no text and is no list's line."""
    last = paragraphs[-1] if len(paragraphs) > ENOUGH_TEXT else None
    ends = last is not None and paragraphs[-2].label is _PROMO and _is_link_title(last) and last.text[-1] != "?"
    if not ends or _FIGURES.search(paragraphs[-1].text):
        return
    if len(texts_of(paragraphs)) >= ENOUGH_TEXT:
        paragraphs[-1].mark(_PROMO, "generic.promo.closing_title")


def _figures(paragraphs: Sequence[Paragraph]) -> None:
    """Mark tickers and counters: runs of short lines of which many hold only figures, and lone figures."""
    run: list[Paragraph] = []
    points = _points(paragraphs)
    for paragraph in [*paragraphs, None]:
        short = paragraph is not None and not paragraph.terminal and len(paragraph.text) <= 40 and not paragraph.prose
        if paragraph is not None and short and paragraph.index not in points:
            run.append(paragraph)
            continue
        only = [p for p in run if not any(char.isalpha() for char in p.text)]
        cluttered = len(run) >= TICKER and len(only) * 4 >= len(run)
        for each in run if cluttered else only:
            told = _PRICE.match(each.text) or _TELEPHONE.fullmatch(each.text)
            if not each.taken and (cluttered or not told):
                each.mark(_PROMO, FIGURES)
        run = []


def _points(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Where numbers stand that count from one straight behind a sentence, each over a line: its points, a ranking."""
    found: set[int] = set()
    for before, first in pairwise(paragraphs):
        if before.terminal and not before.taken and number_of(first.text) == 1:
            places = enumerate(range(first.index, len(paragraphs), 2), 1)
            row = [at for _, at in takewhile(lambda place: number_of(paragraphs[place[1]].text) == place[0], places)]
            found.update(row if len(row) > 1 else ())
    return frozenset(found)


def repeated(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a short line that stands three times in a row on a page: a button or a placeholder; a chant is text.

    So is what the text says elsewhere too.
    """
    if not shows_page(paragraphs):
        return
    sung = Refrains(paragraphs)
    for first, second, third in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        alike = first.text == second.text == third.text and len(first.text) <= LONGEST_LINE
        if alike and first.text not in sung:
            for paragraph in (first, second, third):
                if not paragraph.taken:
                    paragraph.mark(Kind.PROMO, "generic.promo.repeated")
