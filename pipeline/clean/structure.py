"""What a story's structure shows: lines after an announcement, what stands before the dateline or after the end."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from typing import Final

from pipeline.clean.frame import is_deck
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.rules import fold
from pipeline.story import BlockKind, Kind

# A link's title or a line of a contact block is hardly longer.
LINE: Final = 150
LONGEST_RUN: Final = 12
# So many short lines before the text goes on are a list of the text, not links.
LONGEST_RUN_WITHIN: Final = 7
# A story with fewer paragraphs of prose may end in a table or a list that belongs to it.
ENOUGH_PROSE: Final = 4
# So many lines of furniture before the dateline show a page's frame: nothing there is the story's.
CLUTTER: Final = 5
# A caption that stands before the story is hardly longer.
LONGEST_CAPTION: Final = 450
# Text that is no list has sentences as long as this.
SENTENCE: Final = 80
# A headline is hardly shorter; keywords are. Chinese, Japanese and Korean say as much in half of it.
TITLE, TITLE_WIDE = 25, 12
# A headline is hardly longer; a standfirst can be, which many papers end without a full stop.
LONGEST_TITLE: Final = 125
# The points that a paper sets over a story, and a line that says more under its headline, are hardly shorter.
POINT: Final = 40
# A line alone between a bare label and text is a subhead if it is no longer.
SUBHEAD: Final = 24
# What a release says of its sender has no more paragraphs.
LONGEST_ABOUT: Final = 3
# A button says no more.
BUTTON: Final = 20
# A link's title that is a sentence is hardly longer, and few stand in a row amid the text.
LINK: Final = 110
MOST_TITLES: Final = 3
# A section's name between headline and byline is shorter.
SECTION: Final = 20
# A line in capitals longer than this is a link, a shorter one a subhead.
CAPITALS: Final = 45
# A line with a kicker and a colon longer than this is a link to another story.
KICKER: Final = 66
_ABOUT: Final = re.compile(
    r"(?:About|Über|À propos de|Acerca de|Sobre|Informazioni su|Om) (?P<name>[A-Z][^.?!:\n]{1,60})"
)
_WITHIN_LIST: Final = re.compile(r"[-*•–—>\d(\"“„«‘']|[^\W\d_]{1,2}\.? ")
# A sentence with the agency's mark after it.
_SIGNED: Final = re.compile(r"[.!?”»\"] ?[(/]?[A-Z]{2,8}[)/]?\Z|。[（(][^（）()]{2,30}[）)]\d{0,8}\Z")
_DAY: Final = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\b"
)
_PROMO, _PARAGRAPH = Kind.PROMO, BlockKind.PARAGRAPH
_UNDER_TITLE: Final = (Kind.BYLINE, Kind.HEADER)
_JUNK: Final = (Kind.PROMO, Kind.CAPTION, Kind.CREDIT)
_FIGURES: Final = re.compile(r"\d")
_NUMBERED: Final = re.compile(r"[(（]\d{2,6}[)）]\Z")
# A note to a number in the text.
_NOTE: Final = re.compile(r"\[\d{1,3}\]")
_QUOTES: Final = "\"“„«‘'»-–—"
_HASHTAG: Final = re.compile(r"#\w+(?::|(?: #\w+)*\Z)")


def runs(paragraphs: Sequence[Paragraph], announcing: dict[int, str]) -> None:
    """Give the short lines after an announcing line its kind; ``announcing`` maps its number to the rule's id."""
    for index, rule in announcing.items():
        kind = paragraphs[index].label or Kind.PROMO
        lines = _short_lines_after(paragraphs, index, kind)
        if len(lines) > LONGEST_RUN_WITHIN and any(not p.taken for p in paragraphs[lines[-1].index + 1 :]):
            continue
        ends_in_subhead = bool(lines) and _goes_on(paragraphs, lines[-1]) and _is_subhead(paragraphs, lines, index)
        lines = lines[:-1] if ends_in_subhead else lines
        for line in lines or _titles_after(paragraphs, index):
            line.mark(kind, f"{rule}.run")


