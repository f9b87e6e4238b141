import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from codedark.paper.svg_marks import Scale, box, element, picture, round_steps, said, text


def test_what_a_hospital_wrote_is_escaped_in_text_and_in_attributes():
    drawn = str(element("text", '<script>"', class_='a"b', x=1.0))
    assert "<script>" not in drawn
    assert ElementTree.fromstring(drawn).text == '<script>"'
    assert ElementTree.fromstring(drawn).attrib == {"class": 'a"b', "x": "1"}


def test_a_picture_is_one_svg_that_says_what_it_shows():
    drawn = picture("p", "Lost & found", 100.0, 50.0, [text("a", 1.0, 2.0), box(0.0, 0.0, -1.0, 2.0, "#fff")])
    svg = ElementTree.fromstring(str(drawn))
    assert svg.attrib["aria-labelledby"] == "p-title"
    assert svg[0].text == "Lost & found"
    assert svg[2].attrib["width"] == "0"


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_the_axis_holds_every_value_and_has_few_ticks(low, width):
    """To a millionth of what is shown: a tenth of a thousandth of a pixel."""
    steps = round_steps(low, low + width)
    assert steps[0] <= low + 1e-6 * max(1.0, abs(low), width)
    assert steps[-1] >= low + width - 1e-6 * max(1.0, abs(low + width), width)
    assert 2 <= len(steps) <= 8


def test_a_scale_of_nothing_is_still_a_scale():
    assert Scale.over([], 0.0, 10.0).at(0.0) == 0.0
    assert Scale(3.0, 3.0, 5.0, 9.0).at(3.0) == 5.0


@pytest.mark.parametrize(("value", "words"), [(0.001, "0"), (-0.001, "0"), (99.96, "100"), (-12.34, "−12.3")])
def test_a_figure_has_no_more_digits_than_it_deserves(value, words):
    assert said(value) == words
