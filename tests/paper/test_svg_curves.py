import pytest
from defusedxml import ElementTree

from codedark.paper.svg_curves import LOOKS, Curve, curves

SVG = "{http://www.w3.org/2000/svg}"


def test_lines_are_told_apart_without_colour():
    rows = [Curve(label=f"arm {i}", values=[3.0, 2.0, 1.0]) for i in range(len(LOOKS))]
    svg = ElementTree.fromstring(str(curves("c", "lost", rows, "day")))
    dashes = {line.attrib["stroke-dasharray"] for line in svg.findall(f"{SVG}polyline")}
    assert len(dashes) == len(LOOKS)


def test_a_day_is_a_step():
    svg = ElementTree.fromstring(str(curves("c", "lost", [Curve(label="a", values=[2.0, 0.0])], "day")))
    points = svg.find(f"{SVG}polyline").attrib["points"].split()
    assert len(points) == 4
    assert points[0].split(",")[1] == points[1].split(",")[1] != points[2].split(",")[1]


def test_more_lines_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="told apart"):
        curves("c", "lost", [Curve(label="a", values=[1.0])] * 5, "day")