def _titles_after(paragraphs: Sequence[Paragraph], index: int) -> list[Paragraph]:
    """The sentences after an announcement with a colon that are titles of links: short, and longer text goes on."""
    if paragraphs[index].text[-1] not in ":：" or len(paragraphs[index].text) > BUTTON + LONGEST_RUN:
        return []
    titles = list(takewhile(_is_short_sentence, paragraphs[index + 1 : index + 2 + MOST_TITLES]))
    after = paragraphs[index + 1 + len(titles) : index + 2 + len(titles)]
    goes_on = any(not p.taken and len(p.text) > LINK for p in after)
    return titles if len(titles) <= MOST_TITLES and goes_on else []


def _is_short_sentence(paragraph: Paragraph) -> bool:
    short = not paragraph.taken and paragraph.terminal and len(paragraph.text) <= LINK
    return short and paragraph.text[0] not in _QUOTES


def after_notice(paragraphs: Sequence[Paragraph]) -> None:
    """Mark what a note to editors says where its address stands on a line of its own."""
    for note, paragraph in pairwise(paragraphs):
        alone = note.label is Kind.NOTICE and note.text[-1] in ":：" and len(note.text) <= LINK
        if alone and not paragraph.taken and len(paragraph.text) <= LONGEST_CAPTION:
            paragraph.mark(Kind.NOTICE, f"{note.rule}.run")


