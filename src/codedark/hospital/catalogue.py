"""What a hospital usually has: applications and clinical services to begin with, every one assumed.

This is data. Nobody's hospital is like this; `codedark new` writes it down so that its owner has something to correct,
and `codedark ask` says which of it to correct first. Minutes on paper lean on the few public figures there are:

- UCSF IT impact tiers (https://it.ucsf.edu/explaining-impact-tiers): core communication, core patient care and patient
  monitoring to be back in 6 h, since manual procedures cannot be kept up for long; others by hand for up to a day;
- one hospital's impact analysis: 2 h at most that an emergency department can work without the record
  (Security Technology Executive, November 2013).
"""

from __future__ import annotations

from dataclasses import dataclass

from codedark.hospital.words import ApplicationKind, Role, ZoneKind

UCSF_6_H = "assumed; compare 6 h for core patient care and monitoring (UCSF IT impact tier 2)"
UCSF_1_D = "assumed; compare up to a day by hand (UCSF IT impact tier 3)"
BIA_2_H = "assumed; one hospital found 2 h for its emergency department (Security Technology Executive 11/2013)"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualApplication:
    """One application as it usually stands."""

    id: str
    name: str
    kind: ApplicationKind
    hosts: int
    """Machines assumed where no inventory names them; 0: it runs on none of ours."""
    enough: int
    """How many of them are enough."""
    role: Role
    zone: ZoneKind
    """Kind of zone in which its machines are assumed."""
    ports: str
    needs: str
    restore_h: float
    check_h: float
    words: str
    """Words in a machine's name by which it is recognised."""
    on: str = ""
    """Id of the application whose machines it shares."""
    shared: bool = False
    """Whether several hospitals of one group would share it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualService:
    """One clinical service as it usually stands."""

    id: str
    name: str
    needs: str
    paper_min: str
    """Minutes, or `? why`."""
    paper_capacity: float
    rank: int
    source: str
    each_campus: bool = False
    """Whether every campus has its own."""
    beds_share: float = 0.0
    """Share of the hospital's beds."""
    theatres: bool = False
    """Whether it carries the theatres."""
    arrivals: bool = False
    """Whether it carries the arrivals."""


def _a(
    id: str, name: str, kind: ApplicationKind, hosts: int, enough: int, role: Role, zone: ZoneKind, ports: str,
    needs: str, restore_h: float, check_h: float, words: str = "", on: str = "", shared: bool = False,
) -> UsualApplication:  # fmt: skip
    return UsualApplication(
        id=id, name=name, kind=kind, hosts=hosts, enough=enough, role=role, zone=zone, ports=ports, needs=needs,
        restore_h=restore_h, check_h=check_h, words=words, on=on, shared=shared,
    )  # fmt: skip


_K, _R, _Z = ApplicationKind, Role, ZoneKind
_BASE = "directory and name-service and time"
_CLINICAL = f"{_BASE} and databases"

