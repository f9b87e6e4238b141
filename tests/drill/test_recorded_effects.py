"""From what a view knows of care to effects on one's own services."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from codedark.drill.recorded_effect import Measure, RecordedEffect
from codedark.drill.recorded_effects import _EFFECTS, _NO_MODEL, BACK, DayOne, effects_of, first_moment
from codedark.drill.service_kinds import ServiceKind
from codedark.record.assertion import Assertion, PeriodKind, Qualifier, Source, Status
from codedark.record.edtf import When
from codedark.record.fields import FIELDS
from tests.drill.recorded_views import PRESS, little, morning, of_day, said, seen
from tests.making import make_hospital

DAY1 = DayOne(day=date(2026, 3, 3), zone="Europe/Brussels", onset_h=6.5, shut_h=6.0 + 2 / 3)


def effects(*assertions: Assertion) -> tuple[RecordedEffect, ...]:
    return effects_of(seen(*assertions), DAY1, little())[0]


def notes(*assertions: Assertion) -> tuple[str, ...]:
    return effects_of(seen(*assertions), DAY1, little())[1]


def one(field: str, value: Any = None, **more: Any) -> RecordedEffect:
    (effect,) = effects(said(field, value, **more))
    return effect


def test_every_clinical_field_is_mapped_or_said_not_to_be() -> None:
    clinical = {field.name for field in FIELDS if field.clinical}
    assert clinical | BACK == set(_EFFECTS) | set(_NO_MODEL)
    assert not set(_EFFECTS) & set(_NO_MODEL)


def test_operations_of_a_day_are_compared_over_that_day() -> None:
    told = one("operations_cancelled", 20, qualifier=Qualifier.AT_LEAST, period=of_day("2026-03-03"))
    assert (told.kind, told.services) == (ServiceKind.THEATRES, ("blok",))
    assert (told.from_h, told.to_h, told.figure, told.measure) == (0.0, 24.0, 20.0, Measure.OPERATIONS)
    assert told.said == "at least 20 operations" and told.status == "stated" and told.assertion.startswith("a-")


def test_operations_whose_span_nobody_names_are_compared_with_nothing() -> None:
    told = one("operations_cancelled", 20)
    assert (told.from_h, told.to_h, told.measure, told.figure) == (None, None, None, 20.0)


def test_days_of_a_changed_clock_are_whole_days() -> None:
    summer = said("operations_cancelled", 9, period=of_day("2026-03-28/2026-03-30"))
    (told,) = effects_of(seen(summer), DayOne(day=date(2026, 3, 28), zone="Europe/Brussels"), little())[0]
    assert (told.from_h, told.to_h) == (0.0, 72.0)


def test_a_state_holds_from_when_it_is_told_where_nobody_says_since_when() -> None:
    assert one("ed_status", "limited").from_h == 12.0
    assert one("ed_status", "limited", valid=When("2026-03-03T08:00/..")).from_h == 8.0
    told = one("ed_status", "limited", valid=When("2026-03-04"))
    assert (told.from_h, told.to_h, told.measure) == (24.0, None, Measure.KEPT_PCT)


def test_an_uncounted_event_is_an_effect_without_a_figure() -> None:
    told = one("patients_transferred", qualifier=Qualifier.UNCOUNTED)
    assert (told.figure, told.said, told.measure) == (None, "yes, uncounted", Measure.TRANSFERS)


@pytest.mark.parametrize(
    ("more", "figures", "words"),
    [
        ({"value": 7}, (7.0, None), "7 patients"),
        ({"value": (5, 9), "qualifier": Qualifier.RANGE}, (5.0, 9.0), "5 to 9 patients"),
        ({"value": 7, "qualifier": Qualifier.ABOUT}, (7.0, None), "about 7 patients"),
        ({"value": 7, "qualifier": Qualifier.AT_MOST}, (7.0, None), "at most 7 patients"),
        ({"value": 0.3, "qualifier": Qualifier.FRACTION}, (None, None), "30 % of patients"),
        ({"qualifier": Qualifier.ALL}, (None, None), "all patients"),
        ({"status": Status.NONE_KNOWN}, (0.0, None), "none known"),
    ],
)
def test_a_count_is_said_with_its_qualifier(
    more: dict[str, Any], figures: tuple[float | None, float | None], words: str
) -> None:
    told = one("patients_transferred", more.pop("value", None), **more)
    assert ((told.figure, told.figure_to), told.said) == (figures, words)


def test_what_others_say_stands_beside_what_leads_and_makes_it_disputed() -> None:
    (told,) = effects(said("patients_transferred", 7), said("patients_transferred", 9, by="press"))
    assert told.status == "disputed" and "others say" in told.said


def test_each_system_falls_on_its_own_kind_of_service() -> None:
    told = effects(said("systems_unavailable", ("ehr", "imaging", "website")))
    assert [(e.kind, e.services, e.said) for e in told] == [
        (ServiceKind.RECORD, ("dossier",), "ehr"), (ServiceKind.IMAGING, ("rx",), "imaging"),
    ]  # fmt: skip
    assert any("website" in note for note in notes(said("systems_unavailable", ("website",))))


def test_a_service_that_is_named_falls_on_its_kind() -> None:
    told = one("service_status", "none", about="Radiologie")
    assert (told.kind, told.services, told.said) == (ServiceKind.IMAGING, ("rx",), "Radiologie: none")
    assert effects(said("service_status", "none", about="canteen")) == ()


def test_one_department_of_several_is_an_emergency_department() -> None:
    assert one("ed_status", "closed", about="campus-x").services == ("spoed",)


def test_a_state_that_changed_is_an_effect_for_each_change() -> None:
    told = effects(
        said("ed_status", "limited", valid=When("2026-03-03T08:00/..")),
        said("ed_status", "open", valid=When("2026-03-13/.."), known_at=datetime(2026, 3, 13, tzinfo=UTC)),
    )
    assert [(e.said, e.from_h, e.status) for e in told] == [("limited", 8.0, "stated"), ("open", 240.0, "stated")]


def test_of_a_count_that_grew_the_last_is_an_effect() -> None:
    def so_far(count: int, hour: int) -> Assertion:
        period = of_day(f"2026-03-03T06:00/2026-03-03T{hour:02}:00", PeriodKind.CUMULATIVE)
        at = datetime(2026, 3, 3, hour, tzinfo=UTC)
        return said("patients_transferred", count, period=period, known_at=at)

    (told,) = effects(so_far(1, 8), so_far(3, 12), so_far(2, 10))
    assert told.figure == 3.0
    days = (said("operations_cancelled", n, period=of_day(f"2026-03-0{3 + n}")) for n in (0, 1))
    assert len(effects(*days)) == 2


def test_a_service_of_ours_that_is_named_by_its_id_is_that_one() -> None:
    told = one("service_status", "none", about="out")
    assert (told.services, told.kind, told.said) == (("out",), ServiceKind.PREHOSPITAL, "out: none")
    assert one("ed_status", "closed", about="blok").services == ("blok",)


def test_the_first_moment_is_that_at_which_something_happened_not_that_it_was_told() -> None:
    told = (said("ed_status", "limited", valid=When("2026-03-03T08:00/..")), said("backlog", 4))
    assert first_moment(seen(*told), "Europe/Brussels") == datetime(2026, 3, 3, 7, tzinfo=UTC)
    assert first_moment(seen(said("backlog", 4)), "Europe/Brussels") is None


def test_servers_are_off_from_the_shutdown_on() -> None:
    assert one("servers_shutdown", True).from_h == pytest.approx(6 + 2 / 3)


def test_days_until_everything_is_back_count_from_the_beginning() -> None:
    told = one("ended_at", "2026-03-13T06:30")
    assert (told.from_h, told.to_h, told.figure, told.measure) == (246.5, None, 10.0, Measure.DAYS_BACK)


def test_recovery_in_words_is_compared_only_where_its_day_is_told() -> None:
    told = one("recovered", "all systems work", valid=When("2026-03-23"))
    assert (told.from_h, told.measure, told.said) == (480.0, Measure.DAYS_BACK, "all systems work")
    told = one("recovered", "a little over a month after")
    assert (told.from_h, told.figure, told.measure) == (None, None, None)


def test_the_source_is_named_and_our_own_record_where_there_is_none() -> None:
    source = Source(document=PRESS.id, start=0, end=5)
    assert one("backlog", 3, source=source).source == "The Paper, 2026-03-03, https://example.org/a"
    assert one("backlog", 3, by="hospital").source == "record, by hospital"


def test_what_is_unknown_or_has_no_model_is_a_note_and_no_effect() -> None:
    told = (
        said("harm", status=Status.NOT_MENTIONED),
        said("backlog", status=Status.UNKNOWN),
        said("staff_recalled", 4),
    )
    assert effects(*told) == ()
    assert [note.partition(":")[0] for note in notes(*told)] == [
        "Staff called in (4 people)", "Still to be caught up on", "Harm to patients",
    ]  # fmt: skip


def test_a_kind_of_service_that_is_not_here_is_a_note_and_still_an_effect() -> None:
    view = seen(said("imaging_cancelled", 4))
    found, told = effects_of(view, DAY1, make_hospital())
    assert [e.services for e in found] == [()] and any("no service here" in note for note in told)


def test_effects_come_in_the_order_of_time_untimed_last() -> None:
    hours = [e.from_h for e in effects(*morning())]
    timed = [h for h in hours if h is not None]
    assert timed == sorted(timed) and None not in hours[: len(timed)] and hours.count(None) >= 2


def test_what_was_withdrawn_or_replaced_is_no_effect() -> None:
    first = said("patients_transferred", 7)
    later = said("patients_transferred", 9, supersedes=(first.id,), known_at=datetime(2026, 3, 4, tzinfo=UTC))
    (told,) = effects(first, later)
    assert told.figure == 9.0 and told.status == "stated"


def test_what_lies_out_of_all_bounds_is_taken_as_not_told() -> None:
    assert one("ended_at", "2999-01-01").from_h is None
    assert one("patients_transferred", 10**12).figure is None


def test_a_count_until_a_day_ends_with_that_day() -> None:
    period = of_day("../2026-03-05", PeriodKind.CUMULATIVE)
    told = one("operations_cancelled", 70, period=period)
    assert (told.from_h, told.to_h, told.measure) == (None, 72.0, None)
