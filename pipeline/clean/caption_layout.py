"""What stands round a possible caption: how a story sets its pictures, and what its text and its head say as well."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean.paragraph import OF_PICTURES, Paragraph, beside
from pipeline.clean.places import ANY_SENTENCE, OF_PAGE, UNDER_TITLE
from pipeline.clean.shape import LONGEST_CAPTION, SHORTEST_SENTENCE, SHORTEST_TITLE, is_text
from pipeline.clean.speech import QUOTED, SPEECH
from pipeline.story import Kind

# A full sentence before a lone credit is a caption only if it is as short as captions are.
SHORT_CAPTION: Final = 210
# A line amid text that is as short as this is a subhead, though a picture's credit follows it.
SUBHEAD: Final = 40
# A sentence before the story's first credit that is shorter is a lead in a few words.
SHORTEST_LEAD: Final = 70
# A summary over the byline has so many sentences of their own at most.
LONGEST_DECK: Final = 2
# A story's prose begins within so many paragraphs behind its first picture.
PROSE_NEAR: Final = 8
# A gallery's counters stand within so many paragraphs of each other.
COUNTED_WITHIN: Final = 8
# How many paragraphs away a caption may repeat the text, and so much of its words stands there.
REPEATS_WITHIN: Final = 20
NEARLY_ALL_WORDS: Final = 0.85
# Where a standfirst stands whose title has its section over it, and how a title ends that asks.
UNDER_SECTION: Final = 2
ASKING: Final = "?？؟"
_CAPTION: Final = Kind.CAPTION
_CREDIT: Final = Kind.CREDIT
_QUOTES: Final = frozenset('"“”„«»「」')
# Where a second sentence begins, in scripts with capitals and without.
SENTENCES: Final = re.compile(r"[.!?…][”\"»]? [^\W\d_a-zß-ÿа-яё]|[।۔؟] ?\w|。\w")
_FIGURE: Final = re.compile(r"\d{1,4}")
_WORD: Final = re.compile(r"[^\W\d_]{2,}|\d+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a story sets its pictures.

    Whether most lone credits follow a short paragraph, whether all of several do, whether there are several, and
    whether a credit stands before its caption: a caption that is known follows it, and no other credit that.
    """

    captioned: bool
    always: bool
    several: bool
    first: bool

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph], lone: Sequence[int]) -> "Style":
        """Of a story's paragraphs, with where its ``lone`` credits stand."""
        before = [paragraphs[index - 1] for index in lone if index]
        free = [p for p in before if not p.taken or p.label is _CAPTION]
        always = len(free) > 1 and len(free) == len(lone)
        always = always and all(len(p.text) <= SHORT_CAPTION and not SPEECH.match(p.text) for p in free)
        behind = [paragraphs[index + 1 : index + 3] for index in lone]
        first = any(two and is_told(two[0]) and two[-1].label is not _CREDIT for two in behind)
        return cls(2 * len(free) >= len(before), always, len(lone) > 1, first)


# Markup that knows a picture's credit knows its caption too: a line before it is one only if it reads as one.
MARKED: Final = Style(captioned=False, always=False, several=False, first=False)


def is_told(paragraph: Paragraph | None) -> bool:
    """Whether it is a caption that nothing but its words tells, without a credit in it."""
    return paragraph is not None and paragraph.label is _CAPTION and not paragraph.cuts


