"""Build the table of listed companies: ``python -m tools.recogniser.companies``.

The names are those of pytickersymbols, without legal form; a name that two companies share is left out, as is one
without a symbol at an exchange of the company's own country.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.extract.companies import company_key
from pipeline.extract.lexicon import DATA

HOME = {
    "United States": ("NASDAQ", "NYSE"),
    "Japan": ("TYO",),
    "United Kingdom": ("LON",),
    "Germany": ("FRA",),
    "Netherlands": ("AMS",),
    "Spain": ("BME",),
    "Sweden": ("STO",),
    "Finland": ("HEL",),
    "Switzerland": ("SWX",),
    "France": ("EPA",),
}
"""Country -> its exchanges, by the codes that the package uses."""
LEFT_OUT = frozenset(
    (
        "admiral", "aeon", "arm", "berkeley", "booking", "canon", "compass", "continental", "evolution", "linde",
        "merck", "next", "persimmon", "phoenix", "prudential", "rational", "sage", "screen", "shift", "softbank", "sto",
        "toto", "weir",
    )
)  # fmt: skip
"""Names that mean something else as often."""


def tickers(stocks: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Name, folded and without legal form, and ticker of each company that both can be told of."""
    found: dict[str, set[str]] = defaultdict(set)
    for stock in stocks:
        found[company_key(stock["name"])].add(_ticker(stock) or "")
    return ((name, known.pop()) for name, known in sorted(found.items()) if _is_told(name, known))


def _is_told(name: str, known: set[str]) -> bool:
    return len(known) == 1 and known != {""} and name not in LEFT_OUT


def _ticker(stock: dict[str, Any]) -> str | None:
    exchanges = HOME.get(stock.get("country", ""), ())
    codes = [symbol.get("google") or "" for symbol in stock.get("symbols", ())]
    return next((code for code in codes if code.partition(":")[0] in exchanges), None)


def main() -> None:
    """Write the table."""
    from pytickersymbols import PyTickerSymbols

    with (DATA / "tickers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "ticker"))
        writer.writerows(tickers(PyTickerSymbols().get_all_stocks()))


if __name__ == "__main__":
    main()
