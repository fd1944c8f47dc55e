"""The month of a printed date, in the languages of the profiles."""

import re
from collections.abc import Mapping


def month_of(date: str, months: Mapping[str, int]) -> int | None:
    """The month that a date names, letters swapped or lost forgiven; 0 for ``NO DATE``, None for no date.

    >>> month_of("Narch 2", {"march": 3}), month_of("11.12.2018", {})
    (3, 12)
    """
    if date.upper() == "NO DATE":
        return 0
    named = re.search(r"[^\W\d_]{3,12}", date.replace(" de ", " "))
    if named is None:
        numbers = re.findall(r"\d+", date)
        return int(numbers[1]) if len(numbers) == 3 and 1 <= int(numbers[1]) <= 12 else None
    return _named(named[0].casefold(), months)


def _named(name: str, months: Mapping[str, int]) -> int | None:
    exact = months.get(name)
    if exact or len(name) < 4:
        return exact
    near = [number for month, number in months.items() if len(month) > 3 and _nearly(name, month)]
    return near[0] if near else None


def _nearly(name: str, month: str) -> bool:
    """Whether one letter changed, lost, doubled or swapped makes the month of the name."""
    if abs(len(name) - len(month)) > 1:
        return False
    if len(name) == len(month):
        return sum(a != b for a, b in zip(name, month, strict=True)) <= 1 or sorted(name) == sorted(month)
    longer, shorter = (name, month) if len(name) > len(month) else (month, name)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
