"""Which IP addresses may be connected to: our own table, since the library's lags behind IANA's."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

FORBIDDEN_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, with the metadata services of the clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, with the broadcast address
    )
)

GLOBAL_IPV6 = IPv6Network("2000::/3")
FORBIDDEN_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)

ISATAP = 0x00005EFE
# The universal and group bits may be set in an interface identifier.
ISATAP_MASK = 0xFCFFFFFF


def is_public(address: str) -> bool:
    """Whether ``address`` (an IP literal as a resolver writes it) is on the public internet."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in FORBIDDEN_IPV4)
    return _is_public_ipv6(parsed)


def is_loopback(address: str) -> bool:
    """Whether ``address`` is this machine itself: 127.0.0.0/8 or ::1."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def is_literal(host: str) -> bool:
    """Whether ``host`` is an IP address itself, so that there is nothing to look up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_public_ipv6(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in GLOBAL_IPV6:
        return False
    if (int(address) >> 32) & ISATAP_MASK == ISATAP:
        return False
    return not any(address in network for network in FORBIDDEN_IPV6)
