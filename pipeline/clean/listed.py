"""Lines of the text's own lists, logs and answers, which look like what rules take for furniture."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import Final

from pipeline.clean.paragraph import Paragraph, beside
from pipeline.clean.places import UNDER_TITLE
from pipeline.clean.profile import Rule
from pipeline.clean.script import width
from pipeline.clean.shape import FIELD, SHORTEST_TITLE, is_line
from pipeline.clean.wording import words_of
from pipeline.story import BlockKind, Kind

# An item of a list of words is no longer.
LONGEST_ITEM: Final = 25
# What asks, or announces what follows, ends so; what breaks off goes on below.
ANNOUNCING: Final = ":：?？,–—"
# Under a letter stand its writer's name and place; so many letters show a page of them.
NAME_AND_PLACE: Final = 2
FEW_LETTERS: Final = 2
_NAMED_LINE: Final = re.compile(r"[^\W\d_a-zß-ÿ][\w.’'-]{0,20}(?: [^\W\d_a-zß-ÿ][\w.’'-]{0,20}){0,3}")
_ALONE: Final = (Kind.SIGNOFF, Kind.BYLINE, Kind.PROMO)
_FIGURES: Final = re.compile(r"\d")
_PARAGRAPH: Final = BlockKind.PARAGRAPH
_NAMED: Final = (Kind.BYLINE, Kind.SIGNOFF, Kind.CREDIT)
# What is told of a work, or who had a part in it, is hardly longer: ``Author: Mara Linden``, ``Pages: 240``.
LONGEST_FIELD: Final = 60
# So many beside it that are no furniture show that a line with a maker's name is a list's.
FIELDS: Final = 2
# A sentence that names what its list has is no longer.
LONGEST_NAMING: Final = 400
# A list that nothing announces has at least so many lines.
FEW_LISTED: Final = 4
# Lines of a list are built alike where so many are, and this share of them.
FEW_ALIKE, ALIKE = 3, 0.75
# The word that they share is one of these, behind a name or what was won.
_SHARED: Final = slice(1, 4)
# ``Tom Reis, head of the board``, ``Best film – The Lamp``: a word or a few before a sign.
_ENTRY: Final = re.compile(r"(?:[^\s,;:–—-][^\s,;:]{0,30} ){0,3}[^\s,;:–—-][^\s,;:]{0,30}(?:,| [–—-]) \S")
_ANNOUNCING: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(words_of('wording')['announcing'])})(?!\w)"
    rf"|{'|'.join(words_of('wording')['announcing_wide'])}"
)
_STOP: Final = re.compile(r"[.!?][\"”»]? ")
_JOINING: Final = tuple(f"{word} " for word in words_of("people")["and"])
# A stamp or a byline, which can also be the lines of a log or of a list of works.
_OF_SEVERAL: Final = re.compile(
    r"\d{1,2}[.:/]\d\d|\d{1,2}[. ]|\d{4}[-年.]|[^\W\d_]{3,12}[.,]{0,2} \d{1,2}(?:,? \d|[. ]{1,2}[^\W\d_])"
    r"|(?:[Bb]y|BY|Von|Par|Por|Di|Door|Av|Af) "
)


def is_listed(rule: Rule, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether what a rule takes for furniture is a line of the text's own list or log, or an answer."""
    # Ages in a row may be of a page's cards, which is seen once all lines are labelled.
    if rule.kind in UNDER_TITLE and not rule.aged and _of_several(paragraphs, index):
        return True
    if rule.lines and rule.kind is Kind.PROMO and _heads_list(paragraphs, index):
        return True
    return rule.lone and (_continues(paragraphs, index) or (rule.kind in _ALONE and _answers(paragraphs, index)))


def is_own(before: Paragraph, lines: Sequence[Paragraph]) -> bool:
    """Whether lines straight behind a sentence are its own list: it announces or names them, or they are alike or long.

    Lines of which one begins with an "and" are a verse's.
    """
    told = before.text.casefold()
    if (told[-1] in ANNOUNCING and not before.prose) or _ANNOUNCING.search(told, _last_sentence(told)):
        return True
    said = sum(line.text.casefold() in told for line in lines) if len(told) <= LONGEST_NAMING else 0
    joined = any(line.text.casefold().startswith(_JOINING) for line in lines[1:])
    if joined or (said > 1 and 2 * said > len(lines)):
        return True
    texts = [line.text for line in lines]
    return _are_alike(texts) or _are_long(texts)


def _last_sentence(text: str) -> int:
    """Where the last of a paragraph's sentences begins."""
    ends = [match.end() for match in _STOP.finditer(text)]
    return ends[-1] if ends else 0


def _are_long(lines: Sequence[str]) -> bool:
    """Whether lines are several, and long from the first on: a page's titles have its section's name over them."""
    long = [width(line) >= SHORTEST_TITLE for line in lines]
    return len(lines) >= FEW_LISTED and long[0] and sum(long) >= ALIKE * len(lines)


