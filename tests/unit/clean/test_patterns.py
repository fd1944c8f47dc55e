"""A pattern whose long pieces are parsed once for all is the pattern that it is when parsed as it stands."""

import re

import pytest

from pipeline.clean.alternation import alternation
from pipeline.clean.patterns import compiled, parsed, sharing
from pipeline.clean.profile import profiles

TOWNS = [f"Town{number:03}x" for number in range(400)]
ANY_TOWN = alternation(TOWNS)
PATTERNS = [
    r"(?P<city>{town}), (?P<again>{town})?",
    r"(?:{town}){{2,3}}|{town}!|{town}\?",
    r"(?<=In )(?:{town}|the sea)",
    r"(?!{town})\w+ (?>{town})",
    r"({town})-\1",
    r"(?i)at {town}",
    r"{town}|{town}s",
]
TEXTS = ["Town007x, Town399x", "Town001xTown002x", "Town003x!", "In Town004x", "Oslo Town005x", "Town006x-Town006x"]
TEXTS += ["AT TOWN008X", "Town009xs", "Town400x", "", "Town01", "In the sea", "Town006x-Town007x"]


def said(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    return [(match.span(), match.groups(), match.groupdict()) for match in pattern.finditer(text)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_pieces_that_are_put_in_match_as_they_stand(pattern: str) -> None:
    written = pattern.format(town=ANY_TOWN)
    plain = re.compile(written)
    with sharing([ANY_TOWN]):
        shared, widths = compiled.__wrapped__(written), parsed(written).getwidth()
    assert widths == parsed(written).getwidth()
    assert (shared.pattern, shared.flags, shared.groupindex) == (plain.pattern, plain.flags, plain.groupindex)
    assert [said(shared, text) for text in TEXTS] == [said(plain, text) for text in TEXTS]


@pytest.mark.parametrize("pattern", ["[{town}]", "[^{town}]", "[a{town}z]+"])
def test_a_piece_within_a_set_is_read_as_it_stands(pattern: str) -> None:
    written = pattern.format(town="(?:" + "ab" * 600 + ")")
    plain = re.compile(written)
    with sharing(["(?:" + "ab" * 600 + ")"]):
        shared = compiled.__wrapped__(written)
    assert [said(shared, text) for text in "ab(?:)z"] == [said(plain, text) for text in "ab(?:)z"]


def test_some_of_the_packages_own_patterns_are_what_the_parser_gives() -> None:
    asked = [(rule.pattern, rule.takes) for profile in profiles() for rule in profile.rules if rule.pattern]
    asked += [(form.pattern, form.takes) for profile in profiles() for form in profile.datelines]
    for pattern, takes in asked[::30]:
        plain = re.compile(pattern.pattern)
        assert [said(pattern, text) for text in takes] == [said(plain, text) for text in takes]
