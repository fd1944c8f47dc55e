"""Credits: who took or holds a picture, alone in a paragraph or after a caption."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.credit_words import LONGEST_CREDIT, SEPARATOR, STRIP, CreditWords
from pipeline.clean.fold import fold, without_brackets
from pipeline.clean.literals import Sought, lengths
from pipeline.clean.names import (
    HOUSE_WORD,
    NAME_NEXT,
    NAME_PARTICLE,
    NAME_WORD,
    PLAIN_HOUSE,
    PLAIN_HOUSE_NEXT,
    PLAIN_WORD,
)
from pipeline.clean.profile import Profile
from pipeline.clean.script import is_eastern
from pipeline.clean.wording import words_of
from pipeline.story import Picture

_WORDS: Final = words_of("wording")
# The letters of a paper that nobody knows are no more: ``ANN LEE/PN``.
LONGEST_INITIALS: Final = 6
# How far before a paragraph's end its credit can begin.
CREDIT_REACH: Final = 170
# A name set after a sentence begins so near the end, the sentence's own end included.
GLUED: Final = 95
# Captions that end in a name which nobody knows are hardly longer.
LONGEST_GLUED: Final = 330
# What ends so is a dateline before its text, or a question that somebody asks: ``NORD: Why now?``.
_GOES_ON: Final = ("-", "–", "—", "_", "?", "？")
# The text's own source, which has no name: ``Source: port authorities``.
_OWN_SOURCE: Final = re.compile(r": [a-zß-ÿ]{3,}(?: [a-zß-ÿ]{2,}){0,4}\Z")
# Where a caption ends in scripts without capitals: as a sentence, or before its place.
_TOLD: Final = re.compile(r"(?<=[^\W\d_]{2})(?:[.!] (?=.{4})|[。！।] ?)|＝")
# A caption is no shorter; a title's abbreviation before a name is.
SHORTEST_TOLD: Final = 4
# Two words of a name are hardly shorter.
SHORTEST_NAME: Final = 8
_AGENCY_LIKE: Final = re.compile(
    r"[A-Z]{2,6}|.{2,30} (?:Images|Press|News|Agency|Pool|Photos?|Pictures|Media|Agence|Wire)"
)
_CAPITALS_NAME: Final = re.compile(r"[^\W\d_a-zß-ÿ]{2,10}(?: Photo)? ?/ ?(?:[^\W\d_a-zß-ÿ][\w.'’-]{0,20} ?){2,4}")
# ``Mara Linden/Northern Daily``: a name, a slash, for whom, and nothing else.
_NAME_OF: Final = re.compile(
    rf"{NAME_WORD}(?: (?:{NAME_NEXT}|{NAME_PARTICLE})){{1,3}} ?[/|] ?{HOUSE_WORD}(?: [A-ZÀ-Þ&][\w.'’-]{{0,20}}){{0,3}}"
)
_BRACKETED_NAME: Final = re.compile(rf"\[(?:The )?{PLAIN_HOUSE}(?: {PLAIN_HOUSE}){{0,3}}\]")
_LABELLED_SENTENCE: Final = re.compile(
    r"[^:：]{2,24}[:：] ?(?P<first>(?!courtesy)[a-zß-ÿа-яё]+)\b[^@]{0,80}\."
    r"|[^:：]{2,24}[:：] ?(?:"
    + alternation(_WORDS["articles"])
    + " [a-zß-ÿ]|"
    + alternation(_WORDS["german_articles"])
    + r" )[^@:/()]{1,60}"
)
_TOGGLE: Final = re.compile(rf" {alternation([*_WORDS['less'], *_WORDS['more']])}\Z")
_CLOSE: Final = {")": "(", "]": "[", "）": "（", "】": "【", ">": "<"}
_SENTENCE_ENDS: Final = tuple('.!?…”"。)]')
_ONE_NAME: Final = re.compile(r"[A-Z][A-Za-z]{1,14}(?: [A-Z][A-Za-z]{2,14}){0,2}")
# In square brackets behind a caption: ``[Mara Linden, Northern]``.
NAME_AND_PAPER: Final = re.compile(
    rf"{PLAIN_WORD}(?: {PLAIN_WORD}){{1,2}}, [A-Z][\w'’-]{{2,20}}(?: [A-Z][\w'’-]{{1,20}}){{0,2}}"
)
# ``NRB Alder: Mara Linden``: where somebody works, which is no word for what people do.
HOUSE_AND_NAME: Final = re.compile(
    rf"[A-Z]{{2,12}}(?: {PLAIN_HOUSE_NEXT}){{0,3}}: {PLAIN_WORD}(?: {PLAIN_WORD}){{1,2}}"
)
# A name in capitals before the slash of a credit, and one that is a sentence of its own before a bracketed one.
_CAPITALS_BEFORE: Final = re.compile(r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20} ){1,3}\Z")
_NAME_BEFORE: Final = re.compile(
    rf"(?:(?<=[.!?…”\"»] )|(?<=[a-zß-ÿ)][.!?]))(?:{NAME_WORD} ){{1,4}}\Z"
    r"|(?<=[a-zß-ÿ\d)] )(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20} ){2,3}\Z"
)
# What stands before every name that is set after a sentence.
_CAPTION_END: Final = re.compile(r"[.!?…”\"»。।۔]")
_BARE: Final = re.compile(
    r"(?<=[.!?…”\"»。।۔])(?<!\.\.) {0,2}((?:[—–-]{1,2} ?)?[(\[]?"
    r"(?:[A-ZÀ-Þ\u0386-\u03ab\u0400-\u042F\u0590-\u0eff\u3040-\u9fff\uac00-\ud7a3]|(?<=[—–-] )[a-z])"
    r"(?:[^.!?…]|(?<=\b[A-Z])\.){1,70})\Z"
)
# A word for the kind of a picture behind a dash or bar: ``- Archivo``.
_AFTER_SIGN: Final = re.compile(r"[—–|/-](?<=[ .!?”\"»)].) ?([^—–|/-]{3,60})\Z")
# A name set straight after a sentence, or after a space where the sentence is no abbreviation's end.
_GLUED_NAME: Final = re.compile(
    r"(?:(?<=[a-zß-ÿ\d)”\"’][.!?])|(?<=[a-zß-ÿ]{4}[.!?]) )"
    r"((?!" + alternation(_WORDS["calls"]) + r")[A-ZÀ-Þ][\w'’&-]{1,20}"
    rf"(?: (?:[A-Z]\.|[A-ZÀ-Þ][\w'’&-]{{1,20}}|{NAME_PARTICLE})){{0,3}}"
    r"(?: ?/ ?[A-ZÀ-Þ][\w.' ’&-]{1,40})?)\Z"
)
_SENDER_SLASH: Final = re.compile(r"/ ?[^\W\d_a-zß-ÿа-я]")
# A second sentence, or a dateline in capitals: what ends in a dash and a mark then is signed text.
_SENTENCES: Final = re.compile(r"[.!?…][”\"»]? [^\W\d_a-zß-ÿ]|\A[A-ZÀ-Þ][A-ZÀ-Þ ,.()-]{2,40}[:—–-]")
# A caption that a dash and a mark close is a sentence of hardly more; longer text is signed so.
DASHED: Final = 200


@dataclass(frozen=True, slots=True)
class Credits:
    """Recognises credits by their words and by what stands round them; ``printed`` are marks and houses as printed."""

    words: CreditWords
    printed: frozenset[str]
    introduced_within: Sought
    sent_within: re.Pattern[str]
    longest_sender: int

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Credits":
        """Built of the marks and vocabularies of the profiles."""
        profiles = tuple(profiles)
        words = CreditWords.of(profiles)
        marks = [mark for profile in profiles for mark in profile.marks]
        marked = alternation([*marks, *(mark.upper() for mark in marks)])
        sender = rf"(?:{marked}|[A-Z]{{2,10}})(?: Photo| FOTO| Foto| Images?)? ?/ ?(?=[^\W\d_a-zß-ÿа-я])"
        begin = r"(?<=[\s.!?…)\]\"”’»。，a-zß-ÿа-я0-9])"
        return cls(
            words=words,
            printed=words.printed,
            introduced_within=Sought(rf"{begin}{words.lead.pattern}[^!?]{{2,110}}\Z"),
            sent_within=re.compile(rf"{begin}{sender}[^!?]{{2,110}}\Z"),
            longest_sender=lengths(sender)[1],
        )

    def sure(self, text: str) -> bool:
        """Whether the whole text is a credit by its words."""
        return self.words.strength(text) == 2

    def alone(self, text: str) -> bool:
        """Whether the paragraph is nothing but a credit."""
        if (
            len(text) > LONGEST_CREDIT
            or text.endswith(_GOES_ON)
            or not self._is_credit(text)
            or self._ends_caption(text)
        ):
            return False
        if self.words.of_stranger(text) and _OWN_SOURCE.search(text):
            return False
        return fold(text.strip(STRIP)) not in self.words.asides and not self.labels_sentence(text)

    def _is_credit(self, text: str) -> bool:
        """Whether the paragraph reads as a credit, be it by its words or by its shape."""
        strength = self.words.strength(text)
        if strength == 2:
            return True
        last = text.rpartition("; ")[2].strip(STRIP)
        named = ("/" in last or "|" in last) and _NAME_OF.fullmatch(last)
        if text[0] in "([" and text[-1] in ")]" and HOUSE_AND_NAME.fullmatch(text[1:-1]):
            return True
        if named or (text[:1] == "[" and _BRACKETED_NAME.fullmatch(text)):
            return last == text.strip(STRIP) or strength == 1
        if strength == 1 and _CAPITALS_NAME.fullmatch(text.strip(STRIP)):
            return True
        if strength == 1:
            return bool(_AGENCY_LIKE.fullmatch(SEPARATOR.split(text.strip(STRIP))[-1]))
        return False

    def _ends_caption(self, text: str) -> bool:
        """Whether a caption stands before the credit, in a script whose names no capitals tell from it.

        The caption ends as a sentence, or in Japanese with the place behind an equals sign.
        """
        told = _TOLD.search(text) if text[0] > "\u0590" else None
        if told is None or told.start() < SHORTEST_TOLD or self.words.introduced(text):
            return False
        rest = text[told.end() :].lstrip("/ ")
        credited = not self.words.holds(text[: told.start()]) and self.sure(rest)
        return credited and (told[0] != "＝" or rest[-1] in ")）")

    def by_shape(self, text: str) -> bool:
        """Whether nothing but its shape makes the paragraph a credit: ``Mara Linden/Northern Daily``."""
        return not self.sure(text) and self.alone(text)

    def labels_sentence(self, text: str) -> bool:
        """Whether words of the text in small letters follow the label: ``Chart: the old ones were wrong.``."""
        match = _LABELLED_SENTENCE.fullmatch(text) if ":" in text or "：" in text else None
        return match is not None and match["first"] not in self.words.names

    def begin_of(self, text: str, start: int, end: int) -> int:
        """Where the credit begins whose end ``text[start:end]`` was found by: at its bracket or its word for pictures.

        ``(Nordpress Mara Linden)`` begins with its bracket, ``Photo: Mara Jane Linden / NORD`` with its word.
        """
        near = max(0, start - GLUED)
        opening = _CLOSE.get(text[end - 1 : end])
        bracket = text.rfind(opening, near, start) if opening else -1
        if bracket >= 0 and text.rfind(text[end - 1], near, start) < bracket:
            return bracket
        found = self._within(text, near, end)
        return found.start() if found and found.start() < start and self._sure(found[0]) else start

    def after_caption(self, text: str) -> tuple[int, int] | None:
        """Where the credit stands at the end of a caption's paragraph: ``text[start:end]``, or None."""
        end = len(text)
        if text.endswith(_GOES_ON):
            return None
        toggle = _TOGGLE.search(text, max(0, end - 12))
        if toggle:
            end = toggle.start()
        found = self._bracketed(text, end) or self._plain(text, end)
        if found is None:
            return None
        found = _whole_bracket(text, *found)
        before = text[: found[0]].rstrip()
        doubled = self._bracketed(text, len(before)) if before else None
        if doubled and fold(text[slice(*doubled)].strip(STRIP)) not in self.words.photo:
            return doubled[0], found[1]
        return found[0] - self._named_before(text, *found), found[1]

    def divided(self, picture: Picture) -> Picture:
        """A picture without a credit whose caption ends in one, with each in its place."""
        text = picture.caption
        found = self.after_caption(text) if text and picture.credit is None else None
        if not text or not found or not text[: found[0]].strip() or text[found[1] :].strip(" ."):
            return picture
        return replace(picture, caption=text[: found[0]].rstrip(), credit=without_brackets(text[slice(*found)].strip()))

    def _bracketed(self, text: str, end: int) -> tuple[int, int] | None:
        stop = end
        while stop > 0 and text[stop - 1] in " .":
            stop -= 1
        opening = _CLOSE.get(text[stop - 1 : stop])
        start = text.rfind(opening, max(0, stop - CREDIT_REACH), stop) if opening else -1
        if start < 0:
            return None
        inner = text[start + 1 : stop - 1]
        word, comma, name = inner.partition(", ")
        strength = self.words.strength(f"{word}: {name}" if comma and fold(word) in self.words.photo else inner)
        after_sentence = text[:start].rstrip().endswith(_SENTENCE_ENDS)
        if strength == 0 and opening == "[" and NAME_AND_PAPER.fullmatch(inner):
            strength = 1
        if strength == 0 and (self.words.of_giver(inner) or HOUSE_AND_NAME.fullmatch(inner)):
            strength = 1
        if strength == 0 and _ONE_NAME.fullmatch(inner) and fold(inner) not in self.words.asides:
            strength = 1
        if strength == 1 and opening in {"(", "（"} and is_eastern(text[:start]) and self._names_maker(inner):
            return start, end
        return (start, end) if strength == 2 or (strength == 1 and after_sentence and len(text) < 260) else None

    def _names_maker(self, inner: str) -> bool:
        """Whether brackets behind Chinese, Japanese or Korean say in Latin letters who made a picture for whom."""
        parts = inner.split("/")
        named = any(self.words.known(part) or (" " in part and len(part) >= SHORTEST_NAME) for part in parts)
        return len(parts) > 1 and inner.isascii() and named

    def _plain(self, text: str, end: int) -> tuple[int, int] | None:
        ended = _CAPTION_END.search(text, max(0, end - GLUED), end) is not None
        bare = _BARE.search(text, max(0, end - 80), end) if ended else None
        found = self._within(text, max(0, end - CREDIT_REACH), end)
        if bare and self._is_bare(text[: bare.start(1)], bare[1]):
            # A word for pictures that ends in a full stop is no sentence before the name: ``Fot. Mara Linden/NORD``.
            longer = found and found.start() < bare.start(1) and self._sure(found[0])
            return found.start() if found and longer else bare.start(1), end
        if found and self._sure(found[0]):
            return found.start(), end
        signed = _AFTER_SIGN.search(text, max(0, end - GLUED), end)
        if signed and self.words.is_kind(signed[1]):
            return signed.start(1), end
        glued = _GLUED_NAME.search(text, max(0, end - 90), end) if ended and end < LONGEST_GLUED else None
        return (glued.start(1), end) if glued and not self._is_initials(glued[1]) else None

    def _named_before(self, text: str, start: int, end: int) -> int:
        """How long the name is that stands before an agency's: ``MARA LINDEN/NORD``, ``At sea. Mara Linden (NORD)``."""
        first, slash, last = text[start:end].strip(STRIP).rpartition("/")
        known = fold(last) in self.words.names or (
            slash and last.isupper() and last.isalpha() and len(last) <= LONGEST_INITIALS
        )
        if not known or (slash and (not first.isupper() or fold(first) in self.words.names)):
            return 0
        if not slash and text[start] not in "([":
            return 0
        pattern = _CAPITALS_BEFORE if slash else _NAME_BEFORE
        match = pattern.search(text, max(0, start - GLUED), start)
        return len(match[0]) if match else 0

    def _within(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The longest end of ``text[start:end]`` that a word for pictures, or a sender before a slash, begins."""
        introduced = self.introduced_within.search(text, start, end)
        slash = _SENDER_SLASH.search(text, start, end) if text.find("/", start, end) >= 0 else None
        sent = self.sent_within.search(text, max(start, slash.start() - self.longest_sender), end) if slash else None
        return min((each for each in (introduced, sent) if each), key=lambda each: each.start(), default=None)

    def _is_bare(self, before: str, credit: str) -> bool:
        """Whether a credit stands after a caption's end.

        Text is signed after a dash too, so what stands there credits a picture only after a single sentence.
        """
        named = credit.lstrip("—–- ")
        if self.words.strength(named) < 2:
            return False
        return named == credit or (len(before) <= DASHED and _SENTENCES.search(before) is None)

    def _is_initials(self, signed: str) -> bool:
        """Whether an agency signs with the initials of its people: ``NORD ABC DE``."""
        first, *rest = signed.split()
        signs = bool(rest) and fold(first) in self.words.names
        return signs and all(word.isupper() and len(word) <= 4 for word in rest)

    def _sure(self, credit: str) -> bool:
        """``NORD/Mara Linden`` after a caption is a credit even if nobody knows NORD."""
        return self.words.strength(credit) == 2 or _CAPITALS_NAME.fullmatch(credit) is not None


def _whole_bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """A credit that ends in a bracket, from where that opens: ``( Alder rescue / Handout )``."""
    opening = _CLOSE.get(text[end - 1])
    if opening is None or opening in text[start:end]:
        return start, end
    opened = text.rfind(opening, max(0, start - GLUED), start)
    return opened if opened >= 0 and text[end - 1] not in text[opened:start] else start, end