def about(paragraphs: Sequence[Paragraph], source: str) -> None:
    """Mark what a press release says of its sender: ``About NAME`` to the next furniture or the end."""
    for paragraph in paragraphs[len(paragraphs) // 3 :]:
        match = None if paragraph.taken else _ABOUT.match(paragraph.text)
        if match is None:
            continue
        alone = len(paragraph.text) <= 80 and not paragraph.terminal
        if alone and not _describes_sender(paragraphs[paragraph.index + 1 :], match["name"]):
            continue
        if alone or _titled(paragraph, match["name"], source):
            paragraph.mark(Kind.PROMO, "generic.promo.about")
        if alone:
            _mark_following(paragraphs, paragraph.index)


def before_dateline(paragraphs: Sequence[Paragraph], dateline: int) -> None:
    """Mark the short lines before the dateline: the first is the headline, those beside promos are promos."""
    before = paragraphs[:dateline]
    lines = [p for p in before if is_line(p)]
    junk = sum(p.label in _JUNK for p in before)
    if junk + len(lines) >= CLUTTER and junk + len(lines) >= 0.6 * len(before):
        _mark_clutter(before)
        return
    _mark_credited(before)
    if any(p.label is Kind.HEADLINE for p in before):
        _mark_section(before)  # what else stands between the headline and the dateline is the standfirst
        return
    lines = [line for line in lines if line.text[-1] not in ":："]
    title = next((line for line in lines if _says_enough(line.text)), lines[0] if lines else None)
    for line in lines:
        if line is title and len(line.text) <= LONGEST_TITLE:
            line.mark(Kind.HEADLINE, "generic.headline.before_dateline")
        elif title is not None and line.index < title.index:
            line.mark(Kind.HEADER, "generic.header.before_dateline")
    _mark_section(before)


def headline(paragraphs: Sequence[Paragraph], declared: str | None, opens: Callable[[str], bool]) -> None:
    """Mark the headline where the text repeats it, or where a byline or a time stamp follows it.

    A line between the headline and the byline is the standfirst, which is body. ``opens`` tells a dateline, which no
    headline begins with.
    """
    wanted = fold(declared) if declared else None
    repeated = False
    for paragraph in paragraphs[:6]:
        if paragraph.taken:
            continue
        if wanted and fold(paragraph.text) == wanted:
            paragraph.mark(Kind.HEADLINE, "generic.headline.declared")
            repeated = True
        elif paragraph.prose or paragraph.terminal or repeated or opens(paragraph.text):
            return
        elif _labelled(paragraphs, paragraph.index + 1) in _UNDER_TITLE and len(paragraph.text) <= LINE:
            if is_deck(paragraph, paragraphs):
                return
            paragraph.mark(Kind.HEADLINE, "generic.headline.before_byline")
            # After a title comes its standfirst; a shorter line was a section's name.
            repeated = _says_enough(paragraph.text)
        else:
            return


def _says_enough(text: str) -> bool:
    """Whether a line is as long as headlines are; a service's line over one ends in its number in brackets."""
    wide = len(text) >= TITLE_WIDE and max(text) > "\u2e80" and _NUMBERED.search(text) is None
    return wide or len(text) >= TITLE


def in_gallery(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a short line between a gallery's captions, credits and counters: the gallery's own title."""
    for paragraph in paragraphs[1:-1]:
        before, after = paragraphs[paragraph.index - 1], paragraphs[paragraph.index + 1]
        short = not paragraph.taken and not paragraph.terminal and len(paragraph.text) <= LINE
        if (
            short
            and before.label is Kind.CREDIT
            and after.rule in ("generic.promo.gallery_count", "generic.promo.count")
        ):
            paragraph.mark(Kind.HEADLINE, "generic.headline.gallery")


def after_end(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the short lines after the story's end: tags, links, names of sections."""
    prose = [p.index for p in paragraphs if _is_text(p) and not p.taken]
    if len(prose) < 2:
        return
    rest = paragraphs[prose[-1] + 1 :]
    signed = next((p.index for p in rest if p.label in (Kind.SIGNOFF, Kind.BYLINE)), None)
    if signed is not None:
        for paragraph in paragraphs[signed + 1 :]:
            if not paragraph.taken and len(paragraph.text) <= LINE and not _NOTE.match(paragraph.text):
                paragraph.mark(Kind.PROMO, "generic.promo.after_signoff")
    elif len(prose) >= ENOUGH_PROSE:
        _mark_closing_lines(paragraphs)


def links_within(paragraphs: Sequence[Paragraph]) -> None:
    """Mark lines amid prose that are links: with a kicker, or in capitals where all lines in capitals are long."""
    lines = [p for p in paragraphs[1:-1] if is_line(p) and _between_text(paragraphs, p.index)]
    linked = all(len(p.text) >= CAPITALS for p in lines if p.text.isupper())
    for paragraph in lines:
        text = paragraph.text
        if paragraph.index < 2 or paragraph.block is not _PARAGRAPH or text[-1] == ":":
            continue
        if text[0].isdigit() or any(cut.kind is Kind.DATELINE for cut in paragraphs[paragraph.index + 1].cuts):
            continue  # the heading of a digest's item
        kicker = len(text) >= KICKER and _has_kicker(text) and not _in_list(paragraphs, paragraph.index)
        if kicker or _HASHTAG.match(text) or (linked and text.isupper()):
            paragraph.mark(Kind.PROMO, "generic.promo.link_within")


def links_before_more(paragraphs: Sequence[Paragraph]) -> None:
    """Mark the title between text and a button that opens it: ``Read more``, with the text going on after it."""
    for before, title, button in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if button.label is not _PROMO or len(button.text) > BUTTON or button.rule.endswith(".run"):
            continue
        linked = any(map(_is_text, paragraphs[button.index + 1 : button.index + 2]))
        titled = is_line(title) and len(title.text) >= _least_link(button) and title.text[-1] not in ":："
        if linked and titled and _is_text(before):
            title.mark(_PROMO, "generic.promo.link_before_more")


def _least_link(button: Paragraph) -> int:
    """How long the title of a link before a button is at least; before one that opens nothing a subhead may stand."""
    opens = button.rule in ("generic.promo.related", "generic.promo.line")
    return TITLE if opens else KICKER if button.rule == "page.promo.button" else LINE + 1


def _has_kicker(text: str) -> bool:
    at = text.find(": ")
    return 0 < at < 40 and not text[at + 2 : at + 3].islower()


def _in_list(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a paragraph beside it begins with a kicker too: points of a list, not links."""
    beside = [*paragraphs[max(0, index - 2) : index], *paragraphs[index + 1 : index + 3]]
    return any(_has_kicker(p.text) and not p.taken for p in beside)


def _is_text(paragraph: Paragraph) -> bool:
    return paragraph.prose or (paragraph.terminal and len(paragraph.text) >= SENTENCE)


def _between_text(paragraphs: Sequence[Paragraph], index: int) -> bool:
    return _is_text(paragraphs[index - 1]) and any(map(_is_text, paragraphs[index + 1 : index + 3]))


def _mark_credited(before: Sequence[Paragraph]) -> None:
    """Mark a sentence before the dateline and a lone credit; an agency's bare name under a summary signs that."""
    for paragraph, credit in pairwise(before):
        lone = credit.label is Kind.CREDIT and not credit.cuts and not (paragraph.prose and credit.text.isalpha())
        if lone and paragraph.terminal and not paragraph.taken and len(paragraph.text) <= LONGEST_CAPTION:
            paragraph.mark(Kind.CAPTION, "generic.caption.before_dateline")


def _mark_section(before: Sequence[Paragraph]) -> None:
    """Mark a word or two between headline and byline or stamp: the section; after them, over a caption: its title."""
    for title, line, after in zip(before, before[1:], before[2:], strict=False):
        short = is_line(line) and len(line.text) <= SECTION
        if short and title.label is Kind.HEADLINE and after.label in (Kind.HEADER, Kind.BYLINE):
            line.mark(Kind.PROMO, "generic.promo.section")
        elif short and title.label in (Kind.HEADER, Kind.BYLINE) and after.label is Kind.CAPTION:
            line.mark(Kind.CAPTION, "generic.caption.title")


def _mark_clutter(before: Sequence[Paragraph]) -> None:
    """Mark a page's frame before the dateline; short sentences there, and any beside a picture's, are captions."""
    points = {p.index for p in takewhile(_is_point, reversed(before))}
    for paragraph in before:
        text = (len(points) > 1 and paragraph.index in points) or _is_under_title(before, paragraph)
        if text or paragraph.taken or (paragraph.prose and not _is_caption_there(before, paragraph)):
            continue
        if paragraph.index == 0 and not paragraph.terminal and len(paragraph.text) >= TITLE:
            paragraph.mark(Kind.HEADLINE, "generic.headline.before_dateline")
            continue
        if paragraph.terminal:
            if _is_caption_there(before, paragraph):
                paragraph.mark(Kind.CAPTION, "generic.caption.before_dateline")
        else:
            title = _labelled(before, paragraph.index + 1) is Kind.PROMO and len(paragraph.text) >= TITLE
            paragraph.mark(Kind.PROMO, "generic.promo.before_dateline")
            if title and paragraph.index > len(before) - 4:
                paragraph.mark(Kind.HEADLINE, "generic.headline.before_dateline")


def _is_point(paragraph: Paragraph) -> bool:
    return is_line(paragraph) and len(paragraph.text) >= POINT


def _is_under_title(before: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """Whether a line stands straight under the headline and says more than a button: the standfirst."""
    return _is_point(paragraph) and _labelled(before, paragraph.index - 1) is Kind.HEADLINE


def _is_caption_there(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """Whether sentences before a dateline are a caption: by a credit that has none yet, or with a full day in them."""
    at = paragraph.index
    told = _labelled(paragraphs, at - 1) is Kind.CREDIT and _labelled(paragraphs, at - 2) is Kind.CAPTION
    beside = paragraphs[max(0, at - 1 + told) : at + 2]
    pictures = (p.label is Kind.CREDIT or (p.label is Kind.CAPTION and not p.cuts) for p in beside)
    return any(pictures) or _DAY.search(paragraph.text) is not None


def _short_lines_after(paragraphs: Sequence[Paragraph], index: int, kind: Kind) -> list[Paragraph]:
    lines: list[Paragraph] = []
    for paragraph in paragraphs[index + 1 : index + 1 + LONGEST_RUN]:
        if paragraph.label in (Kind.PROMO, Kind.HEADER):
            continue
        # A line with a colon announces text, but among contacts; one before a credit is a caption.
        if (paragraph.text[-1] in ":：" and kind is not Kind.SIGNOFF) or _labelled(
            paragraphs, paragraph.index + 1
        ) is Kind.CREDIT:
            break
        if "。" in paragraph.text or (not is_line(paragraph) and not (_is_question(paragraph) and lines)):
            break
        lines.append(paragraph)
    return lines


def is_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph that nothing took is short and no sentence, also none with an agency's mark after it."""
    short = not paragraph.taken and not paragraph.prose and not paragraph.terminal and len(paragraph.text) <= LINE
    return short and not _SIGNED.search(paragraph.text)


def _is_question(paragraph: Paragraph) -> bool:
    return not paragraph.taken and len(paragraph.text) <= LINE and paragraph.text[-1] in "?!…？！"


def _goes_on(paragraphs: Sequence[Paragraph], line: Paragraph) -> bool:
    following = paragraphs[line.index + 1 : line.index + 2]
    return bool(following) and not following[0].taken


def _is_subhead(paragraphs: Sequence[Paragraph], lines: Sequence[Paragraph], marker: int) -> bool:
    """Whether the last line is the subhead of what follows: short alone, after known promos, shorter than links."""
    last = len(lines[-1].text)
    before = paragraphs[max(marker + 1, lines[-1].index - 2) : lines[-1].index]
    if len(before) > 1 and all(p.label is Kind.PROMO for p in before):
        return True
    if len(lines) == 1:
        return last <= SUBHEAD and lines[0].text < "\u2e80" and not _WITHIN_LIST.match(lines[0].text)
    return last <= 60 and last < 0.75 * len(lines[-2].text)


def _titled(paragraph: Paragraph, name: str, source: str) -> bool:
    """``About NAME`` as a line of its own in the source, or the name said again at once."""
    raw = source[paragraph.start : paragraph.start + 70]
    line, _, rest = raw.partition("\n")
    if rest and len(line) < 60 and not line.rstrip().endswith((".", ",")):
        return True
    first = name.split(None, 1)[0]
    return paragraph.text.find(f" {first}", len("About ") + len(first)) in range(70)


def _describes_sender(after: Sequence[Paragraph], name: str) -> bool:
    """Whether hardly more than one paragraph, that names who is told of, stands to the next furniture or label."""
    told = list(takewhile(_is_told_on, after[: LONGEST_ABOUT + 1]))
    first = name.split(None, 1)[0].strip(":,()™®").partition("(")[0]
    named = not told or first in told[0].text[:SENTENCE] or told[0].text.startswith(("We ", "Our ", "The company"))
    return named and len(told) <= LONGEST_ABOUT


def _is_told_on(paragraph: Paragraph) -> bool:
    return not (paragraph.taken or _ABOUT.match(paragraph.text) or (is_line(paragraph) and paragraph.text[-1] == ":"))


def _mark_following(paragraphs: Sequence[Paragraph], index: int) -> None:
    for paragraph in paragraphs[index + 1 : index + 4]:
        if paragraph.taken or not paragraph.prose:
            return
        paragraph.mark(Kind.PROMO, "generic.promo.about")


def _mark_closing_lines(paragraphs: Sequence[Paragraph]) -> None:
    closing: list[Paragraph] = []
    for paragraph in reversed(paragraphs):
        if paragraph.taken:
            continue
        if paragraph.text[-1] in ":：" and (len(closing) == 1 or not is_line(paragraph)):
            return  # the text announces what follows
        if not is_line(paragraph):
            break
        if _WITHIN_LIST.match(paragraph.text) or _FIGURES.search(paragraph.text):
            if _is_of_list(paragraphs, paragraph.index):
                return
            break
        closing.append(paragraph)
    for paragraph in closing if len(closing) > 1 else ():
        paragraph.mark(Kind.PROMO, "generic.promo.closing_lines")


def _is_of_list(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line with figures or a list's mark has another one close before it, with only lines between."""
    before = takewhile(is_line, reversed(paragraphs[max(0, index - 3) : index]))
    return any(_WITHIN_LIST.match(p.text) or _FIGURES.search(p.text) for p in before)


def _labelled(paragraphs: Sequence[Paragraph], index: int) -> Kind | None:
    return paragraphs[index].label if 0 <= index < len(paragraphs) else None
