import pytest

from pipeline.parse.codes import complete, language_tag, suffix
from pipeline.story import Subject


def _codes(*subjects: Subject, schemes: dict[str, str] | None = None) -> list[str]:
    return [f"{subject.scheme}:{subject.code}" for subject in complete(subjects, schemes)]


def test_subject_codes_imply_their_parents() -> None:
    assert _codes(Subject("subj", "15054000")) == ["subj:15054000", "subj:15000000", "medtop:15000000"]


def test_top_level_topics_have_a_subject_code() -> None:
    assert _codes(Subject("medtop", "11000000")) == ["medtop:11000000", "subj:11000000"]
    assert _codes(Subject("medtop", "20000337")) == ["medtop:20000337"]


def test_an_agencys_scheme_may_use_the_iptcs_codes() -> None:
    codes = _codes(Subject("own", "11006000"), schemes={"own": "subj"})
    assert codes == ["own:11006000", "subj:11006000", "subj:11000000", "medtop:11000000"]


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
