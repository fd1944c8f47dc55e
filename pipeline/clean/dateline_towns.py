"""Towns that the gazetteer does not know, or that few readers do: what the story itself must say of them.

Each witness knows one way in which papers open a text with such a town. It is asked only where the place alone does not
convince, and wants a sentence of some length behind it, for lists and tables have the same shapes.
"""

import re
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.dateline_parts import DIVISION
from pipeline.clean.dateline_said import Said
from pipeline.clean.dateline_shown import LONG, LONG_SENTENCE, Shown
from pipeline.clean.locative import may_be_town
from pipeline.clean.wording import words_of

_WORDS: Final = words_of("towns")
# A town that the gazetteer is too small for: ``HARTLAND BAY``, and no acronym.
TOWN: Final = re.compile(r"(?=.{5,30}\Z)[^\W\d_][\w'’-]{2,}\.?(?: [^\W\d_][\w'’-]+\.?){0,2}")
# A German town that the gazetteer is too small for: ``Morsum``, ``Groß Kummerfeld``.
_NAMED_AS_TOWN: Final = re.compile(
    rf"(?:{alternation(_WORDS['before_town'])} )?[A-ZÄÖÜ][a-zäöüß]{{1,14}}{alternation(_WORDS['town_ends'])}"
    r"(?:/[A-ZÄÖÜ][\w-]{2,20}(?: [A-ZÄÖÜ]\w{2,20})?)?"
)
# In capitals the ends of words that are no town's are rare.
_IN_GERMAN: Final = re.compile(
    rf"[A-ZÄÖÜ](?:{'|'.join(map(str.upper, (*_WORDS['town_ends'], *_WORDS['more_town_ends'])))})\Z"
)
# What heads a line before a colon: who speaks, what is asked, what is listed.
_HEADED: Final = re.compile(r"[\u0900-\u0dff][^\s:]{1,24}(?: [^\s:]{1,24}){0,2} ?:(?: |\Z)")
# A word in capitals and what stands behind a comma.
_REGIONED: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}, [A-ZÀ-Þ]")
# A word in capitals and a full stop: a town, or what heads a piece of a page.
_STOPPED: Final = re.compile(r"[^\W\d_a-zß-ÿ]{3,30}\. ")
# Somebody with what stands in brackets behind the name, and a dash.
_NAMED: Final = re.compile(r"[^().!?]{2,40} \([^()]{2,40}\) ?[-–—]")
# A word or two before a dash.
_DASHED: Final = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,20}(?: [\w'’-]{1,20})? [-–—] ")
_CAPITAL_WORD: Final = r"[^\W\d_a-zß-ÿа-я][\w'’]{1,20}\.?"
# How an agency may be called: ``Norden Online``, ``NORDEN``.
_NAME_SHAPE: Final = re.compile(r"[A-Z][\w'’]{1,14}(?: [A-Z][\w'’]{1,14}){0,2}")
# How a town may be called: ``Velmora``, ``Velmora am See``, ``Qasr al-Nil``.
_TOWN_SHAPE: Final = re.compile(
    rf"{_CAPITAL_WORD}(?:(?: {alternation(_WORDS['in_towns'])}){{0,2}}[ -](?:al-|el-)?{_CAPITAL_WORD}){{0,3}}"
)
# A town by a water: ``Velmora am Main``, ``Velmora nad Moravou``.
_BY_WATER: Final = re.compile(rf"{_CAPITAL_WORD} (?:{alternation(_WORDS['by_water'])}|(?:nad|pod) {_CAPITAL_WORD})")


def with_its_paper(seen: Shown, said: Said) -> bool:
    """``Velmora (Norden Online) – The``: an unknown town and paper, and the text's first sentence behind them.

    A list of people and their parties has more such lines, and most people have two names.
    """
    shaped = seen.of_paper and seen.bracketed == "(" and bool(seen.dash.strip()) and " " not in seen.city
    if not shaped or len(seen.rest) < LONG_SENTENCE or not seen.rest[0].isupper() or seen.sentence_begun():
        return False
    return _NAME_SHAPE.fullmatch(seen.agency or "") is not None and said.opens(_NAMED)


def known_to_few(seen: Shown, said: Said) -> bool:
    """``Přerov - Více``: a town that few know, with a spaced hyphen, before a text in which something is in it."""
    spaced = seen.dash.startswith(" ") and len(seen.rest) >= LONG_SENTENCE and seen.is_place(0)
    return spaced and said.opens(_DASHED, decked=True) and said.as_place(seen.city, known=True)


def below_furniture(seen: Shown, said: Said) -> bool:
    """``Velmora - Die``: an unknown town below furniture and before the text, in which something is said to be.

    It must be called a town, stand on a line of its own or have something in it in a picture, for one may be good in
    physics and write in a network too, and titles say so. A list has more lines that begin so.
    """
    shaped = _TOWN_SHAPE.fullmatch(seen.city) is not None and seen.dash.startswith(" ") and not seen.region
    if not shaped or len(seen.rest) < LONG_SENTENCE or not said.framed():
        return False
    # Italian says "of" by the Indonesian word for "in".
    indonesian = " yang " in said.text()
    placed = said.as_place(seen.city, known=indonesian, elsewhere=True) and not said.as_noun(seen.city)
    told = said.as_town(seen.city, elsewhere=True) or said.has_line(seen.city)
    told = told or said.as_place(seen.city, said.pictured())
    return placed and told and said.opens(_DASHED)


def in_region(seen: Shown, said: Said) -> bool:
    """``KAWABE, Nagano Prefecture--The``: an unknown town and region before the text's first sentence.

    A list of people has more such lines: ``LINDEN, Mara``.
    """
    if seen.region is None or seen.dash.strip() not in LONG or TOWN.fullmatch(seen.city) is None:
        return False
    region = DIVISION.search(seen.region) is not None or (" " not in seen.region and not seen.glued)
    return region and len(seen.rest) >= LONG_SENTENCE and said.opens(_REGIONED)


def before_stop(seen: Shown, said: Said) -> bool:
    """``KREMSWALD. Im``: a town that no gazetteer has, below furniture, which other paragraphs speak of as a town.

    What an article makes a noun heads a page's piece: ``KOMMENTAR. Der``.
    """
    if len(seen.rest) < LONG_SENTENCE or said.as_noun(seen.city) or not said.opens(_STOPPED, decked=True):
        return False
    if seen.city.isupper():
        named = _IN_GERMAN.search(seen.city) is not None
        told = named or said.has_line(seen.city) or said.as_town(seen.city, elsewhere=True)
        return told and TOWN.fullmatch(seen.city) is not None and said.as_place(seen.city, elsewhere=True)
    if _TOWN_SHAPE.fullmatch(seen.city) is None:
        return False
    shaped = said.has_line(seen.city) or _BY_WATER.fullmatch(seen.city) is not None
    return (shaped and said.as_place(seen.city, elsewhere=True)) or said.as_town(seen.city, elsewhere=True)


def named_as_town(seen: Shown) -> bool:
    """``Morsum. Eine Herde``: before a sentence a word that ends as the names of German towns do."""
    alone = not seen.region and len(seen.rest) >= LONG_SENTENCE
    return alone and _NAMED_AS_TOWN.fullmatch(seen.city) is not None


def heads_text(seen: Shown, said: Said) -> bool:
    """``लासलगाव : येथील``: a word of a script of India and a spaced colon, the first and only one of the text."""
    spaced = seen.colon and seen.spaced and not seen.region and len(seen.rest) >= LONG_SENTENCE
    return spaced and may_be_town(seen.city, seen.rest) and said.opens(_HEADED)


def caseless(seen: Shown, said: Said) -> bool:
    """``خورفكان (وام) ارتفع``: in a script without capitals the place must be known, or told to be one."""
    first = seen.rest[:1]
    if not first.isalpha() or first.upper() != first.lower() or len(seen.city.split()) > 3:
        return False
    return bool(seen.city) and (seen.is_place(0) or said.as_town(seen.city))
