"""A picture's text that a page has twice, or that says what the text says."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Final

from pipeline.clean.fold import fold, once
from pipeline.clean.listed import Refrains
from pipeline.clean.names import PLAIN_HOUSE_NEXT
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.script import is_eastern
from pipeline.clean.shape import is_text
from pipeline.clean.showing import is_shown, shows
from pipeline.clean.speech import TOLD
from pipeline.story import Kind

# A picture's text that stands twice is longer than this, and what the one has beyond the other is a credit's length.
SHORTEST_TWICE: Final = 20
LONGEST_ADDED_CREDIT: Final = 70
# Two that say the same begin with the same letters, so many.
ALIKE: Final = 12
# A page's name behind a caption is no longer.
PAGE: Final = 40
# Before so many paragraphs of text both are the story's pictures, and no link's title and its teaser.
PICTURES_WITHIN: Final = 14
# A caption that says what the text says, or stands twice, is so long.
LEAST_SAID: Final = 50
# Two in a row may be shorter.
LEAST_ROW: Final = 40
# A line that the next goes on from has so many spaces, and the next is no longer.
ROW_WORDS: Final = 4
MOST_ROW: Final = 240
MOST_SAID: Final = 160
# So many words of the lead it has; shorter words than these many letters stand in any text.
ENOUGH_WORDS: Final = 7
# What a page cuts short is so long, but for a word.
LEAST_CUT, MOST_CUT = 90, 260
UNEVEN: Final = 12
# A lead is hardly shorter.
LEAD_AGAIN: Final = 85
# In the lead's order so many, the short ones too.
IN_ORDER: Final = 9
ENOUGH_LETTERS: Final = 4
# So many paragraphs of prose stand between a caption and the same again.
BETWEEN: Final = 2
TWICE: Final = 2
_WORDS: Final = re.compile(r"[^\W\d_]{4,}")
_BESIDE_PICTURE: Final = (Kind.PROMO, Kind.HEADER, Kind.CREDIT)
# Whoever made or gave a picture: ``(NRB Alder: Mara Linden)``, ``(Attorney Ann Lee/The Linden family)``.
_BRACKETS: Final = re.compile(
    rf"\({PLAIN_HOUSE_NEXT}(?: {PLAIN_HOUSE_NEXT}){{0,4}} ?[:/] ?{PLAIN_HOUSE_NEXT}(?: [\w.&'’-]{{1,20}}){{0,4}}\)\Z"
)
_CUT_SHORT: Final = ("...", "…")
_CAPTION: Final = Kind.CAPTION


def twice(paragraphs: Sequence[Paragraph], is_credit: Callable[[str], bool]) -> None:
    """Mark two lines of which one says the other and a credit, or goes on where the other is cut short.

    The first of them may be the headline that the page says again beneath its picture, which is left to others: it is
    no sentence.
    """
    for first, second in pairwise(paragraphs[:PICTURES_WITHIN]):
        short, long = (first, second) if len(first.text) <= len(second.text) else (second, first)
        if (
            long.label is _CAPTION
            and not short.taken
            and short.index
            and (not short.terminal or short.text.endswith(_CUT_SHORT))
            and _alike(short.text, _without_cuts(long))
        ):
            short.mark(_CAPTION, "generic.caption.twice")
        elif first.text[:ALIKE] != second.text[:ALIKE] or long.taken:
            continue
        elif short.label is _CAPTION and _is_cut_from(_without_cuts(short), long):
            long.mark(_CAPTION, "generic.caption.twice")
        elif not short.taken:
            after = paragraphs[second.index + 1 :][:1]
            _mark_both(first, second, after[0] if after else None, is_credit)


def in_a_row(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the first of two equal sentences in a row beside a piece of the page: what a picture shows, for the blind.

    The second may be the lead, but for a line that is no sentence, or tells what is shown. Amid the text both are the
    picture's also where the first only lacks the second's end.
    """
    sung = Refrains(paragraphs)
    for first, second in pairwise(paragraphs):
        alike = first.text[:ALIKE] == second.text[:ALIKE] or first.text[:1] == "•"
        if not alike or first.taken or first.prose or second.taken:
            continue
        if apart_from_bullet(first.text) == apart_from_bullet(second.text):
            _mark_equal(paragraphs, first, second, sung)
        elif _begins(first, second) and _are_amid(paragraphs, first, second):
            first.mark(_CAPTION, "generic.caption.in_a_row")
            second.mark(_CAPTION, "generic.caption.in_a_row")


