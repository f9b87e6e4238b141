from dataclasses import replace

from codedark.drill.sentences import arms_for_people, beds_unconfirmed, percent, said, stands_on, stopped
from tests.paper.fake_drill import fake_drill


def whole(result):
    return " ".join(sentence for group in said(result) for sentence in group.sentences)


def test_the_first_sentence_counts_operations_against_the_list():
    first = said(fake_drill())[0]
    assert first.about == "As things are"
    assert first.sentences[0].startswith("48.4 of the 70 operations on day one are lost")
    assert "every service is back after" in first.sentences[0]


def test_the_arm_pinned_to_what_happened_is_told_first_and_no_figure_stands_without_its_arm():
    result = fake_drill()
    pinned = replace(result.arms[0], pinned=True, title="As it was")
    lead, reference, changes = said(replace(result, arms=(pinned, *result.arms[1:])))
    assert (lead.about, reference.about) == ("As it was", "As things are")
    assert reference.sentences[0].startswith("48.4 of the 70 operations")
    assert changes.about == "What the defences change, against: As things are"
    assert "go from 884 to" in changes.sentences[0]


def test_the_deciding_service_is_named():
    assert "decides most of day one is Service 0 of the house (33.9 operations)" in whole(fake_drill())


def test_crews_that_stand_still_and_patients_without_their_need_are_told():
    told = whole(fake_drill())
    assert "crews that stand still (days): mug-1 12.5, pit-1 12.9" in told
    assert "at the worst hour Service 1 of the house 0 % of capacity is left" in told
    assert "In-patients who depend on a service are without it for 228 patient-hours" in told


def test_a_drill_in_which_nothing_is_lost_says_so_and_names_no_service():
    result = fake_drill(effects=(), effects_together=(), shapley={}, everything=None)
    arm = result.arm(result.reference)
    zero = {k: replace(s, mean=0.0, median=0.0, p05=0.0, p95=0.0) for k, s in (arm.outcomes | arm.activity).items()}
    whole = tuple(replace(s, kept=(1.0,)) for s in arm.services)
    idle = replace(arm, outcomes=zero, activity=zero, deciding=(), crews_still_h={"mug-1": 0.0}, services=whole)
    (told,) = said(replace(result, arms=(idle,)))
    assert told.sentences == (
        "0 of the 70 operations on day one are lost, 0 of 2,500 over 60 days; every service is back after 0 days.",
        "No in-patient is without a service needed.",
        "No service-hour is lost.",
    )


def test_a_defence_that_sometimes_harms_is_said_to():
    result = fake_drill()
    primary = [e.outcome == result.primary_outcome for e in result.effects].index(True)
    harmful = list(result.effects)
    harmful[primary] = replace(harmful[primary], told=replace(harmful[primary].told, share_worse=0.12))
    told = whole(replace(result, effects=tuple(harmful)))
    assert "operations lost in all got worse with walls in 12 % of the plays." in told
    assert "do harm" not in said(result)


def test_the_credit_adds_up_to_what_all_save_together():
    told = whole(fake_drill())
    assert "642 saved" in told
    assert "Credit: quick cut 338, walls 216, spare copies 83.7, transfer plan 5.3." in told


def test_a_director_sees_the_ends_and_each_defence_not_every_pair():
    shown = [arm.name for arm in arms_for_people(fake_drill())]
    assert shown[:2] == ["nobody-acts", "today"]
    assert len(shown) == 2 + 4 + 1


def test_almost_none_and_almost_all_are_not_rounded_away():
    assert percent(0.0004) == "<1 %"
    assert percent(0.9996) == ">99 %"


def test_fewer_than_twenty_plays_have_no_range_of_nine_in_ten():
    assert "nine plays in ten" in whole(fake_drill(runs=20))
    assert "nine plays in ten" not in whole(fake_drill(runs=19))


def test_a_stopped_drill_says_how_far_it_came_and_what_is_missing():
    alone = fake_drill(complete=False, runs=120, runs_asked=2000, draws=3, draws_asked=40, tornado=(), shapley={})
    arms = tuple(replace(arm, false_alarms=None) for arm in alone.arms)
    assert stopped(replace(alone, arms=arms)) == (
        "NOT COMPLETE, stopped: 120 of 2,000 plays of every arm, in 3 of 40 draws of what is not known. Missing: what "
        "false alarms cost, which unknown moves the answer (tornado), credit of each defence."
    )
    assert stopped(fake_drill()) == ""


def test_what_a_clinician_reads_names_no_option():
    result = fake_drill()
    assert beds_unconfirmed(result)
    assumed = replace(result, assumptions=replace(result.assumptions, beds_assumed_pct=2.0))
    assert not beds_unconfirmed(assumed)
    assert "--" not in whole(result) + " ".join(stands_on(assumed))
