"""Every rule of every profile takes its examples, leaves its counter-examples, and never backtracks badly."""

import re
from functools import partial
from pathlib import Path

import pytest

from pipeline.clean.dateline import Grammar
from pipeline.clean.paragraph import Paragraph, paragraphs_of
from pipeline.clean.profile import AGENCIES, DatelineForm, Rule, load_profiles, profiles
from pipeline.clean.profile_file import faults_of
from pipeline.clean.proof import Alone, form_faults, rule_faults
from pipeline.clean.rules import PLACES, REACH, Ruleset, Story
from pipeline.errors import ConfigError
from pipeline.story import Block
from tests.speed import within

RULES = [rule for profile in profiles() for rule in profile.rules]
FORMS = [form for profile in profiles() for form in profile.datelines]
EVERY: list[Rule | DatelineForm] = [*RULES, *FORMS]
ALL = Ruleset.of(profiles())
GRAMMAR = Grammar.of(profiles())
PROSE = (
    "The ferry to the northern pier left an hour late because its crew was waiting for a crane, "
    "and the harbour master promised that the morning boat would be on time again."
)
MEGABYTE = 1_000_000


@pytest.mark.parametrize("path", sorted(AGENCIES.glob("*.toml")), ids=lambda path: path.stem)
def test_profile_fits_its_schema(path: Path) -> None:
    assert [str(fault) for fault in faults_of(path)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_takes_and_keeps(rule: Rule) -> None:
    assert [*rule_faults(rule)] == []


@pytest.mark.parametrize("text", sorted({text for rule in RULES for text in rule.takes}))
def test_what_no_rule_is_asked_of_none_takes(text: str) -> None:
    for whole in (text, f"{text} {PROSE}", f"{PROSE} {text}", f"{PROSE}{text}"):
        paragraph = paragraphs_of(whole, (Block(0, len(whole)),))[0]
        ALL.look([paragraph])
        assert paragraph.asked or not _found(paragraph)


def _found(paragraph: Paragraph) -> bool:
    """Whether any rule finds something in a paragraph that is not the story's last."""
    places = [place for place in PLACES.values() if not place.last]
    return any(
        ALL.whole(paragraph, place, Story())
        or ALL.credit(paragraph, place, Story())
        or [*ALL.cuts(paragraph, place, Story())]
        for place in places
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_dateline_form_takes_and_keeps(form: DatelineForm) -> None:
    assert [*form_faults(form)] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_dateline_form_is_not_in_the_shadow_of_another(form: DatelineForm) -> None:
    found = [GRAMMAR.at_start(text, early=True, day=form.until) for text in form.takes]
    assert {each and each.rule for each in found} == {form.id}


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES] + [form.id for form in FORMS]
    assert sorted(ids) == sorted(set(ids))


def adversaries(examples: tuple[str, ...], literals: tuple[str, ...]) -> list[str]:
    """A megabyte of each thing that could lead the pattern astray."""
    seeds = [
        *examples,
        *literals[:20],
        "a",
        "A",
        "(",
        "Aa ",
        "By Aa Aa, ",
        "1 ",
        "- ",
        "a.b@",
        "あ",
        "(Aa/",
        "[AP/",
        "á ",
    ]
    seeds += [
        " ",
        "\n",
        "[",
        "]",
        ")",
        "0",
        "“",
        "-",
        ".",
        "/",
        ":",
        "\u3000",
        "Ａ",
        "e\u0301",
        "\u202e",
        "A.B ",
        "1:2, ",
    ]
    texts = [seed * (MEGABYTE // len(seed)) for seed in seeds if seed]
    texts += [near for example in examples[:3] for near in near_matches(example)]
    return [*texts, *(literal + "Aa, " * (MEGABYTE // 4) + "!" for literal in literals[:4])]


def near_matches(example: str) -> list[str]:
    """An example of what the pattern takes with one run grown to a megabyte, and a last character that is wrong.

    What a repetition in the pattern stands for is what grows: a space, a figure, a letter small or capital, a word.
    """
    runs = [
        next((m for m in re.finditer(kind, example)), None) for kind in (r" ", r"\d", r"[^\W\d_]", r"[A-Z]", r"\w+ ")
    ]
    grown = [
        example[: run.start()] + run[0] * (MEGABYTE // len(run[0])) + example[run.end() :]
        for run in runs
        if run is not None
    ]
    return [*(text + "\x00" for text in grown), example[:-1] * (MEGABYTE // max(1, len(example) - 1))]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.pattern], ids=lambda rule: rule.id)
def test_rule_is_quick_on_a_megabyte(rule: Rule) -> None:
    pattern = rule.pattern
    assert pattern is not None

    def run(text: str) -> object:
        if rule.at == "end":
            return pattern.search(text, len(text) - REACH)
        if rule.at == "anywhere":
            return sum(1 for _ in pattern.finditer(text))
        return pattern.match(text)

    texts = adversaries(rule.takes, (*rule.starts, *rule.has))
    assert [text[:40] for text in texts if not within(0.1, partial(run, text))] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_dateline_form_is_quick_on_a_megabyte(form: DatelineForm) -> None:
    texts = adversaries(form.takes, form.starts)
    assert [text[:40] for text in texts if not within(0.1, partial(form.pattern.match, text))] == []


def test_patterns_have_no_unbounded_repetition_within_another() -> None:
    unbounded = re.compile(r"(?<!\\)[*+](?![^\[]*\])[^()]*\)[*+{]")
    assert [each.id for each in EVERY if each.pattern and unbounded.search(each.pattern.pattern)] == []


def test_a_broken_profile_is_named_with_its_fault(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(
        'id = "odd"\nname = "Odd"\nmarks = ["ODD"]\n[[rule]]\nid = "x"\nkind = "nonsense"\n'
    )
    with pytest.raises(ConfigError, match=r"odd\.toml"):
        load_profiles(tmp_path)


PIECED = """id = "odd"
name = "Odd"
marks = ["ODD"]
[[rule]]
id = "promo.pier"
kind = "promo"
at = "paragraph"
starts = ["Pier"]
pattern = "{pier} open"
takes = ["Pier open"]
[part]
"""
PIER, NAME, ROUND = "pier = '(?:{name}|Quay)'", "name = '[A-Z]ier'", "name = '(?:{pier}|Mole)'"


@pytest.mark.parametrize("parts", [f"{PIER}\n{NAME}", f"{NAME}\n{PIER}"])
def test_pieces_stand_within_pieces_in_any_order(tmp_path: Path, parts: str) -> None:
    (tmp_path / "odd.toml").write_text(PIECED + parts)
    (rule,) = load_profiles(tmp_path)[0].rules
    assert [*rule_faults(rule)] == []


def test_of_a_piece_that_is_a_list_one_form_fits(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(PIECED + "pier = ['{quay}', 'Pier']\nquay = ['Quay', 'Kai']")
    (rule,) = load_profiles(tmp_path)[0].rules
    assert rule.pattern is not None
    assert rule.pattern.pattern == r"(?:(?:(?:Quay|Kai)|Pier) open)\Z"


def test_of_several_patterns_one_fits_unless_something_forbids_it(tmp_path: Path) -> None:
    several = """pattern = ['{pier} open', 'Pier shut']
unless = [".{0,20} said", ".{0,20}: no"]"""
    (tmp_path / "odd.toml").write_text(PIECED.replace('pattern = "{pier} open"', several) + f"{PIER}\n{NAME}")
    (rule,) = load_profiles(tmp_path)[0].rules
    alone, texts = Alone(rule), ("Pier open", "Pier shut", "Pier shut up", "Pier open she said", "Pier: no Pier open")
    assert [alone.takes(text) for text in texts] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        (f"{PIER}\n{ROUND}", r"odd\.toml: \{pier\} stands within itself, by way of pier, name: write one"),
        (PIER, r"odd\.toml: \{name\} in .* names no \[part\]"),
        (f"{PIER}\n{NAME}\n[vocabulary]\nname = ['Mara']", r"odd\.toml: \[part\] name is a list of words too"),
    ],
)
def test_a_piece_that_cannot_be_written_out_is_named(tmp_path: Path, parts: str, fault: str) -> None:
    (tmp_path / "odd.toml").write_text(PIECED + parts)
    with pytest.raises(ConfigError, match=fault):
        load_profiles(tmp_path)
