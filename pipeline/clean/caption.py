"""Captions: what a reader knows them by, their credits and their grammar, beside what the layout shows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.caption_layout import (
    MARKED,
    SENTENCES,
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
from pipeline.clean.credit import HOUSE_AND_NAME, NAME_AND_PAPER, Credits
from pipeline.clean.fold import fold
from pipeline.clean.literals import AnyOf
from pipeline.clean.months import WEEKDAY
from pipeline.clean.names import alternatives
from pipeline.clean.paragraph import PROSE, Paragraph
from pipeline.clean.pictures import without_icon
from pipeline.clean.profile import Profile, pooled
from pipeline.clean.shape import LONGEST_CAPTION, PLAIN_CAPTION, SHORTEST_CAPTION, is_signed
from pipeline.clean.showing import is_shown, shows, tells_past
from pipeline.clean.speech import QUOTED, SAID_AT_END, SPEECH_AROUND
from pipeline.clean.wording import words_of
from pipeline.story import BlockKind, Kind

# A credit alone on its line is hardly longer.
LONE_CREDIT: Final = 90
# The text goes on so near below a picture.
GOES_ON_WITHIN: Final = 12
# A caption in Chinese, Japanese or Korean that nothing but its photographer tells is hardly longer.
LONGEST_EASTERN: Final = 80
# Of two captions in one line the first is hardly shorter.
LEAST_OF_TWO: Final = 40
# Text amid the story that an agency signs is longer.
AMID: Final = 120
_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT
_MARKED_CREDIT: Final = BlockKind.CREDIT
_CREDITING: Final = words_of("crediting")
_BRACKETED_PAIR: Final = re.compile(r"[(（].{10,600}[)）] {0,2}[\[［].{2,100}[\]］]\Z")
_WEEKDAY_DATE: Final = re.compile(rf"{WEEKDAY}, \d{{4}}")
# Strokes behind a sentence, or marks in brackets, as a story's last paragraph has them.
_CLOSED: Final = re.compile(
    r"\./\.?\Z|[.!?…”»\"।۔] ?\([^\W\d_]{2,8}\)\Z"
    r"|[.!?…”»\"।۔](?: ?[(\[][^()\[\]\d:/©]{1,24}[)\]]){2,3}\Z"
)
# Where a list says that somebody is found: ``Twitter: @name``; a mark with initials in capitals, a stamp in brackets.
_NO_CREDIT: Final = re.compile(
    alternation(words_of("wording")["networks"]) + r": ?@\S{2,40}"
    r"|[A-Z]{2,5}(?: [A-Z]{2,3}){2,4}|[（(]\d{4}[/.-]\d{1,2}[/.-]\d{1,2}[^（()）]{0,12}[）)]"
)
# A word that no mark of a story's end has.
_OF_PICTURE: Final = re.compile(
    rf"(?i:\b{alternation(_CREDITING['before_kind'])} {alternation(_CREDITING['kinds_spaced'])}\b)"
)
_INITIALS: Final = re.compile(r"[A-ZÀ-Þ]{2,4}|[a-zß-ÿ]{2,4}")
# Of a quotation that is the whole text before a name.
_OPENING: Final = tuple('"“„«「')
_CLOSING: Final = tuple('"”“»」')
# What a list's line begins with.
_BULLETS: Final = "*•-–—·▪●"
# Where a line break can tear a bracketed credit off.
_TORN: Final = frozenset("([")
_CLOSING_BRACKETS: Final = ")]）】>"

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

    def with_credit(self, paragraph: Paragraph, last: bool) -> None:
        """Mark a paragraph that is a caption with its credit; ``last`` where a mark may close the story instead."""
        text = paragraph.text
        stopped = paragraph.terminal and text[-1] not in _CLOSING_BRACKETS and text[-2:-1] != ")"
        if stopped or len(text) > LONGEST_CAPTION:
            if not last:
                self._with_stopped_credit(paragraph)
            return
        if text[0] in "(（" and _BRACKETED_PAIR.match(text):
            start = max(text.rfind("["), text.rfind("［"))
            paragraph.mark(Kind.CAPTION, "generic.caption.bracketed")
            paragraph.cut(start, len(text), Kind.CREDIT, "generic.credit.bracketed")
            return
        found = self.credits.after_caption(text)
        if found is None or (found[0] and self._closes(paragraph, text[found[0] : found[1]], last)):
            return
        before = text[: found[0]].strip(" .:-–—")
        credit = text[slice(*found)].strip()
        # After a number stands an item's name.
        if before.isdigit() or _NO_CREDIT.fullmatch(credit) or self._signs_quotation(before, credit):
            return
        if len(before) < 3:
            paragraph.mark(Kind.CREDIT, "generic.credit.alone")
            return
        if not SPEECH_AROUND.match(before):
            paragraph.mark(Kind.CAPTION, "generic.caption.credited")
        paragraph.cut(*found, Kind.CREDIT, "generic.credit.after_caption")

    @staticmethod
    def goes_on(paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Whether two captions with their credits stand straight before: a gallery goes on."""
        return index > 1 and all(p.label is _CAPTION and p.cuts for p in paragraphs[index - 2 : index])

    def _with_stopped_credit(self, paragraph: Paragraph) -> None:
        """Mark a caption whose credit has a full stop behind: ``Foto: Ann Lee.``, ``Arkivfoto.``."""
        text = paragraph.text.removesuffix(".")
        kind = text.rfind(". ", 0, SHORT_CAPTION) + 2
        ends_in_kind = (
            kind > SHORTEST_CAPTION and len(text) <= SHORT_CAPTION and self.credits.words.is_kind(text[kind:])
        )
        if ends_in_kind and not QUOTED.search(text):
            paragraph.mark(Kind.CAPTION, "generic.caption.credited")
            paragraph.cut(kind, len(paragraph.text), Kind.CREDIT, "generic.credit.kind")
            return
        found = self.credits.after_caption(text) if len(text) <= PLAIN_CAPTION and ": " in text[-LONE_CREDIT:] else None
        if found is None or found[0] < SHORTEST_CAPTION or not self.credits.words.labelled(text[slice(*found)]):
            return
        if self.credits.labels_sentence(paragraph.text[found[0] :]):
            return
        paragraph.mark(Kind.CAPTION, "generic.caption.credited")
        paragraph.cut(found[0], len(paragraph.text), Kind.CREDIT, "generic.credit.after_caption")

    def cut_credit(self, paragraph: Paragraph) -> None:
        """Cut the credit out of a paragraph that is known to be a caption: at its end, or in brackets before it."""
        text = paragraph.text
        found = self.credits.after_caption(text)
        before = text.find(")") + 1 if text[0] == "(" else 0
        if found:
            paragraph.cut(*found, Kind.CREDIT, "generic.credit.after_caption")
        elif before and self.credits.sure(text[:before]):
            paragraph.cut(0, before, Kind.CREDIT, "generic.credit.before_caption")

    def _signs_quotation(self, before: str, name: str) -> bool:
        """Whether a name that only its shape makes a credit stands behind somebody's words."""
        return before[:1] in _OPENING and before[-1] in _CLOSING and self.credits.words.strength(name) < 2

    def _closes(self, paragraph: Paragraph, credit: str, last: bool) -> bool:
        """Whether a lone mark in brackets, or a source, signs the story or an item of it, and credits no picture."""
        before = paragraph.text[: -len(credit)].rstrip()
        if self._credits_picture(before, credit):
            return False
        if last and self._of_houses(credit) and not (self.speaks(before) or shows(before)):
            return True
        told = last and (len(before) >= PROSE or SENTENCES.search(before) is not None)
        if not last and self._signs_amid(before, credit):
            return True
        if self.credits.words.is_kind(credit):
            return told or len(paragraph.text) > SHORT_CAPTION
        if told and self.credits.words.of_source(credit):
            return True
        lone = (
            ("/" not in credit.lstrip("/") or self._initials(credit))
            and ":" not in credit
            and " via " not in credit
            and (not self.credits.words.introduced(credit.replace(", ", ": ", 1)) or self._signed(credit))
            and len(credit) <= 40
        )
        signs = (
            last or len(paragraph.text) > PLAIN_CAPTION or (credit.endswith(").") and not self.speaks(paragraph.text))
        )
        return lone and signs and not self.opening.match(paragraph.text)

    def _credits_picture(self, before: str, credit: str) -> bool:
        """Whether a credit signs no story: ``[Ann Lee, Standard]``, an office's, one behind what a day shows."""
        if credit[0] == "[" and NAME_AND_PAPER.fullmatch(credit.strip("[]. ")):
            return len(before) <= SHORT_CAPTION
        dated = is_shown(before) and DATED.search(before) is not None
        return dated or bool(_OF_PICTURE.search(credit)) or self.credits.words.of_giver(credit.strip(" ()."))

    def _signs_amid(self, before: str, credit: str) -> bool:
        """Whether an agency's mark alone in round brackets signs text of several sentences, which shows nothing."""
        marked = credit[0] == "(" and fold(credit.strip(" ().")) in self.credits.words.names
        told = len(before) > AMID and SENTENCES.search(before) is not None
        return marked and told and not (self.speaks(before) or shows(before))

    def _of_houses(self, credit: str) -> bool:
        """Whether nothing but two houses or papers stand there, who share the text: ``THE STAR/ASIA NEWS NETWORK``."""
        parts = [part.strip() for part in credit.strip(" ().–—-").split("/")]
        return len(parts) > 1 and all(map(self.credits.words.of_house, parts))

    def _initials(self, credit: str) -> bool:
        """Whether a mark with slashes is initials of those who wrote and edited, none of whom holds pictures."""
        parts = credit.strip(" ()[].").split("/")
        return all(_INITIALS.fullmatch(part) and fold(part) not in self.credits.words.names for part in parts)

    def _signed(self, credit: str) -> bool:
        """Whether nothing but an agency's mark follows the copyright sign: ``(©NORD)``."""
        return fold(credit.strip(" ()[].©")) in self.credits.words.names

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
            open_ = (
                before is not None
                and not before.taken
                and before.text[-1] not in ":："
                and before.text[0] not in _BULLETS
            )
            here = MARKED if paragraphs[index].block is _MARKED_CREDIT else style
            if (
                open_
                and before
                and (
                    _is_taken_by(before, paragraphs, index)
                    or texts[before.text] > 1
                    or self._captionish(before, paragraphs, here)
                )
            ):
                before.mark(Kind.CAPTION, "generic.caption.before_credit")
                continue
            if (before is None or before.taken) and after is not None and not after.taken and self.speaks(after.text):
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
