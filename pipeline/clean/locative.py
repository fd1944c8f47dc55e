"""Towns of South Asian papers that no gazetteer has: elsewhere the story says of them that something is in them."""

import re
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.wording import words_of

# A name in a script of India, or in Urdu's: two words at the most.
_NAME: Final = re.compile(
    r"[\u0900-\u0dff]{3,14}(?: [\u0900-\u0dff]{2,12})?|[\u0620-\u06d3]{3,12}(?: [\u0620-\u06d3]{2,10})?"
)
_WORDS: Final = words_of("towns")
_IN: Final = (
    rf"(?: {alternation(_WORDS['in_word'])}(?![\u0900-\u0dff\u0620-\u06d3])"
    rf"|[\u200c-]?{alternation(_WORDS['in_ending'])}(?![\u0900-\u0dff]))"
)
_ONE_WORD: Final = re.compile(r"[\u0900-\u0dff\u200c]{4,18}")
# What somebody says of himself, asks, or quotes is no text behind a place.
_SPEAKS: Final = re.compile(
    rf"[“\"‘'«]|.{{0,400}}\?|(?:.{{0,400}} )?{alternation(_WORDS['speaker'])}(?![\u0900-\u0dff])"
)


def may_be_town(word: str, text: str) -> bool:
    """Whether a word of a script of India before a colon may be a town, by what is told behind it.

    >>> may_be_town("रामपुरा", "पुल फिर खुला।"), may_be_town("रामपुरा", "हम पुल खोलेंगे।")
    (True, False)
    """
    return _ONE_WORD.fullmatch(word) is not None and _SPEAKS.match(text) is None


def is_somewhere(place: str, text: str) -> bool:
    """Whether the text says that something is in what may be a place.

    >>> is_somewhere("रामपुरा", "पुल रामपुरा में है।"), is_somewhere("राहुल", "राहुल ने कहा।")
    (True, False)
    """
    if _NAME.fullmatch(place) is None:
        return False
    stem = (
        re.escape(place[:-1]) + r"[\u0900-\u0dff\u0620-\u06d3]?[\u0900-\u0dff]?" if len(place) > 4 else re.escape(place)
    )
    return re.search(rf"(?<![\u0900-\u0dff\u0620-\u06d3]){stem}{_IN}", text) is not None
