"""Text into tokens and sentences: one pass of one compiled pattern, offsets kept.

The conventions are those of the corpora that the recogniser learns from: ``'s`` stands alone, ``U.S.`` and
``Mr.`` keep their full stop, hyphened words stay whole except for ``Geneva-based``, ``ex-FARC`` and ``China-US``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.places import territories
from pipeline.gazetteer import state_names

ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Drs|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Sen|Rep|Gov|Pres|Rev|Hon|Fr|St|Ste|Mt|Ft|Jr|Sr|"
    "Inc|Corp|Co|Ltd|Bros|Cos|No|Nos|vs|etc|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Messrs|Amb|Atty|Supt|"
    "Calif|Ala|Ariz|Ark|Colo|Conn|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|"
    "Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
SUFFIXES = (
    "based|led|born|backed|linked|related|focused|bound|run|owned|made|style|era|listed|controlled|held|occupied|"
    "dominated|majority|speaking|trained|language|wide|affiliated|sponsored|brokered|proposed|funded|supported|"
    "educated|area|mediated|imposed|allied|aligned|friendly|type|like|only|inspired|installed|appointed|ruled|"
    "flagged|registered|produced|built|ordered|mandated|drafted|approved|financed|administered|organized|"
    "organised|operated|headquartered|domiciled|bred|raised|sourced|centric|level|wing|hosted|crewed|going"
)
PREFIXES = "ex|pro|anti|non|pre|post|mid|then|Ex|Pro|Anti|Non|Pre|Post|Mid|Then"
# Behind the letter of a party: "Sen. Ann Lee, R-Ohio".
_STATES = "|".join(map(re.escape, state_names()))
_WORD = r"[^\W_]+[\u0300-\u036f\u0900-\u0dff]*"
_TOKEN = re.compile(
    rf"(?:{ABBREVIATIONS})\.(?=\s)"
    r"|(?:[^\W\d_]\.){2,}(?!\w)"
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|'(?:s|m|d|ll|re|ve)(?!\w)"
    r"|n't(?!\w)"
    r"|(?:US|HK|NZ|[ACSRN])\$"
    rf"|(?:{PREFIXES})-(?=[A-Z])"
    rf"|[DRI]-(?=(?:{_STATES})(?!\w))|(?<=(?<!\w)[DRI]-)(?:{_STATES})(?!\w)"
    rf"|-(?:{SUFFIXES})(?!\w)"
    r"|\d+(?:[.,:/]\d+)*(?!\w)"
    r"|(?:[Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Cc]ould|[Ww]ould|[Ss]hould|[Ww]o|[Cc]a)(?=n't)"
    rf"|{_WORD}(?:(?:&|/(?=[A-Z])|-(?!(?:{SUFFIXES})(?!\w))|'(?!(?:s|m|d|ll|re|ve|t)(?!\w))){_WORD})*"
    r"|\.{2,}|-{2,}|\S"
)
_QUOTES = str.maketrans("“”„«»‘’‑", '"""""\'\'-')
_OPENERS = frozenset("\"'([")
_CLOSERS = frozenset("\"')]")
_STARTS = re.compile("An?|And|At|But|For|Her?|His|I|If|In|It|On|She|The(?:ir|y)?|This|We|Whe[nr]e?|While")
"""Words in capitals that begin a sentence rather than go on with a name behind ``U.S.``"""
_ENDS = frozenset((".", "!", "?", "...", "…", "。"))


LONGEST = 400
"""Tokens after which a sentence ends in any case: what is longer is a table or rubbish."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, in order, as parallel lists; ``words`` have their quotation marks made ASCII.

    ``sentences`` are half-open ranges of tokens that cover all of them.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    sentences: list[tuple[int, int]]


def tokenise(text: str) -> Tokens:
    """Divide a text into tokens and sentences; a line break always ends a sentence.

    >>> tokenise("Abe's U.S. trip, a Geneva-based group said. It ended.").words
    ['Abe', "'s", 'U.S.', 'trip', ',', 'a', 'Geneva', '-based', 'group', 'said', '.', 'It', 'ended', '.']
    """
    plain = text.translate(_QUOTES) if not text.isascii() else text
    starts, ends, words = [], [], []
    for match in _TOKEN.finditer(plain):
        start, word = match.start(), match.group()
        for part in _countries(word) if "-" in word else (word,):
            starts.append(start)
            start += len(part)
            ends.append(start)
            words.append(part)
    return Tokens(starts, ends, words, _sentences(plain, starts, ends, words))


@lru_cache(maxsize=5000)
def _countries(word: str) -> tuple[str, ...]:
    """Part ``China-US`` into its countries; all else stays whole, ``Guinea-Bissau`` too.

    >>> _countries("China-US"), _countries("Guinea-Bissau")
    (('China', '-', 'US'), ('Guinea-Bissau',))
    """
    first, dash, last = word.partition("-")
    whole = not first or not last or territories(word)
    return (word,) if whole or not (_is_country(first) and _is_country(last)) else (first, dash, last)


def _is_country(word: str) -> bool:
    return word[0].isupper() and any(len(place.code) == 2 for place in territories(word))


def _sentences(text: str, starts: list[int], ends: list[int], words: list[str]) -> list[tuple[int, int]]:
    sentences, first, count = [], 0, len(words)
    for index in range(1, count):
        if index - first == LONGEST or _breaks(text, starts, ends, words, index):
            sentences.append((first, index))
            first = index
    if count:
        sentences.append((first, count))
    return sentences


def _breaks(text: str, starts: list[int], ends: list[int], words: list[str], index: int) -> bool:
    """Whether a sentence begins at a token."""
    before, start = ends[index - 1], starts[index]
    if before == start:
        return False
    if "\n" in text[before:start]:
        return True
    last = words[index - 1]
    if last in _CLOSERS and index > 1:
        last = words[index - 2]
    if last in _ENDS:
        return not words[index][0].islower() and words[index] not in _CLOSERS
    return last.count(".") > 1 and _STARTS.fullmatch(words[index]) is not None
