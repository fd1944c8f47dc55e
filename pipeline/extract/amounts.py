"""Numbers as they are written: with separators, scale words and number words, by language."""

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.extract.lexicon import DATA

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ru", "ja", "zh", "ko")
UNSPACED = frozenset(("ja", "zh", "ko"))
_FRACTION = r"\d{1,3}[- ]\d{1,2}/\d{1,2}"
_POINTED = r"\d{1,3}(?:,\d{2,3}){1,6}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?"
_COMMAED = r"\d{1,3}(?:[. \u00a0\u202f]\d{3}){1,6}(?:,\d{1,6})?|\d{1,15}(?:,\d{1,6})?"
_STRIPPED = str.maketrans({",": "", " ": ""})
_TURNED = str.maketrans({",": ".", ".": "", " ": "", "\u00a0": "", "\u202f": ""})


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables of words."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def either(words: list[str]) -> str:
    """A pattern for any of the words, the longest first; white space in them may be any.

    >>> either(["per cent", "%"])
    '(?:per\\\\scent|%)'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    spaced = (re.escape(word).replace("\\ ", "\\s") for word in ordered)
    return f"(?:{'|'.join(spaced)})"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns of a language for a number in digits, in words, for what multiplies it, and for per cent."""

    digits: str
    words: str
    scale: str
    percent: str
    values: dict[str, Decimal]
    pointed: bool

    @property
    def number(self) -> str:
        """A number in digits or words."""
        return f"(?:{self.digits}|{self.words})" if self.words else f"(?:{self.digits})"

    def amount(self, number: str, scale: str | None = None) -> float:
        """The value of a number, times its scale.

        >>> grammar("en").amount("1.2", "billion"), grammar("de").amount("1.200,5"), grammar("en").amount("5-1/2")
        (1200000000.0, 1200.5, 5.5)
        """
        return float(self._plain(number) * self.values.get((scale or "").lower(), Decimal(1)))

    def _plain(self, number: str) -> Decimal:
        known = self.values.get(" ".join(number.lower().split()))
        if known is not None:
            return known
        if "/" in number:
            whole, over, under = map(Decimal, re.split(r"[- /]", number))
            return whole + over / under if under else whole
        return Decimal(number.translate(_STRIPPED if self.pointed else _TURNED))


@lru_cache(maxsize=len(LANGUAGES))
def grammar(language: str) -> Grammar:
    """The grammar of one of LANGUAGES."""
    table = [row for row in rows("quantities.csv") if row["language"] == language]
    found: dict[str, list[str]] = {"scale": [], "number": [], "percent": []}
    values: dict[str, Decimal] = {}
    for row in table:
        words = row["words"].split("|")
        found[row["kind"]] += words
        values |= {word.lower(): Decimal(row["value"]) for word in words if row["kind"] != "percent"}
    pointed = language == "en" or language in UNSPACED
    digits = f"{_FRACTION}|{_POINTED}" if language == "en" else _POINTED if pointed else _COMMAED
    spoken = rf"{either(found['number'])}(?=[\s-])" if found["number"] else ""
    return Grammar(digits, spoken, either(found["scale"]), either(found["percent"]), values, pointed)
