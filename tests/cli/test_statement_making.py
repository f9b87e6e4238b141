from __future__ import annotations

from hashlib import sha256

import pytest

from codedark.cli.statement_asked import Wanted
from codedark.cli.statement_making import Made, leaving, make, rendered
from codedark.record.public import Audience
from tests.record.making import ABOUT
from tests.record.public_making import CLOSED, NOW, SEVENTY, TELEPHONE, entries, made


def makings(*assertions: object, audience: Audience = Audience.PATIENTS) -> Made:
    wanted = Wanted(audience=audience, languages=("en",), as_of=NOW, now=NOW, contacts=(TELEPHONE,), next_at=None)
    return make(entries(assertions), ABOUT, wanted)  # type: ignore[arg-type]


def test_what_is_made_says_what_the_record_says() -> None:
    one = makings(CLOSED, SEVENTY)
    assert one.statement("en") == made([CLOSED, SEVENTY], contacts=(TELEPHONE,))
    assert one.slips([one.statement("nl")]) == () and one.issued == () and one.shifts == ()


@pytest.mark.parametrize(("form", "begins"), [("md", b"# "), ("txt", b"Info"), ("html", b"<!doc"), ("pdf", b"%PDF")])
def test_every_form_has_its_writer(form: str, begins: bytes) -> None:
    assert rendered([made([CLOSED])], form).startswith(begins)


def test_what_leaves_in_several_languages_rests_on_each_assertion_once() -> None:
    one = makings(CLOSED, SEVENTY)
    both = [one.statement(lang) for lang in ("nl", "de")]
    told = leaving(one, both, b"x", "md")
    assert (told.lang, told.sha256, len(told.rests_on)) == ("nl de", sha256(b"x").hexdigest(), 2)
