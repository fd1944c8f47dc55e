"""The month of a printed date, in the languages of the profiles."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.wording import words_of

# Of shorter names another letter makes another word.
SHORTEST_MISSPELT: Final = 4
# A month's name: in the scripts of India vowels are marks on the letters.
_MONTH: Final = r"[^\W\d_][^\s\d_.,،፣፤၊፡፦:;()/\[\]–—-]{1,11}"
# What parts place, day and agency, in all scripts.
COMMAS: Final = ",،፣፤၊"
# A day as datelines print it: "May 4", "4. Mai 2020", "8th March, 2020", "2020. május 4., hétfő", "4/5".
# Behind the year Ethiopians name their calendar: "ህዳር 12፣ 2011 ዓ.ም".
DAY: Final = (
    rf"(?:{_MONTH}[.,]?,? {{1,3}}\d{{1,2}}(?:st|nd|rd|th| d)?\.?(?:[{COMMAS}] ?\d{{4}}|[ /]\d{{4}})?"
    r"(?: ?ዓ[.·/]? ?ም\.?)?"
    rf"|\d{{1,2}}(?:\.? |\.|(?:st|nd|rd|th) )(?:de )?{_MONTH}\.?(?:/{_MONTH})?"
    rf"(?:,? (?:de )?(?:\d{{4}}(?: г\.| года)?|\d{{2}}))?"
    r"|\d{4}\. [^\W\d_]{3,12} \d{1,2}\.(?:, [^\W\d_]{3,12})?"
    r"|NO DATE|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}/\d{1,2})"
)
# A day of the week and of the month, as English copy has them: "Monday, May 4", "Monday, 4 May".
WEEKDAYS: Final[tuple[str, ...]] = tuple(words_of("wording")["weekdays"])
WEEKDAY: Final = alternation(WEEKDAYS) + r", (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
_NAMED: Final = re.compile(_MONTH)
_BESIDE_MONTH: Final = re.compile(r" de |(?<=\d)(?:st|nd|rd|th)\b")
# The day of another calendar, which some print before that of the common one.
LUNAR_DAY: Final = r"[^\W\d_][^\W\d_ '’-]{1,12}(?:[ '’-][^\W\d_]{1,10})? \d{1,2}, 1[345]\d\d"


def month_of(date: str, months: Mapping[str, int], misspelt: Iterable[str]) -> int | None:
    """The month that a date names, a letter lost or swapped forgiven in those that may be ``misspelt``; None for none.

    0 is for ``NO DATE``, and for the month of another calendar.

    >>> month_of("Narch 2", {"march": 3}, ["march"]), month_of("11.12.2018", {}, ()), month_of("4/5", {}, ())
    (3, 12, 5)
    """
    if date.upper() == "NO DATE":
        return 0
    named = _NAMED.match(date) or _NAMED.search(_BESIDE_MONTH.sub(" ", date))
    if named is None:
        numbers = re.findall(r"\d+", date)
        return int(numbers[1]) if len(numbers) in (2, 3) and 1 <= int(numbers[1]) <= 12 else None
    name = named[0].casefold()
    exact = months.get(name)
    if exact is not None or len(name) < SHORTEST_MISSPELT:
        return exact
    near = next((month for month in misspelt if len(month) >= SHORTEST_MISSPELT and _nearly(name, month)), None)
    return months[near] if near else None


def _nearly(name: str, month: str) -> bool:
    """Whether one letter changed, lost, doubled or swapped makes the month of the name."""
    if abs(len(name) - len(month)) > 1:
        return False
    if len(name) == len(month):
        return sum(a != b for a, b in zip(name, month, strict=True)) <= 1 or sorted(name) == sorted(month)
    longer, shorter = (name, month) if len(name) > len(month) else (month, name)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
