"""Defanged writing read, and every place led back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.record.defanging import refanged


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("hxxp://a[.]b", "http://a.b"),
        ("hXXps[:]//a.b", "https://a.b"),
        ("HXXPS://A.B", "https://A.B"),
        ("h**p://a.b", "http://a.b"),
        ("http[:]//a.b", "http://a.b"),
        ("https[://]a(.)b", "https://a.b"),
        ("fxp://a.b", "ftp://a.b"),
        ("a{.}b<.>c", "a.b.c"),
        ("a [dot] b (punt) c [point] d [Punkt] e", "a.b.c.d.e"),
        ("x[at]y, x(@)y, x [arobase] y", "x@y, x@y, x@y"),
        ("1\\.2\\.3", "1.2.3"),
        ("[:]443[/]x", ":443/x"),
        ("The hxxp scheme and a dot. (See [1].)", "The hxxp scheme and a dot. (See [1].)"),
    ],
)
def test_what_was_written_oddly_is_written_out(odd: str, plain: str) -> None:
    assert refanged(odd).text == plain


def test_a_place_leads_back_and_a_replacement_belongs_to_a_span_whole() -> None:
    text = "x hxxp://a[.]b y"
    made = refanged(text)
    assert made.text == "x http://a.b y"
    assert text[slice(*made.was(2, 12))] == "hxxp://a[.]b"
    assert text[slice(*made.was(9, 10))] == "a"
    assert text[slice(*made.was(0, 1))] == "x"
    assert text[slice(*made.was(13, 14))] == "y"
    assert (made.touched(0, 2), made.touched(9, 10), made.touched(9, 11)) == (False, False, True)


@given(st.text(alphabet="ab.[]()dot@hxp:/ \\", max_size=60))
def test_every_span_leads_back_in_order(text: str) -> None:
    made = refanged(text)
    ends = [made.was(0, place)[1] for place in range(len(made.text) + 1)]
    assert ends == sorted(ends)
    assert ends[-1] == len(text)
    assert made.was(0, len(made.text)) == (0, len(text))
