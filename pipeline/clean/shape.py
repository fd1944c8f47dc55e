"""What a paragraph is by its shape alone: a line, a sentence, text; and how long such things are, in characters."""

import re
from typing import Final

from pipeline.clean.alternation import alternation
from pipeline.clean.literals import lengths
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.script import is_eastern
from pipeline.clean.wording import words_of

# A title, a link or a line of a contact block is hardly longer.
LONGEST_LINE: Final = 150
# A headline or a link's title that only its place tells is hardly shorter; keywords and buttons are.
SHORTEST_TITLE: Final = 25
# A link's title is hardly longer.
LONGEST_LINK: Final = 110
# A section's name is no longer.
LONGEST_SECTION: Final = 20
# A link's stamp is no longer.
LONGEST_LINK_STAMP: Final = 24
# A button says no more.
LONGEST_BUTTON: Final = 20
# A caption beside its credit is hardly shorter; what a button says there is.
SHORTEST_CAPTION: Final = 12
# A caption with its credit is hardly longer.
LONGEST_CAPTION: Final = 900
# A caption that no credit shows, only its neighbours or its grammar, is hardly longer.
PLAIN_CAPTION: Final = 450
# A sentence of a story that tells in short paragraphs is hardly shorter.
SHORTEST_SENTENCE: Final = 60
# A sentence so long is the text's, whatever stands beside it: no caption's, list's or table's.
SHORTEST_TEXT: Final = 80
# A story with fewer paragraphs of text may end in a table or a list that belongs to it.
ENOUGH_TEXT: Final = 4
# The sentence that closes a text is hardly shorter.
SHORTEST_CLOSING: Final = 12
# How a list's item begins.
WITHIN_LIST: Final = re.compile(r"[-*•–—>\d(\"“„«‘']|[^\W\d_]{1,2}[.)] ")
# How a point or a ranking's place is numbered.
_NUMBER: Final = re.compile(r"(?:#|№ ?|0)?(\d{1,2})[.)]?")
_FIGURE: Final = re.compile(r"\d")
# What a list or an invitation names, and what it says of that: ``Author: Mara Linden``, ``When: Saturday, ...``.
FIELD: Final = re.compile(r"[^\d:：]{1,24}[:：՝፦៖] ?\S")
# A sentence with an agency's mark after it; a match is no longer. It begins with its sign, which is soon found.
_SIGNED: Final = re.compile(
    r"[.!?”»\"。।۔](?:(?:(?<=[^\W\d_]{2}[.!?])|(?<=[”»\"])) ?[(/]?[A-Z]{2,8}[)/]?(?: [A-Z]{2,4}){0,3}"
    r"|(?<=。)[（(][^（）()]{2,30}[）)]\d{0,8}|(?<=[।۔]) ?\S{2,12}|(?<=[^\W\d_]{2}[.!?]) ?(?:/[\w.]{2,20}){1,4}"
    r"|(?<=[^\W\d_]{2}[.!?])[”»\"]? [–—-]{1,2} ?[A-Z][\w.]{1,14}(?: [A-Z]\w{1,14})?)\Z"
)
_SIGNED_MOST: Final = lengths(_SIGNED.pattern)[1]
# A sentence that ends, with something after it: another sentence, or an agency's mark.
_ENDED: Final = re.compile(
    r"[.!?…।۔。](?:(?<=[^\W\d_]{3}[.!?…])[”\"»')]?(?: (?:[(\[/]|[^\W\d])|[(/A-Z]| [–—-]{1,2} ?[A-Z])|(?<=[।۔]) ?[(/\w]"
    r"|(?<=。)[（(][^（）()]{2,30}[）)]\d{0,8}\Z)"
)
# Where a second sentence begins, with a capital; titles go on behind a question.
_SECOND: Final = re.compile(r"(?<=[^\W\d_]{3})[.!…][”\"»]? [^\W\d_a-zß-ÿа-я]")
# A standfirst is hardly shorter, and has so many of the small words that headlines in English, German and Dutch leave
# out; no headline is longer.
SHORTEST_STANDFIRST: Final = 70
ENOUGH_FUNCTION: Final = 3
LONGEST_TITLE: Final = 112
# A standfirst of two sentences is hardly shorter, a headline of two not so long.
SHORTEST_OF_TWO: Final = 85
# A line with the tenses that English headlines do not use is hardly shorter.
SHORTEST_TENSED: Final = 40
_LEFT_OUT: Final = re.compile(rf"(?<![\w-]){alternation(words_of('wording')['left_out'])}(?![\w-])")
_DONE: Final = rf"(?:[a-z]{{2,12}}(?:ed|ing)|{alternation(words_of('wording')['done'])})"
_TENSED: Final = re.compile(rf"\b(?:(?<!who )(?:has|have|had)|was|were) (?:[a-z]{{2,12}}ly )?{_DONE}\b")
# What is said or asked has any tense.
_QUOTED: Final = re.compile(r"[\"“”„«»‘?]|(?<![^\W\d_])['’]|['’](?![^\W\d_])")
_STOPS: Final = ".。।۔"
_TEASING: Final = ("...", "…", "?", "!", "？", "！")


