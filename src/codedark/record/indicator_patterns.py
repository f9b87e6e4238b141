r"""What indicators look like, and what looks like one and is none: patterns and word lists, one table each.

Endings of domains are a closed list on purpose. `README.md`, `setup.py` and `backup.zip` end like domains of Moldova,
Paraguay and a registry of 2023; such an ending counts only where a name was defanged, has `www.` before it, or stands
in a URL. Source of the endings: IANA's root zone, those that incident reports and European hospitals use.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SURE_ENDINGS = _words(
    """
    com net org info biz io co xyz top online site website club shop store live icu vip buzz click link space fun
    cloud host tech dev pro mobi name tel edu gov mil int eu onion test example arpa agency health hospital care
    be nl fr lu uk ie ch dk se fi cz sk hu ro bg gr pt hr si ee lv lt cy mt li ru su ua by kz cn hk tw
    jp kr vn th id my sg ph pk ir iq tr il ae sa eg za ng ke br ar mx cl pe ve us ca au nz ws tv gg ly ml ga cf gq
    """
)
"""Endings that make a name of plain letters a domain."""
WORD_ENDINGS = _words("de at it es no so to me in is cc pw nu am as do la st mu")
"""Endings that are also words or halves of sentences: a full stop without a blank after it gives `afgelast.de`.
They count with a hyphen, a digit or a second dot in the name, `www.` before it, when defanged, or after a word of
`DOMAIN_SAID`."""
FILE_ENDINGS = _words("md py sh zip rs pl ps mov app cat tk")
"""Endings that are also file types: only defanged, with `www.`, or in an address."""
NO_DOMAINS = frozenset({"asp.net", "vb.net", "ado.net", "ml.net", "paint.net", "socket.io", "draw.io", "notion.so"})
"""Products that are spelled like domains."""
ORDINARY_SITES = _words(
    """
    microsoft.com windows.com office.com google.com github.com gitlab.com mitre.org cve.org nist.gov first.org cisa.gov
    virustotal.com shodan.io w3.org wikipedia.org youtube.com facebook.com twitter.com x.com linkedin.com instagram.com
    belgium.be safeonweb.be fgov.be ncsc.nl z-cert.nl overheid.nl ssi.gouv.fr gouv.fr bund.de europa.eu enisa.europa.eu
    ncsc.gov.uk nhs.uk interpol.int nomoreransom.org who.int
    """
)
"""Authorities, makers and large sites: articles point to them; nobody blocks them."""

ADDRESS_SAID = re.compile(
    r"\b(?:IP\w*|adres\w*|address\w*|adress\w*|C2|C&C|servers?|serveurs?|hosts?|traffic|verkeer|Verkehr|trafic)\b",
    re.IGNORECASE,
)
"""Before four small numbers with dots: they are an address all the same, and no version."""
MEANT = re.compile(
    r"\bI[oO][cC]s?\b|indicat(?:or|eur)|Indikator|\bC2\b|\bC&C\b|command.and.control|malicious|malvei|malici|bösartig|schädlich|"
    r"kwaadaardig|phishing|hameçonnage|\bblock|\bblok|\bbloqu|\bblock|gesperrt|geblokkeerd|suspicious|verdacht|suspect|"
    r"attacker|aanvaller|attaquant|Angreifer|hacker|payload|dropper|beacon|exfil|\bhash|checksum|SHA-?(?:1|256)|\bMD5\b|"
    r"ransom|losgeld|rançon|Lösegeld|\bTTPs?\b|malware|Schadsoftware",
    re.IGNORECASE,
)
"""On a line: what stands there is meant as an indicator."""
HEADING = re.compile(r"^[ \t]*(?:#{1,6}[ \t]|\*\*)[^\n]{0,80}$|^[^\n]{1,60}:[*_ \t]*$", re.MULTILINE)
"""A line that begins a section or a list."""
OF_INDICATORS = re.compile(
    r"\bI[oO][cC]s?\b|indicat(?:or|eur)|Indikator|\bIP\b|\bC2\b|\bdomains?\b|\bdomein\w*|\bdomaines?\b|\bURLs?\b|\bhash\w*|"
    r"\bonions?\b|\bemails?\b",
    re.IGNORECASE,
)
"""In a heading: what follows until the next one is meant so."""
DOMAIN_SAID = re.compile(
    r"(?:\bdomain|\bdomein|\bdomaine|\bDomäne|\bDomain|\bC2\b|\bC&C\b|command|server|host|callback|contact)\w*\W{1,3}"
    r"(?:\w+\W{1,2}){0,2}\Z",
    re.IGNORECASE,
)
NUMBERED = _words(
    """
    version versie versión vers ver v release build firmware update upgrade patch patchlevel fassung rev revision
    revisie révision software micrologiciel logiciel kernel section sectie chapter chapitre hoofdstuk kapitel abschnitt
    punkt point punt paragraph paragraaf paragraphe article artikel art clause table tabel tableau tabelle figure figuur
    abbildung § oid tel tél telefoon telefoonnummer téléphone telefon telefonnummer phone gsm fax mobiel mobile nummer
    numéro number nr no n softwarestand firmwarestand stand firmwareversie softwareversie firmwareversion
    softwareversion programmversion programmaversie releases versions versies versionen
    """
)
"""Before four numbers with dots: they are a version, a section, a telephone number."""
UNNAMED = _words(
    """
    commit guid uuid id sessie session token ticket serial serienummer seriennummer key sleutel clé schlüssel nonce etag
    iv aes tox
    dossier dossiernummer reference referentie référence referenz aktenzeichen
    """
)
"""Before hexadecimal digits: they are no file's hash."""
BETWEEN = _words(
    "van de du des von of to naar auf vers à number nummer numéro nr is was est ist the der from vanaf met op und en la"
)
"""Small words that may stand between such a word and the number."""
SHORTENED = _words("tel tél art nr no n ver vers v rev fax")
"""Abbreviations of them: only after these a full stop does not end the sentence."""
_TAIL = re.compile(r"[\w§]+[^\w§]{0,3}")


