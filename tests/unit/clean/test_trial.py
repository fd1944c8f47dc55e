import datetime as dt
import re

import pytest

from pipeline.clean import cleaner
from pipeline.clean.profile import DatelineForm, Profile, Rule
from pipeline.clean.trial import Looks, Sample, repeated, silent, stayed, taken
from pipeline.story import Block, BlockKind, CleanStory, Furniture, Kind, Paragraph, ParsedStory

SENTENCE = "The council of the harbor town voted on Monday to mend the bridge before the winter storms come again."
PROFILE = Profile(
    id="nord",
    name="Nord News",
    marks=("NORD", "Nord News"),
    rules=(
        Rule("nord.signoff.end", "nord", Kind.SIGNOFF, "paragraph"),
        Rule("nord.header.old", "nord", Kind.HEADER, "paragraph", until=dt.date(1999, 12, 31)),
    ),
    datelines=(DatelineForm("nord.dateline.star", "nord", re.compile("x")),),
)


def sample(*texts: str, file: str = "a.txt", furniture: tuple[Furniture, ...] = ()) -> Sample:
    whole = "\n\n".join(texts)
    parsed = ParsedStory("text", whole, (Block(0, len(whole)),))
    return Sample(file, 0, CleanStory(parsed, tuple(Paragraph(text, ()) for text in texts), furniture))


def span(rule: str, kind: Kind, text: str) -> Furniture:
    return Furniture(kind, text, 0, len(text), 0, rule)


@pytest.fixture(scope="module")
def looks() -> Looks:
    return Looks(PROFILE, (*cleaner().profiles, PROFILE))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(Photo on page 3)", "stands in brackets"),
        ("（資料は町の議会による）", "stands in brackets"),
        ("People cross the bridge that opened again. [Ann Lee/Nord]", "ends like a credit"),
        ("再開した橋を渡る人たち（北港市）", "ends like a credit"),
        ("Mayor Ingrid Solberg, left, opens the bridge on Monday.", "reads like a caption"),
        ("Mara Linden for NORD", "ends with the agency's mark"),
        ("Write to us at desk@example.com for all that concerns the bridge.", "gives an address"),
        (f"OSLO, May 4 {{NORD}} ~ {SENTENCE}", "has the agency's mark near its beginning, as datelines do"),
        ("More on the bridge", "short, ends no sentence"),
    ],
)
def test_furniture_that_stayed_is_told_with_its_reason(looks: Looks, text: str, reason: str) -> None:
    assert reason in set(looks.reasons(Paragraph(text, ())))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "The repair cost $4 million (3.6 million euros), less than planned.",
        "“Nobody was hurt,” he told Nord News.",
        "These are the ferries:",
        "* The first leaves at noon",
        "町長は、修理費は予想より少なかったと述べた。",
    ],
)
def test_plain_body_gives_no_reason(looks: Looks, text: str) -> None:
    assert not list(looks.reasons(Paragraph(text, ())))


def test_headings_may_be_short(looks: Looks) -> None:
    assert not list(looks.reasons(Paragraph("Ferries instead", (), BlockKind.HEADING)))


def test_what_rules_took_is_counted_by_rule_and_kind_the_own_first() -> None:
    end, mark = span("nord.signoff.end", Kind.SIGNOFF, "NORD end"), span("generic.separator", Kind.SEPARATOR, "___")
    found = taken(
        PROFILE, [sample(SENTENCE, furniture=(mark, mark, end)), sample(SENTENCE, file="b.txt", furniture=(mark,))]
    )
    assert [(each.rule, each.own, each.count, each.stories) for each in found] == [
        ("nord.signoff.end", True, 1, 1),
        ("generic.separator", False, 3, 2),
    ]
    assert (found[0].longest, found[0].file, found[0].kind) == ("NORD end", "a.txt", Kind.SIGNOFF)


def test_a_rule_that_eats_body_shows_how_often_and_its_longest() -> None:
    eats, caption = span("nord.signoff.end", Kind.SIGNOFF, SENTENCE), span("nord.caption", Kind.CAPTION, SENTENCE)
    end = span("nord.signoff.end", Kind.SIGNOFF, "NORD end")
    found = {each.kind: each for each in taken(PROFILE, [sample(SENTENCE, furniture=(end, eats, caption))])}
    assert (found[Kind.SIGNOFF].prose, found[Kind.SIGNOFF].longest) == (1, SENTENCE)
    assert found[Kind.CAPTION].prose == 0


