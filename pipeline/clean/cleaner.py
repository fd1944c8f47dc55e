"""The order in which a story's paragraphs are judged: each step sees what those before it have taken.

First what is furniture by itself and what stands beside it, then datelines, then what the place before, amid or after
the text shows, at last what is glued to the body's own paragraphs.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from pipeline.clean import (
    alt,
    announced,
    behind,
    boxes,
    bylines,
    caption_below,
    contacts,
    credit_again,
    credit_first,
    digest,
    elsewhere,
    frame,
    glued,
    headline,
    links,
    listed,
    opening,
    showing,
    signed,
    stamped,
    surround,
    title,
)
from pipeline.clean.agency import Agencies
from pipeline.clean.assembly import Assembly
from pipeline.clean.caption import Captions
from pipeline.clean.credit import Credits
from pipeline.clean.dateline import Grammar
from pipeline.clean.dateline_parts import Found
from pipeline.clean.datelines import Datelines
from pipeline.clean.labelling import Labelling
from pipeline.clean.names import Names
from pipeline.clean.paragraph import Paragraph, paragraphs_of, spaced
from pipeline.clean.places import places_of
from pipeline.clean.profile import Profile
from pipeline.clean.rules import PLACES, Place, Ruleset, Story
from pipeline.parse.headline import declared_of
from pipeline.story import CleanStory, ParsedStory


class Cleaner:
    """Cleans stories by a set of profiles, compiled once."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.profiles = tuple(profiles)
        self._credits = Credits.of(self.profiles)
        self._captions = Captions.of(self.profiles, self._credits)
        self._rules = Ruleset(self.profiles, also=self._captions.literals())
        self._grammar = Grammar.of(self.profiles)
        self._labelling = Labelling(self._rules, self._credits, self._captions, self._grammar)
        self._datelines = Datelines(self._rules, self._grammar)
        self._boxes = boxes.Boxes.of(self.profiles)
        self._names = Names.of(self.profiles)
        self._agencies = Agencies(self.profiles)
        self._assembly = Assembly(self.profiles, self._names, self._credits, self._grammar, self._agencies)
        self._having_own = {rule.agency for profile in self.profiles for rule in profile.rules if rule.own}

    def clean(self, story: ParsedStory, agency: str | None = None, received: dt.datetime | None = None) -> CleanStory:
        """The story with its text divided; see :func:`pipeline.clean.clean`.

        A story that nobody said the agency of is cleaned again where its marks show one that has rules of its own, so
        that it becomes what it will be when it is cleaned with the agency that it is stored with.
        """
        declared = agency or story.agency
        cleaned = self._cleaned(story, declared, received)
        again = not declared and cleaned.agency in self._having_own
        return self._cleaned(story, cleaned.agency, received) if again else cleaned

    def _cleaned(self, story: ParsedStory, agency: str | None, received: dt.datetime | None) -> CleanStory:
        paragraphs = paragraphs_of(spaced(story.source_text), story.blocks)
        self._rules.look(paragraphs)
        day = story.version_created.date() if story.version_created else None
        context = Story(self._agencies.id_of(agency), day)
        places = places_of(paragraphs)
        self._label(paragraphs, places, context, story)
        found = self._datelines.cut(paragraphs, context)
        self._structure(paragraphs, found, story)
        self._cut(paragraphs, places, context)
        return self._assembly.of(story, paragraphs, found, agency, received)

    def _label(
        self, paragraphs: Sequence[Paragraph], places: Sequence[Place], context: Story, story: ParsedStory
    ) -> None:
        """Label the paragraphs that are furniture by themselves, and those that furniture beside them shows."""
        self._labelling.alone(paragraphs, places, context)
        self._labelling.credited(paragraphs, places, context)
        behind.marks(paragraphs, self._credits.printed)
        frame.without_company(paragraphs)
        listed.without_fields(paragraphs)
        self._label_head(paragraphs, story)
        self._label_captions(paragraphs)
        announced.runs(paragraphs)
        announced.after_notice(paragraphs)
        self._boxes.mark(paragraphs)

    def _label_head(self, paragraphs: Sequence[Paragraph], story: ParsedStory) -> None:
        """Label what stands over the text: stamps, bylines, a menu, sections, the headline, each beside the former."""
        stamped.in_head(paragraphs, self._grammar.month)
        bylines.mark(paragraphs, self._names)
        signed.by_place(paragraphs, self._names, self._grammar.marks)
        surround.menu(paragraphs)
        if story.byline is None:
            opening.mark(paragraphs, self._names, self._grammar.opens)
        declared = declared_of(story)
        headline.before_byline(paragraphs, declared, self._grammar.opens)
        title.said_twice(paragraphs, declared)

    def _label_captions(self, paragraphs: Sequence[Paragraph]) -> None:
        """Label captions by their words, their credits, and by what the text or another line says as well."""
        self._captions.by_opening(paragraphs)
        self._captions.over_two(paragraphs)
        credit_first.mark(paragraphs, self._credits, self._grammar.opens)
        caption_below.signs(paragraphs)
        caption_below.names(paragraphs, self._captions)
        self._captions.near_credits(paragraphs)
        self._captions.by_cue(paragraphs)
        self._captions.repeated(paragraphs)
        alt.doubled(paragraphs)
        alt.twice(paragraphs, self._credits.sure)
        alt.cut_short(paragraphs)
        alt.in_a_row(paragraphs)
        caption_below.houses(paragraphs, self._captions)
        credit_again.mark(paragraphs, self._captions)
        alt.lead_again(paragraphs)
        alt.apart(paragraphs)
        showing.in_frame(paragraphs, self._grammar.opens, self._credits.sure)

    def _structure(
        self, paragraphs: Sequence[Paragraph], found: Sequence[tuple[Paragraph, Found]], story: ParsedStory
    ) -> None:
        """Mark what its place shows: before the dateline or the text, amid it, after its end."""
        if found:
            digest.give_headings(paragraphs, [paragraph.index for paragraph, _ in found])
            begins = digest.summed_up(paragraphs, found[0][0].index, self._grammar.summing)
            if digest.is_headed(paragraphs, [paragraph.index for paragraph, _ in found]):
                begins -= 1  # the first item's heading is no title of the whole
            bylines.over_dateline(paragraphs, begins, self._names)
            headline.before_dateline(paragraphs, begins)
        else:
            declared = declared_of(story)
            title.find(paragraphs, declared)
            frame.head(paragraphs)
            title.by_place(paragraphs, declared)
            title.under(paragraphs)
        signed.as_dateline(paragraphs, found[0][1].agency if found else None)
        title.settle(paragraphs)
        showing.under_title(paragraphs, self._grammar.opens)
        showing.doing(paragraphs)
        headline.of_gallery(paragraphs)
        boxes.repeated(paragraphs)
        self._boxes.polls(paragraphs)
        links.within(paragraphs)
        links.before_button(paragraphs)
        announced.about(paragraphs, story.source_text)
        contacts.block(paragraphs)
        links.behind_sign(paragraphs)
        links.after_end(paragraphs)
        elsewhere.mark(paragraphs)
        links.twins(paragraphs)
        links.teasers(paragraphs)
        links.dated(paragraphs)
        surround.after_text(paragraphs)
        frame.tail(paragraphs)
        surround.last_line(paragraphs)
        boxes.closing(paragraphs)

    def _cut(self, paragraphs: Sequence[Paragraph], places: Sequence[Place], context: Story) -> None:
        """Cut what is glued to body paragraphs: sign-offs, notices in brackets, bylines."""
        last = glued.may_end(paragraphs)
        for paragraph, place in zip(paragraphs, places, strict=True):
            ends = paragraph.index in last
            if paragraph.taken or not (paragraph.asked or ends):
                continue
            here = place if place.last == ends else PLACES[place.head, place.tail, ends]
            for rule, start, end in self._rules.cuts(paragraph, here, context):
                paragraph.cut(start, end, rule.kind, rule.id)