# fmt: off
APPLICATIONS: tuple[UsualApplication, ...] = (
    _a("directory", "Directory (accounts, logon)", _K.DIRECTORY, 2, 1, _R.DIRECTORY, _Z.DIRECTORY,
       "tcp/88 tcp/389 tcp/636 udp/88", "name-service and time", 40, 8, "dc ad adds ldap domain directory",
       shared=True),
    _a("name-service", "Name service", _K.NAME_SERVICE, 0, 0, _R.DIRECTORY, _Z.DIRECTORY, "udp/53 tcp/53",
       "directory", 4, 1, "dns", on="directory", shared=True),
    _a("time", "Time", _K.TIME, 0, 0, _R.DIRECTORY, _Z.DIRECTORY, "udp/123", "", 2, 0.5, "ntp", on="directory",
       shared=True),
    _a("hypervisor", "Hypervisor cluster", _K.HYPERVISOR, 3, 2, _R.HYPERVISOR, _Z.MANAGEMENT, "tcp/443 tcp/902",
       "", 32, 6, "esx esxi hv hyperv hypervisor vmhost xen proxmox"),
    _a("storage", "Shared storage", _K.STORAGE, 2, 1, _R.SERVER, _Z.MANAGEMENT, "tcp/3260 tcp/2049", "", 24, 4,
       "san nas storage netapp"),
    _a("backup-software", "Backup", _K.BACKUP, 1, 1, _R.BACKUP, _Z.BACKUP, "tcp/9392 tcp/445",
       "directory and name-service", 24, 4, "backup bak bck veeam commvault"),
    _a("software-distribution", "Software distribution", _K.OTHER, 1, 1, _R.MANAGEMENT, _Z.MANAGEMENT,
       "tcp/8530 tcp/445", _BASE, 16, 3, "sccm wsus deploy"),
    _a("licences", "Licence server", _K.LICENCE, 1, 1, _R.SERVER, _Z.SERVER, "tcp/27000", _BASE, 8, 1,
       "lic license licence flexlm"),
    _a("databases", "Clinical databases", _K.OTHER, 2, 1, _R.SERVER, _Z.SERVER, "tcp/1433 tcp/1521", _BASE, 36, 4,
       "sql db oracle database mssql postgres"),
    _a("integration", "Message exchange between systems (HL7)", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/2575",
       _CLINICAL, 24, 4, "hl7 integration mirth cloverleaf esb"),
    _a("internet", "Internet line", _K.INTERNET, 0, 0, _R.OTHER, _Z.EXTERNAL, "tcp/443 tcp/80", "", 0, 0, shared=True),
    _a("supplier-access", "Remote access of suppliers", _K.SUPPLIER, 1, 1, _R.SERVER, _Z.DMZ, "tcp/443",
       "directory and internet", 12, 3, "vpn remote citrix gateway bastion jump"),
    _a("pbx", "Telephone exchange", _K.TELEPHONY, 1, 1, _R.SERVER, _Z.OTHER, "tcp/5060 udp/5060", "name-service",
       12, 2, "pbx voip sip cucm asterisk telephony"),
    _a("public-lines", "Telephone lines of the carrier", _K.TELEPHONY, 0, 0, _R.OTHER, _Z.EXTERNAL, "udp/5060", "",
       0, 0, shared=True),
    _a("ehr", "Electronic patient record", _K.CLINICAL, 2, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and licences", 80, 10, "ehr emr epd epr dpi kis his"),
    _a("patient-admin", "Patient administration (admission, discharge, transfer)", _K.CLINICAL, 1, 1, _R.SERVER,
       _Z.SERVER, "tcp/443", f"{_CLINICAL} and integration", 40, 5, "adt pas admission"),
    _a("prescribing", "Prescribing and medication list", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and ehr", 40, 5, "cpoe prescribing emd"),
    _a("lis", "Laboratory system", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443 tcp/2575",
       f"{_CLINICAL} and integration", 60, 6, "lis glims labo lims"),
    _a("lab-analysers", "Analysers", _K.DEVICE, 4, 3, _R.ANALYSER, _Z.DEVICE, "tcp/4000", "lis", 16, 3,
       "ana analyser analyzer cobas"),
    _a("blood-bank-system", "Blood bank", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443", f"{_CLINICAL} and lis",
       48, 6, "bbs bloodbank transfusion"),
    _a("pacs", "Image archive", _K.CLINICAL, 2, 1, _R.SERVER, _Z.SERVER, "tcp/104 tcp/11112 tcp/443",
       f"{_CLINICAL} and licences", 80, 8, "pacs vna dicom"),
    _a("ris", "Radiology planning and reports", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and integration", 40, 5, "ris"),
    _a("modalities", "Scanners and X-ray", _K.DEVICE, 4, 2, _R.MODALITY, _Z.DEVICE, "tcp/104",
       "pacs and ris and licences and name-service and time", 24, 4, "ct mr mri xr xray cr dr us angio modality"),
    _a("theatre-planning", "Theatre planning and list", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and patient-admin", 32, 4, "ors theatre surgery opera"),
    _a("anaesthesia-record", "Anaesthesia record", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and ehr", 32, 4, "aims anaesthesia anesthesia"),
    _a("icu-record", "Intensive care record", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and integration", 48, 6, "pdms icu metavision"),
    _a("patient-monitors", "Bedside monitors and their centre", _K.DEVICE, 2, 1, _R.MONITOR, _Z.DEVICE,
       "udp/24105 tcp/24105", "", 12, 3, "mon monitor central telemetry"),
    _a("pharmacy-system", "Pharmacy stock and dispensing", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and prescribing", 32, 4, "pharm pharmacy apo apotheek"),
    _a("chemo-planning", "Chemotherapy planning", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and pharmacy-system", 32, 4, "chemo onco cytostatics"),
    _a("radiotherapy-system", "Radiotherapy planning and records", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and licences", 48, 6, "rt radiotherapy aria mosaiq linac"),
    _a("dialysis-system", "Dialysis records and machine link", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       _CLINICAL, 24, 3, "dialysis nefro nephro"),
    _a("endoscopy-system", "Endoscopy images and reports", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       _CLINICAL, 24, 3, "endo endoscopy"),
    _a("sterile-tracing", "Tracing of sterile sets", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443", _CLINICAL,
       16, 3, "cssd steri sterile"),
    _a("ed-board", "Emergency department board and triage", _K.CLINICAL, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443",
       f"{_CLINICAL} and patient-admin", 32, 4, "ed edis triage spoed"),
    _a("fetal-monitoring", "Fetal monitoring", _K.DEVICE, 1, 1, _R.MONITOR, _Z.DEVICE, "tcp/443", "name-service",
       12, 3, "ctg fetal obs"),
    _a("dispatch-link", "Alarm terminal of the mobile teams", _K.DEVICE, 1, 1, _R.CLINICAL_WORKSTATION, _Z.DEVICE,
       "tcp/443", "internet and name-service", 8, 2, "dispatch mug pit smur"),
    _a("mail", "Mail", _K.OFFICE, 1, 1, _R.SERVER, _Z.SERVER, "tcp/443 tcp/25", f"{_BASE} and internet", 16, 2,
       "mail exch exchange smtp"),
    _a("file-shares", "File shares", _K.OFFICE, 1, 1, _R.SERVER, _Z.SERVER, "tcp/445", _BASE, 24, 3,
       "file files fs smb"),
    _a("printing", "Printing", _K.OFFICE, 1, 1, _R.SERVER, _Z.SERVER, "tcp/445 tcp/515", _BASE, 8, 1, "print prtsrv"),
)
"""Every application; what it needs stands in the same table."""


def _s(id: str, name: str, needs: str, paper_min: str, capacity: float, rank: int, source: str, **more: float | bool
       ) -> UsualService:
    return UsualService(id=id, name=name, needs=needs, paper_min=paper_min, paper_capacity=capacity, rank=rank,
                        source=source, **more)  # type: ignore[arg-type]


SERVICES: tuple[UsualService, ...] = (
    _s("intensive-care", "Intensive care", "icu-record and patient-monitors and laboratory and pharmacy", "360", 0.7,
       1, UCSF_6_H, beds_share=0.04, each_campus=True),
    _s("emergency", "Emergency department", "ed-board and ehr and laboratory and imaging and calling", "120", 0.5, 2,
       BIA_2_H, arrivals=True, each_campus=True),
    _s("mobile-teams", "Mobile emergency teams", "dispatch-link and calling", "? no figure found", 0.0, 3,
       "assumed; what their dispatch needs is seldom written down"),
    _s("laboratory", "Laboratory", "lis and lab-analysers and integration", "240", 0.3, 4,
       "assumed: urgent tests only, printed at the analyser and carried"),
    _s("transfusion", "Blood bank and transfusion", "blood-bank-system and lis", "120", 0.3, 5,
       "assumed: emergency blood and units matched by hand for two hours"),
    _s("theatres", "Operating theatres", "theatre-planning and ehr and pacs and sterilisation and anaesthesia", "60",
       0.25, 6, "assumed: what is on the table is finished; no new operation without list, record and images",
       theatres=True, each_campus=True),
    _s("anaesthesia", "Anaesthesia", "anaesthesia-record and patient-monitors", "480", 1.0, 7,
       "assumed: paper charts in every theatre for a working day"),
    _s("recovery", "Recovery room", "patient-monitors and calling", "360", 0.5, 8, UCSF_6_H, each_campus=True),
    _s("coronary-care", "Coronary care", "icu-record and patient-monitors and laboratory", "360", 0.6, 9, UCSF_6_H,
       beds_share=0.02),
    _s("cath-lab", "Catheterisation laboratory", "modalities and pacs and ehr", "60", 0.3, 10,
       "assumed: an emergency case without earlier images"),
    _s("stroke", "Stroke unit", "imaging and laboratory and ehr", "60", 0.3, 11,
       "assumed: treatment hangs on the image within the hour", beds_share=0.02),
    _s("imaging", "Medical imaging", "modalities and pacs and ris", "60", 0.2, 12,
       "assumed: a scanner keeps some examinations on its own disk", each_campus=True),
    _s("neonatal", "Neonatal care", "patient-monitors and ehr and laboratory and pharmacy", "360", 0.7, 13, UCSF_6_H,
       beds_share=0.02),
    _s("maternity", "Delivery and maternity", "fetal-monitoring and ehr and laboratory", "1440", 0.7, 14, UCSF_1_D,
       beds_share=0.05),
    _s("pharmacy", "Pharmacy", "pharmacy-system and prescribing", "720", 0.5, 15,
       "assumed: ward stock and handwritten orders for half a day"),
    _s("wards", "Ward care with the record", "ehr and prescribing and calling and pharmacy", "1440", 0.6, 16, UCSF_1_D,
       beds_share=0.8, each_campus=True),
    _s("dialysis", "Dialysis", "dialysis-system and laboratory", "480", 0.6, 17,
       "assumed: machines run alone; prescriptions of the last session printed"),
    _s("chemotherapy", "Chemotherapy", "chemo-planning and pharmacy and laboratory", "0", 0.0, 18,
       "assumed: no dose is prepared without the planned one"),
    _s("radiotherapy", "Radiotherapy", "radiotherapy-system", "0", 0.0, 19,
       "assumed: no machine treats without its plan"),
    _s("endoscopy", "Endoscopy", "endoscopy-system and sterilisation", "240", 0.5, 20,
       "assumed: urgent examinations, report by hand"),
    _s("sterilisation", "Sterilisation", "sterile-tracing", "480", 0.5, 21,
       "assumed: sets on the shelf for a working day, release signed by hand"),
    _s("paediatrics", "Paediatrics", "ehr and prescribing and pharmacy", "1440", 0.6, 22, UCSF_1_D, beds_share=0.05),
    _s("registration", "Registration of patients", "patient-admin", "480", 0.5, 23,
       "assumed: forms and spare numbers at the desk"),
    _s("calling", "Telephony and calling a team", "pbx and public-lines", "1440", 0.4, 24,
       "assumed: own mobile telephones and runners for a day"),
    _s("outpatient", "Outpatient clinics", "patient-admin and ehr and registration", "1440", 0.3, 25, UCSF_1_D),
    _s("transport", "Moving patients and goods in the house", "calling", "480", 0.5, 26,
       "assumed: orders by word of mouth for a shift"),
)
"""Every service; what it needs stands in this table or in `APPLICATIONS`."""
# fmt: on

BEDS_ASSUMED = 200
"""Beds where nobody told."""
BEDS_PER_THEATRE = 40
ARRIVALS_PER_BED_H = 0.013
"""Emergency arrivals an hour for each bed: 114 a year."""
AMBULANCE_SHARE = 0.2
OPERATIONS_PER_THEATRE = 5
"""On a weekday, each of 75 minutes with 30 between."""
ICU_OCCUPIED = 0.75
WORKSTATIONS_PER_BED = 1.0
OFFICE_PER_BED = 0.5