def number_of(text: str) -> int | None:
    """The number that is all that a line says: ``2.``, ``#2``, ``02``; None for any other line."""
    number = _NUMBER.fullmatch(text)
    return int(number[1]) if number else None


def is_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph that nothing took is short and ends as no sentence does, also none with a mark after it."""
    short = (
        not paragraph.taken and not paragraph.prose and not paragraph.terminal and len(paragraph.text) <= LONGEST_LINE
    )
    return short and not is_signed(paragraph.text)


def is_phrase(paragraph: Paragraph) -> bool:
    """Whether a line is not even in part a sentence: ``The bridge is open. More`` is a line and no phrase."""
    return is_line(paragraph) and not _ENDED.search(paragraph.text)


def tells(text: str) -> bool:
    """Whether a line without a full stop tells a whole sentence, as a standfirst does and a headline hardly ever.

    A line that holds Chinese, Japanese or Korean is not judged.

    >>> tells("Opponents say the county has yet to release a study of wells that it promised in May")
    True
    >>> tells("The county bridge has been shut since January, says its engineer")
    True
    >>> tells("County has yet to release the study of wells it promised"), tells("Bridge to reopen")
    (False, False)
    """
    if len(text) < SHORTEST_TENSED or is_eastern(text):
        return False
    if len(text) >= SHORTEST_STANDFIRST and (
        len(text) > LONGEST_TITLE or len(_LEFT_OUT.findall(text)) >= ENOUGH_FUNCTION
    ):
        return True
    if len(text) >= SHORTEST_OF_TWO and _SECOND.search(text):
        return True
    return _TENSED.search(text) is not None and _QUOTED.search(text) is None


def is_marked_or_counted(text: str) -> bool:
    """Whether a line begins as a list's item or holds a figure: goods, results, points."""
    return WITHIN_LIST.match(text) is not None or _FIGURE.search(text) is not None


def is_teaser(paragraph: Paragraph) -> bool:
    """Whether a line that nothing took ends as titles of links do that are cut short or that ask."""
    return not paragraph.taken and len(paragraph.text) <= LONGEST_LINE and paragraph.text.endswith(_TEASING)


def is_sentence(paragraph: Paragraph) -> bool:
    """Whether a paragraph is as long as sentences of a story are, and ends as one."""
    return paragraph.terminal and len(paragraph.text) >= SHORTEST_SENTENCE


def is_text(paragraph: Paragraph, least: int = SHORTEST_TEXT) -> bool:
    """Whether a paragraph is prose or a sentence of so many characters, taken or not."""
    return paragraph.prose or (paragraph.terminal and len(paragraph.text) >= least)


def may_close(paragraph: Paragraph) -> bool:
    """Whether a paragraph can be a text's last: a sentence however short, also with a mark after it, and no teaser."""
    text = paragraph.text
    if len(text) < SHORTEST_TITLE:
        return len(text) >= SHORTEST_CLOSING and text[-1] in _STOPS and WITHIN_LIST.match(text) is None
    return (paragraph.terminal or _ENDED.search(text) is not None) and not is_teaser(paragraph)


def is_signed(text: str) -> bool:
    """Whether a sentence's end stands before a mark at the text's end.

    Most lines end in a small letter, a mark does only behind a stroke.

    >>> is_signed("The bridge is open. NORD"), is_signed("It is open. /nord"), is_signed("Open on Monday. More")
    (True, True, False)
    """
    near = max(0, len(text) - _SIGNED_MOST)
    tail = text[near:]
    may_be = not tail[-1:].islower() or "/" in tail or " – " in tail or " — " in tail or " - " in tail
    return may_be and _SIGNED.search(text, near) is not None
