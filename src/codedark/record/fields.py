"""The fields an assertion can be about: the incident report of our seed, made precise, and clinical impact beside it.

Each row says which form its values have, in which section of the report it stands, and whether it is a *state* (a new
value later is a change: the emergency department opens again) or a *fact* (a different value later is another account).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from codedark.record.assertion import Qualifier, Value
from codedark.record.edtf import When


class Form(StrEnum):
    """Which form a field's values have."""

    COUNT = "count"
    FLAG = "flag"
    CHOICE = "choice"
    CODES = "codes"
    """Several words, of a list or free."""
    MOMENT = "moment"
    """EDTF text."""
    TEXT = "text"


class Section(StrEnum):
    """Sections of the report, in its order."""

    DETAILS = "details"
    TIMELINE = "timeline"
    METHOD = "method"
    IMPACT = "impact"
    CLINICAL = "clinical"
    INDICATORS = "indicators"
    RESPONSE = "response"
    LESSONS = "lessons"
    RECOMMENDATIONS = "recommendations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that can be known of an incident."""

    name: str
    label: str
    """In English; other languages stand with the texts of the report."""
    form: Form
    section: Section
    choices: tuple[str, ...] = ()
    """Of a choice, or of codes where they are a closed list; empty: free."""
    state: bool = False
    many: bool = False
    """Whether several values stand beside each other without contradicting: recommendations, indicators."""
    unit: str = ""
    clinical: bool = False
    aliases: tuple[str, ...] = ()
    """Names others use for it; taken wherever a field is named."""


TACTICS = (
    "initial-access",
    "execution",
    "persistence",
    "privilege-escalation",
    "defense-evasion",
    "credential-access",
    "discovery",
    "lateral-movement",
    "collection",
    "command-and-control",
    "exfiltration",
    "impact",
)
"""What `technique` assertions are about. Source: MITRE ATT&CK, enterprise tactics in its order (reconnaissance and
resource development happen outside the hospital and are left out)."""

SYSTEMS = (
    "ehr",
    "imaging",
    "laboratory",
    "pharmacy",
    "telephony",
    "email",
    "website",
    "network",
    "booking",
    "all",
)
PREHOSPITAL = ("MUG", "PIT", "ambulance")
"""MUG (French SMUR): mobile emergency team with physician; PIT: paramedical intervention team; Belgian words."""


def _count(name: str, label: str, unit: str, *aliases: str, state: bool = False) -> Field:
    return Field(
        name=name,
        label=label,
        form=Form.COUNT,
        section=Section.CLINICAL,
        unit=unit,
        clinical=True,
        state=state,
        aliases=aliases,
    )


def _state(name: str, label: str, *choices: str, aliases: tuple[str, ...] = ()) -> Field:
    return Field(
        name=name,
        label=label,
        form=Form.CHOICE,
        section=Section.CLINICAL,
        choices=choices,
        state=True,
        clinical=True,
        aliases=aliases,
    )


def _flag(name: str, label: str, section: Section, *aliases: str, state: bool = False) -> Field:
    clinical = section is Section.CLINICAL
    return Field(
        name=name, label=label, form=Form.FLAG, section=section, state=state, clinical=clinical, aliases=aliases
    )


def _codes(name: str, label: str, choices: tuple[str, ...], *aliases: str) -> Field:
    return Field(
        name=name,
        label=label,
        form=Form.CODES,
        section=Section.CLINICAL,
        choices=choices,
        state=True,
        clinical=True,
        aliases=aliases,
    )


def _moment(name: str, label: str, section: Section, *aliases: str) -> Field:
    return Field(name=name, label=label, form=Form.MOMENT, section=section, aliases=aliases)


def _text(name: str, label: str, section: Section, *aliases: str, many: bool = False) -> Field:
    return Field(name=name, label=label, form=Form.TEXT, section=section, many=many, aliases=aliases)