def follows(words: frozenset[str], before: str) -> bool:
    """Whether a text ends with one of these words, at most two small ones and little else after it.

    >>> follows(NUMBERED, "updated to version "), follows(NUMBERED, "We can patch. "), follows(NUMBERED, "art. ")
    (True, False, True)
    """
    for piece in reversed(_TAIL.findall(before)[-3:]):
        word = re.sub(r"[^\w§].*", "", piece, flags=re.DOTALL).lower()
        rest = piece[len(word) :]
        if word in words:
            return ("." not in rest or word in SHORTENED) and not set(rest) & set(",;!?\n")
        if word not in BETWEEN:
            return False
    return False


ORDINARY_PROGRAMS = _words(
    """
    cmd.exe powershell.exe pwsh.exe explorer.exe svchost.exe lsass.exe services.exe winlogon.exe csrss.exe rundll32.exe
    regsvr32.exe mshta.exe wscript.exe cscript.exe taskmgr.exe regedit.exe winword.exe excel.exe outlook.exe msedge.exe
    chrome.exe firefox.exe iexplore.exe vssadmin.exe wbadmin.exe bcdedit.exe wmic.exe net.exe msiexec.exe notepad.exe
    ntdll.dll kernel32.dll user32.dll setup.exe install.exe
    """
)
"""Programs every Windows has: a bare name says nothing, a path may."""

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
URL = re.compile(r"(?<![\w])(?:https?|ftps?|sftp)://[^\s<>\"`|\\^{}]+", re.IGNORECASE)
EMAIL = re.compile(
    r"(?<![\w.+%/-])(?P<user>\w[\w.+%-]{0,63})@(?P<host>(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,24})(?![\w-])"
)
WINDOWS_PATH = re.compile(
    r"(?<![\w])(?:[A-Za-z]:|%[A-Za-z]{3,20}%|\\\\[\w.$-]{1,63})\\(?:[^\\/:*?\"<>|\r\n\t,;%]{1,80}\\){0,12}"
    r"[\w.$~()+-]{0,80}\.[A-Za-z0-9]{2,5}(?!\w|\.\w)"
)
UNIX_PATH = re.compile(
    r"(?<![\w./:-])(?:/(?:tmp|var/tmp|dev/shm)/[\w./+-]{0,200}\w"
    r"|/(?:var|etc|usr|opt|home|root|srv|bin|sbin)/[\w./+-]{0,200}\.(?:sh|elf|so|py|pl|bin|out|run|exe))(?![\w/-]|\.\w)"
)
"""A file where anybody may write, or a program elsewhere; what a system has of its own is none."""
PROGRAM = re.compile(
    r"(?<![\w@/\\.-])[\w][\w.$~()-]{0,80}"
    r"\.(?:exe|dll|sys|bat|cmd|ps1|vbs|vbe|jse|wsf|hta|scr|msi|lnk|jar|pif|cpl|docm|xlsm|iso)(?![\w-])(?!\.\w)",
    re.IGNORECASE,
)
HASH = re.compile(r"(?<![\w/=+-])(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})(?![\w/=+-])")
CVE = re.compile(r"(?<![\w-])CVE[-‐‑–](?P<year>19\d\d|20\d\d)[-‐‑–](?P<number>\d{4,7})(?![\w-])", re.IGNORECASE)
BITCOIN = re.compile(
    r"(?<!\w)(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71})(?!\w)"
)
IPV6 = re.compile(
    r"(?<![\w:.])(?:[23][0-9A-Fa-f]{0,3}:)(?:[0-9A-Fa-f]{0,4}:){1,6}[0-9A-Fa-f]{0,4}(?:/\d{1,3})?(?![\w:])"
)
IPV4 = re.compile(rf"(?<![\w.+-])(?:{_OCTET}\.){{3}}{_OCTET}(?:/(?:3[0-2]|[12]?\d)(?!\d))?(?![\w-])(?!\.\w)(?!/\d)")
DOMAIN = re.compile(
    r"(?<![\w@.\-/\\+])(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?P<ending>[A-Za-z]{2,18})(?![\w@-])(?!\.\w)"
)
