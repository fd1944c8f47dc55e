import pytest

from pipeline.errors import StoryError, TransientError
from pipeline.fetch.address import addresses, public


@pytest.mark.parametrize(
    "number",
    [
        *("0.0.0.1", "10.1.2.3", "100.100.100.200", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1"),
        *("168.63.129.16", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fd00:ec2::254"),
        *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "ff02::1"),
    ],
)
def test_own_network(number: str) -> None:
    assert not public(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_open_network(number: str) -> None:
    assert public(number)


def test_a_name_is_refused_or_let_through_by_where_it_leads() -> None:
    with pytest.raises(StoryError, match="allow_private"):
        addresses("localhost", 80, allow_private=False)
    assert "127.0.0.1" in addresses("localhost", 80, allow_private=True)
    # Spellings of 127.0.0.1 that a check of the text would let through.
    for spelling in ("2130706433", "0x7f000001", "127.1"):
        with pytest.raises((StoryError, TransientError)):
            addresses(spelling, 80, allow_private=False)


def test_an_address_of_several_that_is_open_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (number, 80)) for number in ("10.0.0.1", "1.1.1.1", "1.1.1.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    assert addresses("two.test", 80, allow_private=False) == ["1.1.1.1"]
