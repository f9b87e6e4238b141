"""Dutch words, as written in Belgium and the Netherlands."""

from __future__ import annotations

from codedark.record.reading.tags import Tag

WORDS = {
    Tag.OPERATION: r"""\w*operaties \w*ingrepen geopereerde_patiënten \w*heelkundige_behandelingen heupprothesen
        knieprothesen chirurgische_procedures operatieprogramma's transplantaties chirurgische_behandelingen
        keizersneden""",
    Tag.OPERATION_ONE: r"""\w*operatie \w*ingreep operatieprogramma operatieplanning operatiekwartier operatiezalen
        operatiezaal ok-programma ok-planning operatielijst operatieblok operatieschema operatieagenda ok's""",
    Tag.APPOINTMENT: r"""\w*consultaties \w*raadplegingen \w*afspraken polibezoeken poliklinische_bezoeken consulten
        poli's spreekuren polibezoek poliklinieken consults policonsulten ambulante_bezoeken""",
    Tag.APPOINTMENT_ONE: r"""\w*consultatie \w*raadpleging afspraak consult""",
    Tag.PATIENT: r"""\w*patiënten \w*patiëntes pasgeborenen baby's zieken couveusekinderen premature_baby's
        zwaargewonden opgenomenen kinderen couveusebaby\w* moeders kraamvrouwen bewoners opgenomen_patiënten
        neonaten vroeggeborenen kankerpatiënten slachtoffers ouderen drieling tweeling te_vroeg_geboren_baby's""",
    Tag.PATIENT_ONE: r"""\w*patiënt \w*patiënte baby pasgeborene""",
    Tag.PEOPLE: r"""mensen personen wachtenden bezoekers burgers personeelsleden medewerkers man vrouw jongen meisje
        kleuter persoon dame bejaarde mannen vrouwen""",
    Tag.BED: r"""\w*bedden""",
    Tag.ED: r"""spoed \w*spoedgevallen\w* spoeddienst\w* spoedafdeling\w* spoedeisende_hulp eerste_hulp seh
        spoedopname spoedpost spoeddiensten dienst_spoed dienst_spoedgevallen spoedingang spoedkliniek
        spoedeisende_hulpafdeling spoedeisendehulp dienst_spoedopname urgentiedienst eerste_hulppost seh's
        spoedafdelingen eerste_hulpafdeling urgentieafdeling""",
    Tag.AMBULANCE: r"""ziekenwagens? ambulances? \w*ziekenwagens ambulancedienst ambulanceritten ziekenvervoer
        ambulanceteams ambulancepersoneel ambulancevervoer ziekenwagenritten ziekenwagenvervoer 112-ziekenwagens
        112-ritten ambu's""",
    Tag.MUG: r"""mug mug-team\w* mug-dienst mugteam\w* mug's mug-heli mug-wagen mobiele_urgentiegroep urgentiearts
        spoedartsen mug-team mug-auto""",
    Tag.PIT: r"""pit pit-team\w* pit-dienst pits pit-wagen paramedisch_interventieteam
        paramedische_interventieteams? pit-ambulance""",
    Tag.SERVER: r"""\w*servers? serverpark \w*serverruimte""",
    Tag.EVERY_SYSTEM: r"""\w*systemen \w*systeem informatica it-infrastructuur it-omgeving it-systemen
        informaticasystemen computers toepassingen ict ict-systemen digitaal digitale schermen software pc's
        informaticasysteem computer informaticapark it-park ict-omgeving ict-infrastructuur applicaties programma's
        it-diensten informaticatoepassingen informatiesystemen laptops werkstations it pc computerpark
        softwaretoepassingen it-netwerk""",
    Tag.EHR: r"""\w*patiënten?dossiers? elektronische?_dossiers? epd epd's medische_dossiers? dossiers?
        patiëntgegevens patiëntengegevens_in\w* gegevens_van_de_patiënten_in medische_gegevens_raadplegen
        digitale_(dossiers|patiëntendossiers|patiëntendossier) elektronisch_patiëntendossier elektronische_dossiers?
        medisch_dossier patiëntinfo elektronische_fiches? verpleegdossiers? zorgdossiers? patiëntenfiches?
        medische_fiches? ziekenhuisinformatiesysteem kws hix medische_historiek patiëntinformatie
        elektronische_dossier digitale_dossier elektronisch_dossier digitaal_dossier""",
    Tag.IMAGING: r"""\w*beeldvorming beeldarchief \w*beeldarchief radiologie\w* röntgen\w* pacs \w*scans? scanner\w*
        medische_beelden mri\S* ct-\w+ röntgenfoto's scans foto's_van radiologiesysteem echografie\w* echo's
        radiografieën röntgenbeelden scanbeelden scantoestel medisch_beeldarchief beeldvormingssysteem""",
    Tag.LABORATORY: r"""labo lab \w*laboratorium \w*laboratoria labosysteem laboresultaten labo's labsysteem
        laboratoriumsysteem bloedresultaten labuitslagen labosystemen labocomputers bloedstalen bloedanalyses
        labotests bloedonderzoek\w* laboratoriumresultaten labresultaten bloeduitslagen laboapparatuur klinisch_labo
        klinische_biologie labo-\w+ labocomputer laboanalyses bloedafnames?""",
    Tag.PHARMACY: r"""\w*apotheek \w*apotheeksysteem medicatiesysteem \w*voorschrijfsysteem medicatievoorschrift\w*
        apotheeksoftware medicatieverdeling medicatiebeheer medicatieverdeelsysteem voorschriftensysteem
        ziekenhuisapotheek medicijnbestelling\w*""",
    Tag.TELEPHONY: r"""telefoon telefoonlijnen telefoons telefooncentrale telefonie telefoonverkeer telefonisch
        telefoonnummer\w* telefoonsysteem telefoneren bellen opbellen telefoontjes telefonische_bereikbaarheid
        vaste_lijnen telefoonlijn vaste_lijn telefoonnetwerk belsysteem telefoonsystemen algemene_nummer
        algemeen_nummer vaste_toestellen centrale_nummer""",
    Tag.EMAIL: r"""e-mails? mails? mailverkeer mailen e-mailverkeer e-mailsysteem mailsysteem mailserver e-mailen
        mailbox mailboxen postvak inbox mailservers? mailadressen e-mailadressen elektronische_post outlook
        mailprogramma e-mailservers? mailsystemen""",
    Tag.WEBSITE: r"""website webstek internetsite webpagina webpagina's ziekenhuissite""",
    Tag.NETWORK: r"""\w*netwerk computernetwerk netwerken""",
    Tag.BOOKING: r"""\w*afsprakensysteem \w*afsprakensoftware online_afspraken \w*afsprakenmodule afsprakenportaal
        inschrijvingssysteem online_een_afspraak planningssysteem online_afspraak\w* afsprakenboek\w* online_boeken
        online_inschrijven afspraken_online online_een_afspraak_maken boekingssysteem afspraken_.._online
        online_.._afspraa?k\w* afspraak_.._online boeken_.._online afspraak_.._website afspraken_.._website
        afspraak_.._internet online_reserv\w+ reservatiesysteem afsprakenplatform online_agenda
        inschrijvingskiosk\w* patiëntenportaal afsprakenagenda afsprakentool digitale_agenda afsprakenbeheer""",
    Tag.CAPACITY: r"""\w*capaciteit bezetting toeren kracht normale_werking toerental bezettingsgraad
        normale_activiteit (draait|draaien|draaide|werkt|werken|werkte)_(nog_|maar_|slechts_|nu_)?op""",
    Tag.DATA: r"""datadiefstal datalek gegevenslek gegevensdiefstal \w*gegevens \w*data \w*dossiers bestanden
        documenten namen adressen rijksregisternummers \w*informatie patiëntenbestand\w* patiëntgegevens
        persoonsgegevens medische_dossiers gezondheidsgegevens gegevensbestand\w* database databank rapporten
        verslagen uitslagen onderzoeksresultaten testresultaten""",
    Tag.RANSOM: r"""losgeld \w*losgeld losgeldeis losgeldsom""",
    Tag.PLAN: r"""\w*noodplan \w*rampenplan \w*crisisplan noodplanning mip maxi-mash rampenplan intern_noodplan
        noodplan crisisplan bnip ziekenhuisrampenplan""",
    Tag.PAPER: r"""op_papier pen_en_papier papier_en_pen papieren_formulieren papieren_dossiers?
        papieren_noodprocedure papier papieren met_de_hand handgeschreven papieren_procedures papieren_versie
        papieren_documenten alles_op_papier papier_en_balpen balpen_en_papier pen_en_blad met_pen papieren_fiches
        papieren_formulier balpen stylo kladblok kladblokken notitieblokjes? schriftjes whiteboards? potlood
        potloden papieren_kaarten handgeschreven_\w+ met_pen_en handschrift papieren_voorschriften post-its
        geschreven_briefjes papieren_werking manueel_op_papier stylo_en_papier pennen papieren_registratie""",
    Tag.GANG: r"""groep groepering hackersgroep\w* hackerscollectief \w*bende \w*groepering ransomwaregroep\w*
        hackers criminelen cybercriminelen daders aanvallers afpersers cybercrimineel hacker afperser cyberbende
        internetcriminelen gijzelnemers bendeleden hackercollectief hackgroep dader hackersduo cyberaanvallers""",
    Tag.ATTACK: r"""\w*aanval \w*aanvallen \w*storing \w*panne \w*uitval hacking \w*incident inbraak aanvallers
        hackersaanval hack systeemuitval cyberincident virus""",
    Tag.ATTACK_KIND: r"""wat_voor_\w*aanval soort_\w*aanval aard_van_de_\w*aanval type_\w*aanval welke_\w*aanval
        wat_voor_type_\w*aanval welk_type_\w*aanval welk_soort_\w*aanval oorzaak_van_de_\w* wat_voor_een_\w*aanval
        soort_aanval type_aanval vorm_van_\w*aanval welke_vorm aard_van_de_aanval aard_van_het_incident""",
    Tag.RANSOMWARE: r"""ransomware\S* gijzelsoftware\w* \w*ransomware losgeldsoftware gijzelvirus losgeldvirus\w*
        ransomware gijzelvirus\w* gijzelingssoftware""",
    Tag.DDOS: r"""ddos\S* ddos-\w+ overbelastingsaanval\w* denial-of-service\S*""",
    Tag.PHISHING: r"""phishing\S* phishingmail\w*""",
    Tag.HARM: r"""\w*schade overleden overleed stierf gestorven achteruitgang overlijden sterfgeval\w* letsel\w*
        verergerd complicaties dood doden incidenten_met_patiënten medische_incidenten gevaar geleden_onder nadeel
        nadelige_gevolgen in_het_gedrang blijvende_gevolgen levensgevaar kwaadgekomen in_gevaar
        gevolgen_voor_patiënten gezondheidsschade bezweken gezondheidstoestand_.._verslechterd verslechterde
        verslechterd hersenschade foute_dosis verkeerde_dosis verkeerde_medicatie gewond verwond letsels gekwetst
        fataal fatale te_wijten gestorven_aan verergering hersenbloeding in_gevaar_gebracht verkeerd_medicijn
        verkeerd_geneesmiddel verkeerd_bloed verkeerde_behandeling""",
    Tag.ELSEWHERE: r"""(andere|naburige|omliggende|nabijgelegen|overige)_(\w+_)?ziekenhui\w+ ander_ziekenhuis
        (andere|omliggende|naburige)_\w+_ziekenhuizen elders uz\W?
        (andere|naburige|omliggende)_(klinieken|instellingen) ziekenhuizen_in_de_\w+ ziekenhuizen_in_de ziekenhuizen
        uit_de_buurt""",
    Tag.HOSPITAL: r"""\w*ziekenhuis az uz kliniek zkh \w*ziekenhuisgroep umc chu""",
    Tag.COUNTER: r"""aantal teller totaal""",
    Tag.CANCEL: r"""uit_te_stellen af_te_gelasten af_te_zeggen \w*geannuleerd\w* annuleer\w* annuleren
        \w*annulering\w* \w*afgelast\w* afgelasten gelast\w*_.._af geschrapt\w* schrapt\w* schrapte\w* schrappen
        uitgesteld\w* uitstellen uitstelde\w* uitstelt (stelt|stelde|stelden|stellen)_.._uit verzet verzette\w*
        verzetten verschoven verschuift verschuiven verplaatst uitgevallen sneuvelen sneuvelden gesneuveld wegvallen
        weggevallen (vallen|viel|vielen)_.._weg (valt|vallen|viel|vielen)_.._uit in_het_water_(te_)?vallen
        in_het_water_vallen in_het_water_te_vallen in_het_water_gevallen moesten_wijken moeten_wijken wijken
        opgeschort uitstel afgezegd\w* (zegt|zegde|zegden|zeggen|zei)_.._af afzeggen uitgesteld
        naar_een_latere_datum afgeblazen stilgelegde_operaties \w*afgeboekt\w* herplan\w* niet_ingepland valt_.._weg
        (valt|vallen|viel|vielen)_weg van_de_agenda van_het_programma vervallen verviel\w* komen_te_vervallen
        kwamen_te_vervallen doorgeschoven opzijgeschoven stopgezet ingepland_op_een_latere_datum
        geweigerde_operaties herschikt naar_huis_gestuurd_zonder geskipt schoof_.._(op|door) schoven_.._(op|door)
        (schuift|schuiven)_.._(op|door) opgeschoven ingetrokken naar_achter_geschoven verschoof ging\w*_niet_door
        (blies|bliezen)_.._af (zette|zetten)_.._stop wegviel wegvielen uitviel uitvielen uitvallen van_de_baan
        nieuwe_datum afgezegde verplaatste verzette uitgestelde afgevoerd_van (werd|werden|wordt|worden)_.._verlegd
        verlegd opgedoekt aan_de_kant_geschoven uit_de_agenda in_de_ijskast on_hold op_pauze gepauzeerd sneuvelt
        afstel verplaatsing_van verschuiving_van uitstel_van schrapping\w* afgelasting\w* afzegging\w*
        (gaat|gaan|ging|gingen)_niet_door niet_mogelijk onmogelijk naar_later verdaagd uit_te_voeren_geraakt
        stilgelegd geschorst verplaatst_naar verplaatsen te_verplaatsen te_verzetten af_te_(gelasten|zeggen|blazen)
        op_te_(schorten|schuiven) stil_te_leggen te_(annuleren|schrappen|verschuiven)""",
    Tag.HAPPEN: r"""doorgaan doorgegaan doorging\w* doorgaat (gaat|gaan|ging|gingen)_.._door plaatsvinden
        plaatsgevonden (vindt|vinden|vond|vonden)_.._plaats uitgevoerd uitvoeren doorgezet kunnen_doorgaan
        volgens_plan verliepen_zoals laten_doorgaan gehouden behouden""",
    Tag.OPERATE: r"""geopereerd opereren opereert opereerde""",
    Tag.MOVE: r"""\w*overgebracht overbrengen (brengt|bracht|brachten|brengen)_.._over verhuisd verhuizen
        verhuisde\w* verplaatst geëvacueerd evacueren evacueerde\w*
        (naar|in)_.._(gebracht|gevoerd|gevlogen|geëvacueerd|vervoerd) overgeplaatst doorverwezen_naar overgevlogen
        overgeheveld getransfereerd transfereren transfereerde\w* ondergebracht (in|naar)_.._ondergebracht
        overgenomen_door (brengt|bracht|brachten|voerde|voerden)_.._naar naar_.._(brengen|moesten)
        elders_ondergebracht ontruimd vertrokken_naar weggebracht afgevoerd_naar overgevoerd verplaatsen
        verplaatste\w* weggevoerd verhuisd_naar (vertrokken|vertrok|vertrekken)_.._naar verdeeld_over verspreid_over
        overbrenging_van geëvacueerde uitgeplaatst herverdeeld elders_opgenomen
        opgenomen_in_(andere|een_ander|omliggende|naburige) weggehaald overgebrachte
        (werden|zijn|worden|was|is)_.._opgenomen_in_.._ziekenhui\w+
        (bracht|brachten|brengt|voerde|voerden|vervoerde|vervoerden|verplaatste)_.._naar
        (in|door)_.._ziekenhui\w+_.._opgevangen
        (kregen|kreeg|krijgen|vonden|vinden|vond)_.._(plaats|plek|bed|onderdak|opvang)_in
        over_te_(brengen|plaatsen|vliegen) te_(evacueren|verplaatsen|verhuizen) over_te_brengen""",
    Tag.TRANSFERS: r"""transfers overplaatsingen \w*evacuaties patiëntentransfers overbrengingen""",
    Tag.INTERNAL: r"""binnen_het_ziekenhuis binnen_hetzelfde_ziekenhuis andere_afdeling andere_verdieping
        een_andere_(afdeling|verdieping|campus) gewone_afdeling zelfde_ziekenhuis andere_campus
        van_het_eigen_ziekenhuis verdieping etage""",
    Tag.WAIT: r"""wachtten wachten wacht wachtte gewacht in_de_wachtzaal wachtzaal wachtenden aanschoven aanschuiven
        schoven_aan in_de_wachtkamer in_de_rij zaten_te_wachten stonden_te_wachten wachtend wachtende schoven_.._aan
        stonden_.._te_wachten zaten_.._te_wachten in_de_wachtrij""",
    Tag.SHUT_BEDS: r"""gesloten dicht sluit sluiten sloot sloten gesperd buiten_gebruik onbruikbaar niet_beschikbaar
        buiten_dienst afgesloten onbeschikbaar uit_gebruik ingetrokken buiten_dienst_gesteld buiten_gebruik_gesteld
        niet_(meer_)?(gebruikt|bezet|inzetbaar|opengesteld|belegd|ingezet) niet_(meer_)?in_gebruik leeggehouden
        geblokkeerd opgeschort dichtgehouden geschrapt blijven_leeg staan_leeg is_toe zijn_toe toe_blijven
        uit_dienst buiten_werking""",
    Tag.CLOSED: r"""dicht gesloten sluit sloot ontoegankelijk (sluit|sloot)_.._deuren potdicht dichtgegaan
        niet_(meer_)?open op_slot deuren_gesloten dichtgehouden afgesloten gingen_dicht ging_dicht gaat_dicht is_toe
        blijft_toe was_toe neemt_.._geen_.._patiënten_.._op neemt_niemand neemt_geen_patiënten neemt_geen_nieuwe
        dichtgedaan sluiten vergrendeld de_deuren_toe""",
    Tag.LIMITED: r"""beperkt(e)? maar_beperkt slechts_beperkt gedeeltelijk deels trager vertraagd verminderde
        op_een_laag_pitje halve_kracht verminderd verstoord gehinderd alleen_levensbedreigende\w*
        enkel_levensbedreigende\w* alleen_voor enkel_voor (draait|werkt)_.._traag minimale verminderde_werking
        aangepaste_werking afgeschaald trage traagst laag_pitje enkel_de_dringendste alleen_de_dringendste
        sterk_vertraagd minimale_dienstverlening beperkte_dienstverlening enkel_dringende stroef slabakt
        enkel_spoedgevallen alleen_spoedgevallen gelimiteerd enkel_kritieke alleen_kritieke
        levensbedreigende_gevallen kritieke_gevallen ernstigste_gevallen zwaarste_gevallen noodwerking noodmodus
        minimumdienst\w* enkel_nog_(de_)?(zwaarste|dringendste|ernstigste|levensbedreigende) minimale_bezetting
        levensbedreigende_situaties enkel_nog_levensbedreigende met_beperkingen""",
    Tag.OPEN: r"""open geopend heropend opengegaan opent normaal operationeel volledig_open toegankelijk
        normale_werking zoals_gewoonlijk voluit helemaal_open hervat hernomen weer_toegankelijk heropend\w*
        heropende heropenen""",
    Tag.ON_FOOT: r"""op_eigen_kracht zich_.._aanmeld\w+ zelf_.._aanmeld\w+ eigen_vervoer zelf_.._(naar|komen|komt)
        uit_zichzelf zelfstandig spontaan_aanmelden zelf_aanmelden te_voet zelfverwijzers
        zelf_(binnenstapt|binnenkomt|binnenwandelt|langskomt|komt|komen|aankomt) zelf_naar met_eigen_vervoer
        zonder_ziekenwagen wandelt_binnen zelf_.._(geraken|raakt|geraakt|raken|binnenkomen|aankomen|verplaatsen)
        eigen_benen met_de_auto_komt met_de_auto_komen zelf_de_weg zich_.._aandien\w+ zichzelf_aanbiedt
        zich_.._aanbied\w+ zich_spontaan wie_zelf
        zelf_(binnenwandelt|binnenwandelen|binnenstappen|aankloppen|aanklopt|opdaagt|opdagen) te_voet_(komt|komen)""",
    Tag.DIVERT: r"""(sturen|stuurt|stuurden|leiden|leidt|brengen|brengt|rijden|rijdt)_.._naar
        (naar|door)_.._(gestuurd|gebracht|geleid|gereden|doorgestuurd|omgeleid) omgeleid\w* doorgestuurd afgeleid
        uitwijken uitgeweken wijken_.._uit (rijden|rijdt|reden)_.._(door|naar) doorverwezen
        (wijkt|wijken|week|weken)_.._uit omgeleide omleiden omleiding (gaan|gaat)_naar (vermijden|mijden)
        naar_.._(gestuurd|gebracht|geleid|verwezen) elders_.._(gebracht|opgevangen) (gaan|gaat|gingen)_.._naar
        (stuurt|sturen|stuurde|stuurden)_.._door (leidt|leiden|leidde|leidden)_.._om omleidingen doorgeleid
        omgereden doorsturen weggestuurd mijdt gemeden (slaan|slaat|sloegen)_.._over overgeslagen
        (moeten|moesten|moet)_.._naar_.._(rijden|uitwijken|gaan|brengen|vertrekken) (moeten|moesten|moet)_.._naar
        om_te_leiden door_te_(sturen|verwijzen) te_laten_omrijden""",
    Tag.BROUGHT: r"""gebracht aangevoerd binnengebracht opgenomen aangebracht voert voeren voerde brengt brengen
        afgezet afleveren leveren binnenbrengen""",
    Tag.RECEIVED: r"""(neemt|nam|nemen|namen)_.._aan aangenomen aannemen toekomen toegekomen
        (komen|komt)_.._(toe|aan) ontvangen ontvangt aanrijden aangereden opgevangen (rijden|rijdt)_.._(aan|binnen)
        terecht toegelaten welkom aangevoerd mogen_.._binnen binnenrijden binnengelaten geaccepteerd aanvaard
        aanvaardt""",
    Tag.GO_OUT: r"""uitrijden (rijden|rijdt|reden)_.._uit uitgereden uitrukken (rukken|rukt)_.._uit inzetbaar
        beschikbaar operationeel ingezet uitgestuurd opgeroepen paraat de_baan_op de_weg_op ter_beschikking""",
    Tag.NOT_OUT: r"""onbeschikbaar stilvallen (valt|vallen|viel|vielen)_.._stil aan_de_kant buiten_dienst
        niet_beschikbaar niet_inzetbaar staan_.._stil binnen_blijven blijven_binnen aan_de_kant_(staan|gezet)
        uit_dienst buiten_werking buiten_gebruik niet_operationeel niet_paraat in_de_garage op_stal""",
    Tag.DOWN: r"""niet_mogelijk onmogelijk plat platgelegd platligt (ligt|liggen|lag|lagen)_.._(plat|stil|uit|eruit)
        onbeschikbaar onbereikbaar ontoegankelijk niet_(telefonisch_)?bereikbaar niet_(meer_)?beschikbaar
        niet_(meer_)?toegankelijk buiten_gebruik buiten_dienst buiten_werking uitgevallen onderbroken
        (valt|vallen|viel|vielen)_.._uit onbruikbaar offline eruit gehackt versleuteld vergrendeld uit_de_lucht
        lamgelegd verlamd getroffen stilgevallen lam (ligt|liggen|lag|lagen)_.._lam uitgeschakeld afgesloten down
        gecrasht (doet|doen|deed|deden)_het_niet (kan|kunnen|konden|kon)_niet_aan kunnen_.._niet_aan stuk defect
        ontregeld niet_bruikbaar niet_raadpleegbaar buiten_strijd geblokkeerd bevroren kapot lam_gelegd in_panne
        uit_het_systeem niet_oproepbaar gegijzeld werkloos plat_gelegd niet_benutbaar verbroken
        (gaat|gingen|ging)_.._plat zonder_toegang zonder_de_computers zonder_computers zonder_e-mail zonder_telefoon
        geen_enkel_systeem black-out blokkeert blokkeren weigert_dienst weigeren_dienst weg_is doods zwart
        buiten_bereik niet_te_(bereiken|raadplegen|gebruiken|openen)
        niet_(meer_)?(consulteerbaar|oproepbaar|werkend|operationeel) (laat|laten|liet|lieten)_het_afweten
        stilliggen stillag stillagen platlag platlagen platliggen vastgelopen gestoord verstoord dood onwerkzaam
        liep_vast liepen_vast onderuit op_zwart geen_gehoor (lag|lagen|ligt|liggen)_.._onderuit aangetast
        (blijven|blijft|bleven|bleef|staan|stonden)_uit""",
    Tag.WORKS: r"""werkt werken werkte functioneert functioneren draait draaien lukt lukken hersteld werkend
        gebeuren werkten aankomen (komen|komt)_.._aan starten opstarten (komen|komt)_.._(door|binnen) doet_het
        doen_het doorkomen gewerkt opgenomen neemt_.._op weer_online draaide draaiden""",
    Tag.REACH: r"""toegang raadplegen bereiken (bij|in|aan)_de_(elektronische|digitale) kunnen_.._aan kan_.._aan
        raadpleegbaar bereikbaar toegankelijk openen inzien gebruiken beschikbaar oproepen bekijken mailen bellen
        aan_.._(kan|kunnen|konden|kon) bekeken geraadpleegd geopend opgevraagd gelezen ingekeken verstuurd
        ontvangen_mails opgeroepen_beelden contacteren gecontacteerd bereikt (kan|kunnen|konden|kon)_.._(bij|aan|in)
        te_pakken vastleggen geboekt boeken inloggen aanmelden ingezien
        (raakt|raken|geraakt|geraken|kan|kunnen|konden|kon)_.._(bij|aan|in)_.._(dossiers|dossier|gegevens|epd|beelden)
        verzonden versturen verzenden printen afdrukken verwerken""",
    Tag.SWITCH_OFF: r"""(uit|stil|af|los|neer)_te_(schakelen|leggen|sluiten|koppelen|halen|zetten|trekken)
        uit_te_zetten uitgeschakeld uitschakelen (schakelt|schakelde|schakelden)_.._uit uitgezet
        (zette|zetten|zet)_.._uit stilgelegd stilleggen (legt|legde|legden|legt)_.._(stil|plat) losgekoppeld
        loskoppelen (koppelde|koppelden|koppelt)_.._los afgekoppeld ontkoppeld afgesloten (sloot|sloten)_.._af
        (trok|trokken)_.._stekker stekker_.._getrokken platgelegd neergehaald uit_voorzorg_.._uit
        uit_de_lucht_gehaald offline_gehaald van_het_net(werk)?_gehaald afgezet (haalde|haalden)_.._(offline|neer)
        uitgetrokken van_het_internet_gehaald van_het_net_gehaald buiten_dienst_gesteld uitgeschakelde platlegde
        uitschakelde uitschakelden stillegde stillegden loskoppelde afsloot
        (haalde|haalden|halen|haalt)_.._(uit_de_lucht|van_het_net|offline) uit_de_lucht_te_halen ontkoppelen
        ontkoppelde stopgezet uitschakeling_van loskoppeling_van stilgezet afgesneden (gooide|gooiden)_.._dicht
        dichtgegooid (zet|zetten|zette)_.._uit stillegging uittrekken (koppelden|ontkoppelden|ontkoppelt)_.._netwerk
        afkoppelen (gingen|ging|gaan|gaat)_(preventief|bewust|uit_voorzorg)_uit""",
    Tag.ON_PURPOSE: r"""uit_voorzorg preventief zelf bewust proactief voorzorgsmaatregel""",
    Tag.STEAL: r"""gestolen buitgemaakt gelekt ontvreemd gekopieerd gestolen\w* weggesluisd in_handen gedownload
        datalek geëxfiltreerd uitgelekt datadiefstal gegevenslek gegevensdiefstal (maakte|maakten)_.._buit diefstal
        gestolen_zijn bemachtigd stal stalen ingekeken weggenomen weggehaald ontvreemdden gehackt op_straat
        te_grabbel op_het_darkweb doorgespeeld bemachtigden meegenomen binnengehaald weggekaapt weglekten
        gecompromitteerd geroofd gekaapt verduisterd aan_de_haal gingen_lopen ging_lopen aan_de_haal_gegaan
        in_.._bezit bezit lekte uitlekten bezitten te_bezitten in_bezit extractie gegevensextractie
        buiten_.._geraakt op_straat_beland online_gezet gepubliceerd_op (kwam|kwamen|vielen|viel)_.._in_handen
        ontfutseld buitgemaakte darkweb in_verkeerde_handen (lekte|lekten|lekken|lekt)_.._uit lekten lekken
        buit_te_maken bij_de_(hackers|daders|criminelen|afpersers)_terecht""",
    Tag.DEMAND: r"""gevraagd geëist eisen eist eiste\w* vraagt vragen vroeg vroegen losgeldeis losgeldbrief
        losgeldbriefje eis geëiste afpers\w* gevorderd willen_geld losgeldbericht vraag losgeldvraag eiste eisten
        vorderen vorderden afgeperst vroeg_om vragen_om losgeldeisen""",
    Tag.PAY: r"""betaald betalen betaalt betaalde\w* overgemaakt gestort overgeschreven neergeteld betaling""",
    Tag.ACTIVATE: r"""afgekondigd (kondigde|kondigden|kondigt)_.._af geactiveerd activeerde\w* activeert van_kracht
        in_werking trad_in_werking in_gang afkondigde ingeschakeld afgekondigde in_werking_gesteld
        in_werking_getreden opgestart uitgeroepen in_gang_gezet (ging|gaat)_.._in geldt gestart getriggerd
        in_werking_is af_te_kondigen in_werking_te_stellen te_activeren activeren uit_te_roepen in_voege
        in_werking_gegaan uitgerold actief opgeschaald (ging|gaat|gingen|trad|treedt)_.._in_werking""",
    Tag.LIFT: r"""opgeheven (heft|hief|hieven)_.._op ingetrokken beëindigd afgeblazen afgelopen stopgezet
        afgeschaald niet_meer_van_kracht weer_opgeheven afgebouwd niet_langer_van_kracht uitdoven""",
    Tag.ENDED: r"""de_kast_weer_in kast_in opgeborgen verleden_tijd niet_meer_nodig niet_langer_nodig voorbij
        weer_de_kast afgeschaft niet_langer""",
    Tag.REDUCED: r"""verminderde beperkte lage verlaagde lagere gereduceerde halve verminderd beperkt verlaagd
        teruggeschroefd afgebouwd ingekrompen gereduceerd lager kleinere teruggebracht afgeschaald gehalveerd
        gehalveerde""",
    Tag.NEG: r"""niet_langer niet geen nooit noch geenszins niets nergens evenmin zonder""",
    Tag.NONE: r"""geen_enkele? geen_van_de geen_een niet_één geen_één niemand""",
    Tag.ALL: r"""alle allemaal al_het al_de iedere elke volledige? hele gehele integraal geheel heel_het
        (alle|elke)_geplande""",
    Tag.ONLY: r"""enkel alleen slechts uitsluitend voorbehouden beperkt_tot behalve nog_enkel enkel_nog alleen_nog
        tenzij""",
    Tag.PARTIAL: r"""deel aantal sommige enkele verschillende meerdere verscheidene tal_van heel_wat reeks talrijke
        veel vele heel_veel gedeeltelijk deels meeste niet-dringende geplande allerlei flink_wat ettelijke
        een_groot_deel tientallen""",
    Tag.AT_FIRST: r"""eerder_was aanvankelijk eerst_was in_eerste_instantie eerder_werd eerder_was_er eerder_meldden
        eerder_meldde eerder_berichtten eerder_schreven eerder_sprak eerst_sprak aanvankelijk_was vanmorgen_nog
        eerdere_berichten in_een_eerdere_versie een_eerdere_versie""",
    Tag.AGAIN: r"""weer opnieuw terug intussen_opnieuw hersteld normaal intussen_weer ondertussen_weer alweer vlot""",
    Tag.MODAL: r"""zou zouden dreigt dreigen dreigde mogelijk misschien wellicht zal_mogelijk kunnen_nog eventueel
        vreest vrezen niet_uitgesloten niet_uit_te_sluiten overweegt overwegen houdt_rekening_met waarschuwt
        gevreesd riskeert riskeren niet_denkbeeldig kans_bestaat sluit_niet_uit sluiten_niet_uit bang_dat
        kan_gebeuren zou_kunnen mogelijks""",
    Tag.CAN: r"""kan kunnen""",
    Tag.IF: r"""als indien mocht mochten wanneer tenzij""",
    Tag.ADVICE: r"""zou(den)?_moeten moet_elk adviseert aangeraden raadt_aan (raadt|raden)_.._aan best aanbeveling
        aanbevolen verstandig dient te_allen_tijde zou\w*_.._moeten elk_ziekenhuis elke_zorginstelling
        (doet|doen)_er_goed_aan goed_aan_om zouden_best""",
    Tag.WHOEVER: r"""wie""",
    Tag.EXERCISE: r"""\w*oefening oefende gesimuleerd simulatie gesimuleerde oefenscenario \w*oefeningen
        crisisoefening rampoefening oefenen simulatieoefening nep-aanval test_van""",
    Tag.RUMOUR: r"""gerucht geruchten beweerd naar_verluidt op_facebook sociale_media op_x whatsapp onbevestigde?
        speculatie\w* geruchtenmolen roddels zou_circuleren circuleert circuleren zou_er_sprake op_tiktok
        bevestigen_noch_ontkennen""",
    Tag.CLAIM: r"""beweert beweren beweerde\w* claimt claimen claimde\w* eist_.._op naar_eigen_zeggen pocht pochen
        opgeëist zegt_.._te_hebben stelt_.._te_hebben dreigt_.._publiceren pronkt pronken schermt schermen
        zegt_dat_ze zeggen_dat_ze zegt_over stelt_dat_ze dreigen_ermee dreigt_ermee""",
    Tag.DENY: r"""ontkent ontkennen ontkende\w* spreekt_.._tegen tegengesproken weerlegt weerlegde geen_sprake
        klopt_niet klopt_niet_dat niet_waar onjuist ontkend weersprak weerspreekt ontkrachten ontkracht ontkrachtte
        logenstraft niets_van_aan fabeltje van_de_hand niet_juist bestrijdt onzin""",
    Tag.UNCLEAR: r"""niet_duidelijk onduidelijk (niets|weinig)_bekend nog_niet_duidelijk niet_bekend onbekend
        onzeker nog_niet_bekend weet_.._niet weten_.._niet nog_niet_geweten niet_geweten wordt_.._onderzocht
        onderzoekt_.._of onderzocht_of nagegaan te_vroeg nog_altijd_niet_bekend (gaat|gaan)_.._na niet_vast
        onderzoek_loopt niet_uitgesloten niet_kunnen_zeggen niet_zeggen kan_.._nog_niet_zeggen
        valt_.._niet_te_zeggen geen_duidelijkheid niet_uitgeklaard nog_uit_te_maken moet_nog_blijken moet_blijken
        nog_niet_zeker niet_zeker tasten_in_het_duister nog_onderzocht wordt_nagegaan nog_niet_vastgesteld
        niet_(vast|duidelijk|geweten) kan_niet_bevestigen kunnen_niet_bevestigen nog_niet_achterhaald niet_bekend_of
        tast_in_het_duister niet_beslist kent_.._niet kennen_.._niet sluit_.._niet_uit sluiten_.._niet_uit
        niet_uit_te_sluiten""",
    Tag.WHETHER: r"""of""",
    Tag.EVIDENCE: r"""aanwijzing\w* bewijs bewijzen indicatie\w* tekenen vastgesteld sporen vaststelling spoor teken
        indicaties merken aanwijzing aanwijzingen wijst_.._op gebleken bewijst""",
    Tag.SUSPECT: r"""vermoed\w* vermoedt vermoeden verdacht vermoedelijk onderzoekt_of verband_wordt onderzoekt
        onderzocht""",
    Tag.LIKELY: r"""waarschijnlijk vermoedelijk allicht lijkt lijken""",
    Tag.KNOWN: r"""voor_zover_bekend voor_zover_(geweten|we_weten) tot_nu_toe op_dit_moment vooralsnog voorlopig
        tot_dusver voor_zover tot_nog_toe op_dit_ogenblik momenteel vandaag_de_dag zover_we_weten""",
    Tag.BECAUSE_OF_IT: r"""door_de_\w*(aanval|panne|storing|uitval|hack) door_het_incident als_gevolg_van_de_\w*
        doordat ten_gevolge_van omdat na_de_\w*aanval door_het_uitvallen te_wijten_aan gevolg_van_de door_de_it
        toe_te_schrijven verband_met""",
    Tag.OTHER_TIME: r"""vorig_jaar jaren_geleden jaar_geleden destijds toentertijd eerder_dit_jaar vorige_aanval
        eerdere_aanval enkele_jaren_geleden toen_\w+_jaar eerder_al jaren_eerder in_het_verleden vorig_voorjaar
        vorige_zomer vorig_najaar twee_jaar_eerder het_jaar_daarvoor de_(voorbije|afgelopen|laatste)_(jaren|maanden)
        in_voorgaande_jaren""",
    Tag.SIMILAR: r"""gelijkaardige?_\w*(aanval|incident|hack)\w* soortgelijke?_\w*(aanval|incident)\w*
        vergelijkbare?_\w*(aanval|incident)\w* eerdere_\w*aanvallen""",
    Tag.NEIGHBOUR: r"""naburige? buurziekenhuis nabijgelegen buur""",
    Tag.OF_ITS_OWN: r"""eigen_operaties zelf_ook""",
    Tag.TAKES_IN: r"""overnam overnamen overneemt overnemen opvangt opvangen opving opvingen opneemt opnam opnemen""",
    Tag.OTHER_CAUSE: r"""los_van_de_\w* los_van_het losstaand tekort_aan personeelstekort \w*staking stakingen
        verbouwing\w* griepgolf waterlek verbouwingen sneeuw storm onderhoudswerken vakantieperiode staat_los_van
        personeelsgebrek wateroverlast stroompanne renovatie\w* los_van_deze zomersluiting bedwantsen lekkage brand
        verhuis verhuizing hittegolf niets_te_maken_met geen_verband_met defecte_\w+ legionella\w* norovirus\w*
        griep ziekte_van overstroming overstromingen griepepidemie""",
    Tag.UNLIKE: r"""in_tegenstelling_tot anders_dan waar terwijl""",
    Tag.WHEN: r"""toen""",
    Tag.PLANNED: r"""geplande? gepland ingeplande? ingepland voorziene? voorzien op_het_programma op_de_planning
        programma""",
    Tag.CORRECTED: r"""fout foutief onjuist verkeerd vergissing rechtzetting
        eerder_(vandaag_)?(werd_)?(bericht|gemeld) correctie onterecht niet_correct vergiste rechtgezet moet_zijn
        eigenlijk_ging foutieve_melding verkeerdelijk per_vergissing""",
    Tag.IT_IS: r"""had_het_over heeft_het_over spreekt_van sprak_van het_zijn_er zijn_er waren_er het_gaat_om
        gaat_om ging_om het_waren_er beperkt_tot houdt_het_op kwam_uit_op staat_op loopt_op_tot opgelopen_tot is_dat
        waren_dat zijn_het waren_het bedraagt bedroeg telde noemt noemde dat_moeten moeten_er
        (het|dat)_(waren|zijn|bleken) bleken_er blijken_er bleek_te_gaan_om (steeg|stijgt|gestegen)_naar
        (steeg|stijgt|gestegen)_tot spreekt_over heeft_het_.._over houdt_het_.._op klokt_af_op tellen_we komt_op
        kwam_op staat_de_teller_op spreken_van gewaagt_van schat_.._op liep_.._op_tot""",
    Tag.TODAY: r"""vandaag gisteren \w*dag die_dag \w*ochtend \w*avond \w*middag op_één_dag vanmorgen gisteravond
        vanavond""",
    Tag.SUBSET: r"""waarvan onder_wie van_wie van_hen waaronder""",
    Tag.OTHERS: r"""andere overige resterende""",
    Tag.THEIR: r"""hun zijn haar""",
    Tag.OF: r"""van""",
    Tag.AND: r"""en""",
    Tag.BUT: r"""maar wel doch""",
    Tag.RELATIVE: r"""die dat van_wie waarvan waarin waarop waarbij wiens wier met_wie aan_wie op_wie voor_wie
        waardoor waarmee""",
    Tag.INSERTION: r"""zoals volgens zo_meldt zo_laat zo_blijkt zo_zegt aldus vooral onder_wie waaronder al_dan_niet
        bevestigt vertelt zegt meldt reageert waarschuwt verduidelijkt vindt laat""",
    Tag.SPLITS: r"""nadat omdat doordat terwijl hoewel ofschoon toen zodat waardoor want zolang sinds_de_aanval_is
        waarna voordat aangezien maar zodra alhoewel nu ook_al al_werd""",
    Tag.VERB: r"""is zijn was waren wordt worden werd werden heeft hebben had hadden moet moeten moest moesten kon
        konden blijft blijven bleef bleven gaat gaan ging gingen komt komen kwam kwamen staat staan stond stonden
        ligt liggen lag lagen zit zitten zat zaten krijgt krijgen kreeg kregen zegt zei meldt meldde bevestigt laat
        liet liep liepen zal zullen merkte merken doet doen deed deden maakt maakte maakten noteert noteren schat
        schatte wil weet vindt vertelt verhuisd mogen mag bedraagt telt rekent schakelde schakelden schakelt
        schakelen legt legde legden stelt stelde stelden stellen vinden vond vonden koppelde koppelden zette zetten
        sloot sloten trok trokken haalde haalden rijdt rijden reed reden wijkt wijken week brengt brengen bracht
        brachten neemt nam nemen namen heft hief treedt trad valt vallen viel vielen kondigt kondigde kondigden riep
        roept draait draaien werkt werken lukt zien zag zagen riskeren hoopt verwacht duurt blijkt bleek wachtten
        doken dook zeiden deelt deelde geldt stuurt stuurde stuurden sturen leidt leidde leidden loopt lopen vangt
        vangen ving vingen blijken zouden raakt raken raakte raakten geraakt geraken hoefde hoeft hoeven vraagt
        vragen vroeg vroegen eist eisen eiste eisten betaalt betaalde bereikt bereiken bevestigde bevestigen slaan
        slaat sloegen overleed stierf stierven overleden""",
    Tag.AT_LEAST: r"""meer_dan minstens minimaal zeker ten_minste tenminste minimum ruim_meer_dan niet_minder_dan
        minder_niet op_zijn_minst al_meer_dan al_minstens een_minimum_van""",
    Tag.AT_MOST: r"""hooguit hoogstens maximaal maximum ten_hoogste tot_wel op_zijn_hoogst niet_meer_dan tot
        minder_dan tot_en_met""",
    Tag.ABOUT: r"""ongeveer zo'n circa ca rond_de rond om_en_bij een_goede bijna ruim pakweg een_kleine om_en_bij_de
        naar_schatting rondom ongeveer_de tegen_de nagenoeg vrijwel zowat zo_goed_als""",
    Tag.ABOUT_AFTER: r"""ongeveer of_zo naar_schatting""",
    Tag.AT_LEAST_AFTER: r"""of_meer""",
    Tag.BETWEEN: r"""tussen_de tussen van""",
    Tag.UP_TO: r"""tot à a of en naar""",
    Tag.UNIT: r"""km kilometer\w* meter uur uren minuten jaar jaren dag dagen week weken maand maanden euro gigabyte
        terabyte gb tb jarige graden keer maal computers laptops toestellen artsen werknemers medewerkers
        personeelsleden servers campussen ziekenhuizen verpleegkundigen patiëntendossiers werkposten""",
    Tag.MONTH: r"""januari februari maart april mei juni juli augustus september oktober november december""",
    Tag.TIME_BEFORE: r"""om rond tegen vanaf omstreeks kwart half""",
    Tag.PERCENT: r"""procent % pct""",
    Tag.MILLION: r"""miljoen mio""",
    Tag.MANY: r"""tientallen honderden duizenden dozijnen""",
    Tag.SEVERAL: r"""enkele meerdere verschillende""",
    Tag.DISPATCH: r"""noodcentrale hulpdiensten hulpcentrale 112-centrale dispatching brandweer spoedartsen
        ambulanciers 112 100 meldkamer hc112 noodoproepen 112-oproepen 112-diensten ambulancediensten hulpverleners""",
    Tag.KIND_WORD: r"""aard soort type vorm welke wat_voor""",
    Tag.MONEY: r"""geld bitcoins? cryptomunt\w* cryptogeld bedrag som miljoen euro""",
    Tag.STILL: r"""nog_steeds nog_altijd gewoon blijven blijft verder""",
}
