"""German words, as written in Germany, Austria, Switzerland and eastern Belgium."""

from __future__ import annotations

from codedark.record.reading.tags import Tag

WORDS = {
    Tag.OPERATION: r"""\w*operationen \w*eingriffen? op's ops op-termine wahleingriffe op-eingriffe
        operationstermine? wahloperationen chirurgische_behandlungen transplantationen hüftprothesen
        operative_eingriffe kaiserschnitte""",
    Tag.OPERATION_ONE: r"""\w*operation eingriff op-programm op-betrieb op operationsbetrieb operationsprogramm
        ops-saal operationssäle op-säle op-plan operationsplan op-programme op-kapazität op-bereich""",
    Tag.APPOINTMENT: r"""\w*termine \w*terminen \w*sprechstunden behandlungstermine \w*konsultationen
        ambulanztermine ambulanzbesuche ambulante_behandlungen untersuchungstermine ambulante_untersuchungen
        ambulante_besuche ambulanzsprechstunden vorstellungstermine \w*behandlungstermine""",
    Tag.APPOINTMENT_ONE: r"""\w*termin \w*sprechstunde konsultation""",
    Tag.PATIENT: r"""\w*patienten \w*patientinnen frühgeborene neugeborene säuglinge kinder frühchen schwerkranke
        babys verletzte \w*patientinnen_und_patienten kranke mütter neugeborenen frühgeborenen intensivpatienten
        kranken bewohner heimbewohner schwangere schwerverletzte intensivpatientinnen schwerstkranke
        \w*patient[:*/]innen frühgeburten beatmete unfallopfer gebärende wöchnerinnen verunfallte zwillinge
        drillinge""",
    Tag.PATIENT_ONE: r"""\w*patient \w*patientin säugling kind""",
    Tag.PEOPLE: r"""menschen personen leute wartende männer frauen hilfesuchende mann frau person bub mädchen
        seniorin senior rentner rentnerin mannes mannes_und""",
    Tag.BED: r"""\w*betten""",
    Tag.ED: r"""\w*notaufnahme\w* notfallstation\w* notfallambulanz notfallversorgung notfall notfalldienst
        notfallzentrum notfallabteilung zna notfallaufnahme rettungsstelle zentrale_notaufnahme notfallpraxis
        notfallklinik notaufnahmen notfall-station akutaufnahme akutambulanz unfallambulanz erstversorgung
        notfallzentren rettungsstellen notambulanz schockraum""",
    Tag.AMBULANCE: r"""rettungswagen krankenwagen rettungsdienste? ambulanzen? ambulanzfahrzeuge krankentransporte?
        rettungsfahrzeuge sanität rettung rettungstransporte krankenwägen rettungsfahrzeuge?n? rettungsmittel rtw
        rtws krankentransportwagen ktw rettungsteams rettungskräfte notfalltransporte rettungsautos? sanitätswagen
        rettungsfahrten""",
    Tag.MUG: r"""notarzt\S* nef notärzte notarztwagen mug smur notarzteinsatzfahrzeug notärztin naw notarztdienst
        notarztteam notfallteam mobile_notfallteam notarzteinsatzfahrzeuge nef\S*""",
    Tag.PIT: r"""pit pit-team paramedic-team paramedizinische\w*_interventionsteam pit-teams""",
    Tag.SERVER: r"""\w*servern? server serverraum server-\w+""",
    Tag.EVERY_SYSTEM: r"""\w*-systeme it-systeme systeme \w*systeme systemen edv rechner it-system computersysteme
        edv-systeme computer it-infrastruktur informatik it-anwendungen krankenhausinformationssystem anwendungen
        digital digitale bildschirme software programme computersystem edv-system it-landschaft it-betrieb it
        it-netz it-dienste it-umgebung krankenhaus-it klinik-it spital-it computern pcs programmen
        informationssysteme edv-anlage rechnersystem arbeitsplatzrechner it-struktur \w*-it""",
    Tag.EHR: r"""\w*patientenakten? krankenakten? elektronische_\w*akten? klinikinformationssystem kis
        patientendossiers? dossiers? patientendokumentation krankengeschichten? akten
        elektronische_patientendossiers? krankenhausinformationssystem fieberkurven
        digitale_\w*(akten|akte|patientenakte|patientenakten|krankenakte)
        elektronische_\w*(akte|akten|dossiers|patientenakten|patientenakte|patientendossiers) patientendaten_im
        elektronischen_\w*(akten|patientenakten|patientendossiers|krankengeschichten|dossiers) patientenkurven
        patientenverwaltung\w* krankenblätter kis-system klinik-informationssystem elektronische_dokumentation
        digitale_dokumentation patientenunterlagen elektronische_patientendokumentation patientenkartei
        patienteninformationssystem (ihre|seine|deren)_akten?""",
    Tag.IMAGING: r"""\w*bildgebung röntgen\w* radiologie\w* pacs bilddaten mrt mrt-\w+ ct ct-\w+ röntgenbilder
        röntgenarchiv bildarchiv computertomograf\w* kernspin\w* bildgebende_\w+ röntgen-\w+ bilder_der_radiologie
        ct-bilder mrt-bilder röntgenaufnahmen ultraschall mammografie\w* bildsysteme computertomographie\w*
        magnetresonanz\w* schnittbilder bildarchive ris""",
    Tag.LABORATORY: r"""\w*labor labors laborsystem\w* laborwerte laborbefunde laborergebnisse laborcomputer
        laboratorium laborwerten laborbefunden labordaten blutwerte laborsysteme laborrechner laborsoftware
        laborinformationssystem laboranalysen blutuntersuchungen laborbetrieb laboranforderungen laboruntersuchungen""",
    Tag.PHARMACY: r"""\w*apotheke apothekensoftware apothekensystem \w*apothekensystem medikationssystem
        medikamentenbestellung medikamentenverordnung apothekenprogramm apotheken-software medikamentensystem
        krankenhausapotheke spitalapotheke klinikapotheke arzneimittelbestellung medikamentenausgabe
        apothekensysteme medikamentenverwaltung arzneimittelversorgung""",
    Tag.TELEPHONY: r"""telefon telefone telefonisch telefonanlage telefonzentrale telefonie telefonnetz
        telefonleitungen telefonsystem telefonverbindungen telefon- telefonzentralen leitungen festnetz anrufe
        telefonleitung telefonverkehr rufnummern telefonvermittlung telefonanlagen telefonische_erreichbarkeit
        festnetzanschlüsse""",
    Tag.EMAIL: r"""e-mails? mails? mail e-mail-verkehr mailverkehr e-mail-system mailsystem mailserver e-mail-server
        elektronische_post postfach postfächer mailbox e-mail-postfächer mailkonten mailpostfächer mailservern?
        e-mail-adressen mailadressen e-mail-kommunikation outlook mail-server e-mail-systeme""",
    Tag.WEBSITE: r"""website webseite homepage internetseite internetauftritt webauftritt internetpräsenz webseiten
        websites internetseiten online-auftritt""",
    Tag.NETWORK: r"""\w*netzwerk netz (?!fest)\w*netz computernetz kliniknetz netzwerke netzwerks it-netzwerk
        computernetzwerk it-netz netze computernetze kliniknetzwerk""",
    Tag.BOOKING: r"""online-terminvergabe terminvergabe terminbuchung online-terminbuchung terminsystem
        online_termine\w* online-buchung onlinebuchung terminportal online-termine termine_online buchungssystem
        onlineterminvergabe terminverwaltung terminplanung termine_online_buchen online-terminportal buchungsportal
        termine_.._online online_.._termin\w* termin_.._online buchen_.._online termine_.._buchen
        online-terminkalender terminkalender onlinebuchungen online-terminvereinbarung terminbuchungssystem
        patientenportal terminverwaltungssystem terminbuchungen online-anmeldung""",
    Tag.CAPACITY: r"""\w*kapazität\w* auslastung normalbetrieb\w* leistung betrieb kraft betriebsniveau volllast
        leistungsfähigkeit üblichen_umfangs normalen_umfangs
        (läuft|laufen|arbeitet|arbeiten|fährt)_(derzeit_|noch_|nur_|aktuell_)?(auf|mit|bei)""",
    Tag.DATA: r"""datendiebstahl datenabfluss datenleck \w*daten \w*akten dateien datensätze unterlagen namen
        adressen geburtsdaten \w*informationen gigabyte dokumente befunde datenbestand datenbank patientendatei
        gesundheitsdaten patientendaten laborbefunde arztbriefe berichte""",
    Tag.RANSOM: r"""lösegeld\w* lösegeldforderung\w*""",
    Tag.PLAN: r"""\w*katastrophenplan \w*notfallplan \w*alarmplan notfallpläne krisenplan \w*einsatzplan
        alarm-_und_einsatzplan krankenhausalarmplan krankenhauseinsatzplan katastropheneinsatzplan notfallkonzept
        einsatzplan krankenhaus-alarmplan""",
    Tag.PAPER: r"""papier papierakten stift_und_papier papierform papierformulare von_hand per_hand händisch
        papierbetrieb handschriftlich papierformularen papierkurven zettel_und_stift stift_und_zettel
        papier_und_stift papier_und_bleistift auf_papier mit_papier papierdokumentation papierbögen auf_zetteln
        block_und_bleistift zettel papierbasiert\w* bleistift kugelschreiber klemmbrett\w* zettelwirtschaft
        whiteboards? handschrift analog_(erstellt|dokumentiert|gearbeitet|erfasst|aufgezeichnet) wieder_analog
        papierdokumente händische\w* papierkrieg stift papierne\w* papierweg""",
    Tag.GANG: r"""gruppe hackergruppe\w* bande täter hacker erpresser kriminelle\w* angreifer cyberkriminelle\w*
        erpresserbande ransomware-gruppe hackerbande gruppierung hackern angreifern tätern erpressern
        erpressergruppe hackerkollektiv cyberbande cybergang internetkriminelle\w* datendiebe tätergruppe""",
    Tag.ATTACK: r"""\w*angriffe?s? \w*attacke \w*ausfall\w* \w*störung \w*panne vorfall systemausfalls cybervorfall
        hack \w*attacken hackerangriff\w* einbruch virus schadsoftware""",
    Tag.ATTACK_KIND: r"""welcher_art art_des_\w* art_der_\w*attacke was_für_ein_\w*angriff welche_art um_welche_art
        um_was_für_ein\w* art_von_\w*angriff was_für_eine_\w*attacke ursache_des_\w*ausfalls art_angriff
        art_von_angriff art_des_angriffs form_des_angriffs form_von_\w*angriff natur_des_\w*angriffs
        was_für_ein_angriff um_was_für um_welchen_angriff""",
    Tag.RANSOMWARE: r"""ransomware\S* \w*verschlüsselungstrojaner\w* erpressungstrojaner\w* erpressersoftware
        erpressungssoftware verschlüsselungssoftware kryptotrojaner lösegeldsoftware \w*-ransomware
        erpresser-software \w*verschlüsselungs-trojaner lösegeld-trojaner erpressungs-software erpressungs-trojaner
        kryptoviren verschlüsselungsvirus erpressungsvirus erpressungsprogramm erpresserprogramm
        verschlüsselungsprogramm""",
    Tag.DDOS: r"""ddos\S* dos-attacke überlastungsangriff\w* denial-of-service\S* überlastungsattacke""",
    Tag.PHISHING: r"""phishing\S* phishing-\w+""",
    Tag.HARM: r"""verschlechterte schaden schäden gestorben starb verstorben verstarb tod todesfall todesfälle
        zu_schaden falsche_\w+dosis verschlechtert verschlechterung gesundheitsschäden geschädigt gefährdet gefahr
        tote toten komplikationen beeinträchtigt \w*schaden patientengefährdung tode sterben gesundheitliche_\w+
        folgeschäden leidtragende nachteile zu_tode geschadet gefährdung gelitten lebensgefahr überdosis
        falsche_dosis falsches_medikament gesundheitlich\w* verschlimmert leid verletzt\w* todesursache tödlich\w*
        zustand_.._verschlecht\w+ verschlechterte_sich hirnschaden todesopfer lebensbedrohlich_verschlechtert
        bleibende falsche_behandlung falsches_blut""",
    Tag.ELSEWHERE: r"""(anderen?|umliegenden?|nahen?|weitere)_\w*(kliniken|klinik|klinika|krankenhäusern?)
        (anderen?|umliegenden?|nahen?|weitere)_\w*(spitälern?|häusern?|spitäler)
        benachbarten?_\w*(kliniken|klinik|klinika|krankenhäusern?|spitälern?|häusern?|spitäler)
        universitätsklinikum\w* nachbarklinik\w*
        (anderes|benachbartes|nächste|nächstgelegene)_\w*(krankenhaus|spital|haus) anderswo kinderklinik
        umliegende_(häuser|spitäler) nachbarhäuser nachbarspitäler die_häuser häuser_in anderswohin \w*kliniken_in
        uniklinik krankenhäuser spitäler (in|ins|nach)_.._(verlegt|gebracht|geflogen|überführt)""",
    Tag.HOSPITAL: r"""klinikgruppe \w*klinikum\w* \w*krankenhaus\w* \w*spital\w* \w*klinik haus landesklinikum""",
    Tag.COUNTER: r"""zahl anzahl gesamtzahl summe""",
    Tag.CANCEL: r"""\w*abgesagt\w* absagen abzusagen (sagt|sagte|sagten|sagen)_.._ab absage \w*verschoben\w*
        verschieben verschob\w* verschiebt ausgefallen\w* ausfallen (fiel|fielen|fällt|fallen)_.._aus entfallen
        entfielen entfällt gestrichen\w* streichen strich\w* verlegt_auf abgesetzt storniert\w* vertagt\w*
        aufgeschoben\w* zurückgestellt\w* verlegten verlegt auf_.._verlegt absetzen aufschieben stornieren
        ausgesetzt aussetzen vom_programm abgeblasen geplatzt platzten platzen umgebucht umgeplant zu_verschieben
        neu_terminiert nicht_durchgeführt weggefallen wegfallen (fiel|fielen|fällt|fallen)_.._weg hintangestellt
        auf_eis ausgesetzte[nr]? (setzt|setzte|setzten)_.._aus (stellt|stellte|stellten)_.._zurück absagte absagten
        verschieben_müssen gecancelt verlegen_auf (musste|mussten|muss)_.._warten umterminiert verschiebungen
        absagen_von (bläst|blies|bliesen)_.._ab hinausgeschoben (schob|schoben)_.._auf ruhen ruht eingestellt
        zum_opfer abgesetzte\w* ausfallende\w* ausgefallene\w* hinfällig gekippt verschiebung\w* streichung\w*
        absetzung stornierung\w* ausfall_(von|der|des) entfallene\w* zurückgefahren vertagen vertagung
        hinausgezögert auf_unbestimmte_zeit nach_hinten_(verschoben|gelegt) (fällt|fallen|fielen|fiel)_.._flach
        (fällt|fallen|fielen|fiel)_.._ins_wasser unterbleiben unterblieben auf_einen_späteren nicht_möglich
        unmöglich abzublasen (bliesen|blies|blasen)_.._ab (setzte|setzten)_.._ab neuen_termin neue_termine
        verlegung_von_(operationen|eingriffen|terminen) ins_wasser_gefallen kein_\w+_operiert werden_.._abgesagt
        zu_(streichen|vertagen|stornieren|verlegen) abzusetzen auszusetzen""",
    Tag.HAPPEN: r"""stattfinden stattgefunden (findet|finden|fand|fanden)_.._statt durchgeführt\w* stattfanden
        planmäßig wie_geplant wie_vorgesehen durchführen wahrgenommen wahrnehmen stattgefunden_haben über_die_bühne
        erfolgen erfolgten vorgenommen abgehalten aufrechterhalten""",
    Tag.OPERATE: r"""operiert operieren""",
    Tag.MOVE: r"""verlegt verlegen verlegte\w* evakuiert\w* evakuieren überführt überführen transportiert
        ausgeflogen geflogen (brachte|brachten)_.._(ins|in|nach)
        (in|ins|nach)_.._(gebracht|geflogen|gefahren|transportiert) überstellt transferiert verlegung weiterverlegt
        umverlegt abtransportiert ausgelagert untergebracht (kam|kamen)_.._in_(andere|umliegende) transportierte\w*
        gebracht_worden verbracht_in überführte\w* (flog|flogen)_.._(in|nach) (verlegt|gebracht)_worden
        verließen_.._richtung (verließen|verlassen)_.._in_andere auf_.._verteilt verteilt_auf in_.._verteilt
        umgesiedelt weitergeleitet_an verlegen_lassen (in|ins|nach|an)_.._bringen
        (in|ins|nach)_.._(verbracht|eingeliefert) disloziert übernommen_von an_.._(übergeben|überstellt)
        abzutransportieren zu_verlegen verlegungsfahrten ausquartiert
        (fanden|fand|erhielten|bekamen|finden)_.._(platz|plätze|bett|betten)_in
        (brachte|brachten|fuhr|fuhren|transportierte|transportierten)_.._in_.._(klinik|kliniken|krankenhäuser|häuser|spitäler|krankenhaus|spital)
        zu_(evakuieren|überführen|verlegen)""",
    Tag.TRANSFERS: r"""verlegungen patientenverlegungen verlegungen_von evakuierungen""",
    Tag.INTERNAL: r"""desselben_hauses stockwerk etage normalstation intern innerhalb_des_(hauses|klinikums)
        andere_station eigenen_haus hausintern in_ein_anderes_gebäude anderen_station""",
    Tag.WAIT: r"""warteten warten wartet wartete gewartet wartend wartende harrten ausharren schlange wartezimmer
        wartebereich warteraum ausgeharrt""",
    Tag.SHUT_BEDS: r"""gesperrt\w* sperren sperrte\w* geschlossen\w* (außer|ausser)_betrieb stillgelegt schließen
        schliesst schließt schloss schlossen belegbar nicht_(mehr_)?belegt abgemeldet außer_dienst nicht_belegbar
        aus_dem_betrieb nicht_mehr_betrieben stehen_leer nicht_nutzbar nicht_zur_verfügung gesperrten leerstehen
        abgesperrt blockiert außer_betrieb_genommen (bleiben|blieben)_.._leer nicht_mehr_belegt nicht_betrieben
        nicht_betreibbar nicht_genutzt""",
    Tag.CLOSED: r"""geschlossen schließt schloss geschlossene dicht dichtgemacht schliesst zugesperrt
        nicht_aufnahmebereit geschlossen_bleiben türen_geschlossen verschlossen\w* geschlossenen zugemacht schließen
        schliessen gesperrt nimmt_keine_.._patienten nehmen_keine_.._patienten nimmt_niemanden keine_neuen_patienten
        zusperren""",
    Tag.LIMITED: r"""eingeschränkt\w* einschränkung\w* beschränkt notbetrieb nur_teilweise teilweise reduziert\w*
        verzögert\w* sparbetrieb sparflamme nur_(für_)?lebensbedroh\w+ nur_noch_(für_)?lebensbedroh\w+ begrenzt\w*
        notfallbetrieb notfallmodus vermindert nur_akute nur_für_akute nur_lebensbedrohliche nur_dringende
        nur_noch_dringende reduziertem reduzierter langsamer schleppend eingeschränktem im_notbetrieb minimalbetrieb
        abgespeckt\w* nur_noch_schwer\w* nur_schwer\w* nur_akut\w* lebensbedrohliche_(notfälle|fälle)
        akut_lebensbedroh\w+ auf_sparflamme minimalbesetzung notprogramm eingeschränkter_betrieb schwerste_fälle
        nur_noch_patienten_in_lebensgefahr""",
    Tag.OPEN: r"""in_betrieb voll_in_betrieb offen geöffnet wiedereröffnet öffnet eröffnet normal normalbetrieb
        uneingeschränkt regulär vollbetrieb regelbetrieb normal_geöffnet geöffnete läuft_wieder einsatzbereit
        voll_einsatzbereit aufnahmebereit""",
    Tag.ON_FOOT: r"""selbst_.._(kommt|kommen|aufsuchen|erscheint) selbstständig eigenständig zu_fuß zu_fuss
        selbsteinweiser\w* aus_eigener_kraft wer_selbst fußläufig selber_kommen selbst_vorstellig eigener_kraft
        auf_eigene_faust selbstvorsteller aus_eigenem_antrieb ohne_rettungsdienst
        selbst_(kommt|kommen|hinfährt|erscheint|erscheinen|gehfähig) selber_(kommt|kommen) aus_eigener zu_fuß_kommen
        zu_fuss_kommen ohne_krankenwagen eigenen_beinen eigenständig_kommen selbst_in_die selbst_zur selbst_in_der
        selbst_.._eintreffen selbst_eintrifft selbständig eigenen_füßen laufkundschaft selber_.._(kommt|kommen)
        auf_eigene selbst_.._(gelangt|gelangen|vorstellen|vorstellt) eigenes_auto im_eigenen_auto mit_dem_eigenen""",
    Tag.DIVERT: r"""(bringt|bringen|brachten)_.._(in|an|zu)_(andere|umliegende|benachbarte)
        (schickt|schicken|leitet|leiten)_.._(in|an|zu)_(andere|umliegende|benachbarte) umgeleitet\w* umleiten
        umleitung (leitet|leiten|leitete|leiteten)_.._um
        (steuern|steuert|steuerten|fährt|fahren|fuhren)_.._andere_.._an (steuern|steuert)_.._an abgemeldet
        (fährt|fahren)_andere (fährt|fahren)_.._andere anderswohin ausweichen (weichen|weicht|wichen)_.._aus
        (in|an)_andere_.._(gebracht|gefahren|geleitet) (bringt|bringen)_.._andere umgelenkt (meiden|meidet)
        umgeleiteten abmelden (fährt|fahren|steuert|steuern|bringt|bringen)_.._(andere|umliegende|benachbarte)
        umgesteuert in_umliegende_.._(gebracht|gefahren) an_andere_.._verwiesen andere_.._anzufahren
        andere_.._anfahren andere_.._ansteuern (lenkt|lenken|lenkte|lenkten)_.._um umleitungen ausgewichen
        umzuleiten abgewiesen (fahren|fuhren|fährt)_.._(nachbarklinik\w*|nachbarhäuser|nachbarspitäler)
        (bringt|bringen|brachte|brachten|fährt|fahren|fuhren)_.._in_die_\w*(klinik|kliniken|stadt|spitäler|häuser)
        (meldet|meldete|meldeten|melden)_.._ab
        (müssen|mussten|muss|musste|sollen)_.._(anfahren|ansteuern|ausweichen|anzufahren)
        anderen?_.._(geschickt|gebracht|geleitet|gefahren|umgeleitet)""",
    Tag.BROUGHT: r"""gebracht eingeliefert angeliefert bringt bringen
        (liefert|liefern|lieferte|lieferten)_.._(ein|an|ab) einliefern anliefern""",
    Tag.RECEIVED: r"""angefahren (fährt|fahren|steuern|steuert)_.._wieder_an wieder_.._an angesteuert aufgenommen
        anfahren wieder_angemeldet (nimmt|nehmen|nahm|nahmen)_.._(auf|an) ansteuern angenommen annehmen aufnehmen
        angemeldet (steuern|steuert|steuerten|steuerte)_.._an (nimmt|nehmen|nahm|nahmen)_.._entgegen
        entgegengenommen (fährt|fahren|fuhr|fuhren)_.._an""",
    Tag.GO_OUT: r"""ausrücken (rückt|rücken|rückten)_.._aus einsatzbereit einsatzfähig verfügung verfügbar ausfahren
        alarmiert disponiert bereit eingesetzt ausrückt rausfahren ausgerückt einsätze im_einsatz im_dienst
        ausgeschickt einsatzklar""",
    Tag.NOT_OUT: r"""abgemeldet (stehen|steht)_.._still außer_dienst nicht_einsatzbereit nicht_verfügbar
        außer_betrieb ausser_betrieb ausgefallen nicht_im_dienst vom_dienst_abgemeldet außer_gefecht nicht_besetzt
        stillgelegt in_der_garage bleiben_stehen bleiben_in_der_garage""",
    Tag.DOWN: r"""ausgefallen unterbrochen (fiel|fielen|fällt|fallen)_.._aus ausfall lahmgelegt
        (liegt|liegen|lag|lagen)_.._(lahm|still) (legt|legte|legten)_.._lahm
        nicht_(mehr_)?(erreichbar|verfügbar|aufrufbar|zugänglich|nutzbar|abrufbar) unerreichbar offline gestört
        außer_betrieb ausser_betrieb betroffen nicht_zur_verfügung verschlüsselt tot funktionier(t|en)_nicht
        (streikt|streiken) zusammengebrochen unzugänglich gesperrt down unbrauchbar abgestürzt vom_netz kaputt
        blockiert eingefroren nicht_benutzbar nicht_funktionsfähig nicht_in_betrieb außer_gefecht ausser_gefecht
        nicht_(mehr_)?funktions\w+ defekt stillgelegt lahm (stehen|steht|stand|standen)_.._still tot_gelegt
        nicht_nutzen funktioniert\w*_.._nicht nicht_abrufen abgeschnitten ohne_zugriff dunkel schwarz stumm
        lahmlegte streikte ohne_e-mail ohne_telefon abgeschaltet abgehängt unbenutzbar blackout tote_leitung
        geht_.._nicht gehen_.._nicht nicht_möglich unmöglich unerreichbare funktionsunfähig funktionslos
        ausser_funktion außer_funktion ins_leere nicht_zu_erreichen nicht_(mehr_)?(ansprechbar|bedienbar|einsehbar)
        in_die_knie weggebrochen kollabiert stillstand zum_erliegen (bricht|brach|brachen|brechen)_.._zusammen
        beeinträchtigt verschlüsselte verschlüsselten lahmlegten abgerissen
        (bleiben|blieben|bleibt|blieb)_(aus|dunkel|schwarz)""",
    Tag.WORKS: r"""funktionier\w+ läuft laufen liefen lief arbeitet arbeiten in_betrieb geht gehen wiederhergestellt
        hergestellt stabil online (kommen|kommt)_.._an ankommen starten hochfahren (treffen|trifft)_.._ein
        eintreffen (kommen|kommt)_.._durch antwortet abgehoben (hebt|nimmt)_.._ab gearbeitet""",
    Tag.REACH: r"""erreichbar zugegriffen zugreifen zugriff verfügbar aufrufbar abrufbar einsehen einsehbar
        zugänglich öffnen nutzbar zur_verfügung benutzen lesen nutzen verfügung aufrufen buchen angesehen eingesehen
        abgerufen geöffnet gelesen aufgerufen erreicht kontaktiert genutzt benutzt einzusehen zuzugreifen erreichen
        zu_erreichen gebucht (kommt|kommen)_.._an einloggen anmelden_.._system heran rankommen herankommen zugang
        abfragen (kommt|kommen|kam|kamen)_.._an_(die|den|das) (kommt|kommen|kam|kamen)_.._in_(die|das) erreichte
        empfangen versendet verschickt gesendet senden verschicken versenden ausdrucken drucken verarbeiten
        verarbeitet angerufen""",
    Tag.SWITCH_OFF: r"""abzuschalten herunterzufahren auszuschalten abzukoppeln abzuklemmen vom_netz_zu_nehmen
        heruntergefahren\w* herunterfahren (fährt|fuhr|fuhren)_.._herunter abgeschaltet\w* abschalten
        (schaltet|schaltete|schalteten)_.._ab ausgeschaltet vom_netz_(genommen|getrennt)
        (nahm|nahmen|nimmt)_.._vom_netz abgekoppelt getrennt (trennte|trennten)_.._vom abgestellt (kappte|kappten)
        gekappt stecker_gezogen (zog|zogen)_.._stecker stillgelegt runtergefahren isoliert abgeklemmt
        (stellte|stellten)_.._ab (schaltete|schalteten)_.._aus vom_netz abgetrennt außer_betrieb_genommen
        ausser_betrieb_genommen vom_strom heruntergefahrene abgeschaltete runterfahren herunterfuhr herunterfuhren
        abschaltete abschalteten (nehmen|nahmen|nahm)_.._vom_netz stilllegte (schalten|schalteten)_.._ab
        (fahren|fuhren)_.._herunter (klemmte|klemmten)_.._ab abschaltung herunterfahren_der
        vom_internet_(getrennt|genommen) abgeriegelt ausgesteckt trennung (koppelte|koppelten|koppelt)_.._ab
        (fuhr|fuhren|fährt)_.._runter abstellen abklemmen""",
    Tag.ON_PURPOSE: r"""vorsorglich sicherheitshalber selbst vorsichtshalber vorsorge aus_sicherheitsgründen bewusst
        absichtlich präventiv eigenhändig von_sich_aus zur_sicherheit aus_sicherheit prophylaktisch gezielt""",
    Tag.STEAL: r"""gestohlen\w* entwendet\w* abgeflossen\w* abgegriffen\w* kopiert\w* erbeutet\w* abgezogen\w*
        datendiebstahl datenabfluss datenleck gelangt exfiltriert ausgeleitet geklaut abfluss diebstahl
        veröffentlicht abgesaugt heruntergeladen (flossen|floss|fließen)_.._ab ausgespäht abhandengekommen geleakt
        mitgenommen erbeuteten stahlen gestohlenen an_sich_gebracht in_die_hände in_den_händen ins_netz_gestellt
        im_darknet exfiltrierten verschafft gelangten weitergegeben abgeschöpft abgezogen besitz hätten_.._in_händen
        lecken durchsickern entwendeten extraktion extrahiert im_netz_(aufgetaucht|gelandet|veröffentlicht)
        online_gestellt ins_internet_gestellt ausgelesen entwendung datenklau
        (stellte|stellten)_.._ins_(netz|internet|darknet) darknet in_falsche_hände in_fremde_hände
        in_die_falschen_hände bei_den_(hackern|tätern|angreifern)""",
    Tag.DEMAND: r"""gefordert\w* fordern fordert forderte\w* verlangen verlangt verlangte\w* lösegeldforderung\w*
        forderung erpresserschreiben erpressungsschreiben erpresst erpressung erpresserbrief erpressten verlangten
        eingefordert lösegeldforderungen erpressen gefordertes""",
    Tag.PAY: r"""gezahlt bezahlt zahlen bezahlen zahlte\w* bezahlte\w* geflossen überwiesen beglichen entrichtet
        gezahlt_wurde überweisen zahlt bezahlt_wurde zahle überwiesen_wurde zahlung""",
    Tag.ACTIVATE: r"""in_kraft_gesetzt ausgelöst aktiviert aktivierte\w* (löste|lösten)_.._aus ausgerufen
        (rief|riefen)_.._aus (setzte|setzten)_.._in_kraft (trat|traten|tritt)_.._in_kraft hochgefahren in_kraft
        greift eingeleitet in_kraft_getreten alarmiert angelaufen läuft in_gang_gesetzt (fuhr|fuhren)_.._hoch
        ausrufen gestartet in_kraft_trat auszulösen zu_aktivieren aktiv aktivierung auslösung krisenstab_und
        tritt_in_kraft""",
    Tag.LIFT: r"""aufgehoben außer_kraft ausser_kraft beendet (hob|hoben)_.._auf zurückgenommen wieder_aufgehoben
        beendete zurückgefahren nicht_mehr_in_kraft ausgelaufen""",
    Tag.ENDED: r"""vorbei ausgedient nicht_mehr_nötig weggeräumt geschichte nicht_länger""",
    Tag.REDUCED: r"""reduzierte[rn]? eingeschränkte[rn]? verminderte[rn]? verringerte[rn]? halbe[rn]? begrenzte[rn]?
        geringere[rn]? reduziert eingeschränkt heruntergefahren verringert gedrosselt gesenkt reduzierter
        niedrigere[nr]? halbierte[nr]? verminderter eingeschränkter halbiert""",
    Tag.NEG: r"""nicht_länger nicht kein keine keinen keinem keiner keinerlei nie niemals weder nirgends nichts ohne""",
    Tag.NONE: r"""keine_einzige\w* kein_einzige\w* keiner keines keinen_einzigen niemand keine_der
        nicht_eine_einzige nicht_einer niemandem""",
    Tag.ALL: r"""alle aller allen sämtliche[rn]? sämtlich ganze[rns]? gesamte[rns]? komplett vollständig überhaupt
        gar_nichts allesamt ausnahmslos jede[rns]?""",
    Tag.ONLY: r"""nur ausschließlich ausschliesslich lediglich bloß allein vorbehalten beschränkt_auf außer ausser
        bis_auf nur_noch""",
    Tag.PARTIAL: r"""teil einige mehrere zahlreiche viele manche ein_paar teilweise etliche planbare[n]? reihe
        verschiedene meisten großteil elektive[n]? nicht_dringende diverse ein_großteil nahezu_alle planbaren
        nicht_dringliche[nr]? verschiebbare[nr]?""",
    Tag.AT_FIRST: r"""zunächst anfangs ursprünglich zunächst_war ursprünglich_war früheren_angaben ersten_meldungen
        erste_meldungen in_einer_ersten""",
    Tag.AGAIN: r"""wieder erneut wiederhergestellt behoben uneingeschränkt normalbetrieb inzwischen_wieder wieder_da
        zurück_am_netz wieder_online hochgefahren wieder_am_netz reaktiviert""",
    Tag.MODAL: r"""könnte könnten dürfte dürften würde würden droht drohen drohte möglicherweise womöglich soll
        sollen eventuell vielleicht befürchtet befürchten fürchten nicht_ausgeschlossen wäre wären rechnet_mit
        rechnen_mit rechnet_.._mit erwägt müsste müssten hätte hätten nicht_auszuschließen befürchtete denkbar
        schließt_.._nicht_aus schliesst_.._nicht_aus bangt unter_umständen gegebenenfalls erwartet_werden drohten""",
    Tag.CAN: r"""kann können""",
    Tag.IF: r"""wenn falls sollte sollten sofern""",
    Tag.ADVICE: r"""sollte sollten empfiehlt rät raten empfehlung müsse muss_jede\w* jedes_krankenhaus jede_klinik
        warnt jedes_spital empfehlen gehört_in_jede\w* tun_gut_daran tut_gut_daran empfiehlt_sich müssen_jederzeit
        sollte_jede\w* sollte_man rät_der""",
    Tag.WHOEVER: r"""wer""",
    Tag.EXERCISE: r"""\w*übung übte simulierte\w* simulation simuliert übungsszenario planspiel geprobt notfallübung
        übungsannahme notfallübungen katastrophenübung geübt durchgespielt""",
    Tag.RUMOUR: r"""gerüchten? gerücht sozialen_netzwerken soziale_medien sozialen_medien facebook whatsapp
        wird_behauptet kursier\w+ angeblich unbestätigt\w* mutmaßungen gerüchteküche gerüchteweise unbestätigten
        im_netz_kursiert tiktok angebliche[nr]? wird_gemunkelt weder_bestätigen_noch""",
    Tag.CLAIM: r"""behauptet behaupten brüstet brüsten reklamiert bekennt prahlt nach_eigenen_angaben will_.._haben
        rühmt bekannte_sich beansprucht behauptete\w* gibt_an prahlen will_.._erbeutet droht_mit drohen_mit gab_an
        geben_an droht_.._veröffentlich\w+ nach_eigener_darstellung für_sich""",
    Tag.DENY: r"""bestreitet bestreiten bestritt dementiert dementierte\w* dementieren widerspricht wies_.._zurück
        weist_.._zurück keine_rede verneint verneinte widerspricht_berichten stimmt_nicht trifft_nicht_zu unwahr
        entbehrt falschmeldung zurückgewiesen dementi""",
    Tag.UNCLEAR: r"""unklar unbekannt (nichts|wenig)_bekannt nicht_bekannt ungewiss noch_offen weiterhin_offen
        ist_offen offen weiß_.._nicht wissen_.._nicht weiß_man_nicht (noch_)?nicht_fest nicht_geklärt ungeklärt
        geprüft prüft prüfen wird_.._untersucht nicht_abschließend zu_früh nicht_sagen weiss_.._nicht
        noch_nicht_bekannt nicht_sicher noch_nicht_geklärt keine_erkenntnisse lässt_sich_.._nicht
        kann_.._nicht_sagen nicht_klar noch_nicht_klar wird_geprüft wird_noch_geprüft muss_noch noch_nicht_absehbar
        nicht_gesagt keine_angaben nicht_absehbar nicht_eindeutig im_dunkeln noch_ermittelt untersuchen_noch
        noch_untersucht noch_nicht_(fest|sagen|ermittelt|beantwortet) nicht_ermittelt keine_gesicherten
        nicht_auszuschließen nicht_beantworten nicht_entschieden kennt_.._nicht kennen_.._nicht
        schließt_.._nicht_aus schliesst_.._nicht_aus nicht_ausgeschlossen""",
    Tag.WHETHER: r"""ob""",
    Tag.EVIDENCE: r"""hinweise hinweis anzeichen belege beweise indizien spuren erkenntnisse anhaltspunkte
        anhaltspunkt beleg spur indiz deutet_.._hin darauf_hin weist_darauf spricht_dafür""",
    Tag.SUSPECT: r"""verdacht vermut\w+ vermutlich verdächtig mutmaßlich\w* geprüft_wird untersucht untersuchen
        ermittelt""",
    Tag.LIKELY: r"""wahrscheinlich vermutlich wohl mutmaßlich scheint scheinen offenbar""",
    Tag.KNOWN: r"""bislang bisher derzeit soweit_bekannt zum_jetzigen_zeitpunkt
        nach_(bisherigem|derzeitigem|jetzigem)_\w+ vorerst bis_dato so_weit_bekannt aktuell zurzeit zur_zeit
        momentan soweit_man_weiß""",
    Tag.BECAUSE_OF_IT: r"""infolge_des_\w+ infolge_der_\w+ wegen_des_\w*(angriffs|ausfalls|vorfalls)
        wegen_der_\w*attacke durch_den_\w+ aufgrund_des_\w*(angriffs|ausfalls|vorfalls) weil beim_\w*angriff
        nach_dem_\w*(angriff|ausfall) infolge zurückzuführen folge_des folge_der ursächlich zusammenhang beigetragen""",
    Tag.OTHER_TIME: r"""vor_\w+_jahren im_vorjahr letztes_jahr vergangenes_jahr im_letzten_jahr im_vergangenen_jahr
        damals seinerzeit vor_einem_jahr vergangenen_jahr vorigen_jahr jahre_zuvor jahre_vorher in_der_vergangenheit
        vorletztes_jahr letzten_jahres vergangenen_jahres in_den_(vergangenen|letzten)_(jahren|monaten)""",
    Tag.SIMILAR: r"""ähnliche[rnms]?_\w*(angriff|attacke|vorfall|fall)\w*
        vergleichbare[rnms]?_\w*(angriff|attacke|vorfall|fall)\w* frühere[rnms]?_\w*(angriff|attacke)\w*
        (angriffe|attacken)""",
    Tag.NEIGHBOUR: r"""nachbarspital nachbarklinik\w* nachbarkrankenhaus benachbarte[rns]? nachbarhaus""",
    Tag.OF_ITS_OWN: r"""eigene_eingriffe eigene_operationen seinerseits ihrerseits""",
    Tag.TAKES_IN: r"""aufnimmt aufnahm aufnehmen übernimmt übernahm übernommen""",
    Tag.OTHER_CAUSE: r"""nicht_wegen_des_\w* unabhängig_vo[nm] personalmangel\w* wegen_\w*mangel\w* streiks?
        warnstreik\w* grippewelle bauarbeiten umbau\w* wasserrohrbruch\w* sanierung wasserschaden\w* hochwasser
        schneefall fachkräftemangel pflegekräftemangel renovierung\w* stromausfall ohne_zusammenhang
        pflegenotstand\w* krankheitswelle sommerpause brandes? feuer überschwemmung legionellen norovirus hitzewelle
        krankenstand\w* sanierungsarbeiten nichts_zu_tun mit_dem_angriff_nichts keinen_zusammenhang
        fehlenden_personals umzug\w* renovierungsarbeiten wasserrohrbruchs schneechaos grippe rohrbruch\w*
        ärztestreik\w*""",
    Tag.UNLIKE: r"""anders_als im_gegensatz_zu während""",
    Tag.WHEN: r"""als beim""",
    Tag.PLANNED: r"""geplante[nr]? geplant angesetzte[nr]? angesetzt vorgesehene?n? vorgesehen terminierte[n]?
        eingeplante?n? anstehende[n]?""",
    Tag.CORRECTED: r"""falsch fälschlich\w* früheren_version frühere_version korrigiert korrektur irrtümlich\w*
        ursprünglich_gemeldet berichtigung richtigstellung unzutreffend korrigierte berichtigt irrtum
        irrtümlicherweise versehentlich falschen""",
    Tag.IT_IS: r"""(es|sie)_(waren|sind) (waren|sind)_es die_zahl_von richtig_ist handelt_sich_um lag_bei liegt_bei
        stieg_auf steigt_auf bei_.._liegt sprach_von spricht_von sprachen_von nannte nennt beläuft_sich_auf
        beziffert summiert_sich_auf beträgt erhöhte_sich_auf (ist|war)_die_rede tatsächlich_(waren|sind)
        von_.._die_rede es_(waren|sind|wurden) sind_es waren_es (gestiegen|angestiegen)_auf (stieg|steigt)_.._auf
        auf_.._(gestiegen|angestiegen|gewachsen) kommt_auf zählt zählte gibt_.._mit sprechen_von ist_von
        auf_.._beziffert""",
    Tag.TODAY: r"""heute gestern \w*montag \w*dienstag \w*mittwoch \w*donnerstag \w*freitag \w*samstag \w*sonntag
        am_tag tag heutigen""",
    Tag.SUBSET: r"""davon darunter""",
    Tag.OTHERS: r"""andere[n]? übrigen? restliche[n]? weitere""",
    Tag.THEIR: r"""ihre ihr ihren ihrer seine sein""",
    Tag.OF: r"""von der des vom""",
    Tag.AND: r"""und""",
    Tag.BUT: r"""aber sondern doch jedoch""",
    Tag.RELATIVE: r"""der die das den dem deren dessen denen welche[rsmn]? wo wie was worauf wovon wodurch wonach""",
    Tag.INSERTION: r"""darunter laut wie nach_angaben vor_allem sagte sagt hiess hieß teilte betonte so insbesondere
        also etwa nach_auskunft gemäss gemäß vorwiegend""",
    Tag.SPLITS: r"""weil nachdem während obwohl denn obschon solange seitdem sodass indem""",
    Tag.VERB: r"""ist sind war waren sei seien wird werden wurde wurden hat haben habe hatte hatten musste mussten
        muss müssen konnte konnten bleibt bleiben blieb blieben steht stehen stand standen liegt liegen lag lagen
        gibt gab sass sassen saß saßen kommt kommen kam kamen rechnet tagt sagte sagt teilte betonte hieß hiess
        läuft laufen nahm nehmen erhielt worden behandelt arbeitet arbeite hält bestätigt steuern fährt fiel fielen
        befindet befinden befanden gilt gelten dokumentieren finden findet fand fanden sagen schaltet schaltete
        schalteten fuhr fuhren fahren nimmt nahmen trennt trennte trennten zog zogen legt legte legten stellte
        stellten leitet leiten leitete leiteten weicht weichen wichen rückt rücken löste lösten rief riefen setzte
        setzten trat tritt hob hoben wies brachte brachten verschob verschoben_sich bringt bringen fallen fällt
        kappte kappten hinterließen schreibt dürfen darf kann können müsste scheint scheinen wissen weiß weiss
        erklärte erklärten gaben ergab erhielten sieht sehen dauert zeigt nannte nennt sprach stehe lägen liege gebe
        klingeln treten lassen lässt ließ liess liessen ließen lenkt lenken lenkte lenkten bricht brach brachen
        meldet meldete meldeten steuerte steuerten schickt schickte schickten koppelte koppelten fordert forderten
        forderte verlangt führte führen führt blies setzt sagten erlitten erlitt erleidet öffnete öffnet schließt
        schloss kündigte zahlte zahlten betrifft betrafen wollen will wollte würden werde liefert liefern lieferte
        lieferten wollten starb verstarb starben""",
    Tag.AT_LEAST: r"""mindestens mehr_als wenigstens über zumindest nicht_weniger_als ein_minimum_von weit_über""",
    Tag.AT_MOST: r"""höchstens bis_zu maximal nicht_mehr_als weniger_als allenfalls""",
    Tag.ABOUT: r"""rund etwa ungefähr circa ca gut knapp fast um_die schätzungsweise an_die nahezu zirka beinahe
        praktisch quasi""",
    Tag.ABOUT_AFTER: r"""ungefähr oder_so""",
    Tag.AT_LEAST_AFTER: r"""oder_mehr""",
    Tag.BETWEEN: r"""zwischen von""",
    Tag.UP_TO: r"""bis und oder – auf""",
    Tag.UNIT: r"""km kilometer\w* meter uhr stunden? minuten jahren? tage?n? wochen? monaten? euro franken gigabyte
        gb terabyte tb grad mal ärzten? rechner computer mitarbeite\w+ beschäftigten? häusern? kliniken servern?
        server standorten? arbeitsplätzen? spitälern? prozentpunkte""",
    Tag.MONTH: r"""januar jänner februar märz april mai juni juli august september oktober november dezember""",
    Tag.TIME_BEFORE: r"""um gegen ab""",
    Tag.PERCENT: r"""% prozent""",
    Tag.MILLION: r"""millionen? mio""",
    Tag.MANY: r"""dutzende hunderte tausende zigtausende dutzenden hunderten""",
    Tag.SEVERAL: r"""mehrere mehreren einige einigen""",
    Tag.DISPATCH: r"""leitstelle rettungsleitstelle feuerwehr notrufzentrale sanitäter notruf 112 144
        rettungsleitstellen sanitätsnotrufzentrale einsatzzentrale integrierte_leitstelle notrufleitstelle""",
    Tag.KIND_WORD: r"""art form welcher welche natur""",
    Tag.MONEY: r"""geld bitcoins? kryptowährung summe zahlung millionen? euro""",
    Tag.STILL: r"""weiterhin nach_wie_vor unverändert weiter normal""",
}
