"""No pattern of a profile runs away on a text as long as it is asked of: exponential patterns show there, not later."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from pipeline import clean, extract, identity, parse
from pipeline.clean.forms import DATELINE_REACH
from pipeline.clean.paragraph import paragraphs_of, spaced
from pipeline.clean.profile import DatelineForm, Rule, profiles
from pipeline.clean.rules import REACH, SHORT, Ruleset
from pipeline.parse.decode import decode
from pipeline.parse.text import parse_text
from tests.unit.clean.attacks import TooSlowError, attack, texts_against

RULES = [rule for profile in profiles() for rule in profile.rules if rule.pattern]
FORMS = [form for profile in profiles() for form in profile.datelines]
# Rules that cut are asked of paragraphs of any length; few are longer.
PARAGRAPH = 1500
# What the code's own patterns are asked of is as long as this or longer; what is exponential shows at it.
LINE = 300
SECONDS = 0.1
STORIES = sorted((Path(__file__).parents[3] / "seeds" / "stories").glob("*.txt"))
# Of the specimens' prose a tenth is asked about; one careless rule makes it four fifths.
ENOUGH_PROSE, MOST_ASKED = 20, 0.25
MODULES = [
    found.name
    for package in (clean, extract, identity, parse)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


def sizes(rule: Rule) -> tuple[int, int]:
    """The most characters that a rule is asked of, and half as many."""
    longest = min(rule.max, rule.most) if rule.at == "paragraph" else REACH if rule.at == "end" else PARAGRAPH
    return longest, longest // 2


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_quick_at_its_limit(rule: Rule) -> None:
    assert rule.pattern
    run = rule.pattern.match if rule.at in ("paragraph", "start") else rule.pattern.search
    attack(run, texts_against(rule.pattern.pattern, sizes(rule)), SECONDS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_dateline_form_is_quick_at_its_limit(form: DatelineForm) -> None:
    attack(form.pattern.match, texts_against(form.pattern.pattern, (PARAGRAPH, DATELINE_REACH)), SECONDS)


@pytest.mark.parametrize("name", MODULES)
def test_patterns_in_code_are_quick_on_a_line(name: str) -> None:
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            attack(value.search, texts_against(value.pattern, (LINE,)), 2 * SECONDS)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:[A-Z]?[a-z]*)+\Z",
        r"(?:Read|Read more|[A-Z ]|[A-Za-z]{1,9}){1,60}\Z",
        r"Photos? by (?:\w{1,20} ?){1,20}\Z",
        r"(?=[^.!]{20,160}\Z)(?:[^.!]{0,40}?[a-z]{3}(?=[A-Z][a-z]{2})){2,12}[^.!]{3,40}\Z",
        r"(?:(?:\d{1,4}|\d\d:\d\d),? ?){1,40}(?:Uhr|Oslo)\Z",
    ],
)
def test_a_pattern_that_runs_away_is_found(pattern: str) -> None:
    with pytest.raises(TooSlowError, match=r"on (160|80) characters"):
        attack(re.compile(pattern).match, texts_against(pattern, (160, 80)), SECONDS)


def test_a_sound_pattern_passes() -> None:
    pattern = r"(?:[A-Z][a-z]{1,20}){2,12}, (?:\d{1,2}:\d\d)\Z"
    attack(re.compile(pattern).match, texts_against(pattern, (160, 80)), SECONDS)


def test_most_prose_is_asked_about_by_no_rule() -> None:
    """A rule whose ``ends`` is a full stop, or whose ``starts`` are common words, costs every paragraph its time."""
    texts = [parse_text(decode(path.read_bytes())[0]) for path in STORIES]
    paragraphs = [p for text in texts for p in paragraphs_of(spaced(text.source_text), text.blocks)]
    Ruleset.of(profiles()).look(paragraphs)
    prose = [p for p in paragraphs if p.prose and p.terminal and len(p.text) > SHORT]
    assert len(prose) > ENOUGH_PROSE
    assert sum(p.asked for p in prose) < MOST_ASKED * len(prose)