def apart_from_bullet(text: str) -> str:
    """A line without the bullet before it."""
    return text.removeprefix("• ")


def _mark_equal(paragraphs: Sequence[Paragraph], first: Paragraph, second: Paragraph, sung: Refrains) -> None:
    if len(first.text) < LEAST_ROW or not _shown(first) or first.text in sung:
        return
    both = not first.terminal or is_shown(first.text)
    if both or (first.text[-1] == "." and _is_beside_page(paragraphs, first)):
        first.mark(_CAPTION, "generic.caption.in_a_row")
    if both:
        second.mark(_CAPTION, "generic.caption.in_a_row")


def _is_no_title(line: Paragraph) -> bool:
    return line.index > 0 or (line.terminal and not line.text.endswith(_CUT_SHORT))


def cut_short(paragraphs: Sequence[Paragraph]) -> None:
    """Mark lines in a row before the text that a page has cut to one length: what its pictures show."""
    group: list[Paragraph] = []
    for line in paragraphs[:PICTURES_WITHIN]:
        if line.text.endswith(_CUT_SHORT) and LEAST_CUT <= len(line.text) <= MOST_CUT:
            group.append(line)
        elif group or (line.prose and not line.taken):
            break
    sizes = [len(line.text) for line in group]
    # The last letters of some were a space.
    if len(group) > 1 and max(sizes) - min(sizes) <= UNEVEN:
        for line in group:
            line.mark(_CAPTION, "generic.caption.cut_short")


def _begins(first: Paragraph, second: Paragraph) -> bool:
    """Whether a line without a stop is the beginning of a sentence under it that tells what is shown."""
    if not second.text.startswith(first.text):
        return False
    words = first.text.count(" ") >= ROW_WORDS and not first.terminal and not first.text.isupper()
    return words and len(second.text) <= MOST_ROW and second.text[len(first.text)] in " ." and shows(second.text)


def _are_amid(paragraphs: Sequence[Paragraph], first: Paragraph, second: Paragraph) -> bool:
    """Whether a sentence stands straight before both and straight after them, neither taken."""
    if first.index == 0 or second.index + 1 == len(paragraphs):
        return False
    return all(p.terminal and not p.taken for p in (paragraphs[first.index - 1], paragraphs[second.index + 1]))


def doubled(paragraphs: Sequence[Paragraph]) -> None:
    """Mark what says all of itself twice in one paragraph, as a caption does that is also told for the blind."""
    for paragraph in paragraphs:
        if not paragraph.taken and once(paragraph.text, LEAST_SAID) != paragraph.text:
            paragraph.mark(_CAPTION, "generic.caption.doubled")


