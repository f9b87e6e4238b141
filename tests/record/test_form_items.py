"""Bullets under a label alone are what it says; what stands beside an account is no account."""

from __future__ import annotations

from codedark.record.assertion import Status
from codedark.record.form_items import another_account, meant
from codedark.record.report_form import Item, Kind, item
from codedark.record.report_texts import TEXTS


def read(*items: Item) -> list[tuple[str, str, bool]]:
    return [(one.label, one.item.value, one.beside) for one in meant(items)]


def test_bullets_under_a_label_alone_are_each_said_of_it() -> None:
    found = read(
        item("Containment"), item("", "Servers off", depth=1), item("", "VPN cut", depth=1), item("Recovery", "x")
    )
    assert found == [("Containment", "Servers off", False), ("Containment", "VPN cut", False), ("Recovery", "x", False)]


def test_bullets_under_the_label_of_one_text_are_one_text() -> None:
    items = (item("Operational"), item("", "12 lists cut.", depth=1), item("", "Paper", Status.ASSUMED, depth=1))
    whole, *parts = meant(items)
    assert (whole.label, whole.item.value, whole.item.status) == ("Operational", "12 lists cut; Paper", Status.ASSUMED)
    assert [part.beside for part in parts] == [True, True]


def test_bullets_under_an_item_that_says_something_stand_beside_it() -> None:
    assert read(item("", "Segment"), item("", "our own observation", depth=1)) == [
        ("", "Segment", False),
        ("", "our own observation", True),
    ]


def test_other_accounts_of_a_report_of_ours_are_left_out() -> None:
    items = (item("Harm to patients", "none"), item("", "contradicts: suspected", depth=1))
    assert read(*items) == [("Harm to patients", "none", False)]
    assert another_account(item("", f"{TEXTS['de']['relation']['differs']}: vermutet", depth=1))
    assert not another_account(item("", "contradicts: suspected"))
    for told in ("withdrawn (mistaken: a test) – suspected; ward", "spreekt tegen – vermoed", "retiré : erreur"):
        assert another_account(item("", told, depth=1))
    assert not another_account(item("", "withdrawn money – 5", depth=1))


def test_a_section_of_ours_without_anything_in_it_says_nothing() -> None:
    assert [read(item("", table["phrase"]["none-recorded"])) for table in TEXTS.values()] == [[]] * 4


def test_rules_and_labels_alone_say_nothing() -> None:
    assert read(Item(kind=Kind.RULE), item("Containment")) == []
