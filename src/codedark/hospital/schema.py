"""The tables of a hospital folder, column by column: public interface, and the one place it is written down.

The reader checks by this, the reference page is checked against it, `codedark new` writes by it. Adding a column is
adding a line here, a field in `records.py`, and a line in `docs/reference/hospital-folder.md` (a test says so).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from codedark.hospital import words


class Kind(Enum):
    """How a cell is read."""

    ID = "id"
    """Letters, digits and `-_.`; starts with a letter or digit; unique in its table."""
    TEXT = "text"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    """`yes` or `no` (also true/false, 1/0)."""
    ENUM = "enum"
    ENUMS = "enums"
    """Words of one vocabulary, separated by blanks, commas or semicolons."""
    WORDS = "words"
    """Words as people write them, without blanks inside, separated by blanks, commas or semicolons."""
    REF = "ref"
    """An id of another table."""
    REFS = "refs"
    """Ids of another table, separated by blanks, commas or semicolons."""
    NEED = "need"
    """`a and (b or c) and 2 of (d, e, f)`."""
    SELECTOR = "selector"
    """`*`, `host:ct-1`, `zone:lab` or `lab`, `role:server`, `role:server@lab`, `10.1.0.0/16`."""
    SELECTORS = "selectors"
    """Selectors separated by blanks, commas or semicolons."""
    ADDRESS = "address"
    PREFIXES = "prefixes"
    PORTS = "ports"
    """Applications: `tcp/443 udp/53`. """
    PORT_RANGES = "port-ranges"
    """Conduits: `443 8000-8080`; empty or `any` is every port."""
    TIME_OF_DAY = "time-of-day"
    """`08:15`."""
    DAYS = "days"
    """`tue`, `mon thu`, `weekdays`, `daily`."""
    DATE = "date"
    """`2024-05-17`."""
    MOMENT = "moment"
    """`2024-05-17T08:15+02:00`; the offset must be there."""
    ENDPOINT = "endpoint"
    """An address or a name, and a port: `10.1.2.3:47115`, `[fd00::9]:47115`, `gate-1.example:47115`."""
    KEY = "key"
    """A public key of 32 bytes: 64 hexadecimal digits."""
    INTERFACE = "interface"
    """A network interface as its own system names it: at most 15 characters, no blank, no slash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of one table."""

    name: str
    kind: Kind
    doc: str
    required: bool = False
    default: object = None
    """Value of an empty or absent cell when not required."""
    values: type[StrEnum] | None = None
    """For ENUM and ENUMS: the vocabulary."""
    to: tuple[str, ...] = ()
    """For REF, REFS, NEED, SELECTOR(S): tables whose ids may be named."""
    low: float | None = None
    high: float | None = None
    unknown: bool = False
    """Whether `?` or `? reason` may stand here."""
    field: str = ""
    """Field of the record, where it is not the column's name (`from` -> `from_`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a CSV file of that name, or a sheet of that name in `hospital.xlsx` / `hospital.ods`."""

    name: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False
    """Whether a folder without it is at fault."""

    def column(self, name: str) -> Column:
        """The column of that name; StopIteration if there is none."""
        return next(c for c in self.columns if c.name == name)


def _basis_and_source() -> tuple[Column, Column]:
    return (
        Column(
            name="basis",
            kind=Kind.ENUM,
            values=words.Basis,
            default=words.Basis.ASSUMED,
            doc="How the row is known; a row without a word is assumed.",
        ),
        Column(name="source", kind=Kind.TEXT, default="", doc="Who or what says so. Required where the row is stated."),
    )


def _table(name: str, doc: str, key: str, *columns: Column, required: bool = False) -> Table:
    return Table(
        name=name, doc=doc, key=tuple(key.split()), columns=(*columns, *_basis_and_source()), required=required
    )


def _c(name: str, kind: Kind, doc: str, **more: object) -> Column:
    return Column(name=name, kind=kind, doc=doc, **more)  # type: ignore[arg-type]