def _are_alike(lines: Sequence[str]) -> bool:
    """Whether most lines begin with a name or a few words and a sign, share a small word there, or end alike."""
    few = max(FEW_ALIKE, ALIKE * len(lines))
    shared = Counter(
        at_word for line in lines for at_word in enumerate(line.split(None, 4)[_SHARED]) if at_word[1].islower()
    )
    entries = sum(_ENTRY.match(line) is not None for line in lines)
    fields = sum(FIELD.match(line) is not None for line in lines)
    ends = Counter(_end_of(line) for line in lines)
    return max(entries, fields, ends[")"], ends["?"], *shared.values()) >= few


def _end_of(line: str) -> str:
    """How a line ends as its like do: names with a party in brackets, or what is asked, called and quoted."""
    return ")" if line[-1] in ")）" else "?" if line[-1] in "?!？！”»" else ""


def without_fields(paragraphs: Sequence[Paragraph]) -> None:
    """Give back the makers' names that stand in a list of what is told of a work: its title, its pages, its music."""
    if not any(p.label in _NAMED and _is_field(p) for p in paragraphs):
        return
    for is_field, group in groupby(paragraphs, key=_is_field):
        row = list(group)
        # The same line twice is a caption, said for the blind as well.
        if not is_field or len({p.text for p in row if not p.taken}) < FIELDS:
            continue
        for line in row:
            if line.label in _NAMED and not line.cuts and line.block is _PARAGRAPH:
                line.unmark()


def signs_letters(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether two names stand under sentences time and again: readers' letters, each with a name and a place below.

    A third line is the next letter's title.
    """
    rows = [list(row) for is_row, row in groupby(paragraphs, key=is_line) if is_row]
    signed = [row for row in rows if NAME_AND_PLACE <= len(row) <= NAME_AND_PLACE + 1 and row[0].index > 0]
    return sum(all(_NAMED_LINE.fullmatch(line.text) for line in row[:NAME_AND_PLACE]) for row in signed) >= FEW_LETTERS


def _is_field(line: Paragraph) -> bool:
    return not line.terminal and len(line.text) <= LONGEST_FIELD and FIELD.match(line.text) is not None


def has_like(paragraphs: Sequence[Paragraph], index: int, like: Callable[[str], bool]) -> bool:
    """Whether a line and one directly beside it are alike: names and their parties, players and their clubs."""
    text = paragraphs[index].text
    return like(text) and any(like(each.text) and each.text != text for each in beside(paragraphs, index))


def heads_more(
    paragraphs: Sequence[Paragraph],
    index: int,
    like: Callable[[Paragraph], bool],
    told: Callable[[Paragraph, Paragraph], bool] = lambda after, _: after.terminal and not after.taken,
) -> bool:
    """Whether a later line like it heads text as well: names of a portrait's people, of letters' writers; a digest's.

    ``told`` tells of a paragraph whether it is the text of the line before it.
    """
    return any(like(line) and told(after, line) for line, after in pairwise(paragraphs[index + 1 :]))


def _continues(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether two lines of the text stand directly before, so that the paragraph is their list's next line."""
    return index > 1 and all(is_line(p) or p.wants_company for p in paragraphs[index - 2 : index])


def _answers(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether the text directly before asks or announces, so that a word or a name is the answer."""
    before = paragraphs[index - 1] if index else None
    return before is not None and not before.taken and before.text[-1] in ANNOUNCING


def _heads_list(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a word stands between what announces a list and another short line of that."""
    after = paragraphs[index + 1 : index + 2]
    announced = bool(index) and not paragraphs[index - 1].taken and paragraphs[index - 1].text[-1] in ":："
    return announced and any(is_line(each) and len(each.text) <= LONGEST_ITEM for each in after)


def _of_several(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a stamp or a "By" is one of a log or of a list of works: another one is near, with text between them."""
    first = _first_word(paragraphs[index])
    begun = index > 1 or (index == 1 and paragraphs[0].terminal)
    for at in (index - 3, index - 2, index + 2, index + 3) if first and begun else ():
        if 0 < at < len(paragraphs) and _first_word(paragraphs[at]) == first:
            between = paragraphs[min(index, at) + 1 : max(index, at)]
            told = first != "0" or any(p.terminal for p in between)
            if told and all(not p.taken and _first_word(p) != first for p in between):
                return True
    return False


def _first_word(paragraph: Paragraph) -> str:
    """The word before a name, or ``0`` for a stamp: what the lines of one list have in common."""
    match = _OF_SEVERAL.match(paragraph.text)
    if match is None:
        return ""
    return "0" if _FIGURES.search(match[0]) else match[0]


class Refrains:
    """The lines that the text says more than once by themselves: where such a one stands in a row it is text too.

    They are looked for once, when the first line is asked about: few stories have lines in a row that are alike.
    """

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        # The compiler makes a cached property one that is computed each time.
        self._said: frozenset[str] | None = None

    def __contains__(self, text: str) -> bool:
        if self._said is None:
            self._said = _said_alone(self._paragraphs)
        return text in self._said


def _said_alone(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """What the text says more than once, each time between other lines."""
    three = zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False)
    alone = Counter(
        line.text for before, line, after in three if not line.taken and before.text != line.text != after.text
    )
    return frozenset(text for text, times in alone.items() if times > 1)
