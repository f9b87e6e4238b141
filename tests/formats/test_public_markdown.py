from __future__ import annotations

from codedark.formats.public_markdown import escaped, markdown, plain_text
from codedark.record.public_statement import Contact, ContactKind
from tests.record.public_making import CLOSED, EVERYTHING, made, texts


def test_markdown_has_title_parts_and_a_bullet_a_sentence() -> None:
    one = made([CLOSED])
    told = markdown([one]).decode()
    assert told.startswith(
        "# Information for patients\n\n**Sint-Lucia**\n\nThis is what we know on Tuesday 3 March 2026"
    )
    assert told.count("\n- ") == len(texts(one)) and told.count("\n## ") == len(one.parts)
    assert told.endswith("\n") and not told.endswith("\n\n")


def test_plain_text_has_no_marks() -> None:
    told = plain_text([made(EVERYTHING)]).decode()
    assert "\nIN AN EMERGENCY\nIf somebody's life is in danger: call 112.\n" in told
    assert "#" not in told and "**" not in told and "\n- " not in told


def test_several_languages_stand_below_each_other() -> None:
    both = [made([CLOSED], lang="nl"), made([CLOSED], lang="de")]
    assert markdown(both).decode().count("\n---\n") == 1
    assert plain_text(both).decode().index("Informatie voor") < plain_text(both).decode().index("Informationen für")


def test_an_exercise_says_so_before_everything() -> None:
    assert plain_text([made([], exercise=True)]).startswith(b"EXERCISE")
    assert b"**EXERCISE: nothing of this happened**" in markdown([made([], exercise=True)])


def test_what_a_person_gave_is_text_and_nothing_else() -> None:
    contact = Contact(kind=ContactKind.NEWS, text="[here](javascript:x) # `y` <b>")
    told = markdown([made([], contacts=(contact,))]).decode()
    assert "- News: \\[here\\](javascript:x) \\# \\`y\\` \\<b\\>" in told
    assert escaped("a_b") == "a\\_b"
