"""English words, as written in Ireland, Britain, North America and by others who write English."""

from __future__ import annotations

from codedark.record.reading.tags import Tag

WORDS = {
    Tag.OPERATION: r"""operations surgeries procedures ops elective_cases surgical_cases day_surgery_patients
        day-surgery_patients elective_patients operations_and_procedures hip_replacements knee_replacements
        replacements transplants surgical_procedures elective_procedures elective_operations elective_surgeries
        c-sections caesareans day_cases planned_surgeries""",
    Tag.OPERATION_ONE: r"""operation surgery elective_surgery procedure theatre_lists? planned_surgery
        operating_lists? operating_theatres? operating_rooms? surgical_list theatre_list""",
    Tag.APPOINTMENT: r"""appointments outpatient_visits outpatient_clinics clinics consultations visits
        clinic_appointments outpatients_appointments check-ups checkups outpatient_appointments clinic_visits
        outpatient_consultations hospital_appointments outpatient_sessions outpatients""",
    Tag.APPOINTMENT_ONE: r"""appointment consultation outpatient_clinic""",
    Tag.PATIENT: r"""patients newborns babies infants children inpatients in-patients premature_babies
        women_in_labour residents mothers preterm_babies premature_infants intensive_care_patients
        people_in_intensive_care expectant_mothers cancer_patients dialysis_patients casualties newborn_babies
        preemies neonates twins triplets icu_patients""",
    Tag.PATIENT_ONE: r"""patient newborn baby infant child""",
    Tag.PEOPLE: r"""people persons men women individuals man woman boy girl person pensioner toddler""",
    Tag.BED: r"""beds""",
    Tag.ED: r"""emergency_departments? emergency_rooms? a&e er casualty emergency_unit accident_and_emergency ed
        emergency_services_department emergency_ward emergency_care emergency_service
        accident_and_emergency_department casualty_department emergency_admissions a&e_department er_department
        emergency_doors emergency_dept eds ers trauma_centre trauma_center a_and_e emergency_rooms""",
    Tag.AMBULANCE: r"""ambulances? ambulance_crews paramedics ambulance_service ambulance_traffic ambulance_arrivals
        ambulance_patients emergency_vehicles ems paramedic_crews ambulance_calls 999_calls 911_calls""",
    Tag.MUG: r"""mug mobile_emergency_teams? mobile_emergency_and_resuscitation smur mobile_emergency_units?
        emergency_doctor_car mobile_(intensive_care|medical|emergency)_(team|unit)s? physician_response_unit
        emergency_physician_team mug_team emergency_physician_car rapid_response_car emergency_medical_team
        medical_emergency_team mobile_team mobile_medical_team mobile_emergency_group mobile_emergency_service
        doctor-led_team doctor-led_\w+ response_car doctor-led_response_car emergency_doctor""",
    Tag.PIT: r"""pit paramedic_intervention_teams? paramedical_intervention_teams? paramedic_team pit_team
        paramedical_team paramedic_intervention paramedic_unit""",
    Tag.SERVER: r"""servers?""",
    Tag.EVERY_SYSTEM: r"""it_systems? computer_systems? systems computers digital_systems? information_systems
        clinical_systems it_infrastructure applications ict_systems digital screens software computer_network_and
        pcs computer it_services it_environment it_applications technology_systems workstations electronic_systems
        computer_terminals online_systems it_estate it_platforms""",
    Tag.EHR: r"""(electronic_|digital_)?(patient|medical|health)_(records?|files?) ehr epr emr patient_files?
        electronic_records patient_notes electronic_charts? records_system records electronic_notes
        medication_charts (digital|electronic)_(charts|notes|files|record) charts health_records notes_system
        patient_record_system patient_information_system records?_systems? epic electronic_charting
        electronic_charts charting_system medical_charts clinical_records clinical_notes medical_notes
        patient_histories medical_histories patient_history record_system (patient|medical|health)_record_systems?
        (her|his|their)_records?""",
    Tag.IMAGING: r"""imaging scans? x-rays? radiology ct mri pacs scanners? ct_scans? mri_scans? medical_images
        x-ray_(images|archive|system) medical_imaging ct_scanner mri_scanner ultrasound scan_images ultrasounds
        mammograms mammography diagnostic_imaging scanning picture_archiv\w+""",
    Tag.LABORATORY: r"""lab labs laboratory laboratories pathology lab_results blood_test_results test_results
        laborator(y|ies) blood_tests lab_system lab_systems laboratory_(system|systems|computers) blood_results
        pathology_system blood_samples blood_testing lab_tests laboratory_tests blood_analysis lab_work""",
    Tag.PHARMACY: r"""pharmacy pharmacy_service pharmacy_department e-prescribing electronic_prescribing
        prescribing_system prescribing
        dispensing_system medication_ordering pharmacy_(system|software|computers) dispensing medicines_ordering
        drug_dispensing medication_system drug_charts medication_dispensing""",
    Tag.TELEPHONY: r"""phones? telephones? phone_lines? switchboard telephone_lines? telephony phone_system
        telephone_system landlines phone_calls lines by_phone by_telephone incoming_calls landline phone_network
        phone_systems telephone_systems main_number voip""",
    Tag.EMAIL: r"""email emails e-mail e-mails email_system mail_server email_accounts mailbox mailboxes inbox
        inboxes mail_servers? email_servers? webmail outlook e-mail_system""",
    Tag.WEBSITE: r"""website web_site webpage web_page websites homepage web_pages""",
    Tag.NETWORK: r"""network networks computer_network it_network""",
    Tag.BOOKING: r"""book_online online_booking booking_system appointment_system appointments_system booking_portal
        book_appointments online_appointment\w* appointment_booking scheduling_system booking booking_software
        patient_portal bookings bookings_system make_appointments_online appointments_online online_bookings
        online_appointment_booking appointments_.._online book_.._online booked_online booked_.._online
        appointment_scheduling scheduling_software appointments_portal online_scheduling""",
    Tag.CAPACITY: r"""capacity normal_activity usual_activity normal_levels strength normal_capacity usual_workload
        normal_volume usual_volume usual_level (running|operating|working|runs|operates|works|ran|functioning)_at""",
    Tag.DATA: r"""data_theft data_breach data_leak data records files information documents details names addresses
        gigabytes gb terabytes database databases patient_files medical_information health_information
        personal_information social_security_numbers dates_of_birth""",
    Tag.RANSOM: r"""ransoms? ransom_demand ransom_note ransom_payment""",
    Tag.PLAN: r"""(\w+_)?emergency_plans? (major_)?incident_plans? disaster_plans? contingency_plans?
        emergency_response_plan emergency_plan major_incident crisis_plan business_continuity_plans? code_\w+_plan
        emergency_preparedness_plan hospital_emergency_plan disaster_plan emergency_procedures_plan crisis_plans
        major_incident_protocol critical_incident internal_disaster""",
    Tag.PAPER: r"""on_paper pen_and_paper paper paper_charts paper_records paper-based paper_forms by_hand
        handwritten paper_notes whiteboards pen-and-paper pencil_and_paper paper_files manual_paper paper_systems
        paper_backup paper_backups handwritten_notes clipboards manually_on_paper paper_process\w* paper_based
        paper_chart pens_and_paper paper_and_(pen|pencil|pens) hand-written handwriting writing_by_hand
        charting_by_hand clipboard whiteboard sticky_notes carbon_paper pencil_and_pad pens notepads? in_longhand""",
    Tag.GANG: r"""gang group hackers attackers criminals cybercriminals ransomware_group hacking_group extortionists
        crew thieves hacker attacker perpetrators threat_actors? cyber_criminals cyber-criminals intruders
        blackmailers ransomware_gang""",
    Tag.ATTACK: r"""attacks? cyberattacks? cyber-attacks? outage incident breach hack intrusion disruption failure
        cyber_attack cyber_incident cyber-incident virus malware""",
    Tag.ATTACK_KIND: r"""(kind|type|nature|sort|form)_of_(the_)?(attack|cyberattack|incident|cyber-attack|outage)
        what_kind_of_attack cause_of_the_(outage|disruption) exact_nature
        nature_of_the_(attack|incident|cyberattack)
        (kind|sort|type|form|nature)_of_(the_)?(attack|cyberattack|incident|breach|malware)
        what_(kind|type|sort)_of_(attack|cyberattack|incident) precise_nature exact_nature_of""",
    Tag.RANSOMWARE: r"""ransomware\S* crypto-ransomware""",
    Tag.DDOS: r"""ddos\S* denial-of-service\S* denial_of_service distributed_denial""",
    Tag.PHISHING: r"""phishing\S* spear-phishing""",
    Tag.HARM: r"""harm harmed died death deaths deteriorated injured injury injuries dead hurt deterioration
        suffered damage worsened adverse_outcomes? fatality fatalities adverse_events? killed complications
        ill_effects wrong_dose at_risk put_at_risk in_danger danger came_to_harm come_to_harm coming_to_harm
        ill_effect overdose wrong_medication wrong_dosage medication_error adverse_effects lasting_damage
        brain_damage jeopardy fatal died_because lethal life-threatening_complications condition_worsened
        condition_deteriorated stroke wrong_drug wrong_medicine wrong_blood wrong_treatment""",
    Tag.ELSEWHERE: r"""(other|another|nearby|different)_(\w+_)?(hospitals?|facilities|facility|clinics?|sites)
        (other|another|nearby|different)_medical_centers?
        (neighbouring|neighboring|surrounding)_(\w+_)?(hospitals?|facilities|clinics?|sites) hospitals_in
        hospitals_elsewhere elsewhere hospitals hospitals_nearby""",
    Tag.HOSPITAL: r"""hospital_group hospital infirmary clinic trust general hospitals""",
    Tag.COUNTER: r"""number total tally count figure""",
    Tag.CANCEL: r"""push_back pushing_back cancel(l)?ed cancel cancel(l)?ing cancel(l)?ations? cancels postponed
        postpone postponing postpones postponements? called_off calling_off call_off put_off put_back rescheduled
        reschedule rescheduling scrapped scrap deferred defer delayed_until shelved lost pushed_back stood_down axed
        halted suspended suspend suspending dropped_from sent_home abandoned moved_to_(later|another|next)
        called_.._off (put|pushed)_.._back rearranged scrapping taken_off_the_list off_the_list pulled put_on_hold
        on_hold paused pausing pushed_to bumped shifted_to rebooked stopped dropped nixed delayed held_over
        moved_to_next moved_to_a_later cancelations? deferring deferral called_off_.._of stood_over shelving
        wiped_out cut fallen_through fell_through delays bumping rebook postponing_all axing holding_off
        put_off_until pushes_back called_time shelve halts halting moved shifted fell_victim put_on_ice rearrange
        rolled_over moved_back kicked_back withdrawn set_aside scuppered wiped new_dates? struck_off grounded_to
        not_possible impossible shifting shelves scraps scrub scrubbed binned pulling are_off is_off were_off
        was_off are_all_off""",
    Tag.HAPPEN: r"""went_ahead go_ahead going_ahead gone_ahead goes_ahead take_place took_place taken_place
        taking_place carried_out performed proceed proceeded proceeding be_done completed go_on done held going_on
        kept went_as_planned""",
    Tag.OPERATE: r"""operating_on operate_on operated_on operated""",
    Tag.MOVE: r"""transferred transfer transferring transfers_out moved move moving evacuated evacuate
        (were|was|been|being)_(driven|flown|taken|brought|rushed|airlifted|sent) airlifted relocated rushed_to
        taken_to driven_to flown_to brought_to ferried taken_by shifted rehomed taken_elsewhere sent_elsewhere
        shipped_out taken_by_ambulance flown_out ambulanced relocating conveyed taken_out sent_to_other left_.._for
        (left|leaving)_.._to spread_(across|among|between) distributed_(among|across|between|to) taken_in_by
        accepted_by sent_to (flew|drove|rushed|brought|ferried|airlifted)_.._to rehoused dispersed re-homed
        (were|was|been|being|had)_.._(driven|flown|taken|rushed|airlifted)_to
        (found|given|got|offered)_.._(beds|places|bed|place)_(in|at)""",
    Tag.TRANSFERS: r"""transfers evacuations""",
    Tag.INTERNAL: r"""within_the_hospital another_ward other_wards another_floor floor same_hospital between_wards
        different_ward general_ward in-house another_building""",
    Tag.WAIT: r"""waiting waited queuing queueing queued wait queue in_the_waiting_room in_the_queue lined_up
        in_line in_waiting_rooms still_waiting sat_waiting""",
    Tag.SHUT_BEDS: r"""closed shut close shutting out_of_use closing taken_out_of_(use|service) out_of_service
        unavailable blocked mothballed cannot_be_used taken_out not_in_use decommissioned not_available lost
        off-limits stood_empty out_of_commission not_(being_)?(used|staffed|filled) taken_offline unstaffed
        stand_empty unused emptied standing_empty lie_empty""",
    Tag.CLOSED: r"""closed shut closes closing shuts closed_its_doors shut_its_doors close shut_down closure
        closed_to shut_to not_taking_patients not_accepting_patients doors_closed closed_until locked_down
        closed_down not_taking_any not_accepting_any turning_patients_away turning_away_patients stopped_accepting
        stopped_taking no_longer_(accepting|taking)_(patients|walk-ins|any)""",
    Tag.LIMITED: r"""limited reduced_service restricted partially scaled_back reduced skeleton
        life-threatening_\w+_only only_life-threatening only_taking_life-threatening minimal limited_service
        limited_basis running_slowly only_the_most_\w+ at_a_reduced scaled-down skeleton_staff slower scaled-back
        minor restrictions restricted_service critical_cases_only only_critical only_emergencies reduced_services
        only_treating only_seeing_the emergencies_only for_emergencies only_emergency urgent_cases_only
        only_life_threatening life-threatening_(cases|emergencies|conditions) most_serious_cases only_the_sickest
        emergency-only degraded triage_only restricted_hours limping""",
    Tag.OPEN: r"""open reopened reopen reopens reopening operating_normally normal fully_operational as_normal
        as_usual business_as_usual back_to_normal fully_functioning normally opened opening resumed_normal""",
    Tag.ON_FOOT: r"""own_way walk-ins? walk_in walk-in under_their_own_steam walk_through own_transport on_foot
        arrive_by_themselves self-presenting bring_themselves make_their_own_way come_in_themselves
        come_by_themselves walk_in_themselves without_an_ambulance get_themselves drive_themselves arrive_on_foot
        by_their_own_means walked_in own_means make_it_there_themselves who_walk turn_up_in_person in_person
        on_their_own by_themselves themselves make_it_in who_walk_in walked_through""",
    Tag.DIVERT: r"""(sending|send|sent|taking|take|directing)_.._to diverted divert diverting diverts redirected
        redirect redirecting re-routed rerouted routed_to (sent|taken|directed|driven|taking|sending|going)_(on_)?to
        diversion on_divert bypass bypassing turned_away sent_elsewhere taken_elsewhere to_other avoid avoiding
        driven_to_other sent_to_other on_diversion
        (going|gone|rerouted|routed|directed|redirected|diverted)_(elsewhere|to) take_patients_elsewhere
        taking_patients_to bring_patients_to_other other_hospitals_instead skip divert_status diversion_status
        rerouting re-routing re-route reroute turned_back steered_to steer_clear stay_away bypassed turning_away
        (take|bring)_.._to_other
        (must|have_to|had_to|told_to|instructed_to|ordered_to)_(go|drive|head|divert|travel|take)""",
    Tag.BROUGHT: r"""brought delivered taken admitted bringing bring brings delivering deliver dropping_off""",
    Tag.RECEIVED: r"""received receiving accepting accepted accept arriving receive welcomed taking_ambulances
        admitting resumed taking takes""",
    Tag.GO_OUT: r"""available deployed responding respond dispatched go_out going_out turn_out operational
        in_service operating sent_out dispatch deploy run running go_out_on respond_to turning_out on_call
        called_out on_duty""",
    Tag.NOT_OUT: r"""unavailable stood_down out_of_service out_of_action grounded off_the_road not_available
        suspended off_duty out_of_commission not_running not_responding off_the_roads idle parked_up in_the_garage
        not_going_out suspended_service taken_off_the_road""",
    Tag.DOWN: r"""down offline unavailable out_of_action out_of_order out_of_service inaccessible unreachable unable
        crashed knocked_out disabled not_working stopped_working encrypted locked_out crippled went_dark frozen
        paralysed paralyzed unusable interrupted no_access knocked_offline lost_access affected disrupted locked
        shut_off not_available failed cut_off brought_down taken_out wiped_out jammed not_functioning malfunctioning
        broken cut knocked_over blocked_access lost knocked_out_of out_of_reach off_limits brought_to_a_standstill
        at_a_standstill hobbled immobilised without without_access dark blank silent dead_phones blackout bounce
        bouncing bounced without_email without_phones beyond_reach locked_up unserviceable kaput incommunicado
        stalled not_possible impossible dead went_dead error error_message unresponsive went_down gone_down
        gone_dark impacted knocked took_down crash knackered out_of_use on_the_blink unplugged went_silent
        (stay|stays|remain|remains|stayed|remained)_off affecting gone_quiet went_quiet fallen_silent fell_silent
        quiet""",
    Tag.WORKS: r"""working work works functioning restored running operating operational back_up up_and_running
        function back_online recovered fixed repaired arrive arriving get_through getting_through boot loading load
        send coming_through come_through comes_through answer answers answered picks_up pick_up""",
    Tag.REACH: r"""pull_up bring_up open look reach reached access accessed view see use used log_on get_into
        retrieve reachable accessible contacted accessing opened viewed call get_through logging_into check dialled
        send sent_emails ring booked book log_in login sign_in retrieved available process received receive print""",
    Tag.SWITCH_OFF: r"""switched_off switch_off switched_.._off turned_off turn_off turned_.._off shut_down
        shutting_down shut_.._down powered_down power_down disconnected disconnect disconnecting taken_offline
        took_.._offline taken_.._offline isolated pulled_the_plug isolating took_down taken_down unplugged
        pull_the_plug powered_off shutdown cut_off pulled_offline brought_down closed_down isolates isolate
        switching_off turning_off took_offline take_offline taking_offline took_its_.._offline unplugging
        pulling_the_plug shutting_off shut_.._off shut_off cut_.._off severed disconnection powering_down
        quarantined (pulled|took|taken|take|taking|pulling)_.._(offline|down)""",
    Tag.ON_PURPOSE: r"""precaution precautionary deliberately on_purpose preventively proactively voluntarily
        purposely intentionally itself preventative pre-emptively preemptively as_a_safeguard""",
    Tag.STEAL: r"""data_breach data_leak stolen stole steal theft taken exfiltrated copied accessed removed leaked
        compromised downloaded exfiltration obtained breached lost exposed taking stealing siphoned harvested
        in_the_hands extracted lifted took take made_off swiped grabbed leaking hacked pilfered posted_online
        published_online for_sale holds hold possession in_its_possession in_their_possession stash haul
        exfiltrating accessing dumped sample samples extraction
        (hackers|hacker|gang|group|attackers|criminals|thieves|intruders)_.._(posted|published|dumped|released)
        (posted|published|dumped|leaked)_.._(dark_web|leak_site|darknet) dark_web wrong_hands into_the_hands
        ended_up_(with|in)""",
    Tag.DEMAND: r"""demanded demanding demand demands sought asked asking seeking requested ransom_demand
        ransom_note extort\w* receiv\w* seek want ransom_message held_to_ransom wants demanding_payment extortion
        asking_for demanding_a extorting wanted""",
    Tag.PAY: r"""paid pay paying pays payment handed_over settled coughed_up transferred_.._bitcoin handed_.._over
        gave_in""",
    Tag.ACTIVATE: r"""activated activate activating triggered invoked declared enacted put_into_effect launched
        put_into_action implemented in_force set_in_motion came_into_(effect|force) come_into_force
        put_into_(operation|action|effect) put_in_place set_off initiated initiate invoking enacting called
        rolled_out kicked_in in_operation in_effect triggering declares declaring enacts activates invokes stood_up""",
    Tag.LIFT: r"""stood_down lifted ended deactivated withdrawn called_off over revoked rescinded
        cancelled_its_.._plan ceased no_longer_in_force expired stand_down standing_down closed_out""",
    Tag.ENDED: r"""put_away no_longer_needed over packed_away no_longer""",
    Tag.REDUCED: r"""reduced limited diminished lower restricted half cut curtailed scaled-back lowered decreased
        constrained halved""",
    Tag.NEG: r"""no_longer not no never nor neither cannot \w+n't none without nothing""",
    Tag.NONE: r"""not_one not_a_single none no_one nobody not_a_one none_of no-one""",
    Tag.ALL: r"""all every each entire whole complete completely entirely wholly""",
    Tag.ONLY: r"""only solely exclusively just restricted_to limited_to reserved_for except nobody_but no_one_but
        other_than unless""",
    Tag.PARTIAL: r"""some several many most part partially various a_number_of numerous a_few few routine non-urgent
        elective planned non-emergency dozens_of some_of a_handful a_raft majority_of""",
    Tag.AT_FIRST: r"""initial initially at_first earlier_reports originally earlier_reported previously_reported
        had_reported first_reported initially_reported earlier_version earlier_figure first_said initially_said
        initially_put""",
    Tag.AGAIN: r"""again once_more restored back reopened resumed normal back_online recovered back_to_normal
        up_and_running back_in_use back_in_service reactivated reconnected working_again back_up""",
    Tag.MODAL: r"""may might would_have_to possibly set_to_be expected_to_be perhaps fears? feared risks? threatens?
        threatened likely_to expected_to could_have_to could_be potentially could_face considering warned_that
        could_yet fear_that fear could_soon in_danger_of at_risk_of_being risk_being threatening_to likely_that_more
        would_be_forced anticipates bracing""",
    Tag.CAN: r"""can could""",
    Tag.IF: r"""if should unless in_case""",
    Tag.ADVICE: r"""should advises? advised recommends? must_always ought recommended every_hospital hospitals_must
        urges must_never trusts_should hospitals_should should_be_able would_do_well must_be_able advisable
        is_advised best_practice should_always never_pay""",
    Tag.WHOEVER: r"""whoever anyone_who""",
    Tag.EXERCISE: r"""drill drills exercise exercises simulated simulation rehearse rehearsed rehearsal pretended
        mock table-top tabletop tabletop_exercise training_scenario scenario_of exercise_scenario role-play
        simulating practised""",
    Tag.RUMOUR: r"""rumours? rumors? whatsapp facebook social_media tiktok twitter unconfirmed speculation allegedly
        reddit rumoured tweets rumour unverified hearsay gossip on_social online_posts telegram
        neither_confirm(ed)?_nor""",
    Tag.CLAIM: r"""claims? claimed claiming says_it_has said_it_has boasts? boasted says_they_have claims_to_have
        alleges calling_itself claims_responsibility says_it_holds taken_credit threatens_to_publish
        threatened_to_publish boasting bragged brags says_they says_that_it_has says_it_stole takes_credit
        listed_.._on_its_leak posted_on_its_leak""",
    Tag.DENY: r"""denies denied deny denying rejected rejects dismissed dismisses at_no_stage no_question untrue
        not_true refuted false refutes denials rebutted debunked no_truth incorrect_to_say not_the_case rubbished
        played_down_claims""",
    Tag.UNCLEAR: r"""unclear not_(yet_)?(clear|known|been_established|sure|certain|confirmed) unknown not_yet_know
        not_know does_not_know too_early too_soon (is|are|was)_investigating investigating_whether not_yet_been
        not_yet_determined undetermined remains_to_be yet_to_(be|establish|determine)
        (cannot|can't|could_not)_(yet_)?say don't_know doesn't_know unsure uncertain trying_to_establish
        not_established working_to_establish establish_whether no_clarity cannot_be_ruled_out could_not_be_ruled_out
        could_not_confirm has_yet_to have_yet_to not_clear was_unclear remained_unclear remains_unclear
        not_possible_to_say not_been_confirmed still_being_(investigated|examined|assessed|determined) no_word
        yet_known not_yet_(known|said|able) is_not_known still_working_out trying_to_(determine|find|work)
        under_investigation not_in_a_position working_to_(determine|find|establish) yet_to no_information
        looking_into_whether been_established not_been_decided not_yet_decided do_not_(yet_)?know
        does_not_(yet_)?know cannot_rule_out not_ruled_out could_not_rule_out can't_rule_out not_been_ruled_out""",
    Tag.WHETHER: r"""whether if""",
    Tag.EVIDENCE: r"""evidence indication indications sign signs proof trace suggestion hint traces suggests
        indicates points_to suggesting""",
    Tag.SUSPECT: r"""suspects? suspected suspicion believed investigating may_have_contributed possible_link
        might_have_contributed looking_into believe""",
    Tag.LIKELY: r"""likely probably presumably apparently appears seems appear seem""",
    Tag.KNOWN: r"""at_present so_far as_far_as_(is_known|we_know) to_date currently at_this_stage that_we_know_of
        as_far_as_anyone_knows as_far_as_the for_now right_now at_the_moment up_to_now until_now thus_far""",
    Tag.BECAUSE_OF_IT: r"""because_of_the caused_by due_to_the during_the_(outage|attack) as_a_result
        after_the_(attack|outage|cyberattack) contributed because linked_to resulting_from led_to attributable
        attributed_to blamed_on consequence_of result_of link_between played_a_part contributed_to caused""",
    Tag.OTHER_TIME: r"""last_year years_ago a_year_ago at_the_time years_earlier previous_attack earlier_attack
        two_years_earlier years_before the_year_before years_previously in_the_past decade_ago a_decade_ago
        previously_hit two_years_before earlier_this_year in_recent_(years|months) recent_years over_the_past_year""",
    Tag.SIMILAR: r"""similar_(attack|attacks|incident|incidents|cyberattack|cyberattacks)
        comparable_(attack|incident) earlier_(attack|attacks) previous_(attack|attacks) (such|other)_attacks""",
    Tag.NEIGHBOUR: r"""neighbouring neighboring neighbour stricken_neighbour""",
    Tag.OF_ITS_OWN: r"""of_its_own its_own_(operations|procedures|patients|surgeries|elective)""",
    Tag.TAKES_IN: r"""taking_in took_in takes_in taken_in absorbing""",
    Tag.OTHER_CAUSE: r"""unrelated_to unrelated burst_\w+ shortage shortages strike strikes understaffing flu_\w*
        winter_pressures? refurbishment flood flooding flooded renovation snow storm industrial_action
        nothing_to_do_with norovirus water_main building_work power_cut staff_sickness not_because_of heatwave
        lack_of_(staff|nurses) burst_pipe leaking_roof fire asbestos legionella heat_wave not_related_to
        no_connection unconnected walkout walk-out staff_shortages staffing_shortage outbreak refurbishing
        maintenance_work bank_holiday staffing""",
    Tag.UNLIKE: r"""unlike whereas fraction_of compared_with compared_to in_contrast""",
    Tag.WHEN: r"""when after""",
    Tag.PLANNED: r"""scheduled planned listed booked due list on_the_list""",
    Tag.CORRECTED: r"""wrong incorrect(ly)? mistaken(ly)? in_error correction inaccurate erroneous(ly)?
        earlier_version misreported clarification corrected retracted mistake_in misstated wrongly overstated
        by_mistake in_an_earlier_version""",
    Tag.IT_IS: r"""it_was it_is there_were there_was figure_was figure_is put_.._at stands_at stood_at reached
        (spoke|speaks)_of rose_to risen_to now_at comes_to amounts_to they_were the_figure_is actual_figure_was
        in_fact correct_(number|figure)_is correct_(number|figure)_(is|was) actual_(number|figure)_(is|was) actually
        rather rising_to climbed_to grown_to totals totalled totalling figure_of numbering number_is number_was
        puts_.._at amounted_to there_have_been admits_to acknowledges""",
    Tag.TODAY: r"""today yesterday \w+day day tonight this_morning""",
    Tag.SUBSET: r"""of_which of_whom of_them including among_them""",
    Tag.OTHERS: r"""other others remaining further more""",
    Tag.THEIR: r"""their his her""",
    Tag.OF: r"""of from""",
    Tag.AND: r"""and""",
    Tag.BUT: r"""but""",
    Tag.RELATIVE: r"""which who whom whose where that""",
    Tag.INSERTION: r"""according_to as among_them including most_of_them several_of_them many_of_them a_fraction_of
        some_of_them one said confirmed says added told with""",
    Tag.SPLITS: r"""even_though even_if although though while whereas because but after since so when before until
        as_the""",
    Tag.VERB: r"""\w+n't cannot would is are was were has have had will be been do does did says said say told tells
        can could must may might remains remain stays stay stayed began begins warned expects runs makes made lets
        cut came comes went hit serves signed led added confirmed estimates gained opened contributed got gets get
        see sees saw seen gave give gives took take takes left leave leaves put puts asked asks became becomes
        called calls found find finds reported reports showed shows suffered remained worked works need needs let
        had_been being set turned pulled posted stands stand carried sent send reverted reverting switched forced
        ran kept hold held moved flew drove rushed brought directed expected died deteriorated""",
    Tag.AT_LEAST: r"""at_least more_than over a_minimum_of minimum_of upwards_of no_fewer_than not_fewer_than
        in_excess_of well_over""",
    Tag.AT_MOST: r"""up_to at_most no_more_than fewer_than less_than as_many_as a_maximum_of maximum_of""",
    Tag.ABOUT: r"""about around roughly approximately some nearly almost an_estimated estimated close_to
        in_the_region_of circa region_of approx just_over just_under virtually practically""",
    Tag.ABOUT_AFTER: r"""or_so approximately roughly""",
    Tag.AT_LEAST_AFTER: r"""or_more""",
    Tag.BETWEEN: r"""between from""",
    Tag.UP_TO: r"""to and or –""",
    Tag.UNIT: r"""km kilometres? kilometers? miles? metres? hours? minutes? days? weeks? months? years? pounds
        euros? dollars gigabytes? gb terabytes? tb year-old degrees times laptops computers devices staff employees
        doctors nurses servers sites hospitals am pm a\.m p\.m volunteers trusts campuses per_cent_of_devices wards""",
    Tag.MONTH: r"""january february march april june july august september october november december""",
    Tag.TIME_BEFORE: r"""at by around""",
    Tag.PERCENT: r"""% percent per_cent pc""",
    Tag.MILLION: r"""millions? m""",
    Tag.MANY: r"""dozens hundreds thousands scores tens_of_thousands hundreds_of_thousands""",
    Tag.SEVERAL: r"""several a_few a_couple_of""",
    Tag.DISPATCH: r"""paramedics dispatchers ambulance_crews emergency_services crews ambulance_control 999 112 911""",
    Tag.KIND_WORD: r"""kind type sort nature form what""",
    Tag.MONEY: r"""money bitcoins? cryptocurrency payment sum million euros? dollars pounds""",
    Tag.STILL: r"""still continue continues remain remains continuing""",
}
