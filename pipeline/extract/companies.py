"""Listed companies by ticker: from the copy itself, or by a name that a list has in full."""

import csv
import re
from functools import lru_cache

from pipeline.extract.lexicon import DATA
from pipeline.extract.names import legal_forms, name_words

_GROUPS = frozenset(("group", "holding", "holdings"))
_PRINTED = re.compile(
    r"[.,]?\s*[(\[](?P<exchange>[A-Za-z]{2,9}(?:\s(?:GS|GM|CM|American|Arca))?)\s?:\s?(?P<symbol>[A-Z0-9][A-Z0-9.-]{0,7})"
    r"(?:[;,/]\s?[^()\n]{1,40})?[)\]]"
)
_CODE = re.compile(r"[.,]?\s*[(<\[](?P<symbol>[A-Z0-9]{1,6})\.(?P<suffix>[A-Z]{1,2})[)>\]]")
_SYMBOL = re.compile(r"[(<\[][A-Z0-9]{1,6}(?:[a-z]|_p)?\.[A-Z]{1,2}[)>\]]")
"""A code with an exchange that is not kept: in Frankfurt, Paris and the North its root is no ticker."""
_BEFORE = re.compile(r"[(<\[](?:[^()<>\n]{1,30}\s)?\Z")


def printed_ticker(behind: str) -> str | None:
    """The ticker printed behind a company's name, as exchange and symbol.

    >>> printed_ticker(" (NASDAQ: ACME) rose"), printed_ticker(" <ACME.O>"), printed_ticker(" (ACM) rose")
    ('NASDAQ:ACME', 'NASDAQ:ACME', None)
    >>> printed_ticker(". (TSE: 7203)"), printed_ticker(" (0700.HK)"), printed_ticker(" (NYSE: ACM; TSX: ACM)")
    ('TYO:7203', 'HKG:0700', 'NYSE:ACM')
    """
    printed = _PRINTED.match(behind)
    if printed and (exchange := _exchanges()[0].get(printed["exchange"].upper().split()[0])):
        return f"{exchange}:{printed['symbol']}"
    code = _CODE.match(behind)
    if code and (exchange := _exchanges()[1].get(code["suffix"])):
        return f"{exchange}:{code['symbol']}"
    return None


def is_symbol(text: str, start: int) -> bool:
    """Whether what starts at a place in a text is a company's symbol or exchange in brackets, and no name.

    >>> is_symbol("Acme (ACME.O) rose", 6), is_symbol("Acme (NYSE: ACME) rose", 12), is_symbol("Acme (ACME) rose", 6)
    (True, True, False)
    """
    before = text[max(0, start - 40) : start]
    opening = _BEFORE.search(before)
    if not opening:
        return False
    bracket = f"{before[opening.start() :]}{text[start : start + 60]}"
    return bool(printed_ticker(bracket) or _SYMBOL.match(bracket))


def listed(name: str) -> str | None:
    """The ticker of the company whose full name, but for its legal form, this is.

    >>> listed("Apple Inc."), listed("Apple Valley"), listed("Apple Group")
    ('NASDAQ:AAPL', None, None)
    """
    return _tickers().get(company_key(name))


def company_key(name: str) -> str:
    """A company's name without article and legal form; a group and its company are two.

    >>> company_key("the Acme Group Inc."), company_key("Acme Co.")
    ('acme group', 'acme')
    """
    words = [word for word in name_words(name.replace(",", " ").replace("’", "'")) if word != "the"]
    while len(words) > 1 and words[-1] in legal_forms() - _GROUPS:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=1)
def _tickers() -> dict[str, str]:
    with (DATA / "tickers.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row["ticker"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=1)
def _exchanges() -> tuple[dict[str, str], dict[str, str]]:
    """Exchange as printed -> its code, and suffix of a code such as ``AAPL.O`` -> its exchange."""
    with (DATA / "exchanges.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    printed = {name: row["exchange"] for row in rows for name in (row["exchange"], *row["printed"].split("|")) if name}
    return printed, {suffix: row["exchange"] for row in rows for suffix in row["suffixes"].split("|") if suffix}
