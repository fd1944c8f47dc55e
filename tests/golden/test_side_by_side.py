from pathlib import Path

from tests.golden.side_by_side import compared, side_by_side
from tools.regenerate_golden import golden_path, specimens

SOURCE = "OSLO (NORD) - Rain fell.\nThe mayor spoke.\nPeople wait. (NORD/Ann Lee)\nNobody was hurt.\nThe end."
DATELINE = "dateline 0-13 generic.dateline.marked: OSLO (NORD) -"
CREDIT = "credit 55-69 generic.credit.alone: (NORD/Ann Lee)"


def test_nothing_is_shown_where_nothing_changed() -> None:
    for specimen in specimens()[:3]:
        text = golden_path(specimen).read_text("utf-8")
        assert side_by_side(specimen, text, text) == ""


def test_the_changed_piece_stands_between_its_neighbours_with_both_kinds_and_rules() -> None:
    lines = list(compared(SOURCE, {"furniture": [DATELINE, CREDIT]}, {"furniture": [DATELINE]}))
    assert [" ".join(line.split()) for line in lines] == [
        "body body People wait.",
        "! credit generic.credit.alone body (NORD/Ann Lee)",
        "body body Nobody was hurt.",
    ]


def test_a_changed_source_is_told() -> None:
    (line,) = compared(SOURCE[5:], {"furniture": [DATELINE]}, {"furniture": []})
    assert "the text that the parser gives has changed" in line


def test_a_specimen_is_named_with_its_story(tmp_path: Path) -> None:
    specimen = tmp_path / "nord.txt"
    specimen.write_text("The mayor spoke to the town.\n", "utf-8")
    shown = side_by_side(specimen, '[{"furniture": ["promo 0-9 nord.x: The mayor"]}]', '[{"furniture": []}]')
    assert shown.splitlines()[0] == "nord.txt, story 0:"
    assert "! promo nord.x" in shown