def is_beside_pictures(index: int, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a line stands beside a caption or a credit; a first line unless it quotes or begins with a figure."""
    text = paragraphs[index].text
    if index == 0:
        return not QUOTED.search(text) and not text[0].isdigit()
    if paragraphs[index - 1].label in OF_PICTURES:
        return True
    return index + 1 < len(paragraphs) and paragraphs[index + 1].label in OF_PICTURES


def is_counted(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a gallery counts its pictures straight over a line, or straight under the credit that follows.

    It counts from one, or two of its counters follow on each other: a lone ``4/5`` is what a critic thinks.
    """
    near = (*paragraphs[: paragraph.index][-1:], *paragraphs[paragraph.index + 2 :][:1])
    return any(_counts_on(counter, paragraphs) for counter in near if _is_counter(counter))


def _is_counter(line: Paragraph) -> bool:
    return line.by is not None and line.by.gallery


def _counts_on(counter: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a counter is a gallery's first, or one near it goes on from it to the same total, or leads up to it."""
    here = _numbers(counter)
    if here[:1] == [1]:
        return True
    near = paragraphs[max(0, counter.index - COUNTED_WITHIN) : counter.index + COUNTED_WITHIN + 1]
    others = [_numbers(p) for p in near if _is_counter(p)]
    return len(here) == 2 and ([here[0] - 1, here[1]] in others or [here[0] + 1, here[1]] in others)


def _numbers(counter: Paragraph) -> list[int]:
    return [int(figure) for figure in _FIGURE.findall(counter.text)]


def repeats_body(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether nearly all words of a short paragraph stand in one longer paragraph near it."""
    # The longest words are the rarest.
    words = sorted(set(_words(paragraph.text)), key=len, reverse=True)
    if len(words) < 6:
        return False
    near = paragraphs[max(0, paragraph.index - REPEATS_WITHIN) : paragraph.index + REPEATS_WITHIN]
    size = len(paragraph.text)
    return any(len(p.text) > size and not p.taken and _says(p.text[:LONGEST_CAPTION].casefold(), words) for p in near)


def _says(folded: str, words: Sequence[str]) -> bool:
    """Whether nearly all of the words stand in a text, which is taken apart only where their letters stand in it."""
    left = len(words)
    for word in words:
        left -= word not in folded
        if left < NEARLY_ALL_WORDS * len(words):
            return False
    return len(set(_WORD.findall(folded)).intersection(words)) >= NEARLY_ALL_WORDS * len(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def is_subhead(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether it may be the subhead of what follows the picture: text stands before it, or what may be a title."""
    if paragraph.terminal or len(paragraph.text) > SUBHEAD or paragraph.index == 0:
        return False
    before = paragraphs[: paragraph.index]
    begun = any(not p.taken and is_text(p, ANY_SENTENCE) for p in before)
    return not before[-1].taken and (begun or not any(p.label in UNDER_TITLE for p in before))


def is_standfirst(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a line comes straight after the story's title: a second line of that is no caption.

    The title is the first line; before several sentences it may stand under its section, and may ask.
    """
    above = paragraphs[paragraph.index - 1]
    if paragraph.index != UNDER_SECTION or above.taken:
        return paragraph.index == 1 and not above.taken and not above.terminal
    titled = len(above.text) >= SHORTEST_TITLE and (not above.terminal or above.text[-1] in ASKING)
    return titled and SENTENCES.search(paragraph.text) is not None


def heads_story(paragraph: Paragraph, paragraphs: Sequence[Paragraph], *, labelled: bool) -> bool:
    """Whether a short sentence comes before a credit at a story's head, and prose goes on after that.

    It comes behind a page's buttons or stamps, or behind one paragraph of prose, the lead, and quotes nobody, unless
    the same credit stands before the lead without a caption. Without them it may be a short lead, of which the picture
    tells nothing; only the story's very first line, if it is long enough, is still taken for a caption. The credit is
    ``labelled`` where a word or a sign for pictures begins it, not an agency alone, which may have sent a summary.
    """
    if not paragraph.terminal or paragraph.prose or QUOTED.search(paragraph.text):
        return False
    told = [p for p in paragraphs[: paragraph.index] if not p.taken and is_text(p, ANY_SENTENCE)]
    if labelled and len(told) <= LONGEST_DECK and not any(p.prose for p in told):
        told = [p for p in told if not _is_deck(p, paragraphs, paragraph)]
    if told:
        bare = told[0].index == 1 and paragraphs[told[0].index - 1].text == paragraphs[paragraph.index + 1].text
        behind = len(told) == 1 and told[0].prose and not bare and _QUOTES.isdisjoint(paragraph.text)
    else:
        near = paragraphs[max(0, paragraph.index - 2) : paragraph.index]
        if _is_summary(paragraph, paragraphs):
            return False
        # A headline and a byline can stand before a lead; more lines are a page's.
        behind = paragraph.index > 3 or any(p.label in OF_PAGE for p in near)
        behind = behind or (not near and _opens_with_picture(paragraph.text, labelled=labelled))
    return behind and any(p.prose and not p.taken for p in paragraphs[paragraph.index + 2 :][:PROSE_NEAR])


def _is_deck(told: Paragraph, paragraphs: Sequence[Paragraph], caption: Paragraph) -> bool:
    """Whether the page's stamp or byline parts a sentence from what stands straight under such lines."""
    between = paragraphs[told.index + 1 : caption.index]
    return between[-1:] != [] and between[-1].taken and any(p.label in UNDER_TITLE for p in between)


def _opens_with_picture(text: str, *, labelled: bool) -> bool:
    """Whether a story's first sentence is its picture's, and not a summary that an agency signs."""
    return len(text) >= SHORTEST_LEAD and (labelled or SENTENCES.search(text) is None)


def _is_summary(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a sentence straight under a title has its picture's credit between it and the story's stamp or section.

    The page sets title, summary and picture over the stamp; a caption there would stand under a summary.
    """
    above, below = paragraphs[paragraph.index - 1 : paragraph.index], paragraphs[paragraph.index + 2 :][:1]
    titled = any(len(p.text) >= SHORTEST_TITLE and not p.terminal and p.label in (None, Kind.HEADLINE) for p in above)
    return titled and any(p.label is Kind.HEADER or (not p.taken and not p.terminal) for p in below)


def ends_text(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether sentences are the text's last, and what follows signs it: several, prose, or before marks in a row."""
    before, after = paragraphs[: paragraph.index][-1:], paragraphs[paragraph.index + 1 :]
    if not any(not p.taken and is_text(p, SHORTEST_SENTENCE) for p in before) or any(p.prose for p in after):
        return False
    return paragraph.prose or after[0].text.count("/") > 1 or SENTENCES.search(paragraph.text) is not None


def is_amid_text(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether prose stands straight before and straight after it."""
    near = beside(paragraphs, paragraph.index)
    return len(near) == 2 and all(p.prose and not p.taken for p in near)


def leads_text(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether it is the sentence with which the text begins, no picture beside it: the caption repeats the lead."""
    near = beside(paragraphs, paragraph.index)
    apart = paragraph.terminal and not any(p.label in OF_PICTURES for p in near)
    return apart and bool(near) and near[-1].terminal and not near[-1].taken


def text_of(paragraph: Paragraph) -> str:
    """A caption's text without its credit."""
    credit = next((cut for cut in paragraph.cuts if cut.kind is _CREDIT), None)
    return (paragraph.text[: credit.start] if credit else paragraph.text).strip()
