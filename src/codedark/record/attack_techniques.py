"""Names of attack techniques that incident reports use most, with their tactics: enough to read and write ids offline.

Ids and names are those of MITRE ATT&CK, enterprise, release 19; the choice is ours. Tactics are told in the words of
`record.fields.TACTICS`: what ATT&CK has since split into stealth and defense impairment is `defense-evasion` here.

(c) 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.
Licence: The MITRE Corporation (MITRE) hereby grants you a non-exclusive, royalty-free license to use ATT&CK(R) for
research, development, and commercial purposes. Any copy you make for such purposes is authorized provided that you
reproduce MITRE's copyright designation and this license in any such copy.
Terms: https://attack.mitre.org/resources/legal-and-branding/terms-of-use/
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

COPYRIGHT = (
    "© 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of "
    "The MITRE Corporation."
)
"""Goes with every copy of these names: into exports as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """One way attackers do something."""

    id: str
    """`T1486`, or `T1021.001` of a sub-technique."""
    name: str
    tactics: tuple[str, ...]
    """Of `record.fields.TACTICS`, in their order."""

    @property
    def url(self) -> str:
        """Where MITRE describes it."""
        return f"https://attack.mitre.org/techniques/{self.id.replace('.', '/')}"


_ROWS = (
    ("T1003", "OS Credential Dumping", "credential-access"),
    ("T1003.001", "LSASS Memory", "credential-access"),
    ("T1003.002", "Security Account Manager", "credential-access"),
    ("T1003.003", "NTDS", "credential-access"),
    ("T1003.004", "LSA Secrets", "credential-access"),
    ("T1003.006", "DCSync", "credential-access"),
    ("T1005", "Data from Local System", "collection"),
    ("T1007", "System Service Discovery", "discovery"),
    ("T1016", "System Network Configuration Discovery", "discovery"),
    ("T1018", "Remote System Discovery", "discovery"),
    ("T1020", "Automated Exfiltration", "exfiltration"),
    ("T1021", "Remote Services", "lateral-movement"),
    ("T1021.001", "Remote Desktop Protocol", "lateral-movement"),
    ("T1021.002", "SMB/Windows Admin Shares", "lateral-movement"),
    ("T1021.004", "SSH", "lateral-movement"),
    ("T1021.006", "Windows Remote Management", "lateral-movement"),
    ("T1027", "Obfuscated Files or Information", "defense-evasion"),
    ("T1029", "Scheduled Transfer", "exfiltration"),
    ("T1030", "Data Transfer Size Limits", "exfiltration"),
    ("T1033", "System Owner/User Discovery", "discovery"),
    ("T1036", "Masquerading", "defense-evasion"),
    ("T1036.005", "Match Legitimate Resource Name or Location", "defense-evasion"),
    ("T1039", "Data from Network Shared Drive", "collection"),
    ("T1040", "Network Sniffing", "credential-access discovery"),
    ("T1041", "Exfiltration Over C2 Channel", "exfiltration"),
    ("T1046", "Network Service Discovery", "discovery"),
    ("T1047", "Windows Management Instrumentation", "execution"),
    ("T1048", "Exfiltration Over Alternative Protocol", "exfiltration"),
    ("T1048.003", "Exfiltration Over Unencrypted Non-C2 Protocol", "exfiltration"),
    ("T1049", "System Network Connections Discovery", "discovery"),
    ("T1052", "Exfiltration Over Physical Medium", "exfiltration"),
    ("T1053", "Scheduled Task/Job", "execution persistence privilege-escalation"),
    ("T1053.005", "Scheduled Task", "execution persistence privilege-escalation"),
    ("T1055", "Process Injection", "privilege-escalation defense-evasion"),
    ("T1056", "Input Capture", "credential-access collection"),
    ("T1056.001", "Keylogging", "credential-access collection"),
    ("T1057", "Process Discovery", "discovery"),
    ("T1059", "Command and Scripting Interpreter", "execution"),
    ("T1059.001", "PowerShell", "execution"),
    ("T1059.003", "Windows Command Shell", "execution"),
    ("T1059.005", "Visual Basic", "execution"),
    ("T1059.006", "Python", "execution"),
    ("T1059.007", "JavaScript", "execution"),
    ("T1068", "Exploitation for Privilege Escalation", "privilege-escalation"),
    ("T1069", "Permission Groups Discovery", "discovery"),
    ("T1069.002", "Domain Groups", "discovery"),
    ("T1070", "Indicator Removal", "defense-evasion"),
    ("T1070.001", "Clear Windows Event Logs", "defense-evasion"),
    ("T1070.004", "File Deletion", "defense-evasion"),
    ("T1071", "Application Layer Protocol", "command-and-control"),
    ("T1071.001", "Web Protocols", "command-and-control"),
    ("T1071.004", "DNS", "command-and-control"),
    ("T1072", "Software Deployment Tools", "execution lateral-movement"),
    ("T1074", "Data Staged", "collection"),
    ("T1074.001", "Local Data Staging", "collection"),
    ("T1078", "Valid Accounts", "initial-access persistence privilege-escalation defense-evasion"),
    ("T1078.002", "Domain Accounts", "initial-access persistence privilege-escalation defense-evasion"),
    ("T1078.003", "Local Accounts", "initial-access persistence privilege-escalation defense-evasion"),
    ("T1078.004", "Cloud Accounts", "initial-access persistence privilege-escalation defense-evasion"),
    ("T1080", "Taint Shared Content", "lateral-movement"),
    ("T1082", "System Information Discovery", "discovery"),
    ("T1083", "File and Directory Discovery", "discovery"),
    ("T1087", "Account Discovery", "discovery"),
    ("T1087.002", "Domain Account", "discovery"),
    ("T1090", "Proxy", "command-and-control"),
    ("T1090.001", "Internal Proxy", "command-and-control"),
    ("T1090.003", "Multi-hop Proxy", "command-and-control"),
    ("T1091", "Replication Through Removable Media", "initial-access lateral-movement"),
    ("T1095", "Non-Application Layer Protocol", "command-and-control"),
    ("T1098", "Account Manipulation", "persistence privilege-escalation"),
    ("T1102", "Web Service", "command-and-control"),
    ("T1104", "Multi-Stage Channels", "command-and-control"),
    ("T1105", "Ingress Tool Transfer", "command-and-control"),
    ("T1106", "Native API", "execution"),
    ("T1110", "Brute Force", "credential-access"),
    ("T1110.001", "Password Guessing", "credential-access"),
    ("T1110.003", "Password Spraying", "credential-access"),
    ("T1110.004", "Credential Stuffing", "credential-access"),
    ("T1112", "Modify Registry", "persistence defense-evasion"),
    ("T1113", "Screen Capture", "collection"),
    ("T1114", "Email Collection", "collection"),
    ("T1119", "Automated Collection", "collection"),
    ("T1120", "Peripheral Device Discovery", "discovery"),
    ("T1124", "System Time Discovery", "discovery"),
    ("T1129", "Shared Modules", "execution"),
    ("T1132", "Data Encoding", "command-and-control"),
    ("T1133", "External Remote Services", "initial-access persistence"),
    ("T1134", "Access Token Manipulation", "privilege-escalation defense-evasion"),
    ("T1135", "Network Share Discovery", "discovery"),
    ("T1136", "Create Account", "persistence"),
    ("T1136.001", "Local Account", "persistence"),
    ("T1136.002", "Domain Account", "persistence"),
    ("T1140", "Deobfuscate/Decode Files or Information", "defense-evasion"),
    ("T1187", "Forced Authentication", "credential-access"),
    ("T1189", "Drive-by Compromise", "initial-access"),
    ("T1190", "Exploit Public-Facing Application", "initial-access"),
    ("T1195", "Supply Chain Compromise", "initial-access"),
    ("T1195.002", "Compromise Software Supply Chain", "initial-access"),
    ("T1199", "Trusted Relationship", "initial-access"),
    ("T1203", "Exploitation for Client Execution", "execution"),
    ("T1204", "User Execution", "execution"),
    ("T1204.001", "Malicious Link", "execution"),
    ("T1204.002", "Malicious File", "execution"),
    ("T1210", "Exploitation of Remote Services", "lateral-movement"),
    ("T1212", "Exploitation for Credential Access", "credential-access"),
    ("T1213", "Data from Information Repositories", "collection"),
    ("T1218", "System Binary Proxy Execution", "defense-evasion"),
    ("T1218.005", "Mshta", "defense-evasion"),
    ("T1218.010", "Regsvr32", "defense-evasion"),
    ("T1218.011", "Rundll32", "defense-evasion"),
    ("T1219", "Remote Access Tools", "command-and-control"),
    ("T1482", "Domain Trust Discovery", "discovery"),
    ("T1484", "Domain or Tenant Policy Modification", "privilege-escalation defense-evasion"),
    ("T1484.001", "Group Policy Modification", "privilege-escalation defense-evasion"),
    ("T1485", "Data Destruction", "impact"),
    ("T1486", "Data Encrypted for Impact", "impact"),
    ("T1489", "Service Stop", "impact"),
    ("T1490", "Inhibit System Recovery", "impact"),
    ("T1491", "Defacement", "impact"),
    ("T1495", "Firmware Corruption", "impact"),
    ("T1496", "Resource Hijacking", "impact"),
    ("T1497", "Virtualization/Sandbox Evasion", "defense-evasion discovery"),
    ("T1498", "Network Denial of Service", "impact"),
    ("T1499", "Endpoint Denial of Service", "impact"),
    ("T1505.003", "Web Shell", "persistence"),
    ("T1518", "Software Discovery", "discovery"),
    ("T1518.001", "Security Software Discovery", "discovery"),
    ("T1528", "Steal Application Access Token", "credential-access"),
    ("T1529", "System Shutdown/Reboot", "impact"),
    ("T1530", "Data from Cloud Storage", "collection"),
    ("T1531", "Account Access Removal", "impact"),
    ("T1534", "Internal Spearphishing", "lateral-movement"),
    ("T1537", "Transfer Data to Cloud Account", "exfiltration"),
    ("T1539", "Steal Web Session Cookie", "credential-access"),
    ("T1543.003", "Windows Service", "persistence privilege-escalation"),
    ("T1546.003", "Windows Management Instrumentation Event Subscription", "persistence privilege-escalation"),
    ("T1547.001", "Registry Run Keys / Startup Folder", "persistence privilege-escalation"),
    ("T1547.009", "Shortcut Modification", "persistence privilege-escalation"),
    ("T1548.002", "Bypass User Account Control", "privilege-escalation"),
    ("T1550", "Use Alternate Authentication Material", "lateral-movement"),
    ("T1550.002", "Pass the Hash", "lateral-movement"),
    ("T1552", "Unsecured Credentials", "credential-access"),
    ("T1552.001", "Credentials In Files", "credential-access"),
    ("T1553.002", "Code Signing", "defense-evasion"),
    ("T1555", "Credentials from Password Stores", "credential-access"),
    ("T1555.003", "Credentials from Web Browsers", "credential-access"),
    ("T1555.005", "Password Managers", "credential-access"),
    ("T1557", "Adversary-in-the-Middle", "credential-access collection"),
    ("T1557.001", "Name Resolution Poisoning and SMB Relay", "credential-access collection"),
    ("T1558.003", "Kerberoasting", "credential-access"),
    ("T1558.004", "AS-REP Roasting", "credential-access"),
    ("T1560", "Archive Collected Data", "collection"),
    ("T1560.001", "Archive via Utility", "collection"),
    ("T1561", "Disk Wipe", "impact"),
    ("T1562", "Impair Defenses", "defense-evasion"),
    ("T1562.001", "Disable or Modify Tools", "defense-evasion"),
    ("T1562.002", "Disable Windows Event Logging", "defense-evasion"),
    ("T1562.004", "Disable or Modify System Firewall", "defense-evasion"),
    ("T1562.009", "Safe Mode Boot", "defense-evasion"),
    ("T1563.002", "RDP Hijacking", "lateral-movement"),
    ("T1564", "Hide Artifacts", "defense-evasion"),
    ("T1564.003", "Hidden Window", "defense-evasion"),
    ("T1565", "Data Manipulation", "impact"),
    ("T1566", "Phishing", "initial-access"),
    ("T1566.001", "Spearphishing Attachment", "initial-access"),
    ("T1566.002", "Spearphishing Link", "initial-access"),
    ("T1566.003", "Spearphishing via Service", "initial-access"),
    ("T1566.004", "Spearphishing Voice", "initial-access"),
    ("T1567", "Exfiltration Over Web Service", "exfiltration"),
    ("T1567.002", "Exfiltration to Cloud Storage", "exfiltration"),
    ("T1568", "Dynamic Resolution", "command-and-control"),
    ("T1569.002", "Service Execution", "execution"),
    ("T1570", "Lateral Tool Transfer", "lateral-movement"),
    ("T1571", "Non-Standard Port", "command-and-control"),
    ("T1572", "Protocol Tunneling", "command-and-control"),
    ("T1573", "Encrypted Channel", "command-and-control"),
    ("T1574.001", "DLL", "execution defense-evasion"),
    ("T1574.002", "DLL Side-Loading", "execution defense-evasion"),
    ("T1606", "Forge Web Credentials", "credential-access"),
    ("T1614", "System Location Discovery", "discovery"),
    ("T1620", "Reflective Code Loading", "defense-evasion"),
    ("T1621", "Multi-Factor Authentication Request Generation", "credential-access"),
    ("T1657", "Financial Theft", "impact"),
    ("T1685", "Disable or Modify Tools", "defense-evasion"),
    ("T1685.001", "Disable or Modify Windows Event Log", "defense-evasion"),
    ("T1685.002", "Disable or Modify Cloud Log", "defense-evasion"),
)

TECHNIQUES = MappingProxyType(
    {number: Technique(id=number, name=name, tactics=tuple(tactics.split())) for number, name, tactics in _ROWS}
)
"""By id."""
