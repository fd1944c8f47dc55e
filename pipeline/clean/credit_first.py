"""Captions that begin with their credit: ``MARA LINDEN/NORD The old pier.``, ``Mara Linden/Nordbild The old pier.``."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from pipeline.clean.credit import Credits
from pipeline.clean.credit_words import CreditWords
from pipeline.clean.names import HOUSE_WORD, NAME_NEXT, NAME_WORD
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.shape import PLAIN_CAPTION, SHORTEST_CAPTION
from pipeline.clean.showing import shows
from pipeline.gazetteer import cities
from pipeline.story import Kind

# A slash stands so near the beginning, and the credit is no longer.
SLASH_WITHIN: Final = 40
LONGEST_FIRST: Final = 70
# Names and a house in capitals with a slash between, up to the first word that has small letters.
_CAPITALS: Final = re.compile(
    r"(?=[^/]{2,40}/)[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20}(?: ?/ ?[A-ZÀ-Þ][A-ZÀ-Þ.&'’-]{0,20}| [A-ZÀ-Þ][A-ZÀ-Þ.&'’-]{0,20}){1,6}"
    r"(?= [“\"‘]?[A-ZÀ-Þ][a-zß-ÿ’']{0,20} )"
)
_HOUSE: Final = r"[A-ZÀ-Þ][\w&'’]{1,20}"
# A person and up to three words before another with a capital, of which a known house is made.
_NAMED: Final = re.compile(
    rf"(?P<name>{NAME_WORD}(?: {NAME_NEXT}){{1,2}}) ?/ ?"
    rf"(?={HOUSE_WORD} [A-ZÀ-Þ])(?P<house>{HOUSE_WORD}(?: {HOUSE_WORD}){{0,2}})"
)
# The same with a full stop behind, perhaps of those whose pictures all may have: ``Mara Linden/Nordbild-Pool.``
_STOPPED: Final = re.compile(
    rf"(?P<name>{NAME_WORD}(?: {NAME_NEXT}){{1,2}}) ?/ ?(?P<house>{_HOUSE}(?: {_HOUSE}){{0,2}})"
    r"(?:[ -][Pp]ool)?\. (?=[A-ZÀ-Þ])"
)
_QUOTES: Final = ("“", '"', "‘")
# ``A`` begins the sentence.
_ARTICLE: Final = re.compile(r" [AI]\Z")


def mark(paragraphs: Sequence[Paragraph], credits_: Credits, opens: Callable[[str], bool]) -> None:
    """Mark such captions and cut their credits out; ``opens`` tells a dateline, which is in capitals too."""
    for paragraph in paragraphs:
        text = paragraph.text
        if paragraph.taken or "/" not in text[:SLASH_WITHIN] or not text[0].isupper() or len(text) > PLAIN_CAPTION:
            continue
        credit = _credit_of(text, credits_)
        if credit and not opens(text):
            paragraph.mark(Kind.CAPTION, "generic.caption.behind_credit")
            paragraph.cut(0, len(credit), Kind.CREDIT, "generic.credit.first")


def _credit_of(text: str, credits_: Credits) -> str | None:
    words = credits_.words
    return _of_house(text, words) or _of_sentence(text, words) or _in_capitals(text, credits_)


def _of_house(text: str, words: CreditWords) -> str | None:
    """The person and the known house that the text begins with."""
    match = _NAMED.match(text)
    if match is None or cities(match["name"]):
        return None
    said = match["house"].split()
    known = (" ".join(said[:size]) for size in range(len(said), 0, -1))
    house = next((house for house in known if words.known(house)), None)
    end = match.start("house") + len(house or "")
    return text[:end] if house and _begins_sentence(text[end:].lstrip()) else None


def _of_sentence(text: str, words: CreditWords) -> str | None:
    """The person and the known house before a full stop, behind which a sentence tells what is seen."""
    match = _STOPPED.match(text)
    if match is None or cities(match["name"]) or not words.known(match["house"]):
        return None
    return match[0] if shows(text[match.end() :].lstrip()) else None


def _begins_sentence(rest: str) -> bool:
    return rest[:1].isupper() or rest[:1] in _QUOTES


def _in_capitals(text: str, credits_: Credits) -> str | None:
    """The credit in capitals of somebody and a known house; two teams are none, nor two papers that hold a debate."""
    match = _CAPITALS.match(text)
    credit = _ARTICLE.sub("", match[0]) if match and "/" in match[0] else ""
    if not 0 < len(credit) <= min(LONGEST_FIRST, len(text) - SHORTEST_CAPTION):
        return None
    parts = [part.strip(" .") for part in credit.split("/")]
    known = [credits_.words.known(part) for part in parts]
    # ``HOLM/NORD.`` is where the text begins.
    named = any(known) and not all(known) and not cities(parts[0])
    return credit if named and credits_.alone(credit) else None
