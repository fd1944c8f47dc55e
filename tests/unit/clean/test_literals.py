"""What is read off a pattern holds for every match of it, and no text breaks the search."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.alternation import alternation
from pipeline.clean.literals import DIGIT, AnyOf, Literals, lengths, needed
from pipeline.clean.profile import Rule, profiles

PATTERNS = [
    r"photos? by [A-Z]\w+",
    r"(?:left|right)(?:, |\.)(?:pier|quay)?",
    r"(?i:photo) of (?P<who>\w+)",
    r"a{2,3}(?:bc)+d?",
    r"(?=.{0,9}harbour)\w+ \w+",
    r"(?!x)(?:ab|cd)|ef[gh]{2}",
    r"[^\d]\d{2}:[0-5]\d",
    r"(?>lamp|lantern) (?:post)*",
    r"(写真|図)[：:]",
    r"\w+@\w+",
    r"(?:[Ii]n|[Oo]n) (?:this|that)?",
    r"(ferry|tram)\1",
]
RULES = [rule for profile in profiles() for rule in profile.rules if rule.pattern and rule.takes]


def holds(literals: frozenset[str], text: str) -> bool:
    return not literals or any(literal in text or (literal == DIGIT and re.search(r"\d", text)) for literal in literals)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_every_match_holds_a_needed_literal(pattern: str, data: st.DataObject) -> None:
    assert holds(needed(pattern), data.draw(st.from_regex(pattern)))


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_every_match_is_as_long_as_its_pattern_allows(pattern: str, data: st.DataObject) -> None:
    least, most = lengths(pattern)
    assert least <= len(data.draw(st.from_regex(pattern, fullmatch=True))) <= most


WORDS = st.text(alphabet="ab.( ", min_size=1, max_size=4)


@given(words=st.lists(WORDS, min_size=1, max_size=8), text=st.text(alphabet="ab.( ", max_size=8))
def test_words_as_a_tree_match_as_the_longest_first_do(words: list[str], text: str) -> None:
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    found = re.match(alternation(words), text)
    assert (found and found[0]) == ((plain := re.match(longest_first, text)) and plain[0])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_rule_takes_holds_what_its_pattern_needs(rule: Rule) -> None:
    assert rule.pattern
    assert [text for text in rule.takes if not holds(needed(rule.pattern.pattern), text)] == []


def test_what_ignores_case_or_is_any_character_needs_nothing() -> None:
    assert [needed(pattern) for pattern in ("(?i)photo by", "(?i:photo)", r"\w+", "(?:photo)?", "photo|[a-z]")] == [
        frozenset()
    ] * 5


@given(text=st.text(alphabet=st.one_of(st.sampled_from("photo by:7"), st.characters()), max_size=40))
def test_asking_first_changes_no_answer(text: str) -> None:
    patterns = ["(?:photo|o) by", r"\d{2}", "b[a-z]:", "[^a-z]y"]
    together, plain = AnyOf(patterns), re.compile("|".join(patterns))
    assert together.match(text) == bool(plain.match(text))
    assert together.search(text) == bool(plain.search(text))


def test_lone_surrogates_and_digits_of_all_scripts() -> None:
    literals = Literals(["pier", DIGIT])
    assert literals.held("the \ud800 pier ٣") == ["pier", DIGIT]
    assert literals.held("a pi\udfffer") == []
