"""A line as it is compared with others, and without the brackets round it."""

import re
import unicodedata
from typing import Final

# What a page sets before a line to point to it.
_POINTERS: Final = " ※▶►▷▸»›→➤➡◆◇■□●○☞👉📌\ufe0f"
_CLOSERS: Final = " .:：。!…"
# Signs and apostrophes one by one, for what is no letter to a regular expression are vowels as well in India's scripts.
_SIGNS: Final = re.compile(r"[\s!-/:-@\[-`{-¿×÷ʹ-˿‐-‧‰-⁞₠-⃀←-⯿⸀-〿・（-／：-＠［-｀｛-･\U0001f000-\U0001faff\ufe0f]+")
# The marks of Japanese letters, which make others of them.
_VOICED: Final = "\u3099\u309a"
_NUMBERS: Final = re.compile(r"\d+(?: \d+)*")
_DIGIT: Final = re.compile(r"\d")
# Joiners and marks of direction are not seen; Arabic writes a letter's stretch or not, and some letters either way.
_ALIKE: Final = str.maketrans("یىکةہھ", "ييكههه", "\u00ad\u0640\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
# Brackets of all widths and their mates.
_PAIRS: Final = {"(": ")", "[": "]", "（": "）", "【": "】", "［": "］"}


def fold(text: str) -> str:
    """A line for comparison: case, what points to it and final punctuation aside.

    >>> fold("RELATED Coverage:"), fold("▶ Related coverage")
    ('related coverage', 'related coverage')
    """
    return text.casefold().strip(_POINTERS).rstrip(_CLOSERS)


def loosely(text: str) -> str:
    """A line for comparison by its words alone: signs, accents and letters' variants aside; any number is ``#``.

    >>> loosely("» Related Coverage (3)"), loosely("Plus d’infos…"), loosely("1,204 vues | 3 min")
    ('related coverage #', 'plus d infos', '# vues # min')
    """
    if text.isascii():
        if text.replace(" ", "").isalpha() and "  " not in text:
            return text.casefold().strip()
    else:
        parted = unicodedata.normalize("NFKD", text.translate(_ALIKE))
        text = "".join([char for char in parted if char in _VOICED or not unicodedata.combining(char)])
    words = _SIGNS.sub(" ", text.casefold()).strip()
    return _NUMBERS.sub("#", words) if _DIGIT.search(words) else words


def uncounted(folded: str) -> str:
    """A loosely folded line without the number that it begins or ends with.

    >>> uncounted("# comments"), uncounted("comments #"), uncounted("#")
    ('comments', 'comments', '#')
    """
    return folded.removeprefix("# ").removesuffix(" #")


def once(text: str, least: int) -> str:
    """A text that says all of itself twice, at least so many characters, once; any other as it is.

    >>> once("At the pier. At the pier.", 10), once("Bora Bora", 10)
    ('At the pier.', 'Bora Bora')
    """
    second = (len(text) + 1) // 2
    # Nearly all fail at the first letter.
    if second < least or text[0] != text[second] or not text.startswith(text[second:]):
        return text
    parted = len(text) == 2 * second or text[second - 1].isspace()
    return text[second:] if parted else text


def without_brackets(text: str) -> str:
    """The text without the brackets that stand round all of it.

    >>> without_brackets("(Adds details (in the lead))"), without_brackets("(One) and (two)")
    ('Adds details (in the lead)', '(One) and (two)')
    """
    while text and _PAIRS.get(text[0]) == text[-1] and _closes_at_end(text):
        text = text[1:-1].strip()
    return text


def _closes_at_end(text: str) -> bool:
    """Whether the first bracket's mate is the last character."""
    opening, closing, depth = text[0], _PAIRS[text[0]], 0
    for position, char in enumerate(text):
        depth += (char == opening) - (char == closing)
        if depth == 0:
            return position == len(text) - 1
    return False
