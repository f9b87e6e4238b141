import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from codedark.drill.comparing import Compared
from codedark.drill.recorded_effect import RecordedEffect
from codedark.drill.service_kinds import ServiceKind
from codedark.paper.drill_report import drill_report
from tests.paper.fake_drill import fake_drill

VOID = {"meta", "rect", "line", "circle", "polyline", "br"}


class Page(HTMLParser):
    """Tags balanced, what is referred to, ids, and the words."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.refers, self.ids, self.words = [], [], [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        told = dict(attrs)
        self.ids += [told["id"]] if "id" in told else []
        self.refers += [v for k, v in attrs if k in {"src", "href", "data", "action", "poster", "srcset"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def html():
    return drill_report(fake_drill()).decode()


def test_the_page_stands_alone(html):
    page = Page(html)
    assert all(ref.startswith("#") for ref in page.refers)
    assert not re.search(r"url\(|@import|@font-face", html)
    assert {"script", "img", "link", "iframe", "object"}.isdisjoint(page.tags)
    outside = set(re.findall(r"https?://[^\"' <]+", html))
    assert outside == {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in html


def test_every_link_inside_leads_somewhere_and_no_id_stands_twice(html):
    page = Page(html)
    assert {ref[1:] for ref in page.refers} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_what_a_hospital_wrote_cannot_become_markup(html):
    assert "<General>" not in html
    assert "St Elsewhere &lt;General&gt;" in html
    assert "<PACS>" not in html


def test_every_picture_has_its_table_twin(html):
    assert html.count("<svg") == html.count("<figure>") == 10
    assert html.count("The same in figures") + html.count("Operation by operation") == html.count("<svg")


def test_every_arm_every_parameter_and_every_source_stands_in_it(html):
    result = fake_drill()
    words = " ".join(Page(html).words)
    for arm in result.arms:
        assert arm.title in words
    for parameter in result.parameters:
        assert parameter.name in words
        assert (parameter.source or "no source") in words
    assert "an invented source" in words


def test_the_same_result_gives_the_same_bytes_on_any_number_of_workers():
    assert drill_report(fake_drill()) == drill_report(fake_drill(workers=7))


def test_a_drill_that_was_stopped_says_so_and_what_is_missing():
    stopped = fake_drill(complete=False, runs=120, runs_asked=200, tornado=())
    stopped = replace(stopped, arms=tuple(replace(arm, false_alarms=None) for arm in stopped.arms))
    words = " ".join(" ".join(Page(drill_report(stopped).decode()).words).split())
    assert "Stopped before the end. 120 of 200 plays" in words
    assert "Missing: what false alarms cost, which unknown moves the answer (tornado)." in words
    assert "Stopped before the end" not in drill_report(fake_drill()).decode()


def test_a_drill_of_one_arm_has_no_effects_and_does_not_pretend():
    alone = fake_drill(effects=(), effects_last=(), effects_together=(), shapley={}, tornado=(), everything=None)
    one = replace(alone, arms=alone.arms[1:2])
    page = Page(drill_report(one).decode())
    assert "saves" not in page.ids
    assert "credit" not in page.ids
    assert {ref[1:] for ref in page.refers} <= set(page.ids)


def test_the_list_is_labelled_an_input_and_assumed_beds_are_said(html):
    words = " ".join(" ".join(Page(html).words).split())
    assert "Inputs, not findings: the 70 operations on the list of day one" in words
    assert "12 numbers of free beds elsewhere are unconfirmed: none counted as free." in words
    told = fake_drill()
    assumed = replace(told, assumptions=replace(told.assumptions, beds_assumed_pct=2.0))
    assert "2 % of the recognised ones are taken as free" in drill_report(assumed).decode()


def test_the_arm_of_all_defences_has_one_name_and_is_spelt_out_once(html):
    words = " ".join(" ".join(Page(html).words).split())
    assert words.count("walls + quick cut + spare copies + transfer plan") == 1
    assert "all together" not in words
    assert "All defences: walls + quick cut" in words


def test_fewer_than_twenty_plays_give_no_range_of_nine_in_ten():
    words = " ".join(Page(drill_report(fake_drill(runs=19)).decode()).words)
    assert "where nine plays in ten end" not in words
    assert "nine plays in ten:" not in words
    assert "Nine plays in ten" not in words
    assert "One play in twenty" not in words


def test_a_page_for_clinicians_names_no_option(html):
    assert not re.search(r"--[a-z]", " ".join(Page(html[html.index("<main>") : html.index("</body>")]).words))


def test_the_cards_and_the_sentences_say_which_arm_they_tell_of():
    result = fake_drill()
    pinned = replace(result, arms=(replace(result.arms[0], pinned=True, title="As it was"), *result.arms[1:]))
    words = " ".join(" ".join(Page(drill_report(pinned).decode()).words).split())
    assert "As things are (the reference)" in words
    assert "As it was" in words
    assert "What the defences change, against: As things are" in words


def test_what_was_recorded_elsewhere_has_a_section_of_its_own_where_there_is_something():
    effect = RecordedEffect(
        what="ed_status",
        kind=ServiceKind.EMERGENCY,
        services=(),
        said="limited <b>",
        source="The Paper",
        status="stated",
    )
    told = Compared(effect=effect, unit="", played={}, why_not="the drill has no such figure")
    html = drill_report(fake_drill(recorded=(told,))).decode()
    page = Page(html)
    assert "recorded" in page.ids and "#recorded" in page.refers and "limited &lt;b&gt;" in html
    assert "the drill has no such figure" in html
    assert "recorded" not in Page(drill_report(fake_drill()).decode()).ids
