"""Names of ransomware families, and the words that stand beside them in Dutch, French, German and English.

The list is ours, of names that press and authorities have used since 2019; whoever holds a longer one hands it in.
"""

from __future__ import annotations

import re


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(","))


KNOWN_FAMILIES = _listed(
    """
    Abyss, Akira, ALPHV, AvosLocker, Babuk, BianLian, Black Basta, BlackBasta, BlackByte, BlackCat, BlackMatter,
    BlackSuit, Brain Cipher, Cactus, Chaos, Cicada3301, Cl0p, Clop, Conti, Cuba, DarkSide, Daixin, Dharma, DragonForce,
    Egregor, Everest, Fog, GandCrab, Hades, HelloKitty, Hive, Hunters International, INC Ransom, INC, Interlock,
    Karakurt, Kraken, LockBit, LockerGoga, Lorenz, Lynx, Mallox, Maze, Medusa, MedusaLocker, Meow, Money Message, Monti,
    Nefilim, NetWalker, NoEscape, NotPetya, Petya, Phobos, Play, PYSA, Qilin, Quantum, Ragnar Locker, RagnarLocker,
    RansomEXX, RansomHouse, RansomHub, REvil, Rhysida, Royal, Ryuk, SafePay, Sarcoma, Snatch, Sodinokibi, Trigona,
    Vice Society, WannaCry
    """
)

BESIDE = (
    r"(?:ransomware|cyber|hackers?|afpersings|afpersers|Erpresser|Cybercrime|cybercrime)"
    r"(?:[ -]?(?:gang|group|groep|bende|crew|groupe|gruppe|bande|collecti(?:ve|ef|f)|kollektiv|operation|operatie))|"
    r"ransomware(?:[ -]?(?:famil\w+|variant\w*|virus|software|strain))?|gijzelsoftware|losgeldsoftware|rançongiciels?|"
    r"Erpressungs(?:software|trojaner)|Verschlüsselungstrojaner|"
    r"(?:groupe|gang|collectif|bande) "
    r"(?:de (?:hackers|pirates|cybercriminels|rançongiciels?)|cybercriminel\w*|criminel)|"
    r"(?:cyber)?criminele (?:groep|bende)|(?:cyber)?kriminellen? (?:Gruppe|Bande)|"
    r"(?:cyber)?criminal (?:group|gang)|(?:hacking|extortion) (?:group|gang)|"
    r"gang|bende|bande|leak site|leksite|lekwebsite|site de fuites?|Leak-?Seite|malware|encryptor"
)
"""Words that make a name right beside them a family's, whatever else it means."""
NAMED = (
    r"(?:(?:named|called|known as|dubbed|genaamd|genoemd|met de naam|onder de naam|nommée?|appelée?|dénommée?|"
    r"baptisée?|connue? sous le nom de|namens|mit dem Namen|genannt|sogenannte[nr]?) )?"
)
"""Between such a word and the name. "Of" and "from" are none: ransomware from Cuba, a gang (corridor) of the Royal."""
CLAIMED = (
    r"(?:claimed by|attributed to|opgeëist door|toegeschreven aan|geclaimd door|revendiquée?s? par|"
    r"attribuée?s? (?:à|au)|reklamiert von|verübt von) "
    r"(?:(?:the|de|het|le|la|les|die|der|das|dem|den|group|groep|groupe|Gruppe|gang|bende|bande) ){0,3}"
)
SPEAKS = re.compile(
    r"ransom|gijzelsoftware|losgeld|rançon|Lösegeld|Erpress|Verschlüsselung|hacker|cyber|pirate|malware|maliciel|"
    r"Schadsoftware|chiffr|versleutel|verschlüssel|encrypt|leak site|leksite|dark ?web|extort|afpers|"
    r"\b(?:attack|aanval|attaque|Angriff)|\bgang\b|\bbende\b|\bbande\b",
    re.IGNORECASE,
)
"""What a sentence holds that may tell of such an attack."""
OTHERWISE = re.compile(
    r"\b(?:not|no|never|neither|nor|without|unlike|like|than|similar|resembl\w+|if|whether|suspect\w*|could|might|may|"
    r"rumou?r\w*|possibly|perhaps|ruled out|den(?:y|ies|ied)|former|earlier|previous\w*|last year|years? ago|"
    r"dismantled|takedown|arrest\w*|training|course|exercise|drill|webinar|lecture|alleged\w*|reportedly|"
    r"geen|niet|nooit|noch|zonder|zoals|vergelijkbaar|lijkt|lijken|mogelijk|misschien|vermoed\w*|zou|zouden|kan|kunnen|"
    r"gerucht\w*|ontken\w*|uitgesloten|voormalige?|eerder\w*|vorig jaar|jaar geleden|opgerold|opgepakt|oefening|"
    r"lezing|opleiding|"
    r"pas|aucune?|jamais|sans|comme|contrairement|semblable\w*|rien|ni|peut-être|pourrai\w+|serai\w+|aurai\w+|rumeurs?|"
    r"dément\w*|éventuel\w*|exclu\w*|ancien\w*|l'an dernier|l’an dernier|ans auparavant|il y a|démantel\w*|arrêté\w*|"
    r"exercice|formation|soupçonn\w*|"
    r"kein\w*|nicht|nie|ohne|wie|ähnlich\w*|weder|vielleicht|möglich\w*|könnte\w*|soll|sollen|Gerüchte\w*|mutmaßlich\w*|"
    r"angeblich|ausgeschlossen|ob|dementier\w*|ehemalig\w*|früher\w*|Jahren|Jahr|zerschlagen|verhaftet|Übung|Schulung|"
    r"vermut\w*|in 20[01]\d|in 202[0-4]|en 20[01]\d|en 202[0-4])\b",
    re.IGNORECASE,
)
"""In the same sentence: it tells of another case, of none, of a rumour, or of a lesson. Then nothing is proposed."""
