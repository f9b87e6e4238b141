import numpy as np
import pytest
from defusedxml import ElementTree

from codedark.paper.svg_strip import CELLS_WIDTH, LABEL_WIDTH, SHADES, Axis, Strip, shade, strips

SVG = "{http://www.w3.org/2000/svg}"


def cells(drawn):
    found = ElementTree.fromstring(str(drawn)).findall(f"{SVG}rect")
    return [(float(r.attrib["x"]), float(r.attrib["width"]), r.attrib["fill"]) for r in found]


def test_less_is_darker():
    def light(colour):
        return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5))

    assert [light(c) for c in SHADES] == sorted((light(c) for c in SHADES), reverse=True)
    assert shade(0.51) == shade(0.49) or light(shade(0.51)) > light(shade(0.49))


def test_the_first_days_take_half_of_the_width_and_neighbours_of_one_shade_are_one_mark():
    kept = [1.0] * 8 + [0.0] * 8 + [1.0] * 64
    drawn = cells(strips("s", "services", [Strip("lab", kept, "2 d")], 6.0))
    assert [colour for _, _, colour in drawn] == [SHADES[0], SHADES[-1], SHADES[0]]
    x, width, _ = drawn[1]
    assert (x, width) == (LABEL_WIDTH + CELLS_WIDTH / 4, CELLS_WIDTH / 4)
    assert sum(w for _, w, _ in drawn) == CELLS_WIDTH


def test_a_short_horizon_has_no_second_scale():
    drawn = cells(strips("s", "services", [Strip("lab", [0.0] * 8, "2 d")], 6.0))
    assert drawn == [(LABEL_WIDTH, CELLS_WIDTH, SHADES[-1])]


def test_what_lies_before_day_one_is_narrow_and_day_one_begins_at_its_own_line():
    kept = [0.0] * 40 + [1.0] * 16 + [0.0] * 40
    drawn = cells(strips("s", "services", [Strip("lab", kept, "2 d")], 6.0, before=10))
    assert [round(width / CELLS_WIDTH, 2) for _, width, _ in drawn] == [0.12, 0.44, 0.44]
    assert drawn[0][0] == LABEL_WIDTH


def test_time_runs_on_without_gap_or_step_back():
    axis = Axis(before=10, close=4, days=30)
    at = [axis.x(day) for day in np.linspace(-10, 30, 81)]
    assert at == sorted(at)
    assert (at[0], at[-1]) == (LABEL_WIDTH, pytest.approx(LABEL_WIDTH + CELLS_WIDTH))
