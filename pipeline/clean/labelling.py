"""Paragraphs that are furniture by themselves: by the payload's markup, a profile's rule, or a credit in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean import caption_credited
from pipeline.clean.caption import Captions
from pipeline.clean.credit import Credits
from pipeline.clean.dateline import Grammar
from pipeline.clean.listed import has_like, is_listed
from pipeline.clean.paragraph import Paragraph, beside
from pipeline.clean.places import last_of
from pipeline.clean.profile import Rule
from pipeline.clean.rules import PLACES, FoundCut, Place, Ruleset, Story
from pipeline.clean.shape import is_sentence
from pipeline.story import BlockKind, Kind

# A line of a place and an agency is no longer.
PLACE: Final = 40
# A list's item by its letter, of which ``(c)`` is the third.
_ITEM: Final = re.compile(r"\([a-zA-Z]\) ")
_BYLINE: Final = Kind.BYLINE
_CAPTION: Final = Kind.CAPTION
_SIGNOFF: Final = Kind.SIGNOFF
_PARAGRAPH: Final = BlockKind.PARAGRAPH
_MARKUP: Final = {BlockKind.CAPTION: Kind.CAPTION, BlockKind.CREDIT: Kind.CREDIT, BlockKind.BYLINE: Kind.BYLINE}


@dataclass(frozen=True, slots=True)
class Labelling:
    """Labels by the rules of the profiles and what they say of credits and captions."""

    rules: Ruleset
    credits: Credits
    captions: Captions
    grammar: Grammar

    def alone(self, paragraphs: Sequence[Paragraph], places: Sequence[Place], context: Story) -> None:
        """Label by markup, rules and lone credits."""
        for paragraph, place in zip(paragraphs, places, strict=True):
            if not paragraph.asked:
                continue
            markup = None if paragraph.block is _PARAGRAPH else _MARKUP.get(paragraph.block)
            if markup:
                credited = markup is _CAPTION and self.credits.sure(paragraph.text)
                paragraph.mark(Kind.CREDIT if credited else markup, f"generic.markup.{paragraph.block}")
            else:
                self._label_alone(paragraphs, paragraph, place, context)
            if paragraph.label is _CAPTION:
                self._cut_credit(paragraph, place, context)

    def _label_alone(self, paragraphs: Sequence[Paragraph], paragraph: Paragraph, place: Place, context: Story) -> None:
        """Label a line by a rule, or as a credit; its words are surer than a byline's rule that wants company."""
        rule = self._rule_for(paragraph, paragraphs, place, context)
        if (rule is None or self._is_shy(rule, paragraph.text)) and self._is_credit(paragraphs, paragraph):
            paragraph.mark(Kind.CREDIT, "generic.credit.alone")
        elif rule is not None:
            paragraph.mark_by(rule)

    def _is_shy(self, rule: Rule, text: str) -> bool:
        """Whether a byline's rule wants company for what is a credit by its words, and names no source."""
        shy = rule.company and rule.kind is _BYLINE
        return shy and self.credits.sure(text) and not self.credits.words.of_source(text)

    def credited(self, paragraphs: Sequence[Paragraph], places: Sequence[Place], context: Story) -> None:
        """Label captions that their credits end."""
        last = last_of(paragraphs)
        for paragraph, place in zip(paragraphs, places, strict=True):
            if paragraph.asked and not paragraph.taken:
                ends = paragraph.index >= last and not self.captions.goes_on(paragraphs, paragraph.index)
                self._label_credited(paragraph, place, context, last=ends)

    def _rule_for(
        self, paragraph: Paragraph, paragraphs: Sequence[Paragraph], place: Place, context: Story
    ) -> Rule | None:
        """The rule that takes the whole paragraph, unless what is round it shows that the line is the text's own."""
        rule = self.rules.whole(paragraph, place, context)
        if rule is None or self._is_amid(rule, paragraphs, paragraph.index):
            return None
        return None if is_listed(rule, paragraphs, paragraph.index) else rule

    def _is_credit(self, paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> bool:
        """Whether a line is nothing but a credit, no dateline, and none of a list of names and their parties."""
        lone = not paragraph.prose and self.credits.alone(paragraph.text) and not self.grammar.opens(paragraph.text)
        listed = _ITEM.match(paragraph.text) and any(_ITEM.match(p.text) for p in beside(paragraphs, paragraph.index))
        return lone and not listed and not has_like(paragraphs, paragraph.index, self.credits.by_shape)

    def _is_amid(self, rule: Rule, paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Whether text goes on after what a rule takes for a sign-off, and it credits a picture: ``© Mara Linden``."""
        after = paragraphs[index + 1 : index + 3] if rule.kind is _SIGNOFF else ()
        follows = any(map(is_sentence, after))
        return follows and self.credits.alone(paragraphs[index].text)

    def _label_credited(self, paragraph: Paragraph, place: Place, context: Story, *, last: bool) -> None:
        """Label a caption that its credit ends."""
        credit = self._credit_of(paragraph, place, context)
        if credit is None:
            if not self._is_place_and_agency(paragraph.text):
                caption_credited.mark(paragraph, self.captions, last=last)
            return
        rule, start, end = credit
        if last and start and self._signs_off(paragraph, place, context, end):
            return
        paragraph.mark(Kind.CAPTION if start else Kind.CREDIT, rule.id)
        paragraph.cut(start, end, Kind.CREDIT, rule.id)

    def _signs_off(self, paragraph: Paragraph, place: Place, context: Story, end: int) -> bool:
        """Whether what reads as a credit at the end of the story's last paragraph is its sign-off."""
        cuts = self.rules.cuts(paragraph, PLACES[place.head, place.tail, True], context)
        return any(rule.kind is _SIGNOFF and cut_end == end for rule, _, cut_end in cuts)

    def _is_place_and_agency(self, text: str) -> bool:
        """Whether a line is a dateline of its own: ``Madrid (AFP)``."""
        return len(text) <= PLACE and text[-1] == ")" and self.grammar.opens(text)

    def _cut_credit(self, paragraph: Paragraph, place: Place, context: Story) -> None:
        """Cut the credit out of a paragraph that is known to be a caption."""
        credit = self._credit_of(paragraph, place, context)
        if credit is None:
            self.captions.cut_credit(paragraph)
        else:
            rule, start, end = credit
            paragraph.cut(start, end, Kind.CREDIT, rule.id)

    def _credit_of(self, paragraph: Paragraph, place: Place, context: Story) -> FoundCut | None:
        """The credit that a rule finds at the paragraph's end, from where it begins."""
        credit = self.rules.credit(paragraph, place, context)
        if credit is None:
            return None
        rule, start, end = credit
        return rule, self.credits.begin_of(paragraph.text, start, end), end
