from __future__ import annotations

import numpy as np

from codedark.hospital.defence import defences
from codedark.hospital.invented import invented
from codedark.hospital.reading import read
from codedark.hospital.words import Purpose, ZoneKind

FILES = invented(1500, 30, np.random.Generator(np.random.PCG64(4)), "generated, seed 4")
HOSPITAL = read(FILES)


def test_no_zone_is_without_a_way_to_the_directory() -> None:
    directory = next(z.zone for z in HOSPITAL.zones.values() if z.kind is ZoneKind.DIRECTORY)
    from_ = {c.from_.zone for c in HOSPITAL.conduits.values() if c.to.zone == directory}
    wanting = {z.zone for z in HOSPITAL.zones.values() if z.kind not in (ZoneKind.GUEST, ZoneKind.EXTERNAL)}
    assert wanting - {directory} <= from_


def test_its_defences_change_something() -> None:
    assert set(defences(FILES)) == {"fewer-rules", "fast-gates"}
    fewer = read(FILES, ["fewer-rules"])
    assert len(fewer.conduits) < len(HOSPITAL.conduits)
    assert not any(c.purpose is Purpose.OTHER for c in fewer.conduits.values())
    assert {g.fire_min for g in read(FILES, ["fast-gates"]).gates.values()} == {0.01}


def test_some_of_the_region_is_unknown() -> None:
    assert len(HOSPITAL.region) == len(HOSPITAL.free_beds) == 10 + len(HOSPITAL.sites)
    assert len(HOSPITAL.travel) == len(HOSPITAL.sites) * len(HOSPITAL.region)
