"""The attack a first folder is drilled with: people with ransomware, on a Tuesday; each figure with its source."""

from __future__ import annotations

from collections.abc import Iterable

from codedark.hospital.words import Role

SCENARIO = "ransomware-on-a-tuesday"
"""Its name; the file is `scenarios/` + name + `.toml`."""

_ENTRIES = (Role.WORKSTATION, Role.CLINICAL_WORKSTATION, Role.SERVER)
"""Where the intruder comes in: the first of these roles that any machine has."""

_TEXT = """\
# An attack to begin with: people with ransomware who strike on a Tuesday between midnight and noon. Nobody said that it
# would come like this. Each figure names its public source or says that it is assumed: change what you know better.

name = "@name@"
title = "Ransomware on a Tuesday"
source = "assumed: written when the folder was begun; each figure has its own source"

# The clock starts 30 days before, because an alert heard and a cut fired before the strike cost care before it.
[clock]
start = "2027-02-07T00:00"
day1 = "2027-03-09"
horizon_days = 120

[attack]
mode = "human"
# Assumed: somebody opens what should not be opened. Any of these machines is as likely as the others.
entry = ["@entry@"]
effort_redirected = true
# Shells, remote desktop, remote management; and every path for administration, whatever its ports.
ports = ["tcp/22", "tcp/135", "tcp/3389", "tcp/5985"]
detonation_h = { low = 720, mid = 724, high = 732, basis = "assumed", source = "assumed: 30 days (720 h) after the start of the clock, from midnight to noon" }
strikes_when_cut = { low = 0, mid = 0.5, high = 1, basis = "assumed", source = "assumed: intruders who are noticed are known to strike at once, how often is not published" }
dwell_h = { low = 11, mid = 144, high = 696, basis = "inferred", source = "low: 11 h from foothold to the directory (Sophos Active Adversary, median 2024); mid and high: 6 d and 29 d (Mandiant M-Trends 2025, ransomware and found internally)" }
account_taken = { low = 0.3, mid = 0.6, high = 0.9, basis = "assumed", source = "assumed: chance that an account stored on a captured machine is taken; no figure found" }
vulnerable_share = { low = 0.05, mid = 0.2, high = 0.5, basis = "assumed", source = "assumed: machines that fall without an account; 0.33 of healthcare attacks began with an exploit (Sophos 2025), which is not the same" }
push_min = { low = 10, mid = 45, high = 180, basis = "assumed", source = "assumed: from the start of the destruction until it reaches a machine; no figure found" }
encrypt_min = { low = 4.15, mid = 42.9, high = 210, basis = "stated", source = "Splunk SURGe: 98,561 files on one host; fastest family, median, slowest" }
encrypt_sigma = { low = 0.3, mid = 0.6, high = 1.0, basis = "assumed", source = "assumed: spread between the machines of one attack" }
backups_captured = { low = 0.4, mid = 0.66, high = 0.9, basis = "inferred", source = "Sophos healthcare 2024: attacks on backups succeed in 0.66; spread assumed" }

[detection]
night_from = "20:00"
night_to = "07:00"
weekend = true
alerts_before = { low = 0, mid = 3, high = 6, basis = "inferred", source = "HSE 2021: three alerts in the weeks before (RTE and Irish Examiner on the PwC report); spread assumed" }
recognised_h = { low = 0.2, mid = 1.8, high = 3.6, basis = "inferred", source = "HSE 2021: 1.8 h to the first report, 3.6 h to recognised (RTE and Irish Examiner on the PwC report); low assumed" }

[[arms]]
name = "nobody-cuts"
title = "The attack, and nobody cuts anything"
response = "none"

# Effects are counted from this one: the hospital as it answers today, by [response] in hospital.toml. Once there are
# folders under defences/, name them here, and every combination of them is played too.
[combinations]
defences = []
base_name = "as-we-are"
base_title = "As we are: the answer of hospital.toml"
"""  # noqa: E501 - a figure of a scenario and its source stand on one line


def beginning_scenario(roles: Iterable[str]) -> bytes:
    """The scenario of a first folder, as TOML, entered through a role that some machine has.

    Args:
        roles: of the machines there are, words of `hosts.role`; () is taken as workstations.
    Returns:
        Bytes that `read_scenario` takes without a fault for a hospital with such machines.

    >>> b'entry = ["role:server"]' in beginning_scenario(["server", "backup"])
    True
    """
    there = [str(role) for role in roles]
    entry = next((role for role in _ENTRIES if role in there), there[0] if there else Role.WORKSTATION)
    return _TEXT.replace("@name@", SCENARIO).replace("@entry@", f"role:{entry}").encode()
