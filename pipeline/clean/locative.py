"""Towns of South Asian papers that no gazetteer has: elsewhere the story says of them that something is in them."""

import re
from typing import Final

# A name in a script of India, or in Urdu's: two words at the most.
_NAME: Final = re.compile(
    r"[\u0900-\u0dff]{3,14}(?: [\u0900-\u0dff]{2,12})?|[\u0620-\u06d3]{3,12}(?: [\u0620-\u06d3]{2,10})?"
)
# "In", as a word behind the place or as its ending: what comes from somebody is said of people too.
_IN: Final = (
    r"(?: (?:میں|में|मध्ये|येथे|ਵਿੱਚ|ਵਿਚ)(?![\u0900-\u0dff\u0620-\u06d3])"
    r"|[\u200c-]?(?:मा|मधील|मध्ये|માં|তে|য়|ে|లో|ನಲ್ಲಿ|ದಲ್ಲಿ|ಯಲ್ಲಿ|ರಲ್ಲಿ|ല്|ൽ|യിൽ|ിൽ|ില്|ில்|யில்)(?![\u0900-\u0dff]))"
)


def is_told(place: str, text: str) -> bool:
    """Whether the text says that something is in what may be a place.

    >>> is_told("रामपुरा", "पुल रामपुरा में है।"), is_told("राहुल", "राहुल ने कहा।")
    (True, False)
    """
    if _NAME.fullmatch(place) is None:
        return False
    stem = (
        re.escape(place[:-1]) + r"[\u0900-\u0dff\u0620-\u06d3]?[\u0900-\u0dff]?" if len(place) > 4 else re.escape(place)
    )
    return re.search(rf"(?<![\u0900-\u0dff\u0620-\u06d3]){stem}{_IN}", text) is not None
