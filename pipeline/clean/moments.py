"""A day and an hour by their figures alone: whatever the words of a stamp mean, in whatever calendar."""

import re
from typing import Final

# A stamp with its words for "published", its weekday, zone and medium is hardly longer.
LONGEST_MOMENT: Final = 80
# It has no more words beside day and hour, a day without its hour hardly any; a sentence and a table's line have.
WORDS: Final = 3
BESIDE_DAY: Final = 1
# What ends in a full stop and has more words is a sentence.
IN_SENTENCE: Final = 2
_HOUR: Final = re.compile(
    r"(?<![\d:.,/-])(?:[01]?\d|2[0-4])[:.hH] ?[0-5]\d(?::[0-5]\d)?"
    r"(?: ?[ap]\.? ?m\b\.?| ?[AP]M\b)?(?![\d%]|[:/-]\d|[.,]\d)"
)
# A short word before or behind the month: ``de``, ``of``, ``ta'``, ``г.``; the month, and the signs of an ordinal.
_SMALL: Final = r"(?: [^\W\d_][^\s\d]{0,3})?"
_MONTH: Final = r"[^\W\d_][^\s\d,:;|/()]{1,13}"
_ORDINAL: Final = r"(?:\.|º|ª|er|st|nd|rd|th)?,?"
# A day with its year.
_FULL_DAY: Final = re.compile(
    rf"(?<![\d:.,])(?:\d{{1,2}}(?P<a>[/-])\d{{1,2}}(?P=a)(?:[12]\d)?\d\d|\d{{1,2}}\. ?\d{{1,2}}\. ?(?:[12]\d)?\d\d"
    rf"|[12]\d{{3}}(?P<b>[/-])\d{{1,2}}(?P=b)\d{{1,2}}|[12]\d{{3}}\. ?\d{{1,2}}\. ?\d{{1,2}}"
    rf"|\d{{1,2}}{_ORDINAL}{_SMALL} ?{_MONTH},?{_SMALL} [12]\d{{3}}"
    rf"|[12]\d{{3}}年 ?\d{{1,2}}月 ?\d{{1,2}}日|[12]\d{{3}}\.?{_SMALL} ?{_MONTH} ?\d{{1,2}})(?![\d:])"
    rf"|(?<![^\W\d_]){_MONTH} \d{{1,2}}{_ORDINAL} [12]\d{{3}}(?![\d:])"
)
# The year that shows a stamp to be dated.
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ZONE: Final = re.compile(r"\b(?:GMT|UTC) ?[+-]? ?\d{1,2}(?::?\d\d)?\b")
_WORD: Final = re.compile(r"[^\W\d_](?:[^\s\d]*[^\W\d_])?")
_FIGURE: Final = re.compile(r"\d")
# What no stamp has: a quotation, a price, a question, two teams.
_NO_STAMP: Final = re.compile(r"[\"“”„«»?!$€£%]|[^\W\d_] [-–—] [^\W\d_]")


def is_moment(text: str, words: int = WORDS) -> bool:
    """Whether a line is a day and its hour with hardly a word more: no sentence that tells of them.

    >>> [is_moment(each) for each in ("Shtuar më 11-02-2026, 08:51", "۱۳:۱۳ - ۱۰ مرداد ۱۴۰۲", "Open 10:30 to 18:45")]
    [True, True, False]
    """
    if len(text) > LONGEST_MOMENT or not _FIGURE.search(text):
        return False
    text = _plain(text)
    if not _HOUR.search(text) or _NO_STAMP.search(text):
        return False
    rest, days = _FULL_DAY.subn(" ", _ZONE.sub(" ", text))
    rest = _HOUR.sub(" ", rest)
    most = min(words, IN_SENTENCE) if text.endswith(".") else words
    return days > 0 and not _FIGURE.search(rest) and len(_WORD.findall(rest)) <= most * days


def is_day(text: str) -> bool:
    """Whether a line is a full day in figures with hardly a word beside it: a word for the month may be any noun.

    >>> [is_day(each) for each in ("Pon 12. 9. 2022", "12 gorffennaf 2022", "12 goals since May 2022")]
    [True, False, False]
    """
    text = _plain(text) if len(text) <= LONGEST_MOMENT and _FIGURE.search(text) else ""
    day = _FULL_DAY.search(text) if text else None
    if day is None or any(map(str.isalpha, day[0])):
        return False
    rest = text[: day.start()] + " " + text[day.end() :]
    return not _FIGURE.search(rest) and len(_WORD.findall(rest)) <= BESIDE_DAY


def _plain(text: str) -> str:
    """The text with the figures of all scripts written as ours."""
    return text if text.isascii() else _FIGURE.sub(lambda figure: str(int(figure[0])), text)
