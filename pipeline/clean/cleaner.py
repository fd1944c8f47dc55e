"""The order in which a story's paragraphs are judged: each step sees what those before it have taken.

First what is furniture by itself and what stands beside it, then datelines, then what the place before, amid or after
the text shows, at last what is glued to the body's own paragraphs. Within each the surest goes first, for what is known
is the company of what comes next. What a step needs of those before it stands over it; ``docs/adding-a-pass.md`` tells
where a new one belongs.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from pipeline.clean import (
    alt,
    announced,
    authors,
    behind,
    bios,
    boxes,
    bylines,
    caption_below,
    caption_under,
    cards,
    comments,
    company,
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
    open_end,
    opening,
    row_behind,
    rows,
    showing,
    signed,
    stamped,
    surround,
    teased,
    title,
    title_settled,
    title_shown,
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
from pipeline.clean.places import OF_PAGE, places_of
from pipeline.clean.profile import Profile
from pipeline.clean.rules import PLACES, Place, Ruleset, Story
from pipeline.parse.headline import declared_of, title_apart_of
from pipeline.story import CleanStory, ParsedStory


class Cleaner:
    """Cleans stories by a set of profiles, compiled once."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.profiles = tuple(profiles)
        self._credits = Credits.of(self.profiles)
        self._captions = Captions.of(self.profiles, self._credits)
        self._rules = Ruleset.of(self.profiles, also=self._captions.literals())
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
        # Which paragraph may close the story, and whether a gallery goes on, tell the lines that were labelled alone.
        self._labelling.credited(paragraphs, places, context)
        # Beside the pictures known by now.
        behind.marks(paragraphs, self._credits.printed)
        # Before lines without company are given back: ages have none but the cards that they stand in.
        cards.mark(paragraphs, self._grammar.opens)
        # All that has a rule of its own is labelled, so each line's company is known; nothing is yet concluded from it.
        company.give_back(paragraphs)
        # Likewise the names that are a list's, before a caption or a byline is found beside them.
        listed.without_fields(paragraphs)
        self._label_head(paragraphs, story)
        self._label_captions(paragraphs)
        # A line before a credit is a caption, and a list of links goes on over what is the page's.
        announced.runs(paragraphs)
        announced.after_notice(paragraphs)
        # Promos show that a page is there, and furniture where its boxes stand.
        self._boxes.mark(paragraphs)

    def _label_head(self, paragraphs: Sequence[Paragraph], story: ParsedStory) -> None:
        """Label what stands over the text: stamps, bylines, a menu, sections, the headline, each beside the former."""
        stamped.in_head(paragraphs, self._grammar.month)
        # A name over a stamp, or with its agency, which may be labelled as a credit or a sign-off.
        bylines.mark(paragraphs, self._names)
        # All prose is known that nothing takes by itself.
        bylines.give_back_told(paragraphs)
        # A name after a stamp; an agency under a byline.
        signed.by_place(paragraphs, self._names, self._grammar.marks)
        # What is taken by now is no item; promos and headers show a page's menu.
        surround.menu(paragraphs)
        if story.byline is None:
            # Stamps and bylines stand under the headline, and what is taken is no section.
            opening.mark(paragraphs, self._names, self._grammar.opens)
        declared = declared_of(story)
        # The first line that no section's name is, straight over a byline or a stamp.
        headline.before_byline(paragraphs, declared, self._grammar.opens)
        # Only where no headline is known.
        title.said_twice(paragraphs, declared)
        title_shown.said_in_other_signs(paragraphs, declared)

    def _label_captions(self, paragraphs: Sequence[Paragraph]) -> None:
        """Label captions by their words, their credits, and by what the text or another line says as well."""
        # By nothing but their words and their own credits.
        self._captions.by_opening(paragraphs)
        self._captions.over_two(paragraphs)
        credit_first.mark(paragraphs, self._credits, self._grammar.opens)
        caption_below.signs(paragraphs)
        # A name over a lone credit, which else would be the credit's caption.
        caption_below.names(paragraphs, self._captions)
        # How a story sets its pictures is told by all lone credits, and by the captions known.
        self._captions.near_credits(paragraphs)
        # Beside the pictures known by now; a credit that has its caption over it is none of another.
        caption_under.mark(paragraphs, self._grammar.opens)
        self._captions.by_cue(paragraphs)
        # What known captions say, or another line.
        self._captions.repeated(paragraphs)
        alt.doubled(paragraphs)
        alt.twice(paragraphs, self._credits.sure)
        alt.cut_short(paragraphs)
        alt.in_a_row(paragraphs)
        # Lines below or beside captions that are known by now.
        caption_below.houses(paragraphs, self._captions)
        credit_again.mark(paragraphs, self._captions)
        # Beside credits and a page's pieces; the lead is the first sentence that is no caption.
        alt.lead_again(paragraphs)
        alt.apart(paragraphs)
        # The text goes on under the pictures of its head, which all else has labelled.
        showing.in_frame(paragraphs, self._grammar.opens, self._credits.sure)

    def _structure(
        self, paragraphs: Sequence[Paragraph], found: Sequence[tuple[Paragraph, Found]], story: ParsedStory
    ) -> None:
        """Mark what its place shows: before the dateline or the text, amid it, after its end."""
        if found:
            self._mark_before_dateline(paragraphs, [paragraph.index for paragraph, _ in found])
        else:
            _find_title(paragraphs, declared_of(story), self._grammar.summing)
        signed.as_dateline(paragraphs, found[0][1].agency if found else None)
        # What has been taken for the title by its place gives way to what the text takes up.
        apart = title_apart_of(story)
        title_settled.give_back(paragraphs, apart)
        # The standfirst is open by now; a question is a title only where nothing else is.
        title_shown.mark(paragraphs, apart)
        title_settled.settle(paragraphs)
        # A line without a full stop may be the title, until that is known.
        showing.under_title(paragraphs, self._grammar.opens)
        # Under the title, its stamp or its byline, or beside another picture.
        showing.doing(paragraphs)
        # A short line between a credit and a gallery's count that is still open.
        headline.of_gallery(paragraphs)
        self._mark_amid(paragraphs, story)
        # What the frame took by its place before the text can be a byline; then it shows whose box stands behind.
        authors.before_text(paragraphs, self._names)
        authors.behind_text(paragraphs, self._names)
        # All bylines over the text are known.
        bios.mark(paragraphs, self._names)
        _mark_behind(paragraphs, self._grammar)

    def _mark_before_dateline(self, paragraphs: Sequence[Paragraph], datelines: Sequence[int]) -> None:
        """Mark the headline and the page's lines before the first dateline; furniture there shows a page's frame."""
        # Headings that were taken for captions count among what stands over the dateline.
        digest.give_headings(paragraphs, datelines)
        begins = datelines[0]
        label = digest.summed_up(paragraphs, begins, self._grammar.summing)
        points = digest.points_under(paragraphs[:begins], label) if label < begins else frozenset()
        # The points are text; what the page sets below them is not.
        if len(points) > 1 and not any(p.label in OF_PAGE for p in paragraphs[label + 1 : begins]):
            begins = label
        # Of a digest the first item's heading is no title of the whole.
        if digest.is_headed(paragraphs, datelines):
            begins -= 1
        # A name there is no line of the page, nor the title.
        bylines.over_dateline(paragraphs, begins, self._names)
        headline.before_dateline(paragraphs, begins, points)

    def _mark_amid(self, paragraphs: Sequence[Paragraph], story: ParsedStory) -> None:
        """Mark boxes and links amid the text, where the promos that rules and the frame know show a page."""
        boxes.repeated(paragraphs)
        self._boxes.polls(paragraphs)
        # Cuts of datelines tell the headings of a digest's items from links.
        links.within(paragraphs)
        links.before_button(paragraphs)
        # To the next furniture, or to the end.
        announced.about(paragraphs, story.source_text)

    def _cut(self, paragraphs: Sequence[Paragraph], places: Sequence[Place], context: Story) -> None:
        """Cut what is glued to body paragraphs: sign-offs, notices in brackets, bylines.

        Last of all, for only what nothing has taken is body, and its last paragraph is where a story is signed.
        """
        last = glued.may_end(paragraphs)
        for paragraph, place in zip(paragraphs, places, strict=True):
            ends = paragraph.index in last
            if paragraph.taken or not (paragraph.asked or ends):
                continue
            here = place if place.last == ends else PLACES[place.head, place.tail, ends]
            for rule, start, end in self._rules.cuts(paragraph, here, context):
                paragraph.cut(start, end, rule.kind, rule.id)


