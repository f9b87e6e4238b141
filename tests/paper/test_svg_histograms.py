import pytest
from defusedxml import ElementTree

from codedark.paper.svg_histograms import Histogram, histograms

SVG = "{http://www.w3.org/2000/svg}"


def test_every_arm_has_the_same_axes_so_that_heights_compare():
    arms = [Histogram(label="a", shares=[1.0, 0.0], mean=0.5), Histogram(label="b", shares=[0.5, 0.5], mean=1.0)]
    svg = ElementTree.fromstring(str(histograms("h", "spread", arms, [0.0, 1.0, 2.0], "days")))
    heights = [float(r.attrib["height"]) for r in svg.findall(f"{SVG}rect")]
    assert heights == [pytest.approx(2 * heights[1]), heights[1], heights[1]]
    words = [t.text for t in svg.findall(f"{SVG}text")]
    assert {"a", "b", "mean 0.5", "mean 1"} <= set(words)


def test_no_arm_at_all_is_an_empty_picture():
    svg = ElementTree.fromstring(str(histograms("h", "spread", [], [0.0, 1.0], "days")))
    assert svg.findall(f"{SVG}rect") == []