TABLES: tuple[Table, ...] = (
    _table(
        "sites",
        "The campuses.",
        "site",
        _c("site", Kind.ID, "Short name.", required=True),
        _c("name", Kind.TEXT, "Full name.", required=True),
        _c("lat", Kind.FLOAT, "Latitude, degrees WGS 84.", low=-90, high=90),
        _c("lon", Kind.FLOAT, "Longitude, degrees WGS 84.", low=-180, high=180),
        _c("beds_recognised", Kind.INT, "Recognised beds.", low=0, unknown=True, required=True),
        _c("ed", Kind.BOOL, "Whether it has an emergency department.", default=False),
        required=True,
    ),
    _table(
        "zones",
        "Groups of hosts behind one boundary.",
        "zone",
        _c("zone", Kind.ID, "Short name.", required=True),
        _c("name", Kind.TEXT, "Full name.", default=""),
        _c("site", Kind.REF, "Where it is; empty: both or nowhere.", to=("sites",)),
        _c("kind", Kind.ENUM, "What it is for.", values=words.ZoneKind, required=True),
        _c("core", Kind.BOOL, "Whether care cannot do without it: what the air gap protects.", default=False),
        _c("prefixes", Kind.PREFIXES, "Its networks; no two zones may overlap.", default=()),
        _c("gate", Kind.REF, "Gate between it and all other zones; empty: none.", to=("gates",)),
        _c("contain", Kind.REF, "What can keep its own hosts apart; empty: nothing.", to=("gates",)),
        _c(
            "inside",
            Kind.ENUM,
            "Whether its hosts may speak to each other at rest.",
            values=words.Inside,
            default=words.Inside.OPEN,
        ),
        _c(
            "workable_share",
            Kind.FLOAT,
            "Share of its hosts that must run for people to work from it.",
            low=0,
            high=1,
            default=0.0,
        ),
        required=True,
    ),
    _table(
        "hosts",
        "Every machine with an address.",
        "host",
        _c("host", Kind.ID, "Stable name: its luck in a drill is drawn by it.", required=True),
        _c("zone", Kind.REF, "Where it stands.", to=("zones",), required=True),
        _c("address", Kind.ADDRESS, "IPv4 or IPv6 address; empty: not told."),
        _c("role", Kind.ENUM, "What it is for.", values=words.Role, default=words.Role.OTHER),
        _c(
            "needs",
            Kind.NEED,
            "What it stands on (hypervisor, storage, power), whatever the network does.",
            to=("applications", "hosts"),
        ),
        _c("quarantine", Kind.REF, "Gate that can take this one host off the network; empty: none.", to=("gates",)),
        _c("system", Kind.TEXT, "Operating system.", default=""),
        required=True,
    ),
    _table(
        "accounts",
        "Credentials with administration rights: shared causes.",
        "account",
        _c("account", Kind.ID, "Short name.", required=True),
        _c("kind", Kind.TEXT, "Domain, local, supplier, service.", default=""),
        _c("held_on", Kind.SELECTORS, "Hosts where it is used or stored, so where it can be taken.", default=()),
        _c("administers", Kind.SELECTORS, "Hosts where it is administrator.", required=True),
    ),
    _table(
        "applications",
        "Software, devices, and what others provide.",
        "application",
        _c("application", Kind.ID, "Short name.", required=True),
        _c("name", Kind.TEXT, "Full name.", default=""),
        _c("kind", Kind.ENUM, "What it is to the others.", values=words.ApplicationKind, required=True),
        _c("runs_on", Kind.NEED, "Hosts it runs on; empty: none of ours.", to=("hosts",)),
        _c("zone", Kind.REF, "Where it is met when it runs on no host of ours.", to=("zones",)),
        _c("ports", Kind.PORTS, "What it listens on; empty: not told.", default=()),
        _c("needs", Kind.NEED, "Applications it needs over the network.", to=("applications",)),
        _c("restore_h", Kind.FLOAT, "Crew-hours to rebuild it from backup.", low=0, default=8.0),
        _c("check_h", Kind.FLOAT, "Crew-hours to examine and start it when merely switched off.", low=0, default=1.0),
        _c("offline_copy", Kind.BOOL, "Whether a copy exists that no intruder can reach.", default=False),
    ),
    _table(
        "services",
        "Clinical services: what patients get.",
        "service",
        _c("service", Kind.ID, "Short name.", required=True),
        _c("name", Kind.TEXT, "Full name.", default=""),
        _c("site", Kind.REF, "Campus; empty: the whole hospital.", to=("sites",)),
        _c("needs", Kind.NEED, "Applications and services it takes.", to=("applications", "services")),
        _c(
            "worked_from",
            Kind.NEED,
            "Zones from which staff use them; empty: no network path is asked for.",
            to=("zones",),
        ),
        _c(
            "paper_min",
            Kind.FLOAT,
            "Minutes it goes on by its downtime procedure; empty: unknown, planned as 0.",
            low=0,
            unknown=True,
        ),
        _c("paper_capacity", Kind.FLOAT, "Share of its capacity kept then.", low=0, high=1, default=0.0),
        _c("tested", Kind.BOOL, "Whether the downtime procedure has been exercised.", default=False),
        _c("theatres", Kind.INT, "Theatres it carries.", low=0, default=0),
        _c("beds", Kind.INT, "Beds it carries.", low=0, default=0),
        _c("arrivals_per_h", Kind.FLOAT, "Patients who arrive an hour.", low=0, default=0.0),
        _c("ambulances_per_h", Kind.FLOAT, "Of these, by ambulance.", low=0, default=0.0),
        _c("restore_rank", Kind.INT, "1 is restored first.", low=1, default=50),
        required=True,
    ),
    _table(
        "conduits",
        "What may cross between zones, and what may not.",
        "conduit",
        _c("conduit", Kind.ID, "Short name.", required=True),
        _c("from", Kind.SELECTOR, "Who opens the connection.", to=("zones", "hosts"), required=True, field="from_"),
        _c("to", Kind.SELECTOR, "Who answers.", to=("zones", "hosts"), required=True),
        _c(
            "action",
            Kind.ENUM,
            "allow, or deny (wins over every allow).",
            values=words.Action,
            default=words.Action.ALLOW,
        ),
        _c("protocol", Kind.ENUM, "Transport.", values=words.Protocol, default=words.Protocol.ANY),
        _c("ports", Kind.PORT_RANGES, "Destination ports; empty: every port.", default=()),
        _c("purpose", Kind.ENUM, "Why it is there.", values=words.Purpose, default=words.Purpose.OTHER),
        _c("gate", Kind.REF, "Gate that enforces it; empty: the gate of its source or target zone.", to=("gates",)),
        _c("break_glass", Kind.BOOL, "Whether it stays open in a cut.", default=False),
        _c("clinical_owner", Kind.TEXT, "Who answers clinically for it (a role).", default=""),
        _c(
            "on_expiry",
            Kind.ENUM,
            "What a cut does at its deadline.",
            values=words.OnExpiry,
            default=words.OnExpiry.RELEASE,
        ),
        _c("evidence", Kind.TEXT, "How it is known that it is used.", default=""),
    ),
    _table(
        "gates",
        "Enforcement points: what can cut.",
        "gate",
        _c("gate", Kind.ID, "Short name.", required=True),
        _c("name", Kind.TEXT, "Full name.", default=""),
        _c("kind", Kind.ENUM, "Make.", values=words.GateKind, required=True),
        _c("fire_min", Kind.FLOAT, "Minutes from order to effect.", low=0, default=20.0),
        _c("native_undo", Kind.BOOL, "Whether it lets go by itself at a deadline.", default=False),
        _c("on_failure", Kind.ENUM, "What it does when it fails.", values=words.OnFailure, unknown=True),
        _c("cuts_sessions", Kind.BOOL, "Whether a cut stops sessions that already run.", unknown=True),
    ),
    _table(
        "agents",
        "Our agents on the gates. Two of one gate are an HA pair: it is sealed when both hold it.",
        "agent",
        _c("agent", Kind.ID, "Short name.", required=True),
        _c("gate", Kind.REF, "Gate whose orders it carries out.", to=("gates",), required=True),
        _c("address", Kind.ENDPOINT, "Where it answers.", required=True),
        _c("key", Kind.KEY, "Its public key; empty: not enrolled.", default=""),
        _c("room", Kind.TEXT, "Where the machine stands: campus, building, floor, room, rack.", default=""),
    ),
    _table(
        "cables",
        "Which cable and which interface join a gate to a zone: what the gate is told, and what a person pulls.",
        "gate zone",
        _c("gate", Kind.REF, "The gate.", to=("gates",), required=True),
        _c("zone", Kind.REF, "The zone.", to=("zones",), required=True),
        _c("interface", Kind.INTERFACE, "The gate's own name for it; empty: not told.", default=""),
        _c("room", Kind.TEXT, "Where the cable can be pulled: campus, building, floor, room, rack.", default=""),
        _c("panel_port", Kind.TEXT, "Port on the panel or switch, as it is labelled.", default=""),
        _c("cable", Kind.TEXT, "What is written on the cable.", default=""),
        _c("note", Kind.TEXT, "What else one must know who stands before it.", default=""),
    ),
    _table(
        "out_of_band",
        "Ways past the gates: no gate sees them, and no cut closes them.",
        "path",
        _c("path", Kind.ID, "Short name.", required=True),
        _c("kind", Kind.ENUM, "What sort of way.", values=words.OutOfBandKind, required=True),
        _c("from", Kind.REF, "Where it comes from; empty: anywhere.", to=("zones",), field="from_"),
        _c("to", Kind.REF, "Zone it leads into.", to=("zones",), required=True),
        _c("host", Kind.REF, "Machine it ends on; empty: none told.", to=("hosts",)),
        _c("room", Kind.TEXT, "Where it can be pulled or switched off: campus, building, floor, room.", default=""),
        _c("cable", Kind.TEXT, "What is written on the cable or the box.", default=""),
        _c("owner", Kind.TEXT, "Who answers for it (a role).", default=""),
        _c("how_to_close", Kind.TEXT, "What a person does to close it.", default=""),
        _c("note", Kind.TEXT, "What else one must know.", default=""),
    ),
    _table(
        "operations",
        "The surgery list of a usual week.",
        "operation",
        _c("operation", Kind.ID, "Short name, no patient's name.", required=True),
        _c("site", Kind.REF, "Campus.", to=("sites",)),
        _c("days", Kind.DAYS, "Weekdays it stands on the list.", required=True),
        _c("start", Kind.TIME_OF_DAY, "Planned start, local time.", required=True, field="start_min"),
        _c("duration_min", Kind.INT, "Minutes in theatre.", low=1, required=True),
        _c("urgency", Kind.ENUM, "How long it can wait.", values=words.Urgency, default=words.Urgency.ELECTIVE),
        _c("due", Kind.DATE, "Latest date; empty: none."),
        _c("needs", Kind.REFS, "Services it needs, all of them, from start to end.", to=("services",), required=True),
        _c("recovery", Kind.REF, "Service that keeps the recovery bed; empty: none needed.", to=("services",)),
        _c("recovery_min", Kind.INT, "Minutes in that bed for which the service must hold.", low=0, default=0),
    ),
    _table(
        "patients",
        "In-patients whose care depends on services. Pseudonymous references only.",
        "patient",
        _c("patient", Kind.ID, "Reference, never a name.", required=True),
        _c("site", Kind.REF, "Campus.", to=("sites",), required=True),
        _c("ward", Kind.TEXT, "Ward.", default=""),
        _c("pool", Kind.TEXT, "Kind of bed needed elsewhere.", required=True),
        _c("acuity", Kind.ENUM, "Entered by a clinician.", values=words.Acuity, required=True),
        _c("needs", Kind.REFS, "Services the patient cannot do without.", to=("services",), required=True),
        _c("can_go_home", Kind.BOOL, "Entered by a clinician.", unknown=True, required=True),
        _c(
            "stay_h",
            Kind.FLOAT,
            "Hours the patient is expected to stay; not told: as long as a need is gone.",
            low=0,
            unknown=True,
        ),
        _c("entered_by", Kind.TEXT, "Role of the clinician.", default=""),
        _c(
            "escort",
            Kind.ENUM,
            "Who must go along in a transfer, entered by a clinician; unknown: planned by acuity, and said.",
            values=words.Escort,
            unknown=True,
        ),
        _c("demands", Kind.ENUMS, "What the place must offer beside the bed.", values=words.Demand, default=()),
        _c("language", Kind.TEXT, "Language the patient speaks, ISO 639-1; empty: not told.", default=""),
    ),
    _table(
        "crews",
        "Vehicles with people in them.",
        "crew",
        _c("crew", Kind.ID, "Short name.", required=True),
        _c("kind", Kind.ENUM, "What it is.", values=words.CrewKind, required=True),
        _c("owner", Kind.ENUM, "Whose it is.", values=words.Owner, required=True),
        _c("site", Kind.REF, "Where it stands.", to=("sites",)),
        _c("needs", Kind.REFS, "Services without which it stands still.", to=("services",), default=()),
        _c("transfers", Kind.BOOL, "Whether it moves patients between hospitals.", default=False),
    ),
    _table(
        "wards",
        "Wards, as admission messages name them, and what their patients are planned with until somebody marks them.",
        "ward",
        _c("ward", Kind.TEXT, "As it stands in messages and on lists.", required=True),
        _c("site", Kind.REF, "Campus.", to=("sites",), required=True),
        _c("pool", Kind.TEXT, "Kind of bed its patients need elsewhere.", required=True),
        _c("needs", Kind.REFS, "Services its patients cannot do without.", to=("services",), required=True),
        _c("acuity", Kind.ENUM, "Planned for a patient nobody has marked.", values=words.Acuity, required=True),
        _c("clinician", Kind.TEXT, "Role of who decides about its patients when no place is found.", default=""),
    ),
    _table(
        "escorts",
        "People of ours who can go along in an ambulance.",
        "escort",
        _c("escort", Kind.ID, "Short name.", required=True),
        _c("kind", Kind.ENUM, "What they are.", values=words.Escort, required=True),
        _c("site", Kind.REF, "Where they are.", to=("sites",), required=True),
        _c("count", Kind.INT, "How many can be away at once.", low=0, required=True),
    ),
    _table(
        "pools",
        "Kinds of bed that stand in for another; a pool without a row takes its own beds alone.",
        "pool",
        _c("pool", Kind.TEXT, "Kind of bed needed.", required=True),
        _c("may_use", Kind.WORDS, "Pools whose beds will do as well.", default=()),
        _c("penalty_min", Kind.FLOAT, "Minutes of road that its own kind is worth.", low=0, default=30.0),
    ),
    _table(
        "inflows",
        "Patients who come to us by arrangement, and where they go instead.",
        "inflow",
        _c("inflow", Kind.ID, "Short name.", required=True),
        _c("kind", Kind.ENUM, "What sort.", values=words.InflowKind, required=True),
        _c("name", Kind.TEXT, "As it is called: stroke, dialysis, sector north.", default=""),
        _c("services", Kind.REFS, "Services of ours they come for.", to=("services",), default=()),
        _c("crews", Kind.REFS, "Of a sector: our teams that cover it.", to=("crews",), default=()),
        _c("per_day", Kind.FLOAT, "Patients or calls a day.", low=0, unknown=True),
        _c("elsewhere", Kind.REFS, "Where they go instead, first choice first.", to=("sites", "region"), default=()),
        _c("note", Kind.TEXT, "What else one must know.", default=""),
    ),
    _table(
        "telephones",
        "Whom to call, with numbers that work when our own exchange does not.",
        "telephone",
        _c("telephone", Kind.ID, "Short name.", required=True),
        _c("hospital", Kind.REF, "Whose: a site of ours or of the region; empty: nobody's.", to=("sites", "region")),
        _c("whom", Kind.TEXT, "Function that answers: bed coordinator, 112 centre.", required=True),
        _c("number", Kind.TEXT, "Number.", required=True),
        _c("second", Kind.TEXT, "If nobody answers.", default=""),
        _c("checked_at", Kind.MOMENT, "When somebody last tried it."),
    ),
    _table(
        "region",
        "Hospital sites around, that may receive patients.",
        "hospital",
        _c("hospital", Kind.ID, "Short name; not one of `sites`.", required=True),
        _c("name", Kind.TEXT, "Full name.", required=True),
        _c("lat", Kind.FLOAT, "Latitude, degrees WGS 84.", low=-90, high=90),
        _c("lon", Kind.FLOAT, "Longitude, degrees WGS 84.", low=-180, high=180),
        _c("beds_recognised", Kind.INT, "Recognised beds.", low=0, unknown=True, required=True),
        _c("ed", Kind.BOOL, "Whether it has an emergency department.", default=False),
        _c("country", Kind.TEXT, "Two letters (ISO 3166); empty: ours.", default=""),
        _c("partner", Kind.BOOL, "Whether it is of our own network: asked first.", default=False),
        _c(
            "offers",
            Kind.ENUMS,
            "What it can offer beside beds; not told: none that a patient demands.",
            values=words.Demand,
            unknown=True,
        ),
        _c("languages", Kind.WORDS, "Languages spoken there, ISO 639-1; empty: not told.", default=()),
    ),
    _table(
        "region_beds",
        "Staffed-free beds there, and on our own other campus. Unknown is not zero, and not assumed unless you say so.",
        "hospital pool",
        _c("hospital", Kind.REF, "Receiving site.", to=("region", "sites"), required=True),
        _c("pool", Kind.TEXT, "Kind of bed, as in `patients`.", required=True),
        _c("free_staffed", Kind.INT, "Free beds with staff.", low=0, unknown=True, required=True),
        _c("confirmed_at", Kind.MOMENT, "When it was confirmed."),
        _c("confirmed_by", Kind.TEXT, "By whom (a role).", default=""),
    ),
    _table(
        "travel_min",
        "Road minutes between sites, each direction its own row.",
        "from to",
        _c("from", Kind.REF, "From.", to=("sites", "region"), required=True, field="from_"),
        _c("to", Kind.REF, "To.", to=("sites", "region"), required=True),
        _c("minutes", Kind.FLOAT, "Minutes, door to door.", low=0, required=True),
    ),
)

TABLE_NAMED = {table.name: table for table in TABLES}