_D, _T, _I, _C, _R = Section.DETAILS, Section.TIMELINE, Section.IMPACT, Section.CLINICAL, Section.RESPONSE

FIELDS: tuple[Field, ...] = (
    # incident details
    _moment("discovered_at", "Discovery", _D, "discovery_date", "detected_at"),
    _moment("onset_at", "Incident date", _D, "incident_date"),
    _moment("ended_at", "Ended", _D),
    _text("organisation", "Affected organisation", _D, "affected_organization"),
    Field(name="sites", label="Sites", form=Form.CODES, section=_D),
    _text("sector", "Sector", _D),
    _text("geography", "Geography", _D),
    _text("staff", "Staff", _D),
    Field(name="staff_count", label="Members of staff", form=Form.COUNT, section=_D, unit="people"),
    Field(
        name="attack_type",
        label="Kind of attack",
        form=Form.CHOICE,
        section=_D,
        choices=("ransomware", "ddos", "phishing", "wiper", "intrusion", "other"),
    ),
    _text("malware_family", "Malware family", _D),
    # timeline
    _moment("initial_access_at", "Initial access, when", _T),
    _text("initial_access_vector", "Initial access, vector", _T, "initial_access"),
    _text("initial_access_details", "Initial access, details", _T),
    _text("lateral_movement", "Lateral movement", _T),
    _text("impact_summary", "Impact, in short", _T),
    _moment("servers_shutdown_at", "Servers switched off, when", _T),
    _text("detection", "Detection, how", _T),
    _text("response_summary", "Response, in short", _T),
    _text("recovered", "Recovered", _T),
    # method: one row a tactic
    Field(
        name="technique",
        label="Tactic",
        form=Form.TEXT,
        section=Section.METHOD,
    ),
    _text("method_note", "Note on the method", Section.METHOD),
    # impact
    _text("financial", "Financial", _I),
    _text("data_breach", "Data breach", _I),
    _text("operational", "Operational, in words", _I),
    _text("reputational", "Reputational", _I),
    Field(
        name="data_exfiltrated",
        label="Data taken",
        form=Form.CHOICE,
        section=_I,
        choices=("yes", "no", "claimed"),
        aliases=("data_stolen",),
    ),
    Field(name="records_affected", label="People whose data are concerned", form=Form.COUNT, section=_I, unit="people"),
    _flag("ransom_demanded", "Ransom demanded", _I),
    _flag("ransom_paid", "Ransom paid", _I),
    # clinical impact
    _count("operations_cancelled", "Operations cancelled", "operations", "surgeries_cancelled", "procedures_cancelled"),
    _count("appointments_cancelled", "Appointments cancelled", "appointments", "consultations"),
    _count("imaging_cancelled", "Imaging examinations cancelled", "examinations"),
    _count("laboratory_cancelled", "Laboratory requests sent elsewhere or cancelled", "requests"),
    _count("patients_transferred", "Patients moved to other hospitals", "patients"),
    _count("patients_diverted", "Patients taken elsewhere by ambulance", "patients"),
    _count("patients_waiting", "Patients waiting", "patients", state=True),
    _count("beds_closed", "Beds closed", "beds", state=True),
    _count("staff_recalled", "Staff called in", "people"),
    _count("backlog", "Still to be caught up on", "operations", state=True),
    _count("capacity_pct", "Capacity", "% of normal", "capacity", state=True),
    _state("ed_status", "Emergency department", "open", "limited", "walk-in-only", "closed"),
    _flag("ambulance_diversion", "Ambulances taken elsewhere", _C, "diversion", state=True),
    _codes("prehospital_unavailable", "Prehospital teams not going out", PREHOSPITAL),
    _codes("systems_unavailable", "Systems not available", SYSTEMS, "systems_down"),
    _flag("servers_shutdown", "Servers switched off", _C, "systems_shutdown"),
    _state("service_status", "Service", "full", "partial", "none"),
    _state("working_mode", "Working mode", "digital", "paper", "mixed"),
    _flag("emergency_plan", "Hospital emergency plan activated", _C),
    _state("harm", "Harm to patients", "none", "near-miss", "suspected", "confirmed"),
    # indicators
    Field(name="indicator", label="Indicator", form=Form.TEXT, section=Section.INDICATORS, many=True),
    # response
    _text("containment", "Containment", _R, many=True),
    _text("eradication", "Eradication", _R, many=True),
    _text("recovery", "Recovery", _R, many=True),
    # lessons, recommendations
    _text("lesson", "Lesson", Section.LESSONS, many=True),
    _text("recommendation", "Recommendation", Section.RECOMMENDATIONS, many=True),
)

