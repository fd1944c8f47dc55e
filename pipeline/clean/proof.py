"""A profile's rules held against their own examples, and its marks against those of the others."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.clean.forms import Forms
from pipeline.clean.paragraph import Paragraph, paragraphs_of, spaced
from pipeline.clean.profile import DatelineForm, Profile, Rule
from pipeline.clean.rules import PLACES, SHORT, Ruleset, Story
from pipeline.story import Block

EVERYWHERE = PLACES[True, True, True]
_NO_START = ": it begins with none of starts, which tell capital letters from small ones"


class Alone:
    """A rule without the others, wherever in a story the paragraph stands; or several with the same ``until``."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = Ruleset(rules)
        self._story = Story(rules[0].agency, rules[0].until)

    def takes(self, text: str) -> bool:
        """Whether the rule takes the paragraph or something in it."""
        return next(self.taking(text), None) is not None

    def taking(self, text: str) -> Iterator[Rule]:
        """Rules that take the paragraph or something in it: not all that would, but one at least."""
        paragraph = _paragraph(text)
        self._rules.look([paragraph])
        if whole := self._rules.whole(paragraph, EVERYWHERE, self._story):
            yield whole
        yield from (rule for rule, _, _ in self._rules.cuts(paragraph, EVERYWHERE, self._story))
        yield from (rule for rule, _, _ in self._rules.cuts_at_start(paragraph, self._story))
        if credit := self._rules.credit(paragraph, EVERYWHERE, self._story):
            yield credit[0]


class AloneForm:
    """A form of datelines without the others, at the beginning of a story."""

    def __init__(self, form: DatelineForm) -> None:
        # The marks that a form may begin with are in its pattern; what they are elsewhere looked up by is not at hand.
        form = replace(form, mark_first=False)
        self._day = form.until
        self._forms = Forms([Profile(form.agency, form.agency, (), datelines=(form,))])

    def takes(self, text: str) -> bool:
        """Whether the text begins with a dateline of the form."""
        return self._forms.at(text, 0, early=True, day=self._day) is not None


def unproved(profile: Profile, others: Iterable[Profile]) -> Iterator[str]:
    """What is wrong in a profile that can be loaded, a sentence each: examples that fail, marks that are another's."""
    for rule in profile.rules:
        yield from rule_faults(rule)
    for form in profile.datelines:
        yield from form_faults(form)
    taken = {mark: other.id for other in others if other.id != profile.id for mark in other.marks}
    for mark in profile.marks:
        if mark in taken:
            yield f'the mark "{mark}" is {taken[mark]}\'s: it can tell nobody whose copy it is; leave it to one of them'


def rule_faults(rule: Rule) -> Iterator[str]:
    """The examples that a rule does not take, with the reason where it is plain; those it takes and should keep."""
    alone = Alone(rule)
    for text in rule.takes:
        if not alone.takes(text):
            yield f'{rule.id} does not take its own example "{text}"{_hint(rule, text)}'
    for text in rule.keeps:
        if alone.takes(text):
            yield f'{rule.id} takes what it should keep: "{text}"'


def form_faults(form: DatelineForm) -> Iterator[str]:
    """The same of a form of datelines."""
    alone = AloneForm(form)
    for text in form.takes:
        if not alone.takes(text):
            reason = _case(form.pattern, text) if _begins(text, form.starts) else _NO_START
            yield f'{form.id} does not take its own example "{text}"{reason}'
    for text in form.keeps:
        if alone.takes(text):
            yield f'{form.id} takes what it should keep: "{text}"'


def _hint(rule: Rule, text: str) -> str:
    if len(text) > rule.max:
        return f": it has {len(text)} characters, the rule looks at {rule.max} at most (max)"
    if not _begins(text, rule.starts):
        return _NO_START
    if rule.pattern is None:
        return ""
    if len(text) > SHORT and not (rule.starts or rule.has or rule.ends):
        return f": a pattern alone looks at {SHORT} characters at most; name starts or has as well"
    return _case(rule.pattern, text)


def _case(pattern: re.Pattern[str], text: str) -> str:
    if re.search(pattern.pattern, text, re.IGNORECASE) and not pattern.search(text):
        return ": patterns tell capital letters from small ones; begin it with (?i:...) where both occur"
    return ""


def _begins(text: str, starts: Sequence[str]) -> bool:
    return not starts or text.startswith(tuple(starts))


def _paragraph(text: str) -> Paragraph:
    return paragraphs_of(spaced(text), (Block(0, len(text)),))[0]
