from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from codedark.paper.report_html import report_html
from codedark.record.opening import opening
from codedark.record.report_saying import said
from codedark.record.report_texts import LANGUAGES, word
from codedark.record.reporting import report
from tests.record.making import ABOUT, START, chain, draft
from tests.record.making import said as assertion
from tests.record.report_making import asked, made

EVERY = pytest.mark.parametrize("lang", LANGUAGES)


def page(lang: str = "en", **more: object) -> str:
    return report_html(said(made(**more), lang)).decode()


@EVERY
def test_the_page_is_one_file_that_asks_nobody_for_anything(lang: str) -> None:
    text = page(lang)
    assert f'<html lang="{lang}">' in text
    assert "default-src 'none'" in text
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|https?://", text)


@EVERY
def test_marks_are_words(lang: str) -> None:
    text = page(lang)
    for status in ("inferred", "assumed", "disputed"):
        assert re.search(rf'<span class="mark">[^<]*{word(lang, "status", status)}', text), status


@EVERY
def test_links_lead_somewhere_and_no_place_has_two_names(lang: str) -> None:
    text = page(lang, since=START)
    names = re.findall(r'\bid="([^"]+)"', text)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(names)
    assert re.findall(r'href="#(a-[0-9a-f]{12})"', text)


class Nesting(HTMLParser):
    """Notes every tag that does not close what stands open."""

    def __init__(self) -> None:
        super().__init__()
        self.stands: list[str] = []
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "meta":
            self.stands.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.stands or self.stands.pop() != tag:
            self.odd.append(tag)


@EVERY
def test_every_tag_is_closed_where_it_should_be(lang: str) -> None:
    reader = Nesting()
    reader.feed(page(lang, since=START))
    reader.close()
    assert reader.odd == [] and reader.stands == []


def test_text_of_the_record_is_text() -> None:
    evil = "<script>alert(1)</script> & {{ said }}"
    told = report(chain([(draft(assertion("containment", evil), text=evil), START)]), asked())
    text = report_html(said(told, "en")).decode()
    assert "<script>" not in text and text.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ said }}") == 2


def test_french_sets_the_colon_apart() -> None:
    assert '<span class="label">Secteur</span> : ' in page("fr")
    assert '<span class="label">Sektor</span>: ' in page("de")


def test_an_exercise_is_marked_above_and_below() -> None:
    drill = chain([(opening(replace(ABOUT, exercise=True), "commander"), START)], opened=False)
    assert report_html(said(report(drill, asked()), "nl")).decode().count("OEFENING") == 2
    assert "OEFENING" not in page("nl")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page("fr") == page("fr")
