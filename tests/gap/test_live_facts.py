"""What a box did not say is unknown, not false."""

from codedark.gap.live_facts import LiveFacts


def test_nothing_told_is_nothing_known() -> None:
    facts = LiveFacts()
    assert facts.forwards_v6 is None and facts.tracks_connections is None and facts.bridge_nf_call is None
    assert facts.boot is None and facts.bridges == ()
