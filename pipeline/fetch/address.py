"""Where a name leads: addresses of the own network are not fetched from unless the record allows it."""

import ipaddress
import socket

from pipeline.errors import StoryError, TransientError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Public by their number, and still answered by the machine's own host: the metadata service of a large cloud.
INSIDE = frozenset((ipaddress.ip_address("168.63.129.16"),))
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses that may be connected to, in the resolver's order.

    Whoever connects has to use one of them and not the name again, which may lead elsewhere by then. Raises
    StoryError ``fetch.refused_address`` when none is allowed, TransientError when the name is not known.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TransientError(f"{host}: the name does not resolve: {error}") from error
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [number for number in numbers if allow_private or public(number)]
    if not allowed:
        message = f"{host} leads to {', '.join(numbers)}, an address of the own network: set http.allow_private = true"
        raise StoryError("fetch.refused_address", f"{message} if that is meant", host)
    return allowed


def public(number: str) -> bool:
    """Whether an address is one of the open internet, also the one inside a translated address.

    >>> [public(number) for number in ("9.9.9.9", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False, False]
    """
    address = ipaddress.ip_address(number.split("%", maxsplit=1)[0])
    return all(_open(inner) for inner in (address, *_inner(address)))


def _open(address: Address) -> bool:
    return address.is_global and not address.is_multicast and address not in INSIDE


def _inner(address: Address) -> list[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return []
    teredo = address.teredo or ()
    found = [address.ipv4_mapped, address.sixtofour, *teredo]
    if address in NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]
