"""Captions: what a reader knows them by, their grammar and what stands beside them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.clean.credit import Credits
from pipeline.clean.fold import fold
from pipeline.clean.literals import AnyOf
from pipeline.clean.names import alternatives
from pipeline.clean.paragraph import PROSE, Paragraph
from pipeline.clean.profile import Profile
from pipeline.clean.shape import PLAIN_CAPTION, TITLE, is_sentence, is_signed
from pipeline.story import BlockKind, Kind

# A caption with its credit is hardly longer.
LONGEST: Final = 900
# A full sentence before a lone credit is a caption only if it is as short as captions are.
SHORT: Final = 210
# A line amid text that is as short as this is a subhead, though a picture's credit follows it.
SUBHEAD: Final = 40
SHORTEST: Final = 12
# A sentence before the story's first credit that is shorter is a lead in a few words.
SHORTEST_LEAD: Final = 70
# A credit alone on its line is hardly longer.
CREDIT: Final = 90
# A story's prose begins within so many paragraphs behind its first picture.
PROSE_NEAR: Final = 8
# How many paragraphs away a caption may repeat the text, and so much of its words stands there.
NEAR: Final = 20
NEARLY_ALL: Final = 0.85
_BRACKETED_PAIR: Final = re.compile(r"[(（].{10,600}[)）] {0,2}[\[［].{2,100}[\]］]\Z")
_WEEKDAY_DATE: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}), \d{4}"
)
_QUOTED: Final = re.compile(r"^[\"“„«「]|[,.?!][\"”»] |\b(?:said|says|told|sagte|dijo|a dit)\b")
# Somebody's speech, with who spoke amid it: a paragraph of the text, though a picture's credit is glued to it.
_SPEECH: Final = re.compile(
    r"[\"“„«‘'][^\"“”»]{20,600}[,.?!][\"”»’'] (?:said|says|added|told|wrote|sagte|dijo|ha detto|disse|a dit) .{0,80}?"
    r"\. [\"“„«‘'].{40}"
)
_QUOTES: Final = frozenset('"“”„«»「」')
# A sentence that ends in who said so.
_TOLD: Final = re.compile(
    r", (?:[^,.]{2,40} )?(?:said|says|told|heard|wrote|writes|sagte|sagt|dijo|decía|disse|disait|dedi|sanoi|sade|sa"
    r"|säger|powiedział|řekl)(?: [^,.]{2,30})?\.\Z"
)
# A transmission's end mark, or a sentence with marks in brackets, as a story's last paragraph has them.
_CLOSED: Final = re.compile(
    r"\./\.?\Z|[.!?…”»\"।۔] ?\([^\W\d_]{2,8}\)\Z|\bEnditem\Z"
    r"|[.!?…”»\"।۔](?: ?[(\[][^()\[\]\d:/©]{1,24}[)\]]){2,3}\Z"
)
# At hand, for in Python 3.11 an enumeration's member is slow to come by.
_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT
_MARKED_CREDIT: Final = BlockKind.CREDIT
_OF_PICTURES: Final = (_CAPTION, _CREDIT)
_APPARATUS: Final = (Kind.PROMO, Kind.HEADER)
# Where somebody whom a list tells of can be found: ``Twitter: @name``. After a number stands an item's name.
# An account, a mark with initials in capitals, a stamp in brackets.
_NO_CREDIT: Final = re.compile(
    r"(?:Twitter|X|Instagram|IG|Facebook|TikTok|YouTube|LinkedIn|Snapchat|Threads): ?@\S{2,40}"
    r"|[A-Z]{2,5}(?: [A-Z]{2,3}){2,4}|[（(]\d{4}[/.-]\d{1,2}[/.-]\d{1,2}[^（()）]{0,12}[）)]"
)
# Where a second sentence begins, in scripts with capitals and without.
_SENTENCES: Final = re.compile(r"[.!?…][”\"»]? [^\W\d_a-zß-ÿа-яё]|[।۔؟] ?\w|。\w")
_INITIALS: Final = re.compile(r"[A-ZÀ-Þ]{2,4}|[a-zß-ÿ]{2,4}")
_WORD: Final = re.compile(r"[^\W\d_]{2,}|\d+")
# Of a quotation that is the whole text before a name.
_OPENING, _CLOSING = tuple('"“„«「'), tuple('"”“»」')
# What a list's line begins with.
_BULLETS: Final = "*•-–—·▪●"
# Where a line break can tear a bracketed credit off.
_TORN: Final = frozenset("([")
_CLOSING_BRACKETS: Final = ")]）】>"


@dataclass(frozen=True, slots=True)
class Captions:
    """Recognises captions by the cues of the profiles' vocabularies."""

    credits: Credits
    cue: AnyOf
    opening: AnyOf
    referring: re.Pattern[str]

    @classmethod
    def of(cls, profiles: Iterable[Profile], credits_: Credits) -> "Captions":
        """Built of the vocabularies ``cue`` and ``opening``, which are patterns, and ``referring``, which are words."""
        profiles = tuple(profiles)
        names = ("cue", "opening", "referring")
        words = {name: [w for p in profiles for w in p.vocabulary.get(name, ())] for name in names}
        referring = re.compile(rf"[\W_]*(?:{alternatives(words['referring'])})\b")
        return cls(credits_, AnyOf(words["cue"]), AnyOf(words["opening"]), referring)

    def literals(self) -> frozenset[str]:
        """What the patterns of the vocabularies need; the paragraphs are to say which of them they hold."""
        return self.cue.literals | self.opening.literals

    def with_credit(self, paragraph: Paragraph, last: bool) -> bool:
        """Mark a paragraph that is a caption with its credit; ``last`` where a mark may close the story instead."""
        text = paragraph.text
        if len(text) > LONGEST or (paragraph.terminal and text[-1] not in _CLOSING_BRACKETS and text[-2:-1] != ")"):
            return not last and self._with_stopped_credit(paragraph)
        if text[0] in "(（" and _BRACKETED_PAIR.match(text):
            start = max(text.rfind("["), text.rfind("［"))
            paragraph.mark(Kind.CAPTION, "generic.caption.bracketed")
            paragraph.cut(start, len(text), Kind.CREDIT, "generic.credit.bracketed")
            return True
        found = self.credits.after_caption(text)
        if found is None or (found[0] and self._closes(paragraph, text[found[0] : found[1]], last)):
            return False
        before = text[: found[0]].strip(" .:-–—")
        credit = text[slice(*found)].strip()
        if before.isdigit() or _NO_CREDIT.fullmatch(credit) or self._signs_quotation(before, credit):
            return False
        if len(before) < 3:
            paragraph.mark(Kind.CREDIT, "generic.credit.alone")
            return True
        if not _SPEECH.match(before):
            paragraph.mark(Kind.CAPTION, "generic.caption.credited")
        paragraph.cut(*found, Kind.CREDIT, "generic.credit.after_caption")
        return True

    @staticmethod
    def goes_on(paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Whether two captions with their credits stand straight before: a gallery goes on."""
        return index > 1 and all(p.label is _CAPTION and p.cuts for p in paragraphs[index - 2 : index])

    def _with_stopped_credit(self, paragraph: Paragraph) -> bool:
        """Mark a caption whose credit has a full stop behind: ``Foto: Ann Lee.``, ``Arkivfoto.``."""
        text = paragraph.text.removesuffix(".")
        kind = text.rfind(". ", 0, SHORT) + 2
        if kind > SHORTEST and len(text) <= SHORT and self.credits.is_kind(text[kind:]) and not _QUOTED.search(text):
            paragraph.mark(Kind.CAPTION, "generic.caption.credited")
            paragraph.cut(kind, len(paragraph.text), Kind.CREDIT, "generic.credit.kind")
            return True
        found = self.credits.after_caption(text) if len(text) <= PLAIN_CAPTION and ": " in text[-CREDIT:] else None
        if found is None or found[0] < SHORTEST or not self.credits.labelled(text[slice(*found)]):
            return False
        if self.credits.labels_sentence(paragraph.text[found[0] :]):
            return False
        paragraph.mark(Kind.CAPTION, "generic.caption.credited")
        paragraph.cut(found[0], len(paragraph.text), Kind.CREDIT, "generic.credit.after_caption")
        return True

    def cut_credit(self, paragraph: Paragraph) -> None:
        """Cut the credit out of a paragraph that is known to be a caption."""
        found = self.credits.after_caption(paragraph.text)
        if found:
            paragraph.cut(*found, Kind.CREDIT, "generic.credit.after_caption")

    def _signs_quotation(self, before: str, name: str) -> bool:
        """Whether a name that only its shape makes a credit stands behind somebody's words."""
        return before[:1] in _OPENING and before[-1] in _CLOSING and self.credits.strength(name) < 2

    def _closes(self, paragraph: Paragraph, credit: str, last: bool) -> bool:
        """Whether a lone mark in brackets, or a source, signs the story or an item of it, and credits no picture."""
        before = paragraph.text[: -len(credit)].rstrip()
        told = last and (len(before) >= PROSE or _SENTENCES.search(before) is not None)
        if self.credits.is_kind(credit):
            return told or len(paragraph.text) > SHORT
        if told and self.credits.of_source(credit):
            return True
        lone = (
            ("/" not in credit or self._initials(credit))
            and ":" not in credit
            and " via " not in credit
            and (not self.credits.introduced(credit.replace(", ", ": ", 1)) or self._signed(credit))
            and len(credit) <= 40
        )
        signs = (
            last or len(paragraph.text) > PLAIN_CAPTION or (credit.endswith(").") and not self.speaks(paragraph.text))
        )
        return lone and signs and not self.opening.match(paragraph.text)

    def _initials(self, credit: str) -> bool:
        """Whether a mark with slashes is initials of those who wrote and edited, none of whom holds pictures."""
        parts = credit.strip(" ()[].").split("/")
        return all(_INITIALS.fullmatch(part) and fold(part) not in self.credits.names for part in parts)

    def _signed(self, credit: str) -> bool:
        """Whether nothing but an agency's mark follows the copyright sign: ``(©NORD)``."""
        return fold(credit.strip(" ()[].©")) in self.credits.names

    def over_two(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark a caption whose bracketed credit a line break tore off: ``... its bridge (`` and ``Name/Agency)``."""
        for first, second in pairwise(paragraphs):
            if first.text[-1:] not in _TORN or first.taken or second.taken or len(first.text) > PLAIN_CAPTION:
                continue
            if len(second.text) <= CREDIT and second.text.endswith((")", "]")) and not set("([") & set(second.text):
                first.mark(Kind.CAPTION, "generic.caption.torn")
                second.mark(Kind.CREDIT, "generic.credit.torn")

    def near_credits(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark the captions that stand directly before a lone credit, or after one that opens a picture."""
        lone = [p.index for p in paragraphs if p.label is _CREDIT]
        if not lone:
            return
        texts = Counter(p.text for p in paragraphs)
        style = _Style.of(paragraphs, lone)
        for index in lone:
            before = paragraphs[index - 1] if index else None
            after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
            if style.first and _is_told(after):
                continue
            open_ = (
                before is not None
                and not before.taken
                and before.text[-1] not in ":："
                and before.text[0] not in _BULLETS
            )
            here = _MARKED if paragraphs[index].block is _MARKED_CREDIT else style
            if open_ and before and (texts[before.text] > 1 or self._captionish(before, paragraphs, here)):
                before.mark(Kind.CAPTION, "generic.caption.before_credit")
                continue
            if (before is None or before.taken) and after is not None and not after.taken and self.speaks(after.text):
                after.mark(Kind.CAPTION, "generic.caption.after_credit")

    def _captionish(self, paragraph: Paragraph, paragraphs: Sequence[Paragraph], style: "_Style") -> bool:
        text = paragraph.text
        if len(text) > PLAIN_CAPTION or _CLOSED.search(text) or is_signed(text):
            return False
        if self.speaks(text) or repeats_body(paragraph, paragraphs) or _heads_story(paragraph, paragraphs):
            return True
        if not style.captioned or text[0].isdigit() or len(text) < SHORTEST or _QUOTED.search(text):
            return False
        if (style.several and _is_subhead(paragraph, paragraphs)) or (paragraph.prose and not paragraph.terminal):
            return False
        if paragraph.terminal:
            told = self._ends_text(paragraph, paragraphs)
            return style.always and len(text) <= SHORT and not told and not self.referring.match(text)
        return not _is_standfirst(paragraph, paragraphs)

    def _ends_text(self, paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
        """Whether sentences are the text's last, and what follows signs it: several, or one before marks in a row."""
        before, after = paragraphs[: paragraph.index][-1:], paragraphs[paragraph.index + 1 :]
        if not any(not p.taken and (p.prose or is_sentence(p)) for p in before) or any(p.prose for p in after):
            return False
        return after[0].text.count("/") > 1 or _SENTENCES.search(paragraph.text) is not None

    def speaks(self, text: str) -> bool:
        """Whether the text has the grammar of a caption.

        ``X, left, ...``, ``FILE -``, ``In this ... photo``, a weekday with a full date.
        """
        return bool(self.opening.match(text) or self.cue.search(text) or _WEEKDAY_DATE.search(text))

    def by_opening(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark captions without a credit by the words that open them."""
        for paragraph in _open_plain(paragraphs, self.opening):
            told = _TOLD.search(paragraph.text) and not paragraph.text.startswith("FILE")
            if self.opening.match(paragraph.text) and not told:
                paragraph.mark(Kind.CAPTION, "generic.caption.opening")

    def by_cue(self, paragraphs: Sequence[Paragraph]) -> None:
        """Mark captions without a credit by cues within them, beside other furniture of pictures only."""
        for paragraph in _open_plain(paragraphs, self.cue):
            if self._beside_pictures(paragraph.index, paragraphs) and self.cue.search(paragraph.text):
                paragraph.mark(Kind.CAPTION, "generic.caption.cue")

    @staticmethod
    def _beside_pictures(index: int, paragraphs: Sequence[Paragraph]) -> bool:
        text = paragraphs[index].text
        if index == 0:
            return not _QUOTED.search(text) and not text[0].isdigit()
        if paragraphs[index - 1].label in _OF_PICTURES:
            return True
        return index + 1 < len(paragraphs) and paragraphs[index + 1].label in _OF_PICTURES

    @staticmethod
    def repeated(paragraphs: Sequence[Paragraph]) -> None:
        """Mark paragraphs that are the same as a caption, but for one amid the text: the caption repeats that."""
        captions = {_text(p) for p in paragraphs if p.label is _CAPTION}
        for paragraph in paragraphs if captions else ():
            same = not paragraph.taken and len(paragraph.text) > 20 and paragraph.text in captions
            if same and not _amid_text(paragraph, paragraphs) and not _leads(paragraph, paragraphs):
                paragraph.mark(Kind.CAPTION, "generic.caption.repeated")


@dataclass(frozen=True, slots=True)
class _Style:
    """How a story sets its pictures.

    Whether most lone credits follow a short paragraph, whether all of several do, whether there are several, and
    whether a credit stands before its caption: a caption that is known follows it, and no other credit that.
    """

    captioned: bool
    always: bool
    several: bool
    first: bool

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph], lone: Sequence[int]) -> "_Style":
        before = [paragraphs[index - 1] for index in lone if index]
        free = [p for p in before if not p.taken or p.label is _CAPTION]
        always = len(free) > 1 and len(free) == len(lone) and all(len(p.text) <= SHORT for p in free)
        behind = [paragraphs[index + 1 : index + 3] for index in lone]
        first = any(two and _is_told(two[0]) and two[-1].label is not _CREDIT for two in behind)
        return cls(2 * len(free) >= len(before), always, len(lone) > 1, first)


def _is_told(paragraph: Paragraph | None) -> bool:
    """Whether it is a caption that nothing but its words tells, without a credit in it."""
    return paragraph is not None and paragraph.label is _CAPTION and not paragraph.cuts


def _open_plain(paragraphs: Sequence[Paragraph], words: AnyOf) -> Iterator[Paragraph]:
    """The paragraphs, short enough for a caption and not taken when their turn comes, that some words may fit."""
    for paragraph in paragraphs:
        holds = paragraph.held or not words.sure
        if holds and len(paragraph.text) <= PLAIN_CAPTION and not paragraph.taken and words.may_fit(paragraph.held):
            yield paragraph


# Markup that knows a picture's credit knows its caption too: a line before it is one only if it reads as one.
_MARKED: Final = _Style(captioned=False, always=False, several=False, first=False)


def repeats_body(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether nearly all words of a short paragraph stand in one longer paragraph near it."""
    # The longest words are the rarest.
    words = sorted(set(_words(paragraph.text)), key=len, reverse=True)
    if len(words) < 6:
        return False
    near = paragraphs[max(0, paragraph.index - NEAR) : paragraph.index + NEAR]
    size = len(paragraph.text)
    return any(len(p.text) > size and not p.taken and _says(p.text[:LONGEST].casefold(), words) for p in near)


def _says(folded: str, words: Sequence[str]) -> bool:
    """Whether nearly all of the words stand in a text, which is taken apart only where their letters stand in it."""
    left = len(words)
    for word in words:
        left -= word not in folded
        if left < NEARLY_ALL * len(words):
            return False
    return len(set(_WORD.findall(folded)).intersection(words)) >= NEARLY_ALL * len(words)


def _is_subhead(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether it may be the subhead of what follows the picture."""
    after_text = paragraph.index > 0 and not paragraphs[paragraph.index - 1].taken
    return not paragraph.terminal and len(paragraph.text) <= SUBHEAD and after_text


def _is_standfirst(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a line comes straight after the story's first line, its title: a second line of that is no caption."""
    return paragraph.index == 1 and not paragraphs[0].taken and not paragraphs[0].terminal


def _heads_story(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a short sentence comes before a credit at a story's head, and prose goes on after that.

    It comes behind a page's buttons or stamps, or behind one paragraph of prose, the lead, and quotes nobody, unless
    the same credit stands before the lead without a caption. Without
    them it may be a short lead, of which the picture tells nothing; only the story's very first line, if it is long
    enough, is still taken for a caption.
    """
    if not paragraph.terminal or paragraph.prose or _QUOTED.search(paragraph.text):
        return False
    told = [p for p in paragraphs[: paragraph.index] if not p.taken and (p.terminal or p.prose)]
    if told:
        bare = told[0].index == 1 and paragraphs[told[0].index - 1].text == paragraphs[paragraph.index + 1].text
        behind = len(told) == 1 and told[0].prose and not bare and _QUOTES.isdisjoint(paragraph.text)
    else:
        near = paragraphs[max(0, paragraph.index - 2) : paragraph.index]
        if _is_under_title(paragraph, paragraphs):
            return False
        # A headline and a byline can stand before a lead; more lines are a page's.
        behind = paragraph.index > 3 or any(p.label in _APPARATUS for p in near)
        behind = behind or (not near and len(paragraph.text) >= SHORTEST_LEAD)
    return behind and any(p.prose and not p.taken for p in paragraphs[paragraph.index + 2 :][:PROSE_NEAR])


def _is_under_title(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a sentence straight under a title has its picture's credit between it and the story's stamp or section.

    The page sets title, summary and picture over the stamp; a caption there would stand under a summary.
    """
    above, below = paragraphs[paragraph.index - 1 : paragraph.index], paragraphs[paragraph.index + 2 :][:1]
    titled = any(len(p.text) >= TITLE and not p.terminal and p.label in (None, Kind.HEADLINE) for p in above)
    return titled and any(p.label is Kind.HEADER or (not p.taken and not p.terminal) for p in below)


def _amid_text(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    beside = (*paragraphs[max(0, paragraph.index - 1) : paragraph.index], *paragraphs[paragraph.index + 1 :][:1])
    return len(beside) == 2 and all(p.prose and not p.taken for p in beside)


def _leads(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether it is the sentence with which the text begins, no picture beside it: the caption repeats the lead."""
    beside = (*paragraphs[max(0, paragraph.index - 1) : paragraph.index], *paragraphs[paragraph.index + 1 :][:1])
    apart = paragraph.terminal and not any(p.label in _OF_PICTURES for p in beside)
    return apart and bool(beside) and beside[-1].terminal and not beside[-1].taken


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _text(paragraph: Paragraph) -> str:
    """A caption's text without its credit."""
    credit = next((cut for cut in paragraph.cuts if cut.kind is _CREDIT), None)
    return (paragraph.text[: credit.start] if credit else paragraph.text).strip()
