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

_ONE_WORD: Final = re.compile(r"[\u0900-\u0dff\u200c]{4,18}")
# What somebody says of himself, asks, or quotes is no text behind a place.
_SPEAKS: Final = re.compile(
    r"[“\"‘'«]|.{0,400}\?|(?:.{0,400} )?(?:मैं|हम|हमने|हमारे|हमें|मी|आम्ही|आमच्या|હું|અમે|અમારા|আমি|আমরা|আমাদের|ਮੈਂ|ਅਸੀਂ|ਸਾਡੇ"
    r"|నేను|మేము|మా|ನಾನು|ನಾವು|ನಮ್ಮ|ഞാൻ|ഞങ്ങൾ|നമ്മൾ|நான்|நாங்கள்|நாம்|මම|අපි|ମୁଁ|ଆମେ|म|हामी)(?![\u0900-\u0dff])"
)


def may_be_town(word: str, text: str) -> bool:
    """Whether a word of a script of India before a colon may be a town, by what is told behind it.

    >>> may_be_town("रामपुरा", "पुल फिर खुला।"), may_be_town("रामपुरा", "हम पुल खोलेंगे।")
    (True, False)
    """
    return _ONE_WORD.fullmatch(word) is not None and _SPEAKS.match(text) is None


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
