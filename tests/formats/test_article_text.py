from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.article_text import MOST_BYTES, article_text
from codedark.hospital.faults import BadHospital

PAGE = b"""<!DOCTYPE html><html><head><title>Seventy &amp; more</title><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a></nav><h1>Attack</h1><script>var x = "70 operations";</script>
<p>Seventy <b>opera</b>tions were
   cancelled.</p><ul><li>Caf&eacute;</li></ul></body></html>"""


def test_a_page_is_its_words_without_tags_scripts_and_styles() -> None:
    made = article_text("a.html", PAGE)
    assert made.title == "Seventy & more"
    assert "Seventy operations were cancelled." in made.text
    assert "Café" in made.text
    assert "color" not in made.text and "var x" not in made.text


def test_blocks_stand_on_lines_of_their_own() -> None:
    assert article_text("a.html", PAGE).text.split("\n\n")[1] == "Attack"


def test_a_page_is_known_by_its_beginning_too() -> None:
    assert "<p>" not in article_text("saved", PAGE).text


def test_text_and_markdown_stay_as_they_are() -> None:
    text = "# A title\n\nSeventy <b>operations</b>.\n"
    made = article_text("a.md", text.encode())
    assert (made.title, made.text) == ("A title", text)


def test_a_byte_order_mark_is_no_letter() -> None:
    assert article_text("a.txt", b"\xef\xbb\xbfSeventy.").text == "Seventy."


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "is empty"), (b"  \n", "is empty"), (b"a\nb\xff", "row 2"), (b"x" * (MOST_BYTES + 1), "bytes")],
)
def test_what_cannot_be_read_is_said_with_its_place(raw: bytes, said: str) -> None:
    with pytest.raises(BadHospital, match=said):
        article_text("a.txt", raw)


@given(st.text(min_size=1).filter(str.strip))
def test_no_page_makes_it_fail(text: str) -> None:
    article_text("a.html", text.encode("utf-8", "ignore") or b"x")
