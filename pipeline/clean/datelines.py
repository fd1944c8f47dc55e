"""The datelines of a story, found and cut: mostly one near its head, of a digest several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.clean import digest, glued
from pipeline.clean.dateline import Grammar
from pipeline.clean.dateline_odd import ALONE, at_end, within
from pipeline.clean.dateline_parts import Found
from pipeline.clean.dateline_said import NOTHING_SAID, Said
from pipeline.clean.fold import fold
from pipeline.clean.paragraph import Paragraph
from pipeline.clean.rules import Ruleset, Story
from pipeline.story import Kind

# Datelines without an agency's mark stand before this many paragraphs of body.
EARLY: Final = 2
# A dateline stands within the first so many paragraphs that are not furniture; a digest's items can come later.
FIRST_WITHIN: Final = 12
LAST_WITHIN: Final = 200
MOST_DATELINES: Final = 40
# A dateline's mark ends within so many characters.
MARK_NEAR: Final = 90
_MARK_END: Final = re.compile(r"[)/\]] ?[-–—_.=:]")


@dataclass(frozen=True, slots=True)
class Datelines:
    """Finds datelines by the profiles' grammar, behind what rules cut at a paragraph's start."""

    rules: Ruleset
    grammar: Grammar

    def cut(self, paragraphs: Sequence[Paragraph], context: Story) -> list[tuple[Paragraph, Found]]:
        """Cut the datelines, and the bylines in them; the first is the story's."""
        open_ = [p for p in paragraphs if not p.taken]
        found = self._all(paragraphs, open_, context)
        if not found and open_:
            found = self._odd(open_)
        if not found:
            glued.stamps(open_, lambda paragraph: self.rules.cuts_at_start(paragraph, context))
        for paragraph, dateline in found:
            if dateline.byline:
                paragraph.cut(*dateline.byline, Kind.BYLINE, dateline.rule)
            for start, end in _around(dateline):
                paragraph.cut(start, end, Kind.DATELINE, dateline.rule)
        return found

    def _all(
        self, paragraphs: Sequence[Paragraph], open_: Sequence[Paragraph], context: Story
    ) -> list[tuple[Paragraph, Found]]:
        """The story's dateline, and a digest's others, among the paragraphs that are still open."""
        found: list[tuple[Paragraph, Found]] = []
        prose = 0
        for number, paragraph in enumerate(open_):
            near, weak, more = number < LAST_WITHIN, False, False
            if found:
                # A place alone on its line is one of a page's boxes where a fuller dateline follows.
                early = weak = near and prose < EARLY and len(found) == 1 and found[0][1].rule == ALONE
                more = near and digest.goes_on(found[0][1], paragraphs, paragraph.index)
            else:
                # A page can have many lines before its text.
                early = prose < EARLY and (number < FIRST_WITHIN or (paragraph.prose and not prose))
            if early or more or (near and len(found) < MOST_DATELINES and _mark_near(paragraph.text)):
                said = Said(paragraphs, paragraph.index, self.grammar.before_place) if early else NOTHING_SAID
                dateline = self._found(paragraph, context, early or more, said)
                if dateline and not self._is_none(dateline, paragraph, paragraphs, open_, begun=prose > 0):
                    if weak and dateline.rule != ALONE and (not prose or _is_same(dateline, found[0][1])):
                        found.clear()
                    found.append((paragraph, dateline))
            prose += paragraph.prose
        return found

    def _is_none(
        self,
        dateline: Found,
        paragraph: Paragraph,
        paragraphs: Sequence[Paragraph],
        open_: Sequence[Paragraph],
        *,
        begun: bool,
    ) -> bool:
        """Whether what reads as a dateline is a line of a page or a list, by what stands round it."""
        bare = digest.is_bare(dateline, paragraphs, paragraph.index, self.grammar.opens, begun=begun)
        return bare or digest.listed(dateline, paragraph, paragraphs, open_)

    def _found(self, paragraph: Paragraph, context: Story, early: bool, said: Said) -> Found | None:
        """The dateline that a paragraph begins with, behind what a rule cuts there, which only a dateline allows."""
        for rule, _, end in self.rules.cuts_at_start(paragraph, context):
            dateline = self.grammar.at_start(paragraph.text, end, early=True, day=context.day, said=said)
            if dateline:
                paragraph.cut(0, end, rule.kind, rule.id)
                return dateline
        return self.grammar.at_start(paragraph.text, early=early, day=context.day, said=said)

    def _odd(self, open_: Sequence[Paragraph]) -> list[tuple[Paragraph, Found]]:
        """The dateline that stands within one of the first paragraphs, or ends the last."""
        for paragraph in open_[:2]:
            dateline = within(paragraph.text, self.grammar.marks, self.grammar.month)
            if dateline:
                return [(paragraph, dateline)]
        dateline = at_end(open_[-1].text, self.grammar.month)
        return [(open_[-1], dateline)] if dateline else []


def _is_same(dateline: Found, alone: Found) -> bool:
    """Whether the place that stood alone, as a page's section does, is the dateline's."""
    return dateline.city is not None and alone.city is not None and fold(dateline.city) == fold(alone.city)


def _mark_near(text: str) -> bool:
    """Whether an agency's mark, as a dateline has it, may stand near the beginning."""
    near = text[: MARK_NEAR + 4]
    if ")" not in near and "/" not in near and "]" not in near:
        return False
    end = _MARK_END.search(near)
    return end is not None and end.start() <= MARK_NEAR


def _around(dateline: Found) -> Iterator[tuple[int, int]]:
    """The dateline's span without the byline in it."""
    if dateline.byline is None:
        yield dateline.start, dateline.end
    else:
        yield dateline.start, dateline.byline[0]
        yield dateline.byline[1], dateline.end
