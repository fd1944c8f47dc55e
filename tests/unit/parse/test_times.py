import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from pipeline.parse.times import NAIVE, ODD_OFFSET, UNREADABLE, Clock

NOON = dt.datetime(2024, 3, 18, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-18T12:00:00Z",
        "2024-03-18T12:00:00.000Z",
        "2024-03-18T12:00:00+0000",
        "2024-03-18T13:00:00+01:00",
        "20240318T120000Z",
        "20240318T070000-0500",
        "20240318T120000+00",
        "2024-03-18 12:00:00 GMT+00:00",
        "2024-03-18 14:00:00 EET",
        "2024-03-18T17:45:00+05:45",
        "Mon, 18 Mar 2024 12:00:00 +0000",
        "Mon, 18 Mar 2024 08:00:00 EDT",
        "  2024-03-18T12:00:00\n GMT ",
    ],
)
def test_spellings_of_one_instant(text: str) -> None:
    clock = Clock()
    assert clock.read(text) == NOON
    assert clock.warnings == []


@pytest.mark.parametrize("text", ["2024-03-18T13:00:00", "20240318T130000", "18.03.2024 13:00", "2024.03.18 13:00:00"])
def test_naive_times_are_of_the_zone_given(text: str) -> None:
    clock = Clock(ZoneInfo("Europe/Oslo"))
    assert clock.read(text) == NOON
    assert clock.warnings == []


def test_naive_times_follow_summer_time() -> None:
    assert Clock(ZoneInfo("Europe/Oslo")).read("2024-07-18T14:00:00") == NOON.replace(month=7)


def test_naive_times_without_a_zone_are_taken_for_utc_with_a_warning() -> None:
    clock = Clock()
    assert clock.read("2024-03-18T12:00:00") == NOON
    assert clock.read("Mon, 18 Mar 2024 12:00:00") == NOON
    assert clock.warnings == [NAIVE]


@pytest.mark.parametrize(
    "text", ["YYYYMMDD", "yesterday", "2024-13-40", "20240318T1200 XYZ", "99999999", "0001-01-01T00:00:00+14:00"]
)
def test_what_is_no_time_is_none_with_a_warning(text: str) -> None:
    clock = Clock()
    assert clock.read(text) is None
    assert clock.warnings == [UNREADABLE]


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_no_time_is_none(text: str | None) -> None:
    clock = Clock()
    assert clock.read(text) is None
    assert clock.warnings == []


def test_local_mean_time_becomes_the_zones_time() -> None:
    clock = Clock(ZoneInfo("Asia/Tokyo"))
    assert clock.read("2024-03-18T21:00:00+09:19") == NOON
    assert clock.warnings == [ODD_OFFSET]
    assert Clock().read("2024-03-18T21:00:00+09:19") == NOON


def test_z_may_be_local() -> None:
    zone = ZoneInfo("Europe/Rome")
    assert Clock(zone, utc_mark_is_local=True).read("2024-03-18T13:00:00Z") == NOON
    assert Clock(zone, utc_mark_is_local=True).read("2024-03-18T12:00:00+00:00") == NOON
