"""A profile's rules are held against their own examples, and what fails is told with the reason."""

import re
from dataclasses import replace

import pytest

from pipeline.clean.profile import DatelineForm, Profile, Rule, profiles
from pipeline.clean.proof import Alone, form_faults, rule_faults, unproved
from pipeline.story import Kind

LONG = "nord " + "a " * 80


def rule(example: str, **fields: object) -> Rule:
    return Rule("nord.end", "nord", Kind.SIGNOFF, "paragraph", takes=(example,), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (rule("NORD ml", pattern=re.compile(r"(?:nord [a-z]{2})\Z")), "capital letters from small"),
        (rule("NORD ml", starts=("nord ",)), "begins with none of starts"),
        (rule(LONG, starts=("nord",), max=40), "165 characters, the rule looks at 40 at most"),
        (rule(LONG, pattern=re.compile(r"(?:nord [a ]{1,200})\Z")), "name starts or has as well"),
        (rule("nord", lines=("north",)), 'does not take its own example "nord"'),
    ],
)
def test_an_example_that_fails_is_told_with_the_reason(broken: Rule, reason: str) -> None:
    (fault,) = rule_faults(broken)
    assert fault.startswith("nord.end does not take its own example")
    assert reason in fault


def test_what_should_be_kept_is_told() -> None:
    (fault,) = rule_faults(rule("nord ends", starts=("nord",), keeps=("nord of town",)))
    assert fault == 'nord.end takes what it should keep: "nord of town"'


def test_a_dateline_that_fails_is_told() -> None:
    form = DatelineForm("nord.form", "nord", re.compile("OSLO: "), takes=("Oslo: Rain.",), keeps=("OSLO: No.",))
    first, second = form_faults(form)
    assert "capital letters from small" in first
    assert second == 'nord.form takes what it should keep: "OSLO: No."'


def test_a_dateline_is_held_against_all_that_its_form_asks() -> None:
    example, kept = "Oslo, NORD: Rain.", "Bergen, NORD: Rain."
    form = DatelineForm(
        "nord.form", "nord", re.compile(r"\w+, NORD: "), starts=("Oslo",), takes=(example,), keeps=(kept,)
    )
    assert [*form_faults(form)] == []
    (fault,) = form_faults(replace(form, takes=(kept,)))
    assert fault.startswith(f'nord.form does not take its own example "{kept}": it begins with none of starts')
    assert len([*form_faults(replace(form, has=("+",)))]) == 1


def test_a_mark_of_another_agency_is_told() -> None:
    (fault,) = unproved(Profile("nord", "Nord", ("NORD", "AFP")), profiles())
    assert '"AFP" is afp\'s' in fault


def test_no_profile_has_the_mark_of_another() -> None:
    marks = [mark for profile in profiles() for mark in profile.marks]
    assert len(marks) == len(set(marks))


def test_a_preformatted_block_of_several_lines_can_be_tried() -> None:
    alone = Alone(rule("", has=("photo by",), pattern=re.compile(r"(?:.{1,90}photo by .{2,30})\Z")))
    assert alone.takes("Table one\nA pier, photo by Linden")
