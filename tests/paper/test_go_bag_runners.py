from __future__ import annotations

from codedark.paper.go_bag_cards import cards_of_plans
from codedark.paper.go_bag_plans import priced_plans
from codedark.paper.go_bag_runners import switchboard, technician
from tests.paper.bags import bag
from tests.paper.test_go_bag_cards import CABLES, PATHS


def words(page) -> str:
    return " ".join(step["text"] for step in page["steps"])


def test_the_switchboard_knows_how_long_the_telephones_last() -> None:
    services = "service,name,needs,paper_min\ncalls,Telephony,ehr,1440\nwards,,lis,\n"
    assert "Telephony: 24 h by other means" in words(switchboard(bag(services=services)))
    assert "by other means" not in words(switchboard(bag()))


def test_the_switchboard_s_list_begins_with_who_decides() -> None:
    assert switchboard(bag())["calls"][:3] == ["Incident commander", "Duty engineer", "Clinical coordinator"]


def test_the_technician_has_a_line_for_every_card_and_knows_how_many_are_told() -> None:
    told = bag(cables=CABLES, out_of_band=PATHS)
    cards = list(cards_of_plans(told, priced_plans(told))[0])
    page = technician(told, cards)
    assert [row[0] for row in page["tables"][0]["rows"]] == [str(card.number) for card in cards]
    told_count = sum(card.told for card in cards)
    assert 0 < told_count <= len(cards)
    assert f"{len(cards)} cards, {told_count} of them with room and port" in words(page)
    assert page["tables"][0]["rows"][-1][1] == "path fax"