FIELD = MappingProxyType({field.name: field for field in FIELDS})
_ALIAS = MappingProxyType({alias: field.name for field in FIELDS for alias in field.aliases})


def field_name(told: str) -> str | None:
    """The field somebody names, also by another's word for it; None: there is none.

    >>> field_name("surgeries_cancelled"), field_name("Operations-cancelled"), field_name("weather")
    ('operations_cancelled', 'operations_cancelled', None)
    """
    name = told.strip().lower().replace("-", "_").replace(" ", "_")
    return name if name in FIELD else _ALIAS.get(name)


def value_fault(field: Field, value: Value, qualifier: Qualifier | None) -> str:
    """What is wrong with a value of a field; empty: nothing.

    >>> value_fault(FIELD["operations_cancelled"], -3, None)
    'operations_cancelled cannot be -3: a count is 0 or more'
    >>> value_fault(FIELD["ed_status"], "shut", None)
    "ed_status cannot be 'shut': open, limited, walk-in-only or closed"
    """
    if value is None:
        return ""
    wrong = _FAULTS[field.form](field, value, qualifier)
    return f"{field.name} cannot be {value!r}: {wrong}" if wrong else ""


_COUNT_MOST = 10**12


def _count_fault(field: Field, value: Value, qualifier: Qualifier | None) -> str:
    told = value if isinstance(value, tuple) else (value,)
    numbers = [n for n in told if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) < len(told):
        return "a number, or least and most"
    if min(numbers, default=0) < 0:
        return "a count is 0 or more"
    if not all(n <= _COUNT_MOST for n in numbers):  # nor what is no number at all: each comparison with NaN is false
        return "nothing is so many"
    if isinstance(value, tuple) and qualifier is not Qualifier.RANGE:
        return "two numbers are a range"
    whole = field.name == "capacity_pct" or qualifier is Qualifier.FRACTION
    return "" if whole or all(isinstance(n, int) or n.is_integer() for n in numbers) else "a count is whole"


def _flag_fault(_field: Field, value: Value, _qualifier: Qualifier | None) -> str:
    return "" if isinstance(value, bool) else "true or false"


def _choice_fault(field: Field, value: Value, _qualifier: Qualifier | None) -> str:
    return "" if value in field.choices else _listed(field.choices)


def _codes_fault(field: Field, value: Value, _qualifier: Qualifier | None) -> str:
    if not isinstance(value, tuple) or not all(isinstance(code, str) for code in value):
        return "a list of words"
    return "" if not field.choices or set(value) <= set(field.choices) else f"of {_listed(field.choices)}"


def _moment_fault(_field: Field, value: Value, _qualifier: Qualifier | None) -> str:
    try:
        When(str(value))
    except ValueError as wrong:
        return str(wrong)
    return ""


def _text_fault(_field: Field, value: Value, _qualifier: Qualifier | None) -> str:
    return "" if isinstance(value, str) and value.strip() else "a text"


_FAULTS = MappingProxyType(
    {
        Form.COUNT: _count_fault,
        Form.FLAG: _flag_fault,
        Form.CHOICE: _choice_fault,
        Form.CODES: _codes_fault,
        Form.MOMENT: _moment_fault,
        Form.TEXT: _text_fault,
    }
)


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
