"""Captions: what a reader knows them by, their credits and their grammar, beside what the layout shows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.clean.caption_layout import (
    MARKED,
    SHORT_CAPTION,
    Style,
    ends_text,
    heads_story,
    is_amid_text,
    is_beside_pictures,
    is_counted,
    is_standfirst,
    is_subhead,
    is_told,
    leads_text,
    repeats_body,
    text_of,
)
from pipeline.clean.credit import HOUSE_AND_NAME, Credits
from pipeline.clean.literals import AnyOf
from pipeline.clean.months import WEEKDAY
from pipeline.clean.names import alternatives
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.pictures import without_icon
from pipeline.clean.profile import Profile, pooled
from pipeline.clean.shape import PLAIN_CAPTION, SHORTEST_CAPTION, is_signed
from pipeline.clean.showing import is_shown, shows, tells_past
from pipeline.clean.speech import QUOTED, SAID_AT_END
from pipeline.story import BlockKind, Kind

# A credit alone on its line is hardly longer.
LONE_CREDIT: Final = 90
# The text goes on so near below a picture.
GOES_ON_WITHIN: Final = 12
# A caption in Chinese, Japanese or Korean that nothing but its photographer tells is hardly longer.
LONGEST_EASTERN: Final = 80
# Of two captions in one line the first is hardly shorter.
LEAST_OF_TWO: Final = 40
_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT
_MARKED_CREDIT: Final = BlockKind.CREDIT
_WEEKDAY_DATE: Final = re.compile(rf"{WEEKDAY}, \d{{4}}")
# Strokes behind a sentence, or marks in brackets, as a story's last paragraph has them.
_CLOSED: Final = re.compile(
    r"\./\.?\Z|[.!?…”»\"।۔] ?\([^\W\d_]{2,8}\)\Z"
    r"|[.!?…”»\"।۔](?: ?[(\[][^()\[\]\d:/©]{1,24}[)\]]){2,3}\Z"
)
# What a list's line begins with.
_BULLETS: Final = "*•-–—·▪●"
# Where a line break can tear a bracketed credit off.
_TORN: Final = frozenset("([")
# What a sentence of a caption ends with: ``on Feb. 24, 2019.``
DATED: Final = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\.\Z")
# Who took a picture, in Chinese, Japanese and Korean: nothing but a picture stands over that.
_TAKEN_BY: Final = re.compile(r"[\u4e00-\u9fff\uac00-\ud7a3][ \u3000]?(?:攝|摄|撮影|촬영)(?![\u4e00-\u9fff])")
# A day, or who of those seen is meant: ``28日上午``, ``（前排）``.
_ON_A_DAY: Final = re.compile(r"\d日|\d일|[（(][^（）()]{0,6}[左右中前後后왼오][^（）()]{0,6}[）)]")
# A sentence that is nothing but a place: ``Alder Station, Holm.``
_PLACE: Final = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]{1,20} ){0,3}[A-ZÀ-Þ][\w’'-]{1,20}, [A-ZÀ-Þ][\w’'-]{2,20}\.")
# Whoever is named so wrote.
_BY: Final = ("Von ", "By ", "Par ", "Door ", "Af ", "Av ")


@dataclass(frozen=True, slots=True)
class Captions:
    """Recognises captions by the cues of the profiles' vocabularies."""

    credits: Credits
    cue: AnyOf
    opening: AnyOf
    referring: re.Pattern[str]
    closing: tuple[str, ...]

    @classmethod
    def of(cls, profiles: Iterable[Profile], credits_: Credits) -> "Captions":
        """Built of the vocabularies ``cue`` and ``opening``, which are patterns, ``referring`` and ``closing``."""
        profiles = tuple(profiles)
        names = ("cue", "opening", "referring", "closing")
        words = {name: pooled(profiles, name) for name in names}
        referring = re.compile(rf"[\W_]*(?:{alternatives(words['referring'])})\b")
        return cls(credits_, AnyOf(words["cue"]), AnyOf(words["opening"]), referring, tuple(words["closing"]))

    def literals(self) -> frozenset[str]:
        """What the patterns of the vocabularies need; the paragraphs are to say which of them they hold."""
        return self.cue.literals | self.opening.literals

    @staticmethod
    def goes_on(paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Whether two captions with their credits stand straight before: a gallery goes on."""
        return index > 1 and all(p.label is _CAPTION and p.cuts for p in paragraphs[index - 2 : index])

    def cut_credit(self, paragraph: Paragraph) -> None:
        """Cut the credit out of a paragraph that is known to be a caption: at its end, or in brackets before it."""
        text = paragraph.text
        found = self.credits.after_caption(text)
        before = text.find(")") + 1 if text[0] == "(" else 0
        if found:
            paragraph.cut(*found, Kind.CREDIT, "generic.credit.after_caption")
        elif before and self.credits.sure(text[:before]):
            paragraph.cut(0, before, Kind.CREDIT, "generic.credit.before_caption")

    def over_two(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark a caption whose bracketed credit a line break tore off: ``... its bridge (`` and ``Name/Agency)``."""
        for first, second in pairwise(paragraphs):
            if first.text[-1:] not in _TORN or first.taken or second.taken or len(first.text) > PLAIN_CAPTION:
                continue
            closed = second.text.endswith((")", "]")) and not set("([") & set(second.text)
            if len(second.text) <= LONE_CREDIT and (closed or HOUSE_AND_NAME.fullmatch(second.text)):
                first.mark(Kind.CAPTION, "generic.caption.torn")
                second.mark(Kind.CREDIT, "generic.credit.torn")

    def near_credits(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark the captions that stand directly before a lone credit, or after one that opens a picture."""
        lone = [p.index for p in paragraphs if p.label is _CREDIT]
        if not lone:
            return
        texts = Counter(p.text for p in paragraphs)
        style = Style.of(paragraphs, lone)
        for index in lone:
            before = paragraphs[index - 1] if index else None
            after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
            if (style.first and is_told(after)) or paragraphs[index].text.startswith(_BY):
                continue
            here = MARKED if paragraphs[index].block is _MARKED_CREDIT else style
            if (
                before is not None
                and _may_be_caption(before)
                and (
                    _is_taken_by(before, paragraphs, index)
                    or texts[before.text] > 1
                    or self._captionish(before, paragraphs, here)
                )
            ):
                before.mark(Kind.CAPTION, "generic.caption.before_credit")
            elif (before is None or before.taken) and after is not None and not after.taken and self.speaks(after.text):
                after.mark(Kind.CAPTION, "generic.caption.after_credit")

    def _closes_story(self, text: str) -> bool:
        """Whether a paragraph ends as a story's last does, in marks or in what an agency closes all copy with."""
        return text.endswith(self.closing) or _CLOSED.search(text) is not None

    def _captionish(self, paragraph: Paragraph, paragraphs: Sequence[Paragraph], style: Style) -> bool:
        text, credit = paragraph.text, paragraphs[paragraph.index + 1].text
        # A page's summary may end in who says so, without a full stop.
        told = not paragraph.terminal and SAID_AT_END.search(f"{text}.") is not None
        if len(text) > PLAIN_CAPTION or told or self._closes_story(text) or is_signed(text):
            return False
        if (
            self.speaks(text)
            or shows(text)
            or _PLACE.fullmatch(text)
            or repeats_body(paragraph, paragraphs)
            or (heads_story(paragraph, paragraphs, labelled=self._is_of_picture(text, credit)) and not tells_past(text))
            or is_counted(paragraph, paragraphs)
        ):
            return True
        if not style.captioned or text[0].isdigit() or len(text) < SHORTEST_CAPTION or QUOTED.search(text):
            return False
        if (style.several and is_subhead(paragraph, paragraphs)) or (paragraph.prose and not paragraph.terminal):
            return False
        if paragraph.terminal:
            told = ends_text(paragraph, paragraphs)
            return style.always and len(text) <= SHORT_CAPTION and not told and not self.referring.match(text)
        return not is_standfirst(paragraph, paragraphs)

    def _is_of_picture(self, text: str, credit: str) -> bool:
        """Whether a word or a sign for pictures begins a credit; a source may be the text's own.

        What speaks of somebody who was named is text: ``It began with a call.``
        """
        words = self.credits.words
        return words.introduced(credit) and not words.of_source(credit) and not self.referring.match(text)

    def speaks(self, text: str) -> bool:
        """Whether the text has the grammar of a caption.

        ``X, left, ...``, ``FILE -``, ``In this ... photo``, a weekday with a full date.
        """
        return bool(self.opening.match(text) or self.cue.search(text) or _WEEKDAY_DATE.search(text))

    def by_opening(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark captions without a credit by the words that open them."""
        for paragraph in _open_plain(paragraphs, self.opening):
            told = SAID_AT_END.search(paragraph.text) and not paragraph.text.startswith("FILE")
            if self.opening.match(paragraph.text) and not told:
                paragraph.mark(Kind.CAPTION, "generic.caption.opening")

    def by_cue(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark captions without a credit by cues within them, among other pictures or behind furniture only."""
        for paragraph in _open_plain(paragraphs, self.cue):
            if self.cue.search(paragraph.text) and _is_among_pictures(paragraph, paragraphs):
                paragraph.mark(Kind.CAPTION, "generic.caption.cue")

    @staticmethod
    def repeated(paragraphs: Sequence[Paragraph]) -> None:
        """Mark paragraphs that are the same as a caption, or as two in a row, as sliders have them.

        One amid the text stays: the caption repeats that.
        """
        captions = {without_icon(text_of(p)) for p in paragraphs if p.label is _CAPTION}
        begun = {caption[:LEAST_OF_TWO] for caption in captions}
        for paragraph in paragraphs if captions else ():
            same = not paragraph.taken and len(paragraph.text) > 20 and paragraph.text[:LEAST_OF_TWO] in begun
            same = same and _says_captions(paragraph.text, captions)
            if same and not is_amid_text(paragraph, paragraphs) and not leads_text(paragraph, paragraphs):
                paragraph.mark(Kind.CAPTION, "generic.caption.repeated")


def _may_be_caption(line: Paragraph) -> bool:
    """Whether a line announces nothing and is no list's item, and nothing took it."""
    return not line.taken and line.text[-1] not in ":：" and line.text[0] not in _BULLETS


def _is_taken_by(shown: Paragraph, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line in Chinese, Japanese or Korean says who took a picture, under a sentence of a day or a place.

    Without these the sentence may be the text's, and the picture over the line have none.
    """
    if not (_TAKEN_BY.search(paragraphs[index].text) and _ON_A_DAY.search(shown.text)):
        return False
    if shown.prose or len(shown.text) > LONGEST_EASTERN:
        return False
    return any(not p.taken and p.terminal for p in paragraphs[index + 1 : index + 1 + GOES_ON_WITHIN])


def _says_captions(text: str, captions: Set[str]) -> bool:
    """Whether a text is one of the captions, or two of them one after the other, the second perhaps cut short."""
    if text in captions:
        return True
    begun = [caption for caption in captions if len(caption) >= LEAST_OF_TWO and text.startswith(caption)]
    rests = [text[len(caption) :].strip() for caption in begun]
    return any(rest and any(caption.startswith(rest) for caption in captions) for rest in rests)


def _is_among_pictures(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a paragraph stands beside a picture's furniture, or shows something behind any, as a release ends."""
    if is_beside_pictures(paragraph.index, paragraphs):
        return True
    return paragraph.index > 0 and paragraphs[paragraph.index - 1].taken and is_shown(paragraph.text)


def _open_plain(paragraphs: Sequence[Paragraph], words: AnyOf) -> Iterator[Paragraph]:
    """The paragraphs, short enough for a caption and not taken when their turn comes, that some words may fit."""
    for paragraph in paragraphs:
        holds = paragraph.held or not words.sure
        if holds and len(paragraph.text) <= PLAIN_CAPTION and not paragraph.taken and words.may_fit(paragraph.held):
            yield paragraph
