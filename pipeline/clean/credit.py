"""Credits: who took or holds a picture, alone in a paragraph or after a caption."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.beginning import MOST_KEPT, can_begin
from pipeline.clean.fold import fold
from pipeline.clean.literals import Sought, lengths
from pipeline.clean.names import COLONS
from pipeline.clean.pictures import without_brackets
from pipeline.clean.profile import Profile
from pipeline.story import Picture

LONGEST: Final = 120
# A list of names is no credit beyond so many parts.
MOST_PARTS: Final = 5
# Captions that end in a name which nobody knows are hardly longer.
LONGEST_GLUED: Final = 330
# How far before a paragraph's end its credit can begin.
REACH: Final = 170
# A name set after a sentence begins so near the end, the sentence's own end included.
GLUED: Final = 95
_SIGN: Final = r"[/|·•,;＝=+&()\[\]（）©]"
# A credit behind a word for pictures has hardly more words.
FEW_WORDS: Final = 5
_SEPARATOR: Final = re.compile(
    rf" (?:{_SIGN} ?|(?:[-–—]|via|for|on|su|and|und|et|y|on behalf of|by|von|par|por) )|{_SIGN} ?|: ?"
)
# fmt: off
_PARTICLES: Final = frozenset({
    "de", "da", "do", "del", "della", "di", "du", "des", "la", "le", "van", "von", "der", "den", "ter", "y", "e", "of",
    "the", "bin", "al", "el", "zu", "dos",
})
# fmt: on
# A Chinese, Japanese or Korean name is no longer.
NAME_EAST: Final = 4
_CLOSE: Final = {")": "(", "]": "[", "）": "（", "】": "【", ">": "<"}
# What ends so is a dateline before its text.
_DASHES: Final = ("-", "–", "—", "_")
_SENTENCE_ENDS: Final = tuple('.!?…”"。)]')
_LISTS: Final = ("photo", "house", "holder", "aside", "outlet", "kind", "source")
_STRIP: Final = " .()[]（）【】<>"
# Names are written without these letters and marks; sentences are not.
_JAPANESE_GRAMMAR: Final = re.compile(r"[\u3041-\u3096、。「」]")
_AGENCY_LIKE: Final = re.compile(
    r"[A-Z]{2,6}|.{2,30} (?:Images|Press|News|Agency|Pool|Photos?|Pictures|Media|Agence|Wire|Zuma)"
)
_CAPITALS_NAME: Final = re.compile(r"[^\W\d_a-zß-ÿ]{2,10}(?: Photo)? ?/ ?(?:[^\W\d_a-zß-ÿ][\w.'’-]{0,20} ?){2,4}")
# ``Mara Linden/Northern Daily``: a name, a slash, for whom, and nothing else.
_NAME_OF: Final = re.compile(
    r"[A-ZÀ-Þ][\w.'’-]{1,20}(?: (?:[A-ZÀ-Þ][\w.'’-]{0,20}|de|da|van|von|der|di|bin)){1,3} ?[/|] ?"
    r"[A-ZÀ-Þ][\w.&'’-]{1,20}(?: [A-ZÀ-Þ&][\w.'’-]{0,20}){0,3}"
)
_BRACKETED_NAME: Final = re.compile(r"\[(?:The )?[A-Z][\w.'’&-]{1,20}(?: [A-Z][\w.'’&-]{1,20}){0,3}\]")
# A name set straight after a sentence, or after a space where the sentence is no abbreviation's end.
_GLUED_NAME: Final = re.compile(
    r"(?:(?<=[a-zß-ÿ\d)”\"’][.!?])|(?<=[a-zß-ÿ]{4}[.!?]) )"
    r"((?!Click|Read|Watch|Share|See|More|Listen|Sign|Get)[A-ZÀ-Þ][\w'’&-]{1,20}"
    r"(?: (?:[A-Z]\.|[A-ZÀ-Þ][\w'’&-]{1,20}|de|da|van|von|der|di|bin)){0,3}"
    r"(?: ?/ ?[A-ZÀ-Þ][\w.' ’&-]{1,40})?)\Z"
)
# A word for the kind of a picture behind a dash or bar: ``- Archivo``.
_AFTER_SIGN: Final = re.compile(r"[—–|/-](?<=[ .!?”\"»)].) ?([^—–|/-]{3,60})\Z")
# What stands before every name that is set after a sentence.
_SENTENCE_END: Final = re.compile(r"[.!?…”\"»。।۔]")
# One word in small letters, which says of a picture whether there is one or how it is: ``Photo: none``.
_SMALL: Final = re.compile(r"[a-zß-ÿ]{4,11}")
# The text's own source, which has no name: ``Source: port authorities``.
_OWN_SOURCE: Final = re.compile(r": [a-zß-ÿ]{3,}(?: [a-zß-ÿ]{2,}){0,4}\Z")
_ONE_NAME: Final = re.compile(r"[A-Z][A-Za-z]{1,14}(?: [A-Z][A-Za-z]{2,14}){0,2}")
# In square brackets behind a caption: ``[Mara Linden, Northern]``.
_NAME_AND_PAPER: Final = re.compile(
    r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){1,2}, [A-Z][\w'’-]{2,20}(?: [A-Z][\w'’-]{1,20}){0,2}"
)
_SENDER_SLASH: Final = re.compile(r"/ ?[^\W\d_a-zß-ÿа-я]")
_FIGURE: Final = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_TOGGLE: Final = re.compile(r" (?:less|more|menos|weniger|mehr)\Z")
_BARE: Final = re.compile(
    r"(?<=[.!?…”\"»。।۔])(?<!\.\.) {0,2}((?:[—–-]{1,2} ?)?[(\[]?"
    r"(?:[A-ZÀ-Þ\u0386-\u03ab\u0400-\u042F\u0590-\u0eff\u3040-\u9fff\uac00-\ud7a3]|(?<=[—–-] )[a-z])"
    r"(?:[^.!?…]|(?<=\b[A-Z])\.){1,70})\Z"
)
# Where a caption ends in scripts without capitals: as a sentence, or before its place.
_TOLD: Final = re.compile(r"(?<=[^\W\d_]{2})(?:[.!] (?=.{4})|[。！।] ?)|＝")
# A caption is no shorter; a title's abbreviation before a name is.
SHORTEST_TOLD: Final = 4
# The initials of who edited a picture, behind its sender and its photographer.
_EDITOR: Final = re.compile(r"/[a-z]{2,4}\Z")
# ``Mara Linden for The``: who worked, before the paper's name; one word alone is in capitals, for ``Record`` is none.
_PERSON_FOR: Final = (
    r"[A-ZÀ-Þ][\w.'’-]{1,20}(?: (?:[A-ZÀ-Þ][\w.'’-]{0,20}|de|da|van|von|der|di|bin|al)){1,3} for "
    r"(?:(?:[Tt]he |[A-Z][\w.'’&-]{1,20} )(?:[A-Z][\w.'’&-]{1,20} ){0,3}|(?=[A-Z]{2}))"
)
# A name in capitals before the slash of a credit, and one that is a sentence of its own before a bracketed one.
_CAPITALS_BEFORE: Final = re.compile(r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20} ){1,3}\Z")
_NAME_BEFORE: Final = re.compile(
    r"(?:(?<=[.!?…”\"»] )|(?<=[a-zß-ÿ)][.!?]))(?:[A-ZÀ-Þ][\w.'’-]{1,20} ){1,4}\Z"
    r"|(?<=[a-zß-ÿ\d)] )(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20} ){2,3}\Z"
)
# A second sentence, or a dateline in capitals: what ends in a dash and a mark then is signed text.
_SENTENCES: Final = re.compile(r"[.!?…][”\"»]? [^\W\d_a-zß-ÿ]|\A[A-ZÀ-Þ][A-ZÀ-Þ ,.()-]{2,40}[:—–-]")
# A caption that a dash and a mark close is a sentence of hardly more; longer text is signed so.
DASHED: Final = 200

_LABELLED_SENTENCE: Final = re.compile(
    r"[^:：]{2,24}[:：] ?(?P<first>(?!courtesy)[a-zß-ÿа-яё]+)\b[^@]{0,80}\."
    r"|[^:：]{2,24}[:：] ?(?:(?:an?|the|el|las?|los|una?|il|um|uma|les?|une|een|ett?|das|der|die) [a-zß-ÿ]|eine? )"
    r"[^@:/()]{1,60}"
)


@dataclass(frozen=True, slots=True)
class Credits:
    """Recognises credits by the words of all profiles: marks, houses, the words that introduce a credit."""

    names: frozenset[str]
    printed: frozenset[str]
    weak: frozenset[str]
    kinds: frozenset[str]
    sources: frozenset[str]
    lead: re.Pattern[str]
    lead_begins: Callable[[str], bool]
    introduced_within: Sought
    sent_within: re.Pattern[str]
    longest_sender: int
    asides: frozenset[str]
    photo: frozenset[str]
    assigned: re.Pattern[str]

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Credits":
        """Built of the marks and vocabularies of the profiles."""
        profiles = tuple(profiles)
        marks = [mark for profile in profiles for mark in profile.marks]
        words = {name: [w for p in profiles for w in p.vocabulary.get(name, ())] for name in _LISTS}
        # A word of several, or cut short by a full stop, needs no colon: ``Fot. Mara Linden``.
        single = alternation(word for word in words["photo"] if " " not in word and word[-1] != ".")
        double = alternation(word for word in words["photo"] if " " in word or word[-1] == ".")
        marked = alternation([*marks, *(mark.upper() for mark in marks)])
        lead = rf"(?:(?:{double}) ?[{COLONS}/]? ?|(?:{single}) ?(?:[{COLONS}/=＝|]|\.\.\.|…) ?|(?:©|\([cC]\)) ?)"
        sender = rf"(?:{marked}|[A-Z]{{2,10}})(?: Photo| FOTO| Foto| Images?)? ?/ ?(?=[^\W\d_a-zß-ÿа-я])"
        begin = r"(?:(?<=[\s.!?…)\]\"”’»。，])|(?<=[a-zß-ÿа-я0-9]))"
        return cls(
            names=frozenset(fold(name) for name in (*marks, *words["house"])),
            printed=frozenset((*marks, *words["house"])),
            weak=frozenset(fold(name) for name in words["holder"]),
            kinds=frozenset(fold(word) for word in words["kind"]),
            sources=frozenset(fold(word) for word in words["source"]),
            photo=frozenset(fold(word) for word in words["photo"]),
            asides=frozenset(fold(word) for word in words["aside"]),
            assigned=re.compile(rf"{_PERSON_FOR}(?:{alternation(words['outlet'])})"),
            lead=re.compile(lead),
            lead_begins=lru_cache(maxsize=MOST_KEPT)(can_begin(lead)),
            introduced_within=Sought(rf"{begin}{lead}[^!?]{{2,110}}\Z"),
            sent_within=re.compile(rf"{begin}{sender}[^!?]{{2,110}}\Z"),
            longest_sender=lengths(sender)[1],
        )

    def strength(self, text: str) -> int:
        """How surely the text is a credit: 2 by its words, 1 by its shape only, 0 not at all."""
        text = text.strip(_STRIP)
        if self.is_kind(text) or (" for " in text and self.assigned.fullmatch(text)):
            return 2
        return self._strength(text) if 2 <= len(text) <= LONGEST else 0

    def _strength(self, text: str) -> int:
        lead = self.lead.match(text) if self.lead_begins(text[0]) else None
        rest = (text[lead.end() :] if lead else text).removeprefix("The ")
        # Without a word for pictures, figures belong to a list and a full stop to a sentence.
        plain = not lead and "/" not in rest and "|" not in rest and " via " not in rest
        if (plain and (rest.count(" ") > 4 or _FIGURE.search(rest))) or not any(map(str.isalpha, rest)):
            return 0
        parts = [part.strip() for part in _SEPARATOR.split(rest) if part.strip(" .'\"") and not part.isspace()]
        if len(parts) > 2 and _EDITOR.search(rest):
            parts.pop()
        if not parts or (not lead and len(parts) > MOST_PARTS) or not self._names(parts, lead):
            return 0
        if lead or any(self._holds(part) or _holder_photo(part, self.names) for part in parts):
            return 2
        strangers = [part for part in parts if fold(part) not in self.weak and fold(part) not in self.photo]
        if len(parts) > len(strangers) > 0 and any(fold(part) in self.weak for part in parts):
            return 2
        if len(parts) > len(strangers) == 1 and strangers[0] == parts[0] and self._tells(strangers[0], rest):
            return 2
        return int(len(strangers) > 1 and ("/" in rest or " via " in rest) and parts[-1].upper() != "OR")

    @staticmethod
    def _tells(name: str, rest: str) -> bool:
        """Whether words for pictures behind a stroke tell of a name: ``Mara Linden / Foto``, not ``Sport / Foto``."""
        return ("/" in rest or "|" in rest) and (" " in name or (name[0] > "\u2e80" and len(name) <= NAME_EAST))

    def sure(self, text: str) -> bool:
        """Whether the whole text is a credit by its words."""
        return self.strength(text) == 2

    def _names(self, parts: Sequence[str], lead: re.Match[str] | None) -> bool:
        """Whether all parts are written as names; few words after ``Photo:``, ``Fot.`` or ``©`` pass in any case."""
        sign = lead[0].rstrip()[-1:] if lead and sum(len(part.split()) for part in parts) <= FEW_WORDS else ""
        if sign and sign in f"{COLONS}©.":
            return self._few_words(parts, sign)
        return all(
            _nameish(part, lead is not None) or _holder_photo(part, self.names) or self._listed(fold(part))
            for part in parts
        )

    def _few_words(self, parts: Sequence[str], sign: str) -> bool:
        """Whether few words are a credit behind that sign: with a capital, or one alone as in ``Fot. czytelnik``."""
        if sign == "." and len(parts) == 1 and " " not in parts[0]:
            return True
        if sign not in COLONS and all(part.islower() for part in parts):
            return False
        return any(_SMALL.fullmatch(part) is None or self._known(part) for part in parts)

    def _listed(self, folded: str) -> bool:
        return folded in self.names or folded in self.weak or folded in self.kinds

    def _known(self, part: str) -> bool:
        """Whether a part stands in credits also in small letters: an agency's mark, ``privat``, ``handout``."""
        folded = fold(part)
        return self._listed(folded) or folded in self.photo

    def _holds(self, part: str) -> bool:
        """Whether the part is a known holder's name, in a case that it is written in: ``ePA`` is not ``EPA``."""
        if fold(part) not in self.names:
            return False
        return part in self.printed or " " in part or part.isupper() or part.islower() or part.istitle()

    def is_kind(self, text: str) -> bool:
        """Whether the text is nothing but a word for the kind of a picture: ``(Symbolbild)``."""
        return fold(text.strip(_STRIP)) in self.kinds

    def of_source(self, text: str) -> bool:
        """Whether the text names a source, which may be the text's own: ``Quelle: dpa``."""
        word, sign, _ = text.replace("：", ":").replace("=", ":").partition(":")
        return bool(sign) and fold(word.strip(_STRIP)) in self.sources

    def of_stranger(self, text: str) -> bool:
        """Whether the text names a source that is no agency: a table's, of which the line before is part."""
        return self.of_source(text) and fold(text.replace("：", ":").partition(":")[2].strip(_STRIP)) not in self.names

    def labelled(self, text: str) -> bool:
        """Whether the text begins with a word for pictures and a colon."""
        lead = self.lead.match(text.strip(_STRIP))
        return lead is not None and lead[0].rstrip().endswith(tuple(COLONS))

    def introduced(self, text: str) -> bool:
        """Whether the text begins with a word for pictures or with a copyright sign."""
        return self.lead.match(text.strip(_STRIP)) is not None

    def alone(self, text: str) -> bool:
        """Whether the paragraph is nothing but a credit."""
        if len(text) > LONGEST or text.endswith(_DASHES) or not self._is_credit(text) or self._ends_caption(text):
            return False
        if self.of_stranger(text) and _OWN_SOURCE.search(text):
            return False
        return fold(text.strip(_STRIP)) not in self.asides and not self.labels_sentence(text)

    def _ends_caption(self, text: str) -> bool:
        """Whether a caption stands before the credit, in a script whose names no capitals tell from it.

        The caption ends as a sentence, or in Japanese with the place behind an equals sign.
        """
        told = _TOLD.search(text) if text[0] > "\u0590" else None
        if told is None or told.start() < SHORTEST_TOLD or self.introduced(text) or self._holds(text[: told.start()]):
            return False
        rest = text[told.end() :].lstrip("/ ")
        return self.sure(rest) and (told[0] != "＝" or rest[-1] in ")）")

    def by_shape(self, text: str) -> bool:
        """Whether nothing but its shape makes the paragraph a credit: ``Mara Linden/Northern Daily``."""
        return not self.sure(text) and self.alone(text)

    def _is_credit(self, text: str) -> bool:
        """Whether the paragraph reads as a credit, be it by its words or by its shape."""
        strength = self.strength(text)
        if strength == 2:
            return True
        last = text.rpartition("; ")[2].strip(_STRIP)
        named = ("/" in last or "|" in last) and _NAME_OF.fullmatch(last)
        if named or (text[:1] == "[" and _BRACKETED_NAME.fullmatch(text)):
            return last == text.strip(_STRIP) or strength == 1
        if strength == 1 and _CAPITALS_NAME.fullmatch(text.strip(_STRIP)):
            return True
        if strength == 1:
            return bool(_AGENCY_LIKE.fullmatch(_SEPARATOR.split(text.strip(_STRIP))[-1]))
        return False

    def labels_sentence(self, text: str) -> bool:
        """Whether words of the text in small letters follow the label: ``Chart: the old ones were wrong.``."""
        match = _LABELLED_SENTENCE.fullmatch(text) if ":" in text or "：" in text else None
        return match is not None and match["first"] not in self.names

    def begin_of(self, text: str, start: int, end: int) -> int:
        """Where the credit begins whose end ``text[start:end]`` was found by: at its bracket or its word for pictures.

        ``(Nordpress Mara Linden)`` begins with its bracket, ``Photo: Mara Jane Linden / NORD`` with its word.
        """
        near = max(0, start - GLUED)
        opening = _CLOSE.get(text[end - 1 : end])
        bracket = text.rfind(opening, near, start) if opening else -1
        if bracket >= 0 and text.rfind(text[end - 1], near, start) < bracket:
            return bracket
        found = self.introduced_within.search(text, near, end)
        return found.start() if found and found.start() < start and self._sure(found[0]) else start

    def after_caption(self, text: str) -> tuple[int, int] | None:
        """Where the credit stands at the end of a caption's paragraph: ``text[start:end]``, or None."""
        end = len(text)
        if text.endswith(_DASHES):
            return None
        toggle = _TOGGLE.search(text, max(0, end - 12))
        if toggle:
            end = toggle.start()
        found = self._bracketed(text, end) or self._plain(text, end)
        if found is None:
            return None
        before = text[: found[0]].rstrip()
        doubled = self._bracketed(text, len(before)) if before else None
        if doubled and fold(text[slice(*doubled)].strip(_STRIP)) not in self.photo:
            return doubled[0], found[1]
        return found[0] - self._named_before(text, *found), found[1]

    def _named_before(self, text: str, start: int, end: int) -> int:
        """How long the name is that stands before an agency's: ``MARA LINDEN/NORD``, ``At sea. Mara Linden (NORD)``."""
        first, slash, last = text[start:end].strip(_STRIP).rpartition("/")
        if fold(last) not in self.names or (slash and (not first.isupper() or fold(first) in self.names)):
            return 0
        if not slash and text[start] not in "([":
            return 0
        pattern = _CAPITALS_BEFORE if slash else _NAME_BEFORE
        match = pattern.search(text, max(0, start - GLUED), start)
        return len(match[0]) if match else 0

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
        start = text.rfind(opening, max(0, stop - REACH), stop) if opening else -1
        if start < 0:
            return None
        inner = text[start + 1 : stop - 1]
        word, comma, name = inner.partition(", ")
        strength = self.strength(f"{word}: {name}" if comma and fold(word) in self.photo else inner)
        after_sentence = text[:start].rstrip().endswith(_SENTENCE_ENDS)
        if strength == 0 and opening == "[" and _NAME_AND_PAPER.fullmatch(inner):
            strength = 1
        if strength == 0 and _ONE_NAME.fullmatch(inner) and fold(inner) not in self.asides:
            strength = 1
        return (start, end) if strength == 2 or (strength == 1 and after_sentence and len(text) < 260) else None

    def _plain(self, text: str, end: int) -> tuple[int, int] | None:
        ended = _SENTENCE_END.search(text, max(0, end - GLUED), end) is not None
        bare = _BARE.search(text, max(0, end - 80), end) if ended else None
        found = self._within(text, max(0, end - REACH), end)
        if bare and self._is_bare(text[: bare.start(1)], bare[1]):
            # A word for pictures that ends in a full stop is no sentence before the name: ``Fot. Mara Linden/NORD``.
            longer = found and found.start() < bare.start(1) and self._sure(found[0])
            return found.start() if found and longer else bare.start(1), end
        if found and self._sure(found[0]):
            return found.start(), end
        signed = _AFTER_SIGN.search(text, max(0, end - GLUED), end)
        if signed and self.is_kind(signed[1]):
            return signed.start(1), end
        glued = _GLUED_NAME.search(text, max(0, end - 90), end) if ended and end < LONGEST_GLUED else None
        return (glued.start(1), end) if glued and not self._is_initials(glued[1]) else None

    def _is_initials(self, signed: str) -> bool:
        """Whether an agency signs with the initials of its people: ``NORD ABC DE``."""
        first, *rest = signed.split()
        return bool(rest) and fold(first) in self.names and all(word.isupper() and len(word) <= 4 for word in rest)

    def _is_bare(self, before: str, credit: str) -> bool:
        """Whether a credit stands after a caption's end.

        Text is signed after a dash too, so what stands there credits a picture only after a single sentence.
        """
        named = credit.lstrip("—–- ")
        if self.strength(named) < 2:
            return False
        return named == credit or (len(before) <= DASHED and _SENTENCES.search(before) is None)

    def _within(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The longest end of ``text[start:end]`` that a word for pictures, or a sender before a slash, begins."""
        introduced = self.introduced_within.search(text, start, end)
        slash = _SENDER_SLASH.search(text, start, end) if text.find("/", start, end) >= 0 else None
        sent = self.sent_within.search(text, max(start, slash.start() - self.longest_sender), end) if slash else None
        return min((each for each in (introduced, sent) if each), key=lambda each: each.start(), default=None)

    def _sure(self, credit: str) -> bool:
        """``NORD/Mara Linden`` after a caption is a credit even if nobody knows NORD."""
        return self.strength(credit) == 2 or _CAPITALS_NAME.fullmatch(credit) is not None


def _nameish(part: str, introduced: bool) -> bool:
    """Whether the part is written as a name; a short lower-case one passes for an agency after ``Photo:``."""
    if introduced and part.islower() and len(part) <= 5:
        return True
    if part[0] > "\u2e80":
        return len(part) <= 12 and not _JAPANESE_GRAMMAR.search(part)
    words = part.split()
    if part[0].isalpha() and part[0].title() == part[0].lower():
        # A script without capitals shows names by nothing but their length.
        return len(words) <= 3
    return len(words) <= 6 and all(
        not word[0].islower() or word.casefold() in _PARTICLES or not word[:1].isalpha() for word in words
    )


def _holder_photo(part: str, names: frozenset[str]) -> bool:
    """``AP Photo``, ``REUTERS File``: a name or capitals with the kind of picture after it."""
    head, _, kind = part.rpartition(" ")
    named = fold(head) in names or (head.isupper() and head.isalpha() and len(head) <= 8)
    return named and kind.casefold() in ("photo", "photos", "images", "image", "file", "pool", "video")
