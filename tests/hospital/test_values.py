"""Values as they are written."""

import pytest

from codedark.hospital.values import HostId, Port, PortRange, Selector, Unknown, ZoneId
from codedark.hospital.words import Protocol, Role


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Unknown("nobody rang"), "? nobody rang"),
        (PortRange(443, 443), "443"),
        (PortRange(8000, 8080), "8000-8080"),
        (Port(Protocol.TCP, 443), "tcp/443"),
        (Port(Protocol.UDP, None), "udp/any"),
        (Selector(), "*"),
        (Selector(host=HostId("ct-1")), "host:ct-1"),
        (Selector(zone=ZoneId("lab")), "lab"),
        (Selector(role=Role.SERVER, zone=ZoneId("lab")), "role:server@lab"),
    ],
)
def test_a_value_is_written_as_a_cell_is(value: object, written: str) -> None:
    assert str(value) == written


def test_only_the_selector_with_nothing_named_is_everything() -> None:
    assert Selector().everything
    assert not Selector(zone=ZoneId("lab")).everything
