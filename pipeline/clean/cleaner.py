"""The order in which a story's paragraphs are judged."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.clean import boxes, digest, elsewhere, frame, structure, surround, title
from pipeline.clean.caption import Captions
from pipeline.clean.credit import Credits
from pipeline.clean.crediting import Crediting
from pipeline.clean.dateline import Found, Grammar
from pipeline.clean.dateline_evidence import NOTHING_SAID, Said
from pipeline.clean.language import language_of
from pipeline.clean.listed import has_like, is_listed
from pipeline.clean.located import Near, resolve
from pipeline.clean.names import Names
from pipeline.clean.notices import Notices
from pipeline.clean.paragraph import PROSE, Paragraph, ends_sentence, paragraphs_of, spaced
from pipeline.clean.people import People
from pipeline.clean.pictures import pictures_of, with_told
from pipeline.clean.profile import Profile, Rule
from pipeline.clean.rules import PLACES, Place, Ruleset, Story, fold
from pipeline.clean.spans import body_of, furniture_of
from pipeline.parse.headline import FROM_TEXT
from pipeline.story import BlockKind, CleanStory, Dateline, Furniture, Kind, ParsedStory, Picture

# Datelines without an agency's mark stand before this many paragraphs of body.
EARLY: Final = 2
# A dateline stands within the first so many paragraphs that are not furniture; a digest's items can come later.
FIRST: Final = 12
LAST: Final = 200
MOST_DATELINES: Final = 40
TAIL: Final = 12
_MARK_END: Final = re.compile(r"[)/\]] ?[-–—_.=:]")
# The parts of a mark with which several have signed.
_PARTS: Final = re.compile(r"[/,·]| - |-| ")
# A dateline's mark ends within so many characters.
MARK_NEAR: Final = 90
_BY: Final = re.compile(
    r"\A\^?(?:by|von|por|par|di|door|av|af|текст:|автор:|author:|autor:|auteur :)\s{1,3}"
    r"|(?:新华社|本报|本网)?(?:记者|記者) ?|[=<|/ ]{1,3}\Z",
    re.IGNORECASE,
)
# A sentence of the text is at least so long.
SENTENCE: Final = 60
# At hand, for in Python 3.11 an enumeration's member is slow to come by.
_CAPTION, _PARAGRAPH = Kind.CAPTION, BlockKind.PARAGRAPH
_SHOWING_AGENCY: Final = (Kind.DATELINE, Kind.SIGNOFF, Kind.NOTICE)
_MARKUP: Final = {BlockKind.CAPTION: Kind.CAPTION, BlockKind.CREDIT: Kind.CREDIT, BlockKind.BYLINE: Kind.BYLINE}


class Cleaner:
    """Cleans stories by a set of profiles, compiled once."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.profiles = tuple(profiles)
        self._credits = Credits.of(self.profiles)
        self._captions = Captions.of(self.profiles, self._credits)
        self._rules = Ruleset(self.profiles, also=self._captions.literals())
        self._grammar = Grammar.of(self.profiles)
        self._boxes = boxes.Boxes.of(self.profiles)
        self._names = Names.of(self.profiles)
        self._people = People(self._names)
        self._notices = Notices(self.profiles)
        self._crediting = Crediting(self.profiles, self._names)
        self._marks = {fold(mark): profile.id for profile in self.profiles for mark in profile.marks}
        # A profile without marks describes a kind of copy, not who wrote it.
        self._nobody = frozenset(profile.id for profile in self.profiles if not profile.marks)
        self._ids = {fold(name): profile.id for profile in self.profiles for name in (profile.id, profile.name)}
        self._in_company = frozenset(rule.id for each in self.profiles for rule in each.rules if rule.company)
        self._has_own = {rule.agency for profile in self.profiles for rule in profile.rules if rule.own}

    def clean(self, story: ParsedStory, agency: str | None = None, received: dt.datetime | None = None) -> CleanStory:
        """The story with its text divided; see :func:`pipeline.clean.clean`."""
        paragraphs = paragraphs_of(spaced(story.source_text), story.blocks)
        self._rules.look(paragraphs)
        declared = agency or story.agency
        context = Story(self._id(declared), story.version_created.date() if story.version_created else None)
        places = self._places(paragraphs)
        self._label(paragraphs, places, context, story)
        found = self._datelines(paragraphs, context)
        if context.agency is None and found:
            context = self._label_own(paragraphs, places, found, context)
        self._structure(paragraphs, found, story)
        self._cut(paragraphs, places, context)
        return self._assemble(story, paragraphs, found, declared, received)

    def _id(self, agency: str | None) -> str | None:
        return (self._ids.get(fold(agency)) or self._marks.get(fold(agency)) or agency) if agency else None

    def _label(
        self, paragraphs: Sequence[Paragraph], places: Sequence[Place], context: Story, story: ParsedStory
    ) -> None:
        """Label the paragraphs that are furniture by themselves or by a picture beside them."""
        announcing = dict(self._label_alone(paragraphs, places, context))
        last = _last(paragraphs)
        for paragraph, place in zip(paragraphs, places, strict=True):
            if paragraph.asked and not paragraph.taken:
                self._label_credited(paragraph, place, context, last=paragraph.index >= last)
        frame.without_company(paragraphs, self._in_company, announcing)
        frame.by_line(paragraphs, self._names)
        structure.headline(paragraphs, _printed_headline(story), self._opens)
        surround.menu(paragraphs)
        title.said_twice(paragraphs, story.headline)
        self._captions.by_opening(paragraphs)
        self._captions.over_two(paragraphs)
        self._captions.near_credits(paragraphs)
        self._captions.by_cue(paragraphs)
        self._captions.repeated(paragraphs)
        structure.runs(paragraphs, {at: rule for at, rule in announcing.items() if paragraphs[at].taken})
        structure.after_notice(paragraphs)
        self._boxes.mark(paragraphs)

    def _label_alone(
        self, paragraphs: Sequence[Paragraph], places: Sequence[Place], context: Story
    ) -> Iterator[tuple[int, str]]:
        """Label by markup, rules and lone credits; yields the lines that announce others, with their rules' ids."""
        for paragraph, place in zip(paragraphs, places, strict=True):
            if not paragraph.asked:
                continue
            markup = None if paragraph.block is _PARAGRAPH else _MARKUP.get(paragraph.block)
            rule = None if markup else self._rules.whole(paragraph, place, context)
            rule = None if rule and self._is_amid(rule, paragraphs, paragraph.index) else rule
            if markup is _CAPTION and self._credits.sure(paragraph.text):
                paragraph.mark(Kind.CREDIT, f"generic.markup.{paragraph.block}")
            elif markup:
                paragraph.mark(markup, f"generic.markup.{paragraph.block}")
            elif rule is not None and not is_listed(rule, paragraphs, paragraph.index):
                paragraph.mark(rule.kind, rule.id, button=rule.button)
                if rule.run:
                    yield paragraph.index, rule.id
            elif self._is_credit(paragraphs, paragraph):
                paragraph.mark(Kind.CREDIT, "generic.credit.alone")
            if paragraph.label is _CAPTION:
                self._cut_credit(paragraph, place, context)

    def _is_credit(self, paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> bool:
        """Whether a line is nothing but a credit, no dateline, and none of a list of names and their parties."""
        lone = not paragraph.prose and self._credits.alone(paragraph.text) and not self._opens(paragraph.text)
        return lone and not has_like(paragraphs, paragraph.index, self._credits.by_shape)

    def _is_amid(self, rule: Rule, paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Whether text goes on after what a rule takes for a sign-off, and it credits a picture: ``© Mara Linden``."""
        after = paragraphs[index + 1 : index + 3] if rule.kind is Kind.SIGNOFF else ()
        follows = any(map(_is_sentence, after))
        return follows and self._credits.alone(paragraphs[index].text)

    def _label_own(
        self,
        paragraphs: Sequence[Paragraph],
        places: Sequence[Place],
        found: Sequence[tuple[Paragraph, Found]],
        context: Story,
    ) -> Story:
        """Apply the rules that hold only for the agency that the datelines show; the context with that agency."""
        agency = next((self._marked(dateline.agency) for _, dateline in found if dateline.agency), None)
        context = Story(agency, context.day)
        for paragraph, place in zip(paragraphs, places, strict=True) if agency in self._has_own else ():
            if paragraph.asked and not paragraph.taken and not paragraph.cuts:
                rule = self._rules.whole(paragraph, place, context)
                if rule is not None:
                    paragraph.mark(rule.kind, rule.id, button=rule.button)
        return context

    def _label_credited(self, paragraph: Paragraph, place: Place, context: Story, *, last: bool) -> None:
        """Label a caption that its credit ends."""
        credit = self._rules.credit(paragraph, place, context)
        if credit is None:
            self._captions.with_credit(paragraph, last)
            return
        rule, start, end = credit
        paragraph.mark(Kind.CAPTION if start else Kind.CREDIT, rule.id)
        paragraph.cut(start, end, Kind.CREDIT, rule.id)

    def _cut_credit(self, paragraph: Paragraph, place: Place, context: Story) -> None:
        """Cut the credit out of a paragraph that is known to be a caption."""
        credit = self._rules.credit(paragraph, place, context)
        if credit is None:
            self._captions.cut_credit(paragraph)
        else:
            rule, start, end = credit
            paragraph.cut(start, end, Kind.CREDIT, rule.id)

    def _opens(self, text: str) -> bool:
        """Whether a short line is a dateline, whatever marks it bears."""
        return self._grammar.at_start(text, early=True) is not None

    @staticmethod
    def _places(paragraphs: Sequence[Paragraph]) -> list[Place]:
        size = len(paragraphs)
        # Papers that write in short paragraphs have sentences, but nothing as long as prose.
        long = [p.index for p in paragraphs if p.prose]
        prose = long or [p.index for p in paragraphs if _is_sentence(p)]
        # The head reaches over one paragraph of prose: a summary or an editor's note can stand before the byline.
        reach = 1 if long else 2
        first, last = (prose[min(reach, len(prose) - 1)], prose[-1]) if prose else (size, -1)
        tail = max(min(last, 0.4 * size), min(last, size - TAIL))
        return [PLACES[index <= first, index >= tail, index == size - 1] for index in range(size)]

    def _datelines(self, paragraphs: Sequence[Paragraph], context: Story) -> list[tuple[Paragraph, Found]]:
        """Find and cut the datelines, of a digest several."""
        found: list[tuple[Paragraph, Found]] = []
        open_ = [p for p in paragraphs if not p.taken]
        prose = 0
        for number, paragraph in enumerate(open_):
            early = not found and prose < EARLY and number < FIRST
            more = bool(found) and number < LAST and digest.goes_on(found[0][1], paragraphs, paragraph.index)
            if early or more or (len(found) < MOST_DATELINES and number < LAST and _mark_near(paragraph.text)):
                said = digest.said(paragraphs, paragraph.index, self._grammar.before_place) if early else NOTHING_SAID
                dateline = self._dateline(paragraph, context, early or more, said)
                bare = dateline is not None and prose > 0 and digest.is_bare(dateline, paragraphs[: paragraph.index])
                if dateline and not bare and not digest.listed(dateline, paragraph, open_):
                    found.append((paragraph, dateline))
            prose += paragraph.prose
        if not found and open_:
            found = self._odd_dateline(open_)
        for paragraph, dateline in found:
            if dateline.byline:
                paragraph.cut(*dateline.byline, Kind.BYLINE, dateline.rule)
            for start, end in _around(dateline):
                paragraph.cut(start, end, Kind.DATELINE, dateline.rule)
        return found

    def _dateline(self, paragraph: Paragraph, context: Story, early: bool, said: Said) -> Found | None:
        for rule, _, end in self._rules.cuts_at_start(paragraph, context):
            dateline = self._grammar.at_start(paragraph.text, end, early=True, day=context.day, said=said)
            if dateline:
                paragraph.cut(0, end, rule.kind, rule.id)
                return dateline
        return self._grammar.at_start(paragraph.text, early=early, day=context.day, said=said)

    def _odd_dateline(self, open_: Sequence[Paragraph]) -> list[tuple[Paragraph, Found]]:
        for paragraph in open_[:2]:
            dateline = self._grammar.within(paragraph.text)
            if dateline:
                return [(paragraph, dateline)]
        dateline = self._grammar.at_end(open_[-1].text)
        return [(open_[-1], dateline)] if dateline else []

    def _structure(
        self, paragraphs: Sequence[Paragraph], found: Sequence[tuple[Paragraph, Found]], story: ParsedStory
    ) -> None:
        if found:
            begins = digest.summed_up(paragraphs, found[0][0].index, self._grammar.summing)
            structure.before_dateline(paragraphs, begins)
        else:
            title.find(paragraphs, story.headline)
            frame.head(paragraphs)
        title.settle(paragraphs)
        structure.in_gallery(paragraphs)
        frame.repeated_lines(paragraphs)
        structure.links_within(paragraphs)
        structure.links_before_more(paragraphs)
        structure.about(paragraphs, story.source_text)
        structure.after_end(paragraphs)
        elsewhere.mark(paragraphs)
        frame.twins(paragraphs)
        frame.dated_links(paragraphs)
        surround.after_text(paragraphs)
        frame.tail(paragraphs)
        boxes.closing(paragraphs)

    def _cut(self, paragraphs: Sequence[Paragraph], places: Sequence[Place], context: Story) -> None:
        """Cut what is glued to body paragraphs: sign-offs, notices in brackets, bylines."""
        last = next((p.index for p in reversed(paragraphs) if not p.taken), -1)
        for paragraph, place in zip(paragraphs, places, strict=True):
            if paragraph.taken or not (paragraph.asked or paragraph.index == last):
                continue
            here = place if place.last == (paragraph.index == last) else place._replace(last=not place.last)
            for rule, start, end in self._rules.cuts(paragraph, here, context):
                paragraph.cut(start, end, rule.kind, rule.id)

    def _assemble(
        self,
        story: ParsedStory,
        paragraphs: Sequence[Paragraph],
        found: Sequence[tuple[Paragraph, Found]],
        declared: str | None,
        received: dt.datetime | None,
    ) -> CleanStory:
        furniture = furniture_of(story.source_text, paragraphs)
        body = body_of(story.source_text, paragraphs)
        seen = self._agencies(found, furniture)
        agency = self._id(declared) or next(iter(seen), None)
        return CleanStory(
            parsed=story,
            paragraphs=body,
            furniture=furniture,
            pictures=self._pictures(story, furniture),
            dateline=self._resolved(story, found, _near(story, received)),
            byline=story.byline or _byline(furniture),
            headline=story.headline or _headline(furniture),
            agency=agency,
            language=story.language or language_of(" ".join(p.text for p in body[:8])),
            warnings=(*story.warnings, *self._warnings(agency, seen, bool(body))),
            contributors=self._people.of(story, furniture),
            notices=self._notices.of(story, furniture),
        )

    def _pictures(self, story: ParsedStory, furniture: Sequence[Furniture]) -> tuple[Picture, ...]:
        """The pictures with their credits taken apart; a payload's caption may hold its credit."""
        told = [self._credits.divided(self._uncaptioned(picture)) for picture in story.pictures]
        return tuple(map(self._crediting.apart, with_told(told, pictures_of(furniture))))

    def _uncaptioned(self, picture: Picture) -> Picture:
        """A picture of which the payload tells a credit as its caption."""
        if picture.caption and picture.credit is None and self._credits.sure(picture.caption):
            return replace(picture, caption=None, credit=picture.caption)
        return picture

    def _resolved(
        self, story: ParsedStory, found: Sequence[tuple[Paragraph, Found]], near: Near | None
    ) -> Dateline | None:
        """The story's dateline: the printed one, else the one that the format carries."""
        if found:
            paragraph, dateline = found[0]
            return resolve(dateline, paragraph.text, self._grammar, near)
        if not story.dateline:
            return None
        declared = self._grammar.declared(story.dateline)
        if declared is None:
            return Dateline(story.dateline)
        return resolve(declared, story.dateline, self._grammar, near)

    def _agencies(self, found: Sequence[tuple[Paragraph, Found]], furniture: Sequence[Furniture]) -> list[str]:
        """The agencies whose marks the story bears in datelines and sign-offs, the surest first."""
        printed = [dateline.agency for _, dateline in found if dateline.agency]
        signed = [f.text.strip(" ()[]/（）【】.=") for f in furniture if f.kind is Kind.SIGNOFF and len(f.text) <= 40]
        ids = [self._marked(name) for name in (*printed, *signed)]
        ids += [f.rule.partition(".")[0] for f in furniture if f.kind in _SHOWING_AGENCY]
        return [each for each in dict.fromkeys(ids) if each and each not in self._nobody]

    def _marked(self, name: str) -> str | None:
        own = self._marks.get(fold(name))
        return own or next((mark for part in _PARTS.split(name) if (mark := self._marks.get(fold(part)))), None)

    def _warnings(self, agency: str | None, seen: Sequence[str], has_body: bool) -> Iterator[str]:
        if not has_body:
            yield "clean.all_furniture: nothing of the story is body"
        others = [each for each in seen if each != agency]
        if others:
            yield f"clean.several_agencies: the copy bears marks of {', '.join([agency or '', *others])}"
        if agency and agency not in self._ids.values():
            yield f"clean.unknown_agency: there is no profile {agency}"


def _is_sentence(paragraph: Paragraph) -> bool:
    return paragraph.terminal and len(paragraph.text) >= SENTENCE


def _near(story: ParsedStory, received: dt.datetime | None) -> Near | None:
    """The day by which the story's dates without a year are dated; None where nobody knows one."""
    own = story.version_created or story.first_created
    if own:
        return Near(own.date())
    return Near(received.date(), received=True) if received else None


def _mark_near(text: str) -> bool:
    """Whether an agency's mark, as a dateline has it, may stand near the beginning."""
    near = text[: MARK_NEAR + 4]
    if ")" not in near and "/" not in near and "]" not in near:
        return False
    end = _MARK_END.search(near)
    return end is not None and end.start() <= MARK_NEAR


def _last(paragraphs: Sequence[Paragraph]) -> int:
    """The number of the story's last paragraph: the last long one, for what comes after may be a page's links."""
    open_ = [p for p in reversed(paragraphs) if not p.taken]
    long = next((p for p in open_ if p.prose or len(p.text) >= PROSE), None)
    return (long or open_[0]).index if open_ else -1


def _around(dateline: Found) -> Iterator[tuple[int, int]]:
    """The dateline's span without the byline in it."""
    if dateline.byline is None:
        yield dateline.start, dateline.end
    else:
        yield dateline.start, dateline.byline[0]
        yield dateline.byline[1], dateline.end


def _byline(furniture: Sequence[Furniture]) -> str | None:
    """The first byline without its "By"; its title lines are left to the furniture."""
    for each in furniture:
        if each.kind is Kind.BYLINE:
            return _plain_byline(each.text)
    return None


def _plain_byline(text: str) -> str | None:
    return _BY.sub("", " ".join(text.split()).strip(" ,（）()[]")) or None


def _printed_headline(story: ParsedStory) -> str | None:
    """The story's headline where it is one: a sentence that the parser took for want of a headline is body."""
    headline = story.headline or ""
    return None if FROM_TEXT in story.warnings and ends_sentence(headline) else story.headline


def _headline(furniture: Sequence[Furniture]) -> str | None:
    first = next((f.text for f in furniture if f.kind is Kind.HEADLINE), None)
    return " ".join(first.strip("^< ").split()) if first else None
