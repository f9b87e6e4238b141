import pytest
from defusedxml import ElementTree

from codedark.paper.svg_bars import Bar, Span, Whisker, bars, spans, whiskers

SVG = "{http://www.w3.org/2000/svg}"


def rects(drawn):
    return [{k: float(v) for k, v in r.attrib.items() if k in {"x", "width"}} for r in _all(drawn, "rect")]


def _all(drawn, kind):
    return ElementTree.fromstring(str(drawn)).findall(f"{SVG}{kind}")


def words(drawn):
    return [t.text for t in _all(drawn, "text")]


def test_a_bar_is_as_long_as_its_figure_and_a_loss_points_the_other_way():
    drawn = bars("b", "credit", [Bar(label="walls", value=100), Bar(label="copies", value=-50)], "saved")
    gain, loss = rects(drawn)
    assert gain["width"] == pytest.approx(2 * loss["width"], abs=0.02)
    assert loss["x"] + loss["width"] == pytest.approx(gain["x"], abs=0.02)
    assert {"walls", "copies", "100", "−50", "saved"} <= set(words(drawn))


def test_luck_and_ignorance_are_two_marks():
    row = Whisker(label="a", value=-5.0, luck=(-6.0, -4.0), ignorance=(-9.0, 1.0), note="-5")
    drawn = whiskers("w", "effects", [row], "change")
    assert len(rects(drawn)) == 1
    across = [line for line in _all(drawn, "line") if line.attrib["y1"] == line.attrib["y2"]]
    assert float(across[0].attrib["x2"]) - float(across[0].attrib["x1"]) > 4 * rects(drawn)[0]["width"]


def test_what_cannot_be_said_is_not_drawn():
    drawn = whiskers("w", "effects", [Whisker(label="a", value=1.0, luck=None, ignorance=None, note="1")], "change")
    assert rects(drawn) == []
    assert len(_all(drawn, "circle")) == 1


def test_a_tornado_marks_which_end_is_which_in_letters():
    drawn = spans("t", "tornado", [Span(label="push", at_low=80.0, at_high=130.0, note="1 … 9 h")], 100.0, "operations")
    low, high = rects(drawn)
    assert low["x"] + low["width"] == high["x"]
    assert words(drawn).count("L") == words(drawn).count("H") == 1
