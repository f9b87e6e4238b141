"""French words, as written in France, Belgium and Switzerland."""

from __future__ import annotations

from codedark.record.reading.tags import Tag

_HOSP = (
    r"(hôpitaux|établissements|cliniques|hôpital|établissement|clinique|centres_hospitaliers|structures|"
    r"sites_hospitaliers)"
)

WORDS = {
    Tag.OPERATION: r"""opérations interventions chirurgies actes_chirurgicaux interventions_chirurgicales
        actes_opératoires opérations_chirurgicales interventions_programmées actes_de_chirurgie poses?_de_prothèses?
        greffes chirurgies_programmées césariennes programmes_opératoires actes_programmés""",
    Tag.OPERATION_ONE: r"""opération intervention chirurgie activité_chirurgicale activités_du_bloc\w*
        activités?_opératoires? bloc_opératoire activité_du_bloc\w* programme_opératoire activités_chirurgicales
        activité_opératoire bloc blocs salles?_d'_opération blocs_opératoires vacations_opératoires
        programme_du_bloc programmation_opératoire""",
    Tag.APPOINTMENT: r"""consultations rendez-vous visites_médicales rdv rendez-vous_médicaux consultations_externes
        consultations_programmées""",
    Tag.APPOINTMENT_ONE: r"""consultation""",
    Tag.PATIENT: r"""patients patientes malades nouveau-nés bébés prématurés enfants nourrissons blessés mères
        parturientes personnes_hospitalisées résidents hospitalisés grands_prématurés bébés_prématurés accidentés
        grands_brûlés polytraumatisés dialysés opérés prématurées jumeaux femmes_enceintes futures_mamans accouchées
        personnes_malades nouveau-nées""",
    Tag.PATIENT_ONE: r"""patient patiente malade nouveau-né bébé""",
    Tag.PEOPLE: r"""personnes gens hommes femmes homme femme personne fillette garçon dame""",
    Tag.BED: r"""lits""",
    Tag.ED: r"""urgences service_d'_urgences? service_des_urgences urgence service_d'_accueil_des_urgences sau
        service_d'_urgence porte_des_urgences accueil_des_urgences urgences_adultes urgences_pédiatriques
        service_d'_accueil_d'_urgence unité_d'_accueil_des_urgences portes_des_urgences""",
    Tag.AMBULANCE: r"""ambulances? ambulanciers véhicules_de_secours secours pompiers_et_ambulances
        transports?_sanitaires? véhicules_d'_urgence camions_de_pompiers véhicules_de_pompiers""",
    Tag.MUG: r"""smur smurs mug équipe_mobile_d'_urgence service_mobile_d'_urgence équipe_du_smur médecin_urgentiste
        véhicule_du_smur hélismur véhicule_d'_intervention_d'_urgence équipes_mobiles_d'_urgence équipe_smur
        équipes_du_smur""",
    Tag.PIT: r"""pit équipe_d'_intervention_paramédicale intervention_paramédicale équipe_paramédicale
        équipes_paramédicales""",
    Tag.SERVER: r"""serveurs? serveurs_informatiques""",
    Tag.EVERY_SYSTEM: r"""systèmes?_informatiques? systèmes?_d'_information informatique applications? logiciels
        systèmes système réseau_informatique_et_les_systèmes outils_informatiques parc_informatique ordinateurs
        numérique écrans ordinateur logiciel postes_informatiques informatiques système_d'_information
        accès_informatiques outils_numériques postes_de_travail infrastructures?_informatiques? applicatifs
        logiciels_métiers? applications_métiers? outil_informatique services_numériques environnement_informatique""",
    Tag.EHR: r"""dossiers?_médica(l|ux)(_informatisés?)? dossiers?_(de_)?patients?(_informatisés?)?
        dossiers?_des_patients dossier_patient_informatisé dossiers?_informatisés? dossiers?_électroniques?
        dossiers?_médica(l|ux)_électroniques? dpi dossiers dossiers_de_soins dossier_de_soins dossiers_numériques
        dossier_numérique dossier_médical dossier_informatisé dossiers_patients dme fiches_(de_|des_)?patients?
        fichiers_(de_|des_)?patients? base_de_données_(de_|des_)?patients? historique_des_patients
        logiciel_(de_)?dossiers?_patients? antécédents_des_patients dossiers_(de_|des_)?malades
        dossiers_médicaux_des_patients (son|leur|leurs|ses)_dossiers?""",
    Tag.IMAGING: r"""imagerie(_médicale)? radiologie scanners? radios? irm pacs radiographies clichés
        images_médicales images_radiologiques tomodensitométrie échographies? échographe scanographe mammographies?
        service_d'_imagerie logiciel_d'_imagerie archivage_d'_images archivage_des_images examens_d'_imagerie""",
    Tag.LABORATORY: r"""laboratoires? labo laboratoire_d'_analyses analyses_(de_sang|biologiques) biologie_médicale
        résultats_d'_analyses résultats_de_laboratoire prises_de_sang analyses labos analyses_sanguines
        bilans_sanguins résultats_(sanguins|biologiques) automates_d'_analyse examens_biologiques
        laboratoire_de_biologie résultats_d'_analyse""",
    Tag.PHARMACY: r"""pharmacie(_hospitalière)? logiciel_de_prescription pharmacie_à_usage_intérieur prescriptions?
        médicaments_informatisée circuit_du_médicament logiciel_de_la_pharmacie dispensation_des_médicaments
        robot_de_pharmacie commandes?_de_médicaments""",
    Tag.TELEPHONY: r"""téléphone téléphonie standard(_téléphonique)? lignes_téléphoniques téléphoniques? lignes
        lignes?_fixes? ligne_téléphonique téléphones standards centrale_téléphonique central_téléphonique les_appels
        appels_téléphoniques appels_entrants numéro_général accueil_téléphonique réseau_téléphonique""",
    Tag.EMAIL: r"""messagerie courriels? e-mails? mails? mail emails? courrier_électronique messageries boîte_mail
        boîtes_mail boîte_de_réception messagerie_électronique messagerie_interne
        adresses?_(mail|mails|e-mail|électroniques?) courriers_électroniques boîtes?_aux_lettres_électroniques?""",
    Tag.WEBSITE: r"""site_internet site_web site_de_l'_hôpital portail_web site_de_la_clinique
        site_de_l'_établissement page_d'_accueil sites_internet sites_web portail_internet""",
    Tag.NETWORK: r"""réseau réseaux réseau_informatique réseaux_informatiques""",
    Tag.BOOKING: r"""prise_de_rendez-vous(_en_ligne)? rendez-vous_en_ligne réservation_en_ligne agenda_en_ligne
        logiciel_de_rendez-vous plateforme_de_rendez-vous prendre_rendez-vous_en_ligne portail_patients?
        agenda_électronique prises_de_rendez-vous rendez-vous_.._en_ligne prendre_.._rendez-vous
        réserver_.._en_ligne prise_de_rdv rdv_en_ligne réservations?_en_ligne agenda_des_rendez-vous
        planning_des_rendez-vous plateforme_de_prise_de_rendez-vous gestion_des_rendez-vous module_de_rendez-vous
        logiciel_de_planification doctolib""",
    Tag.CAPACITY: r"""capacités? régime activité_normale activité_habituelle rythme demi-régime mi-régime activité
        cadence capacités_habituelles niveau_d'_activité rendement potentiel_habituel
        (tourne|tournent|fonctionne|fonctionnent|travaille|travaillent)_(à|qu'_à)""",
    Tag.DATA: r"""donnée?s? dossiers fichiers documents informations coordonnées noms adresses identités
        numéros_de_registre fichier base_de_données numéros_de_téléphone données_médicales données_personnelles
        patients_dont_les comptes_rendus résultats_d'_examens dossiers_médicaux données_de_santé comptes-rendus
        numéros_de_sécurité_sociale documents_internes données_sensibles""",
    Tag.RANSOM: r"""rançons? demande_de_rançon""",
    Tag.PLAN: r"""plan_blanc plan_d'_urgence\w*(_hospitalier)? plan_d'_urgence plan_catastrophe plan_de_crise puh
        plan_d'_urgence_interne plan_mash cellule_et_plan_blanc""",
    Tag.PAPER: r"""papier crayon sur_papier papier_et_(au_)?(crayon|stylo) à_la_main formulaires_papier
        dossiers_papier en_version_papier au_stylo papier-crayon stylo_et_papier papier_et_stylo
        repassée?s?_au_papier retour_au_papier au_papier formulaires_imprimés du_papier papier-stylo
        papier_et_crayons? ardoises? tableaux?_blancs? fiches_papier kits?_papiers? prescriptions_papier
        procédures_papier manuscrite?s? noter_manuellement noté\w*_manuellement notent_manuellement
        écrits?_à_la_main feuilles_volantes feuilles_de_papier crayons ressorti_les_stylos stylos bics? bloc-notes
        carnets?""",
    Tag.GANG: r"""groupe(_de_\w+)? gang pirates(_informatiques)? collectif cybercriminels hackers assaillants
        attaquants pirate hacker cybercriminel malfaiteurs maîtres-chanteurs auteurs_de_l'_attaque
        auteurs_de_la_cyberattaque rançonneurs cyberpirates cyberdélinquants groupe_de_pirates""",
    Tag.ATTACK: r"""cyberattaque\w* attaques? panne intrusion incident piratage indisponibilité cyber-attaques?
        acte_de_malveillance virus cyberincident""",
    Tag.ATTACK_KIND: r"""nature_(exacte_)?de_(l'_attaque|la_cyberattaque) type_d'_attaque type_de_cyberattaque
        genre_d'_attaque origine_de_(l'_attaque|la_panne|la_cyberattaque)
        nature_précise_de_(l'_attaque|la_cyberattaque) sorte_d'_attaque type_d'_attaques type_de_l'_attaque
        nature_du_piratage nature_exacte_du quel_type_d'_attaque quelle_attaque_il caractère_de_l'_attaque
        mode_opératoire nature_de_l'_incident nature_de_la_cyberattaque""",
    Tag.RANSOMWARE: r"""rançongiciels? ransomwares? cryptovirus logiciels?_de_rançon rançonlogiciel cryptolocker
        logiciel_rançonneur rançonneur virus_rançonneur logiciels?_rançonneurs? logiciels?_d'_extorsion""",
    Tag.DDOS: r"""ddos déni_de_service attaque_par_déni""",
    Tag.PHISHING: r"""hameçonnage phishing""",
    Tag.HARM: r"""décès mort morts décédée? décédés dommages? préjudices? séquelles conséquences?_médicales?
        aggravation incident_grave perte_de_chance incident_touchant conséquence_grave blessé victimes dégradation
        lésions complications mise_en_danger en_danger conséquences?_sur_l'_état état_de_santé
        conséquences?_pour_(les|la)_(patients|santé) dommage souffert aggravé pâti mis_en_péril complication
        mauvaise_dose surdosage mauvais_dosage erreur_de_dosage aggravée? souffert_de gravement perdu_la_vie danger
        lésion blessée?s? succombé est_morte? imputable mortel mortelle état_s'est_dégradé dégradé vie_en_danger
        mauvais_traitement mauvais_médicament mauvais_produit""",
    Tag.ELSEWHERE: rf"""autres_{_HOSP} autre_{_HOSP} {_HOSP}_(voisins?|voisines?|alentour|proches|environnants?)
        ailleurs {_HOSP}_de_la_région chu chr chu_de_\w+ vers_.._{_HOSP} établissements_voisins
        hôpitaux_de_la_région hôpitaux""",
    Tag.HOSPITAL: r"""groupe_hospitalier hôpital clinique centre_hospitalier établissement chr chu ch hôpitaux""",
    Tag.COUNTER: r"""nombre(_total)? total bilan compteur""",
    Tag.CANCEL: r"""annulée?s? annulé annuler annule annulent annulait annulation\w* déprogrammée?s? déprogrammer
        déprogramme\w* déprogrammation\w* reportée?s? reporter reporte reportent report_(de|d'|des) repoussée?s?
        repousser remises?_à_(plus_tard|une_date)\w* remis_à_plus_tard suspendue?s? suspendre supprimée?s? supprimer
        décommandée?s? décommander décalée?s? décaler ajournée?s? ajourner reports remises? différée?s? repoussé
        passées_à_la_trappe déplacée?s? retirée?s?_du_programme reprogrammée?s? reprogrammer interrompue?s?
        renvoyée?s?_à gelée?s? à_l'_arrêt mise?s?_en_suspens sautée?s? passent_à_la_trappe décommandent reportons
        annulons n'_ont_pas_pu_se_tenir tombée?s?_à_l'_eau tombent_à_l'_eau suspension interruption décalage
        ajournement annulées repousse repoussent décale décalent ajourne ajournent a_suspendu suspend gèle
        reprogrammés mise?s?_en_attente remis sacrifiée?s? rayée?s? biffée?s? reprogrammons reprogrammation\w*
        stoppée?s? en_suspens renoncé_à renoncer_à annulant annulèrent reportant différer diffère diffèrent
        fait_les_frais font_les_frais passée?s?_à_la_trappe retardée?s? déprogramm\w+ décommande repoussant décalons
        n'_ont_pas_été_assurée?s? impossibles? supprime suppriment suppression report ajournements?
        annulations?_de_dernière_minute remettre_à sucrée?s? jetée?s?_à_l'_eau tombent_tous tombent_toutes""",
    Tag.HAPPEN: r"""aura_lieu auront_lieu a_lieu ont_lieu eu_lieu avoir_lieu maintenue?s? déroulée?s?(_normalement)?
        assurée?s? réalisée?s? effectuée?s? assurer réaliser effectuer honorer honorée?s? se_tiendra tenues?
        se_tenir pu_se_tenir se_tient se_tiennent se_dérouler menée?s?_à_bien pratiquée?s? honorées maintenir
        maintient maintiennent""",
    Tag.OPERATE: r"""opérer opère opéré opérons""",
    Tag.MOVE: r"""transférée?s? transférer transfère\w* évacuée?s? évacuer acheminée?s?
        (déplacée?s?|envoyée?s?|emmenée?s?|orientée?s?|conduite?s?|transportée?s?)_.._(vers|à|au|dans|ailleurs)
        quitté_.._(pour|vers) soignée?s?_dans_d'_autres héliportée?s? pris_en_charge_(par|dans)_d'_autres
        déplacée?s? transfert_de convoyée?s? déménagée?s? évacuons
        (admise?s?|accueillie?s?|hospitalisée?s?|soignée?s?|prise?s?_en_charge)_(ailleurs|dans_un_autre|dans_d'_autres)
        conduite?s?_(vers|dans|à)_(un|une|d'|l'|autre) rapatriée?s?_(vers|à) dirigée?s?_vers
        (emmenée?s?|transportée?s?|conduite?s?)_(en_ambulance|par_hélicoptère) (quitté|quittent)_.._(pour|direction)
        réparti(e|s|es)?_.._(hôpitaux|établissements|cliniques|structures) pris_la_route_(de|du|des|vers|pour)
        prennent_la_route réparti(e|s|es)?_(vers|entre) relocalisée?s? relogée?s? confiée?s?_(à|au|aux)
        partie?s?_(vers|pour|en_direction) délocalisée?s? transférant dispatchée?s? hélitreuillée?s?
        envoyée?s?_(vers|au|aux|dans) évacuation_(de|des|d') transportée?s?_(vers|au|aux|dans)
        (trouvé|obtenu|reçu)_.._(place|lit|lits)_(dans|à|au|en)
        (gagné|rejoint|rejoignent)_.._(chu|clinique|hôpital|hôpitaux) pour_rejoindre""",
    Tag.TRANSFERS: r"""transferts? évacuations?""",
    Tag.INTERNAL: r"""même_(hôpital|établissement) étage d'étage changé_d' autre_(service|étage|aile|unité)
        en_interne""",
    Tag.WAIT: r"""attendaient attendent attendre attente patientaient patientent patienter attendait patientait
        en_attente salle_d'_attente faisaient_la_queue faire_la_queue patientant attendant patienté file_d'_attente
        dans_la_file""",
    Tag.SHUT_BEDS: r"""fermée?s? fermer ferme fermaient indisponibles? neutralisée?s? fermeture hors_service
        condamnés gelée?s? condamnée?s? inutilisables? hors_d'_usage retirée?s? non_disponibles bloquée?s?
        supprimée?s? suspendue?s? restant_fermés condamner inoccupables? à_l'_arrêt mis_hors_service fermant
        hors-service plus_utilisée?s? plus_occupée?s?""",
    Tag.CLOSED: r"""fermée?s? fermer ferme ferment portes_closes fermeture inaccessibles? porte_close portes_fermées
        clos closes dû_fermer n'_accueill\w+_plus_(personne|aucun|de_patients|de_nouveaux|de_malades|d'_urgences)
        n'_accept\w+_plus_(personne|aucun|de_patients|de_nouveaux|de_malades|d'_urgences)
        ne_pren\w+_plus_(personne|aucun|de_patients|de_nouveaux|de_malades|d'_urgences)
        ne_reçoi\w+_plus_(personne|aucun|de_patients|de_nouveaux|de_malades|d'_urgences) ne_sont_plus_assurées fermant
        baissé_le_rideau à_l'_arrêt""",
    Tag.LIMITED: r"""au_ralenti ralenti mode_dégradé limitée?s? partiellement réduite?s? régulée?s? restreinte?s?
        perturbée?s? service_minimum activité_réduite uniquement_les_urgences_vitales seules_les_urgences_vitales
        filtrée?s? ralentie?s? partielle effectifs_réduits service_réduit fonctionnement_limité restrictions
        sélection délestées partiellement_ouvertes plus_lentement tourne_au_ralenti lentement
        que_les_urgences_vitales qu'_aux_urgences_vitales que_les_cas_graves qu'_aux_cas fonctionnent_au_ralenti
        en_mode_réduit sous_tension dégradée?s? seules_les_urgences_(vitales|graves|absolues)
        uniquement_(pour_)?les_urgences_(vitales|graves) que_les_cas_(urgents|vitaux|lourds)
        seuls_les_cas_(graves|urgents|vitaux|lourds) cas_les_plus_graves urgences_vitales urgences_absolues
        extrêmes_urgences cas_graves pronostic_vital fonctionnement_dégradé accueil_limité cas_vitaux accès_filtré
        régulation_préalable passage_obligé_par_le_15 appel_préalable""",
    Tag.OPEN: r"""pleinement_opérationnel\w* opérationnel\w* rouvert rouverte?s? ouverte?s? normalement rouvrent
        ouvert réouverture repris_leur comme_d'_habitude pleinement_ouverte?s? fonctionnement_normal réouverts?
        réouverte?s? réouvre rouvre opérationnelles fonctionnelle?s? pleinement_fonctionnelle?s? rouvrir
        sans_restriction accessibles""",
    Tag.ON_FOOT: r"""par_leurs_propres_moyens par_ses_propres_moyens d'_eux-mêmes spontanément à_pied
        se_présentent_d'_eux-mêmes propres_moyens qui_se_présentent elles-mêmes eux-mêmes venus_par_leurs
        de_leur_propre_chef se_rendent_elles-mêmes se_présentant_d'_eux-mêmes se_présentant_spontanément
        sans_ambulance viennent_par arrivent_par_leurs arrivent_à_pied se_déplacent_eux-mêmes par_eux-mêmes
        d'elles-mêmes de_lui-même venir_par qui_viennent_d'_eux-mêmes se_présente_de moyens_propres debout
        venue?s?_à_pied en_voiture se_présentent_spontanément de_leur_plein_gré valides piétons
        à_pied_ou_en_voiture""",
    Tag.DIVERT: r"""(envoient|envoie|dirigent|dirige|conduisent|conduit|orientent|oriente|acheminent)_.._vers
        redirigée?s? rediriger déviée?s? détournée?s? dévier détourner réorientée?s? réorienter orientée?s?_vers
        envoyée?s?_vers conduite?s?_(vers|dans) dirigée?s?_vers déroutée?s? délestage
        transportée?s?_(vers|dans|ailleurs) emmenée?s?_(vers|dans|ailleurs) acheminée?s? évitent
        se_rendre_.._voisins? rendre_dans_d'_autres se_rendre_ailleurs éviter contournent reroutée?s?
        basculée?s?_vers aiguillée?s?_vers réacheminée?s? renvoyée?s?_vers détourne\w* dévie\w* redirige\w*
        réoriente\w*
        (déroute|déroutent|renvoie|renvoient|aiguille|aiguillent|dispatche|transporte|transportent|emmène|emmènent|amène|amènent)_.._vers
        (emmène|emmènent|transporte|transportent)_.._(ailleurs|dans) déroutage détournement contourner
        (passent|passe)_.._leur_chemin
        (doivent|priée?s?|tenue?s?|obligée?s?|contraintes?|invitée?s?)_.._(rendre|diriger|rejoindre|rallier)""",
    Tag.BROUGHT: r"""amenée?s? conduite?s? transportée?s? admise?s? emmenée?s? adresse amène amènent conduit
        conduisent conduire amener transporter acheminer emmener dépose déposent déposer déposée?s? débarquent
        débarquer""",
    Tag.RECEIVED: r"""accueillie?s? accueillir reçue?s? accueillent accept\w+ admises? accueille reçoit reviennent
        rejoindre desservir""",
    Tag.GO_OUT: r"""engagée?s? engager sortir sortent sort disponibles? opérationnelle?s? intervenir partent
        déployée?s? partir part engagés mobilisables? mobilisée?s? répondre circulent circuler rouler roulent
        en_service quitter interviennent disponible""",
    Tag.NOT_OUT: r"""indisponibles? à_l'_arrêt mise?s?_à_l'_arrêt hors_service immobilisée?s? restent_au_garage
        suspendus? immobilisés? cloués? restent_à_quai pas_disponibles? plus_disponibles? suspendue?s?
        ne_partent_plus inopérants? au_garage hors_circuit à_quai cloué_au_sol clouée?s?_au_sol mis_au_repos""",
    Tag.DOWN: r"""hors_service en_panne interrompue?s? indisponibles? inaccessibles? inutilisables? injoignables?
        coupée?s? à_l'_arrêt mise?s?_à_l'_arrêt paralysée?s? bloquée?s? chiffrée?s? hors_d'_usage hors_ligne
        ne_répond\w*_plus tombée?s? tombée?s?_en_panne touchée?s? indisponibilité_de ne_fonctionn\w+_(plus|pas)
        n'_est_plus_accessible muette?s? défaillante?s? hs figée?s? plantée?s? défaillants mis_hors_service
        mise_hors_service mis_hors_d'_état privée?s?_de privé_de cryptée?s? verrouillée?s? aux_abonnés_absents
        rendue?s?_inaccessibles? rendu_inaccessible ne_répond\w* ne_marche\w*_(plus|pas) ne_sont_plus_accessibles
        gelés? éteinte?s? suspendue?s? sans_accès faute_d'_accès privés_d'_accès privée?s?_d'_accès muets? noirs?
        inertes? hors_d'_état paralysie plantage black-out tombé_en_rade en_rade neutralisée?s? inopérantes?
        inopérationnel\w* privé_d' privée_d' aveugle impossible_d' hors-service inopérant\w* écrans?_noirs?
        perdu_l'_accès privés?_d' privés?_de sans_réseau en_carafe à_terre hors_d'_atteinte ne_répond\w+_pas
        dysfonctionn\w+ décrochée?s? tombent_en_panne en_rideau impactée?s? affectée?s? déconnectée?s?
        ne_mène_nulle_part hors_d'usage (restent|reste|demeurent)_éteint\w*""",
    Tag.WORKS: r"""fonctionne fonctionnent fonctionner fonctionnait rétablie?s? rétabli remarche opérationnelle?s?
        marche marchent repris rétablissement passent arrivent parviennent aboutissent démarrent démarre s'allument
        parviennent_plus arrivent_plus répond répondent décroche fonctionnelle?s? fonctionnels""",
    Tag.REACH: r"""accès accéder joignables? accessibles? consulter joindre ouvrir consultables? utiliser
        disponibles? consultée?s? visualisée?s? ouverts lus lire contacter contacté possible réserver
        prendre_rendez-vous pris prises se_connecter connecter atteindre atteint accessible consultable envoyer
        recevoir envoyée?s? transmettre transmis téléphoner appeler imprimer""",
    Tag.SWITCH_OFF: r"""coupée?s? couper coupent débranchée?s? débrancher éteinte?s? éteindre éteint arrêtée?s?
        arrêter mise?s?_à_l'_arrêt mis_hors_(ligne|tension) déconnectée?s? déconnecter isolée?s? isoler
        désactivée?s? coupe débranché stoppée?s? mis_hors_service mise_hors_service débranchent isolée?s?_du_réseau
        coupée?s?_du_réseau mettre_à_l'_arrêt mettre_hors_ligne coupure_volontaire coupure_des a_coupé déconnectent
        arrête arrêtent (mis|mise|mettre|mettent)_.._hors_(ligne|tension|service|circuit) débranchement déconnexion
        arrêt_(volontaire|préventif|des_serveurs) extinction isolement confinement_numérique cyberconfinement
        éteignent éteignons coupons a_fait_couper fait_débrancher fait_éteindre fait_couper avons_coupé avons_éteint
        avons_débranché arrêtons stoppent stoppe isole isolent""",
    Tag.ON_PURPOSE: r"""volontaire(ment)? par_(mesure_de_)?précaution préventivement préventif sur_ordre
        délibérément de_manière_volontaire à_titre_préventif par_prudence volontairement par_sécurité préventive
        par_mesure de_son_propre_chef elle-même lui-même d'elle-même sciemment""",
    Tag.STEAL: r"""volée?s? dérobée?s? exfiltrée?s? exfiltrer exfiltration fuite copiée?s? copié subtilisée?s?
        divulguée?s? vol fuité mis_la_main_sur compromise?s? publiée?s? siphonnée?s? pillée?s? aspirée?s?
        détournée?s? récupérée?s? extraite?s? emportée?s? emparée?s? s'_est_emparé se_sont_emparés mise?s?_en_vente
        dans_la_nature fuites exfiltrés détenir détient détiennent posséder possède possession entre_les_mains
        en_sa_possession en_leur_possession mains subtilisé emporté extraction extraites quitté sorties
        diffusée?s?_sur diffusée?s?_en_ligne mise?s?_en_ligne fuitée?s? fuiter interceptée?s? captée?s? exposée?s?
        darkweb dark_web darknet circulent_sur mauvaises_mains entre_de_mauvaises_mains""",
    Tag.DEMAND: r"""demandée?s? demander réclamée?s? réclament réclame réclamer exigée?s? exigent exige exiger
        demandent demande_de_rançon demande note_de_rançon message_de_rançon rançonner réclamait exigeaient exigé
        réclamant exigeant chantage extorsion rançonnée?s? rançonnent réclamaient demandaient fixée?s?_à""",
    Tag.PAY: r"""payée?s? payer paie payé versée?s? verser versé cédé réglée? versement acquittée? acquitter payons
        verserons débourser déboursé paiera paieront paye payera paierons payeront payerons versera verseront
        acquitté s'acquitter déboursera cédera cèdera paiement""",
    Tag.ACTIVATE: r"""déclenchée?s? déclencher déclenche activée?s? activer active déclenchement activation lancé
        mis_en_oeuvre enclenchée? enclencher lancée? en_vigueur mise_en_oeuvre mis_en_œuvre actionné
        entré_en_vigueur entre_en_vigueur mis_en_place déclenchons lance décrétée?s? décrété instauré mobilisé
        enclenche enclenchement mettre_en_place mettre_en_œuvre mise_en_place déployé est_actif est_active
        mis_en_route""",
    Tag.LIFT: r"""levée?s? lever désactivée? clos mis_fin fin_du levé désactivé suspendu a_pris_fin
        n'_est_plus_en_vigueur""",
    Tag.ENDED: r"""abandonnée?s? rangée?s? n'_est_plus_nécessaire terminée?s? fini""",
    Tag.REDUCED: r"""réduite?s? limitée?s? diminuée?s? dégradée?s? moindre diminué réduit ramenée? abaissée?
        restreinte? amputée? limité de_moitié""",
    Tag.NEG: r"""rien ne n' pas jamais ni aucunement impossible sans nullement""",
    Tag.NONE: r"""aucune? aucuns pas_une_seule pas_un_seul nul nulle personne_n' personne_ne""",
    Tag.ALL: r"""toutes? tous tout l'_ensemble ensemble intégralité totalité toute_l' intégralement totalement""",
    Tag.ONLY: r"""seulement uniquement seuls? seules? (ne|n')_.._(que|qu') réservée?s? limitée?s?_aux sauf
        exclusivement excepté hormis ne_.._qu' plus_que""",
    Tag.PARTIAL: r"""partie partiellement certaine?s? plusieurs de_nombreu\w+ nombreu\w+ quelques une_partie
        majorité plupart non_urgente?s? des les_plus programmées beaucoup la_plupart une_bonne_partie""",
    Tag.AT_FIRST: r"""on_parlait dans_un_premier_temps d'abord initialement premier_bilan avions_annoncé
        avait_annoncé avions_indiqué avait_évoqué avait_d'_abord évoquait_d'_abord version_précédente
        première_version""",
    Tag.AGAIN: r"""à_nouveau de_nouveau rétablie?s? rouvert rouverte?s? repris réouverture revenue?_à_la_normale
        normalement reprennent reprend redevenue?s? reprise de_retour rétablissement remis_en_service
        remise_en_service remise?s?_en_route refonctionne\w* relancée?s? réactivée?s?""",
    Tag.MODAL: r"""pourrait pourraient risque risquent devrait devraient serait seraient auraient aurait peut-être
        éventuellement menacent_d' craint craignent redoute\w* pourra pourront pas_exclu n'_est_pas_exclu envisage
        envisagent risquerait redoute envisager éventuelle éventuels n'_exclut_pas menace_d' devront susceptible
        susceptibles""",
    Tag.CAN: r"""peut peuvent""",
    Tag.IF: r"""si s'_il en_cas_de au_cas_où en_cas_d'""",
    Tag.ADVICE: r"""il_faut faut il_ne_faut conseille recommande recommandent recommandation rappelle devrait
        devraient convient tout_hôpital chaque_hôpital il_faudrait préconise doit_toujours devrait_toujours
        estime_l'_expert mieux_vaut est_conseillé il_vaut_mieux il_est_recommandé il_convient devraient_toujours
        ne_jamais""",
    Tag.WHOEVER: r"""quiconque celui_qui ceux_qui celles_qui""",
    Tag.EXERCISE: r"""exercice exercices simulation simulé simulait fictif fictive simulée? scénario_de_l'_exercice
        exercice_de mise_en_situation répétition""",
    Tag.RUMOUR: r"""rumeurs? prétendent réseaux_sociaux facebook whatsapp circule bruit_court on-dit
        selon_des_rumeurs ouï-dire sur_x tiktok circulent la_rumeur rumeur non_confirmée?s? ni_confirmer_ni_démentir
        ne_confirme_ni""",
    Tag.CLAIM: r"""se_targue\w* targue affirme affirment revendique\w* prétend prétendent se_vante\w* assure_avoir
        dit_avoir assurent_avoir revendiqué clame dit_détenir assure_détenir menace_de_publier menacent_de_publier
        prétend_détenir affirme_détenir affirment_avoir revendiquent déclare_avoir assure_posséder se_vantent""",
    Tag.DENY: r"""dément démentent démenti nie nient contesté jamais_été_question conteste réfute réfutent
        il_est_faux démentir démentie? faux_de_dire inexact pas_question n'_est_pas_vrai récuse rejette""",
    Tag.UNCLEAR: r"""trop_tôt on_ignore ignore ignorent n'_est_pas_(encore_)?(connue?|clair|établi|déterminée?)
        pas_encore_connue? n'_est_pas_encore_connue? reste_à_déterminer reste_inconnue? inconnue?s? indéterminée?
        ne_sait_pas sait_pas ne_savent_pas pas_encore_savoir à_déterminer pas_encore_su reste_à_savoir
        pas_en_mesure_de incertain difficile_(de|à)_(savoir|dire) ne_peut_pas_dire n'_est_pas_encore
        n'_est_pas_connue? encore_inconnue? l'_enquête_devra reste_à_établir cherche_à_savoir cherchent_à_savoir
        cherche_à_déterminer impossible_(de|à)_(savoir|dire) difficile_de_dire pas_possible_de_dire
        reste_à_éclaircir on_ne_sait n'_est_pas_clair pas_établi pas_clairement n'_a_pas_été_précisée?
        n'_a_pas_été_établie? ne_peut_être_confirmé ne_savons_pas pas_en_mesure pas_encore_déterminée? pas_exclue?
        en_cours_d'_évaluation doivent_encore doit_encore_être restent_à reste_à ignorons ignorait floue?
        incertaine? ne_sait_pas_encore pas_décidé ne_connaît_pas connaît_pas ne_connaissent_pas connaissent_pas
        ne_se_prononce\w*_pas se_prononce\w*_pas n'_exclu\w+_pas n'_est_pas_exclue? ne_peut_.._exclure""",
    Tag.WHETHER: r"""si""",
    Tag.EVIDENCE: r"""preuves? indices? constatée?s? signes? traces? élément éléments trace détectée?s? relevée?s?
        indice preuve signe rien indique permet laisse_penser suggère montre prouve démontre établi""",
    Tag.SUSPECT: r"""soupçonne\w* soupçons? suspecte\w* suspectée? pourrait_être_liée? lien_possible présumée?s?
        enquête_a_été_ouverte soupçonnée?""",
    Tag.LIKELY: r"""probablement sans_doute vraisemblablement semble semblent""",
    Tag.KNOWN: r"""à_ce_stade à_notre_connaissance pour_l'_instant pour_l'_heure jusqu'_ici jusqu'_à_présent""",
    Tag.BECAUSE_OF_IT: r"""à_cause_de en_raison_de du_fait_de suite_à après_l'_attaque lors_de_l'_attaque
        à_la_suite_de causée?_par due?_à liée?_à provoquée?_par parce_que car imputable_à conséquence_de
        attribuée?_à attribuable lien_avec en_lien_avec contribué faute_d'_accès faute_de""",
    Tag.OTHER_TIME: r"""l'_an_dernier l'_année_dernière il_y_a_(\w+|\d+)_ans? année_précédente an_passé année_passée
        à_l'_époque deux_ans_plus_tôt l'_année_précédente précédemment jadis autrefois il_y_a_\w+_ans
        ces_derniers_mois ces_dernières_années ces_derniers_temps au_cours_des_derniers_mois
        au_cours_des_dernières_années par_le_passé dans_le_passé""",
    Tag.SIMILAR: r"""(attaque|cyberattaque|incident)_(semblable|similaire|comparable)s?
        autres?_(attaque|cyberattaque)s? attaques précédente_(attaque|cyberattaque)""",
    Tag.NEIGHBOUR: r"""voisin voisine limitrophe""",
    Tag.OF_ITS_OWN: r"""lui-même elle-même ses_propres""",
    Tag.TAKES_IN: r"""accueille accueillent accueilli accueillir absorber recueille""",
    Tag.OTHER_CAUSE: r"""indépendamment_de sans_lien_avec sans_rapport
        faute_d'_(infirmi\w+|personnel|effectifs|médecins|soignants) pénurie manque_de_(personnel|soignants|\w+)
        manque_d'_\w+ travaux inondation canicule grippe mouvement_social en_raison_d'_une_grève cause_de_la_grève
        pour_cause_de_grève grève_(nationale|des) dégât_des_eaux vacances travaux_de rénovation fuite_d'_eau
        incendie épidémie gastro vague_de_chaleur n'_a_rien_à_voir sans_rapport_avec arrêt_maladie congés dégât
        inondations? manque_d'_infirmi\w+""",
    Tag.UNLIKE: r"""contrairement_à à_la_différence_de alors_que tandis_que""",
    Tag.WHEN: r"""lorsque lorsqu' quand""",
    Tag.PLANNED: r"""prévue?s? programmée?s? inscrite?s? au_programme planifiée?s? initialement_prévues?""",
    Tag.CORRECTED: r"""erroné erronée?s? faux fausse inexacte? par_erreur rectificatif rectification correction
        incorrecte?s? rectifie rectifié corrigé corrige erronée erronés contrairement_à_ce_que_nous
        il_fallait_lire""",
    Tag.IT_IS: r"""il_s'_agit_(de|d') s'_agit_(de|d') parle_de évoque évoquent évoquait parlait_de atteint
        s'_élève_à passe_à se_monte_à en_est_à elles_sont ils_sont c'_est elles_étaient ils_étaient s'_établit_à
        est_de tire_.._avec compte fait_état_de avance ce_sont ont_été_(en_réalité)? était_de s'_agit_.._de
        s'_agit_.._d' sont_en_réalité était_en_réalité étaient_en_réalité il_y_en_a il_y_en_avait on_en_compte
        on_compte dénombre recense comptabilise s'_élevait_à grimpé_à passé_à monté_à estime_à atteignait en_fait
        en_reconnaît reconnaît en_reconnaît_que en_dénombre en_compte parlent_de avancent""",
    Tag.TODAY: r"""il_y_a aujourd'hui hier ce_jour journée lundi mardi mercredi jeudi vendredi samedi dimanche
        ce_matin ce_soir""",
    Tag.SUBSET: r"""dont parmi_lesquel\w+ parmi_eux""",
    Tag.OTHERS: r"""autres restantes? restants?""",
    Tag.THEIR: r"""leur leurs son sa""",
    Tag.OF: r"""de d' des du sur parmi""",
    Tag.AND: r"""et""",
    Tag.BUT: r"""mais""",
    Tag.RELATIVE: r"""qui que qu' dont où lequel laquelle lesquel\w+ auquel à_qui ce_que selon_lesquel\w+""",
    Tag.INSERTION: r"""selon d'_après comme indique précise rappelle confirme résume martèle explique rectifie dont
        surtout notamment soit y_compris même faute_de se_félicite a_fait_savoir a_reconnu par à_la_suite""",
    Tag.SPLITS: r"""si_bien_que même_si tandis_que alors_que parce_que car puisque lorsque lorsqu' quand après_que
        bien_que pendant_que
        mais afin_que depuis_que""",
    Tag.VERB: r"""est sont était étaient a ont avait avaient sera seront fut furent va vont reste restent doit
        doivent devait devaient a_dû ont_dû dû dit indique précise peut peuvent pouvait pouvaient continue tourne
        tournent confirme résume rappelle porte compte vise visait annonce annoncé ait aient prévoyait atteint force
        forçait explique attend sommes ouvre ouvert constate été aurait ferme ferment pouvons voit vu dispose reçoit
        attendent travaille travaillent fait font indiquait précisait expliquait semble semblent paraît déclare
        déclaré restaient devra devront vient viennent savait sait savons est_en oriente orientent dirige dirigent
        annulons mènent mène subi suspend reporte reportent transfère transfèrent accueille accueillent refuse
        refusent accepte acceptent passe passent revient reviennent prend prennent pris tombe tombent coupe coupent
        réclame réclament exige exigent demande demandent laisse laissent perd perdent perdu serait demeure
        demeurent demeurait rend rendu permet oblige obligé contraint contrainte dément confirmé affirme étant
        restant ayant demeurant devant trouvé obtenu rejoint dépose déposent liés lié meurt mourut décède met
        mettent reconnaît reconnaissent regrette admis""",
    Tag.AT_LEAST: r"""au_moins plus_de plus_d' au_minimum minimum minimum_de pas_moins_de un_minimum_de au_bas_mot
        au-delà_de bien_plus_de largement_plus_de""",
    Tag.AT_MOST: r"""jusqu'_à au_plus au_maximum maximum tout_au_plus moins_de pas_plus_de""",
    Tag.ABOUT: r"""environ quelque près_de près_d' autour_de à_peu_près presque approximativement de_l'_ordre_de
        aux_alentours_de autour_d' une_petite aux_environs_de pas_loin_de une_bonne une_grosse pas_loin_d' quasiment
        pratiquement""",
    Tag.ABOUT_AFTER: r"""environ à_peu_près""",
    Tag.AT_LEAST_AFTER: r"""ou_plus au_moins""",
    Tag.BETWEEN: r"""entre de""",
    Tag.UP_TO: r"""à et ou –""",
    Tag.UNIT: r"""km kilomètres? mètres heures? h ans? année?s? mois jours? semaines? minutes euros? gigaoctets? go
        téraoctets? to degrés ordinateurs salariés agents fois médecins serveurs postes sites établissements
        hôpitaux étage""",
    Tag.MONTH: r"""janvier février mars avril mai juin juillet août septembre octobre novembre décembre""",
    Tag.TIME_BEFORE: r"""vers dès centre""",
    Tag.PERCENT: r"""% pour_cent pourcents?""",
    Tag.MILLION: r"""millions? mio""",
    Tag.MANY: r"""dizaines centaines milliers vingtaines""",
    Tag.SEVERAL: r"""plusieurs quelques""",
    Tag.DISPATCH: r"""samu régulation pompiers secours centre_15 centrale_112 ambulanciers 112 100 le_15 du_15
        centre_de_régulation régulateurs? centre_112 ligne_112 numéro_112 appels_112 le_112 dispatching
        urgentistes_du_samu""",
    Tag.KIND_WORD: r"""nature type genre sorte caractère forme quel quelle""",
    Tag.MONEY: r"""argent bitcoins? cryptomonnaies? somme paiement millions? euros""",
    Tag.STILL: r"""toujours continuent continue encore""",
}