def _find_title(paragraphs: Sequence[Paragraph], declared: str | None, summing: frozenset[str]) -> None:
    """Mark the title of a story without a dateline, and the page's lines before the text, each where none is known."""
    # The text's own words are surer than a frame, and this surer than the first place.
    title.find(paragraphs, declared)
    frame.head(paragraphs)
    title.by_place(paragraphs, declared)
    # Below the title.
    title.under(paragraphs, summing)


def _mark_behind(paragraphs: Sequence[Paragraph], grammar: Grammar) -> None:
    """Mark what stands behind the text, the surest first: each piece known is the company of the lines beside it."""
    # Readers write in sentences and in prose.
    comments.mark(paragraphs, grammar.month)
    # A page's own sentence would end the text too late for all that follows here.
    teased.mark(paragraphs)
    contacts.block(paragraphs)
    # Behind a sign-off, be it the office's contacts, or a line of rights.
    links.behind_sign(paragraphs)
    links.after_end(paragraphs)
    # Titles told twice: round a stamp or a teaser, in a row, with furniture between, with a stamp.
    elsewhere.mark(paragraphs)
    links.twins(paragraphs)
    links.teasers(paragraphs)
    links.dated(paragraphs)
    rows.mark(paragraphs, grammar.month)
    # Behind the last sentence that is still open, beside the pieces known by now; then two promos are enough.
    surround.after_text(paragraphs)
    frame.tail(paragraphs)
    # One line is left between the text and the page.
    surround.last_line(paragraphs)
    boxes.closing(paragraphs)
    # No piece among these is known, or one.
    open_end.mark(paragraphs)
    # A sentence of the page stands behind them, or several.
    row_behind.mark(paragraphs)
    # All pieces behind the text are known by now.
    surround.amid_page(paragraphs)
