"""What the database keeps of how far a source was read, and when."""

import datetime as dt
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from pipeline.fetch import Advance, Watermark
from pipeline.load import RunRef, connect, last_fetched, load, read_watermark, settle
from pipeline.outcome import Rejection
from pipeline.validate import Checked
from tests.postgres.conftest import START, Newsroom, raw, rejection, story


def run_ref(name: str = "one", *, rules: str = "rules-1", minutes: float = 0) -> RunRef:
    return RunRef("test", name, START + dt.timedelta(minutes=minutes), rules)


def take(newsroom: Newsroom, run: RunRef, *checked: Checked, rejections: Sequence[Rejection] = ()) -> None:
    with closing(connect(newsroom.url)) as connection:
        load(connection, run, "0000", checked, rejections, [])


def known(newsroom: Newsroom, rules: str = "rules-1") -> Watermark:
    with closing(connect(newsroom.url)) as connection:
        return read_watermark(connection, "desk", rules, reread=False)


def advance(newsroom: Newsroom, run: RunRef, *gone: str, version: int = 0, **state: object) -> None:
    with closing(connect(newsroom.url)) as connection:
        settle(connection, run, [Advance("desk", state, gone, version)])


def marked(checked: Checked, mark: str) -> Checked:
    return replace(checked, entry=replace(checked.entry, item=replace(checked.entry.item, mark=mark)))


def held(name: str, mark: str, stage: str) -> Rejection:
    return rejection(replace(raw(name, "payload"), mark=mark), stage=stage)


def test_source_that_was_never_fetched(newsroom: Newsroom) -> None:
    assert known(newsroom) == Watermark()


def test_marks_come_with_the_load(newsroom: Newsroom) -> None:
    take(newsroom, run_ref(), marked(story(name="a.txt"), "1"), story("Another.", name="b.txt"))
    assert known(newsroom).marks == {"a.txt": "1"}
    take(newsroom, run_ref("two"), marked(story("Corrected.", name="a.txt"), "2"))
    assert known(newsroom).marks == {"a.txt": "2"}
    assert newsroom.column("SELECT count(*) FROM newswire.watermark_item") == [1]


def test_a_load_that_fails_leaves_no_mark(newsroom: Newsroom) -> None:
    broken = replace(marked(story(name="a.txt"), "1"), reasons=("no reason at all",))  # type: ignore[arg-type]
    try:
        take(newsroom, run_ref(), broken)
    except AttributeError:
        assert known(newsroom).marks == {}
    else:
        raise AssertionError("the load took what it cannot take")


def test_what_is_held_at_fetch_is_tried_by_each_run_and_what_is_held_later_when_the_rules_change(
    newsroom: Newsroom,
) -> None:
    rejections = [held("large.txt", "1", "fetch"), held("odd.bin", "1", "parse")]
    take(newsroom, run_ref(), marked(story(name="a.txt"), "1"), rejections=rejections)
    assert known(newsroom).held == {"large.txt", "odd.bin"}
    assert known(newsroom).retry == {"large.txt"}
    assert known(newsroom, "rules-2").retry == {"large.txt", "odd.bin"}
    take(newsroom, run_ref("two"), marked(story("Read at last.", name="odd.bin"), "1"))
    assert known(newsroom, "rules-2").held == {"large.txt"}


def test_one_part_in_quarantine_holds_the_item(newsroom: Newsroom) -> None:
    good = marked(story(name="two.xml", payload="two"), "1")
    bad = replace(rejection(good.entry.item), part=1)
    take(newsroom, run_ref(), good, rejections=[bad])
    assert known(newsroom).held == {"two.xml"}


def test_cursor_goes_forward(newsroom: Newsroom) -> None:
    take(newsroom, run_ref(), story())
    advance(newsroom, run_ref(), place="t1")
    assert (known(newsroom).cursor, known(newsroom).version) == ({"place": "t1"}, 1)
    advance(newsroom, run_ref("two", minutes=10), place="t2", version=1)
    assert (known(newsroom).cursor, known(newsroom).version) == ({"place": "t2"}, 2)


def test_cursor_is_never_moved_backwards(newsroom: Newsroom) -> None:
    """Two runs read version 1; the later one ends first."""
    take(newsroom, run_ref(), story())
    advance(newsroom, run_ref(), place="t1")
    advance(newsroom, run_ref("late", minutes=20), place="t9", version=1)
    advance(newsroom, run_ref("early", minutes=10), place="t5", version=1)
    assert known(newsroom).cursor == {"place": "t9"}
    with closing(connect(newsroom.url)) as connection:
        assert last_fetched(connection) == {"desk": START + dt.timedelta(minutes=20)}


def test_settling_twice_changes_nothing(newsroom: Newsroom) -> None:
    take(newsroom, run_ref(), story())
    for _ in range(2):
        advance(newsroom, run_ref(), place="t1")
    assert (known(newsroom).cursor, known(newsroom).version) == ({"place": "t1"}, 1)


def test_what_the_source_lists_no_more_is_forgotten_unless_another_run_took_it_since(newsroom: Newsroom) -> None:
    take(newsroom, run_ref(), marked(story(name="a.txt"), "1"), marked(story("Another.", name="b.txt"), "1"))
    newsroom.rows("UPDATE newswire.watermark_item SET updated_at = %s WHERE name = 'a.txt'", START)
    advance(newsroom, run_ref("two", minutes=5), "a.txt", "b.txt")
    assert known(newsroom).marks == {"b.txt": "1"}


def test_names_longer_than_a_key(newsroom: Newsroom) -> None:
    name = "https://wire.example/" + "x" * 5000
    take(newsroom, run_ref(), marked(story(name=name), "1"))
    assert known(newsroom).marks == {name: "1"}
