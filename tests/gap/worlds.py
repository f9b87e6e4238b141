"""Small invented hospitals with everything a cut has to weigh: gates here and there, paper, circles, k of n."""

from __future__ import annotations

from hypothesis import strategies as st

from codedark.hospital import Hospital
from tests.making import make_hospital

ZONES = ("za", "zb", "zc", "zd")
_GATE = st.sampled_from(["g1", "g2", ""])
_YES = st.sampled_from(["yes", "no"])


@st.composite
def hospitals(draw: st.DrawFn) -> Hospital:
    zones = ZONES[: draw(st.integers(2, 4))]
    hosts = [(f"{z}-{i}", z) for z in zones for i in range(draw(st.integers(0, 3)))] or [("za-0", "za")]
    names = [h for h, _ in hosts]
    apps = [f"app{i}" for i in range(draw(st.integers(1, 4)))]
    services = [f"svc{i}" for i in range(draw(st.integers(1, 3)))]
    core = {z: draw(_YES) for z in zones}
    return make_hospital(
        hospital_toml=f"""
            [hospital]
            name = "Small"
            [care]
            horizon_h = {draw(st.sampled_from([1.0, 4.0]))}
            [response]
            exposure_weight = {draw(st.sampled_from([0.0, 0.3, 1.0]))}
        """,
        gates="gate,kind,fire_min\ng1,nftables,0.1\ng2,switch,20",
        zones="zone,kind,core,gate,contain,inside,workable_share\n"
        + "\n".join(
            f"{z},server,{core[z]},{draw(_GATE)},{draw(st.sampled_from(['', '', 'g2']))},"
            f"{draw(st.sampled_from(['open', 'open', 'isolated']))},{draw(st.sampled_from([0, 0, 0.4, 1]))}"
            for z in zones
        ),
        hosts="host,zone,role,quarantine\n"
        + "\n".join(
            f"{h},{z},{draw(st.sampled_from(['server', 'workstation'])) if i else 'workstation'},"
            f"{draw(st.sampled_from(['g1', '']))}"
            for i, (h, z) in enumerate(hosts)
        ),
        applications="application,kind,runs_on,ports,needs\n"
        + "\n".join(
            f"{a},clinical,{_need(draw, names, 3)},{draw(st.sampled_from(['tcp/1', 'tcp/2', '']))},"
            f"{_need(draw, [b for b in apps if b != a], 2) if draw(st.booleans()) else ''}"
            for a in apps
        ),
        services="service,needs,worked_from,paper_min,paper_capacity,arrivals_per_h\n"
        + "\n".join(_service(draw, s, i, services, apps, zones) for i, s in enumerate(services)),
        conduits="conduit,from,to,protocol,ports,purpose,gate,break_glass\n"
        + "\n".join(_conduit(draw, i, zones, names) for i in range(draw(st.integers(1, 6)))),
    )


def _need(draw: st.DrawFn, names: list[str], most: int) -> str:
    if not names:
        return ""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True))
    k = draw(st.integers(1, len(chosen)))
    return chosen[0] if len(chosen) == 1 else f'"{k} of ({", ".join(chosen)})"'


def _service(draw: st.DrawFn, name: str, i: int, services: list[str], apps: list[str], zones: tuple[str, ...]) -> str:
    others = [s for s in services if s != name]
    needs = _need(draw, apps, 2)
    if others and draw(st.booleans()):
        joint = draw(st.sampled_from(["and", "or"]))
        needs = f"{needs} {joint} {draw(st.sampled_from(others))}".replace('"', "")
        needs = f'"{needs}"'
    paper = draw(st.sampled_from([0, 30, 90, 600]))
    capacity = draw(st.sampled_from([0.0, 0.5, 1.0])) if paper else 0.0
    worked = draw(st.sampled_from(["", *zones]))
    return f"{name},{needs},{worked},{paper},{capacity},{1 + i}"


def _conduit(draw: st.DrawFn, i: int, zones: tuple[str, ...], hosts: list[str]) -> str:
    one = draw(st.sampled_from([*zones, "*", f"host:{hosts[0]}", "role:workstation"]))
    other = draw(st.sampled_from([*zones, f"host:{hosts[-1]}"]))
    ports = draw(st.sampled_from(["1", "2", ""]))
    purpose = draw(st.sampled_from(["clinical", "administration"]))
    gate = draw(st.sampled_from(["", "", "g2"]))
    return f"c{i},{one},{other},tcp,{ports},{purpose},{gate},{draw(st.sampled_from(['no', 'no', 'yes']))}"


def suspects(hospital: Hospital) -> st.SearchStrategy[list[str]]:
    named = [f"host:{h}" for h in hospital.hosts.ids] + [f"zone:{z}" for z in hospital.zones] + ["unknown"]
    return st.lists(st.sampled_from(named), min_size=1, max_size=2, unique=True)