def test_rules_that_never_fired_are_named_with_their_days() -> None:
    took = taken(PROFILE, [sample(furniture=(span("nord.signoff.end", Kind.SIGNOFF, "NORD end"),))])
    assert [(each.rule, each.until) for each in silent(PROFILE, took, ())] == [
        ("nord.dateline.star", None),
        ("nord.header.old", dt.date(1999, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("furniture", "why"),
    [
        ((span("generic.header", Kind.HEADER, "nord 1"),), "a.txt: nord 1: generic.header took it"),
        ((), "a.txt: nord 1: not where or when it stands"),
    ],
)
def test_a_rule_that_never_fired_is_told_what_fits_it(furniture: tuple[Furniture, ...], why: str) -> None:
    rule = Rule("nord.header.number", "nord", Kind.HEADER, "paragraph", where="head", lines=("nord 1",))
    (found,) = silent(Profile("nord", "Nord", ("NORD",), (rule,)), (), [sample("nord 1", furniture=furniture)])
    assert found.why == why


def test_each_rule_is_told_the_first_block_that_it_alone_would_take() -> None:
    old = dt.date(1999, 12, 31)
    rules = (
        Rule("nord.line", "nord", Kind.HEADER, "paragraph", lines=("nord 1",)),
        Rule("nord.digit", "nord", Kind.HEADER, "paragraph", pattern=re.compile(r"(?:nord \d)\Z")),
        Rule("nord.end", "nord", Kind.SIGNOFF, "end", ends=("2",), pattern=re.compile(r" 2\Z")),
        Rule("nord.old", "nord", Kind.HEADER, "paragraph", lines=("nord 2",), until=old),
    )
    found = silent(Profile("nord", "Nord", ("NORD",), rules), (), [sample("nord 1"), sample("nord 2", file="b.txt")])
    assert {each.rule: each.why.partition(":")[0] for each in found} == {
        "nord.line": "a.txt",
        "nord.digit": "a.txt",
        "nord.end": "b.txt",
        "nord.old": "b.txt",
    }


def test_a_rule_that_fits_nothing_is_told_so() -> None:
    assert {each.why for each in silent(PROFILE, (), [sample(SENTENCE)])} == {"nothing fits it"}


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (("Read as well:", "Ferries wait for spring"), "announces what is no sentence"),
        (("The list of what was mended:", SENTENCE), None),
        (("Picture: The bridge opens again.", SENTENCE), "“Picture:” begins it in 2 stories"),
    ],
)
def test_a_paragraph_is_looked_at_beside_the_others(looks: Looks, texts: tuple[str, str], reason: str | None) -> None:
    other = SENTENCE.replace("bridge", "quay and its old cranes")
    found = stayed(looks, [sample(SENTENCE, *texts), sample(other, "Picture: The quay is wet.")])
    assert [each.reasons[0] for each in found if each.text == texts[0]] == ([reason] if reason else [])


def test_a_sign_that_a_dateline_left_is_told(looks: Looks) -> None:
    text = "OSLO (NORD) | Rain came to the harbor town on Monday before the bridge was mended for the winter."
    left = Paragraph(text[12:], ((12, len(text)),))
    story = CleanStory(ParsedStory("text", text, (Block(0, len(text)),)), (left,), ())
    (found,) = stayed(looks, [Sample("a.txt", 0, story)])
    assert found.reasons == ("begins with “|”, which what was taken before it left",)


def test_a_story_without_body_stops_nothing(looks: Looks) -> None:
    assert stayed(looks, [sample()]) == []


def test_a_line_that_several_stories_share_is_told_but_not_versions_of_one() -> None:
    line = "Nord News keeps watch over the northern ports."
    other = SENTENCE.replace("bridge", "quay and its old cranes")
    assert repeated([sample(SENTENCE, line), sample(other, line), sample(SENTENCE, line)]) == {line: 2}
    assert repeated([sample(SENTENCE, line), sample(SENTENCE, line)]) == {}


def test_the_most_suspicious_comes_first(looks: Looks) -> None:
    found = stayed(looks, [sample(SENTENCE, "More on the bridge", "(NORD)")])
    assert [(each.text, each.paragraph) for each in found] == [("(NORD)", 2), ("More on the bridge", 1)]
