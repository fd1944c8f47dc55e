import pytest

from pipeline.parse.loss import letters, text_loss
from pipeline.parse.marks import is_take, signals_of, version_mark


@pytest.mark.parametrize(
    ("take", "headline", "expected"),
    [
        ("2nd Ld", None, (("sig:update",), None)),
        ("CORRECTION", None, (("sig:correction",), None)),
        ("REFILE 1ST LEAD", None, (("sig:update", "sig:repeat"), None)),
        (None, "KILL KILL KILL - harbour fire", ((), "canceled")),
        (None, "BULLETIN KILL", ((), "canceled")),
        (None, "HOLD HOLD HOLD", ((), "withheld")),
        (None, "KILLER WHALES SEEN", ((), None)),
        (None, "POLICE KILL BEAR", ((), None)),
        (None, "Storm may kill the season", ((), None)),
        (None, None, ((), None)),
    ],
)
def test_signals_and_status(
    take: str | None, headline: str | None, expected: tuple[tuple[str, ...], str | None]
) -> None:
    assert signals_of(take, headline) == expected


@pytest.mark.parametrize(
    "line", ["1ST LEAD", "REFILE", "EXTRA", "(Achtung)", "FIRST ADD", "BERICHTIGUNG", "HOLD HOLD HOLD"]
)
def test_marks_of_the_desk(line: str) -> None:
    assert is_take(line)


@pytest.mark.parametrize("line", ["Leading banks merge", "(Achtung) Banks merge", "EXTRA TIME DECIDES", "France:"])
def test_headlines_are_no_marks(line: str) -> None:
    assert not is_take(line)


def test_lost_text_is_told_with_both_numbers() -> None:
    had = "word " * 100
    assert text_loss(had, ["word " * 99]) == ()
    assert text_loss(had, ["word " * 90, None]) == ("parse.text_loss: 360 of 400 characters kept",)
    assert letters("a-1 é") == 3


@pytest.mark.parametrize(
    ("headline", "mark", "signals"),
    [
        ("UPDATE 1-Ferry sails", "UPDATE 1", ("sig:update",)),
        ("CORRECTED-(OFFICIAL)-Ferry sails", "CORRECTED", ("sig:correction",)),
        ("(LEAD) Ferry sails", "LEAD", ("sig:update",)),
        ("(3rd LD) Ferry sails", "3rd LD", ("sig:update",)),
        ("REFILE-Ferry sails", "REFILE", ("sig:repeat",)),
        ("WRAPUP 3-Ferry sails", "WRAPUP 3", ()),
        ("UPDATE ON FERRIES", None, ()),
        ("Lead found in water", None, ()),
    ],
)
def test_marks_before_headlines(headline: str, mark: str | None, signals: tuple[str, ...]) -> None:
    assert (version_mark(headline), signals_of(version_mark(headline))[0]) == (mark, signals)