def lead_again(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a sentence amid the text of which the lead says all words: the caption of a film.

    A piece of the page stands beside it, or the lead says them in its order. Chinese, Japanese and Korean have no words
    that their spaces tell apart.
    """
    lead = next((p for p in paragraphs if not p.taken and is_text(p, LEAD_AGAIN)), None)
    if lead is None:
        return
    near = [
        p for p in paragraphs[lead.index + 2 :] if p.terminal and LEAST_SAID <= len(p.text) <= MOST_SAID and not p.taken
    ]
    near = [p for p in near if _may_say(p.text, lead.text)]
    if not near or is_eastern(lead.text):
        return
    words, told = frozenset(_WORDS.findall(lead.text.casefold())), _plain_words(lead.text)
    for line in near:
        said = _WORDS.findall(line.text.casefold())
        # What the lead says word for word is that again, behind a standfirst.
        again = len(said) >= ENOUGH_WORDS and words.issuperset(said) and line.text[:-1] not in lead.text
        if again and _shown(line) and (_is_beside_page(paragraphs, line) or _in_order(_plain_words(line.text), told)):
            line.mark(_CAPTION, "generic.caption.lead_again")


def _may_say(text: str, lead: str) -> bool:
    """Whether the third to sixth word of a text stand in the lead, for most lines fail at these."""
    return all(word.strip('.,;:“”"') in lead for word in text.split(" ", 6)[2:6] if len(word) > ENOUGH_LETTERS)


def _plain_words(text: str) -> list[str]:
    return text.casefold().replace(",", "").rstrip(".").split()


def _in_order(said: Sequence[str], lead: Sequence[str]) -> bool:
    """Whether all of the words, the short ones too, stand in the lead one after the other."""
    following = iter(lead)
    return len(said) >= IN_ORDER and all(word in following for word in said)


def _shown(line: Paragraph) -> bool:
    """Whether a sentence can tell what a picture shows: nobody says it, and nothing is quoted."""
    return TOLD.search(line.text) is None


def _is_beside_page(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    near = paragraphs[max(0, line.index - 1) : line.index + 2]
    return any(p.label in _BESIDE_PICTURE for p in near)


def apart(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a sentence that stands twice with text between, once beside a piece of the page: a picture's, there twice.

    A standfirst that the lead repeats stands closer to it; what an interview asks again ends with a question mark.
    """
    if len({p.text for p in paragraphs}) == len(paragraphs) or not any(p.label in _BESIDE_PICTURE for p in paragraphs):
        return
    places: dict[str, list[Paragraph]] = defaultdict(list)
    for line in paragraphs:
        if not (line.taken or line.prose) and line.text[-1:] == "." and LEAST_SAID <= len(line.text) <= MOST_SAID:
            places[line.text].append(line)
    pairs = [lines for lines in places.values() if len(lines) == TWICE and _shown(lines[0])]
    told = list(accumulate(int(p.prose) for p in paragraphs)) if pairs else []
    for both in pairs:
        beside = any(_is_beside_page(paragraphs, each) for each in both)
        if beside and told[both[1].index - 1] - told[both[0].index] >= BETWEEN:
            for each in both:
                each.mark(_CAPTION, "generic.caption.apart")


def _is_cut_from(short: str, line: Paragraph) -> bool:
    """Whether a caption is another line's beginning, cut short where a sign says so; from a lead many are cut too."""
    text, shown = short.rstrip(), not line.prose or shows(line.text)
    return (
        shown and text.endswith(_CUT_SHORT) and len(text) >= SHORTEST_TWICE and line.text.startswith(text.rstrip(".… "))
    )


def _mark_both(first: Paragraph, second: Paragraph, after: Paragraph | None, is_credit: Callable[[str], bool]) -> None:
    """Mark two lines of which the longer has a credit more, or goes on where the shorter is cut.

    ``after`` is the line under them, which may be that credit once more.
    """
    short, long = (first, second) if len(first.text) <= len(second.text) else (second, first)
    text = short.text.removesuffix("...").removesuffix("…").rstrip()
    if len(short.text) < SHORTEST_TWICE or not long.text.startswith(text) or len(long.text) == len(text):
        return
    rest = long.text[len(text) :]
    again = after is not None and "/" in rest and after.text.split() == rest.split()
    at = len(rest) - len(rest.lstrip()) if again else _credit_in(rest, is_credit)
    cut, credited = text != short.text, at is not None
    # Behind a sentence nothing but brackets shows that the rest is no second one.
    one = cut or (credited and (not short.terminal or rest.lstrip()[0] in "(["))
    if not one or not (_is_no_title(first) or (credited and (again or cut))):
        return
    for paragraph in (short, long):
        paragraph.mark(_CAPTION, "generic.caption.twice")
    if at is not None:
        long.cut(len(text) + at, len(long.text), Kind.CREDIT, "generic.credit.twice")
    if after is not None and again:
        after.mark(Kind.CREDIT, "generic.credit.twice")


def _credit_in(rest: str, is_credit: Callable[[str], bool]) -> int | None:
    """Where the credit begins in what a line has beyond the other; it may be glued to a word in small letters."""
    if len(rest) > LONGEST_ADDED_CREDIT:
        return None
    bracketed = _BRACKETS.search(rest)
    if bracketed:
        return bracketed.start()
    starts = [at for at in range(len(rest)) if rest[at].isupper() or rest[at] in "(["]
    return next((at for at in starts if is_credit(rest[at:])), None)


def _alike(line: str, caption: str) -> bool:
    """Whether a line is a caption's beginning, or a caption and the page's name behind a dash."""
    told = line.rstrip(".… ")
    name, _, page = told.rpartition(" - ")
    said = (told, name) if len(page) <= PAGE else (told,)
    return any(len(each) >= SHORTEST_TWICE and fold(each) in fold(caption) for each in said)


def _without_cuts(caption: Paragraph) -> str:
    """A caption's text without what is cut out of it."""
    text, position = "", 0
    for cut in sorted(caption.cuts, key=lambda cut: cut.start):
        text, position = text + caption.text[position : cut.start], cut.end
    return text + caption.text[position:]
