"""The script of a text, where it matters how much a character says."""

import re
from typing import Final

# Kana, Han and Hangul: neither the signs that stand among them, nor Latin letters and signs of their width, nor emoji.
# Most letters come before the first of them, which is soon seen.
_EASTERN: Final = re.compile(
    "[\u1100-\U0003ffff]"
    "(?<=[\u1100-\u11ff\u3005-\u3007\u3041-\u30fa\u30fc-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff])"
)


def width(text: str) -> int:
    """How long a text is; Chinese, Japanese and Korean say as much in half the characters, so they count double.

    >>> width("Talks in Zürich"), width("東京で会談")
    (15, 10)
    """
    return len(text) * (2 if is_eastern(text) else 1)


def is_eastern(text: str) -> bool:
    """Whether a text holds Chinese, Japanese or Korean; most hold nothing but what ASCII has, which is soon seen.

    >>> is_eastern("Talks in 東京"), is_eastern("Talks in Zürich"), is_eastern(""), is_eastern("Talks 😀！")
    (True, False, False, False)
    """
    return not text.isascii() and _EASTERN.search(text) is not None
