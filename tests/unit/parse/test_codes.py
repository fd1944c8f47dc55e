import pytest

from pipeline.parse import newscodes
from pipeline.parse.codes import complete, language_tag, suffix
from pipeline.story import Subject


def _codes(*subjects: Subject, schemes: dict[str, str] | None = None) -> list[str]:
    return [f"{subject.scheme}:{subject.code}" for subject in complete(subjects, schemes)]


def test_subject_codes_imply_their_parents() -> None:
    assert _codes(Subject("subj", "15054000")) == [
        *("subj:15054000", "subj:15000000"),
        *("medtop:20001065", "medtop:15000000"),
    ]


def test_top_level_topics_have_a_subject_code() -> None:
    assert _codes(Subject("medtop", "11000000")) == ["medtop:11000000", "subj:11000000"]


def test_media_topics_imply_what_they_lie_in_and_the_same_subject_codes() -> None:
    found = complete([Subject("medtop", "20000960", "Reiten")])
    assert [(one.scheme, one.code, one.name, one.origin) for one in found] == [
        ("medtop", "20000960", "Reiten", "received"),
        ("medtop", "20000822", "competition discipline", "parent"),
        ("medtop", "15000000", "sport", "parent"),
        ("subj", "15030000", None, "mapped"),
        ("subj", "15000000", None, "mapped"),
    ]


@pytest.mark.parametrize(("scheme", "code"), [("medtop", "99999999"), ("subj", "99001001"), ("subj", "150"), ("x", "")])
def test_nothing_is_added_to_codes_that_the_iptc_does_not_have(scheme: str, code: str) -> None:
    assert complete([Subject(scheme, code)]) == (Subject(scheme, code),)


def test_the_table_is_a_tree_under_the_seventeen_top_levels() -> None:
    for topic in newscodes._topics().values():
        above = [code for code, _ in newscodes.parents("medtop", topic.code)]
        assert ([topic.code, *above][-1][2:], len(above) < 6) == ("000000", True)


def test_an_agencys_scheme_may_use_the_iptcs_codes() -> None:
    codes = _codes(Subject("own", "11006000"), schemes={"own": "subj"})
    assert codes == ["own:11006000", "subj:11006000", "subj:11000000", "medtop:20000593", "medtop:11000000"]


def test_a_code_with_a_name_replaces_the_same_without() -> None:
    assert complete([Subject("x", "1"), Subject("x", "1", "One")]) == (Subject("x", "1", "One"),)


@pytest.mark.parametrize(
    ("text", "tag"),
    [("de", "de"), ("nb_NO", "nb-NO"), ("ger", "de"), ("zh-Hant-TW", "zh-TW"), ("", None), ("123", None)],
)
def test_language_tags(text: str, tag: str | None) -> None:
    assert language_tag(text) == tag


def test_suffix_is_the_code_of_a_qcode() -> None:
    assert (suffix("stat:canceled"), suffix("Main"), suffix(None), suffix("")) == ("canceled", "main", None, None)
