/// The built-in schema, compiled in.
enum HaarlemSchema {
    /// `Fixtures/schema/haarlem.yaml`, byte for byte; `Fixtures/schema/embed.py` writes this file.
    static let text = #"""
        # The case file of aftercare for ex-detainees, as the municipality of Haarlem keeps it.
        #
        # The form is described in docs/SCHEMA.md. After a change here run Fixtures/schema/embed.py, which compiles
        # the text in. Choices that the policies of the schema cannot say exactly, each the nearest stricter one:
        # - an action's status waits for a person at every disagreement, not only between two final states;
        # - safety notes, stays, zrm scores and document states are records of their own, not lists inside a field;
        # - a mail address is decided by one role, the id desk; the benefit officer proposes;
        # - a birth date that is known in part is a year, in its own field;
        # - topics of a conversation are one yes-or-no field each, because its record is written once;
        # - what is computed (short stay, length, deadlines, what blocks an action) is not stored at all, and neither
        #   are assignments and leases of laptops, which the server keeps itself;
        # - fields that stand in the example of the contract have the sensitivity that they have there;
        # - the citizen service number (BSN) is not in the file: no legal basis is confirmed.
        schema: haarlem
        version: 1
        label: { nl: Nazorg ex-gedetineerden Haarlem, en: Aftercare for ex-detainees in Haarlem }

        # The five basic conditions, as parts of a visit note.
        sections:
          identity: { label: { nl: Identiteitsbewijs, en: Proof of identity } }
          housing: { label: { nl: Huisvesting of onderdak, en: Housing or shelter }, sensitivity: financial }
          work_income: { label: { nl: Werk en inkomen, en: Work and income }, sensitivity: financial }
          debts: { label: { nl: Schulden, en: Debts }, sensitivity: financial }
          care: { label: { nl: Zorg en begeleiding, en: Care and support }, sensitivity: health }

        lists:
          condition:
            identity: { nl: Geldig identiteitsbewijs, en: Valid proof of identity }
            housing: { nl: Huisvesting of onderdak, en: Housing or shelter }
            work_income: { nl: Werk en inkomen, en: Work and income }
            debts: { nl: Schuldenaanpak, en: Dealing with debts }
            care: { nl: Zorg en begeleiding, en: Care and support }
          conditionStatus:
            not_screened: { nl: Niet gescreend, en: Not screened }
            no_need: { nl: Geen hulpvraag, en: No request for help }
            need: { nl: Hulpvraag, en: Request for help }
            in_progress: { nl: Loopt, en: In progress }
            in_order: { nl: Op orde, en: In order }
            declined: { nl: Hulp geweigerd, en: Help declined }
            blocked: { nl: Geblokkeerd, en: Blocked }
          consentStatus:
            given: { nl: Gegeven, en: Given }
            withdrawn: { nl: Ingetrokken, en: Withdrawn }
          moment:
            start: { nl: Begin, en: Start }
            release: { nl: Vrijlating, en: Release }
            six_months: { nl: Na zes maanden, en: After six months }
          measure:
            m1: { nl: Legitimatiebewijs regelen tijdens detentie, en: Proof of identity during detention }
            m2: { nl: Huisbewaarderschap tijdens detentie, en: House caretaker during detention }
            m3: { nl: Steun bij behoud van een woning, en: Help to keep a home }
            m4: { nl: Meer woningaanbod, en: More homes }
            m5: { nl: Versnelde toegang tot woningaanbod, en: Faster access to homes }
            m6: { nl: Re-integratieaanbod voor ex-gedetineerden, en: Re-integration for ex-detainees }
            m7: { nl: Maatwerk bij inkomensvraagstukken, en: Tailored help with income }
            m8: { nl: Binnen beginnen met schuldenvoorlichting, en: Debt information while inside }
            m9: { nl: Schuldenaanpak voor ex-gedetineerden, en: Dealing with debts of ex-detainees }
            m10: { nl: Extra begeleiding voor volwassenen, en: Extra support for adults }
            m11: { nl: Extra begeleiding voor jongvolwassenen, en: Extra support for young adults }
            m12: { nl: Juiste zorg bij een forensisch kader, en: The right care in a forensic setting }
            m: { nl: Monitoring, en: Monitoring }
          provenance:
            dji_notice: { nl: Melding van DJI, en: Notice of the prison service }
            document_seen: { nl: Document gezien, en: Document seen }
            partner_told: { nl: Gehoord van partner, en: Told by a partner }
            client_stated: { nl: Verklaring van cliënt, en: Stated by the client }
            observed: { nl: Zelf gezien, en: Observed }
            assumed: { nl: Aangenomen, en: Assumed }
          municipality:
            haarlem: { nl: Haarlem, en: Haarlem }
            zandvoort: { nl: Zandvoort, en: Zandvoort }
            haarlemmermeer: { nl: Haarlemmermeer, en: Haarlemmermeer }
            bloemendaal: { nl: Bloemendaal, en: Bloemendaal }
            heemstede: { nl: Heemstede, en: Heemstede }
            velsen: { nl: Velsen, en: Velsen }
            beverwijk: { nl: Beverwijk, en: Beverwijk }
            heemskerk: { nl: Heemskerk, en: Heemskerk }
            pi_municipality: { nl: Gemeente van de PI, en: Municipality of the prison }
            other: { nl: Andere gemeente, en: Other municipality }
            unknown: { nl: Onbekend, en: Unknown }
          role:
            counsellor: { nl: Trajectbegeleider, en: Counsellor }
            coordinator: { nl: Coördinator, en: Coordinator }
            benefit_officer: { nl: Klantmanager Werk en Inkomen, en: Benefit officer }
            debt_officer: { nl: Schulddienstverlener, en: Debt officer }
            id_desk: { nl: Klant Contact Centrum, en: Identity desk }
            other_care_worker: { nl: Andere hulpverlener, en: Other care worker }
          legalBasis:
            consent: { nl: Toestemming, en: Consent }
            statutory_task: { nl: Wettelijke taak, en: Statutory task }
            legal_duty: { nl: Wettelijke plicht, en: Legal duty }
            vital_interest: { nl: Vitaal belang, en: Vital interest }
          obstacle:
            documents_missing: { nl: Stukken ontbreken, en: Documents missing }
            no_work_location: { nl: Geen werklocatie, en: No place of work }
            waiting_list: { nl: Wachtlijst, en: Waiting list }
            refused_by_provider: { nl: Geweigerd door aanbieder, en: Refused by the provider }
            no_housing_offer: { nl: Geen woningaanbod, en: No homes on offer }
            liability: { nl: Aansprakelijkheid, en: Liability }
            income_gap: { nl: Gat in inkomen, en: Gap in income }
            gap_after_release: { nl: Gat na detentie, en: Gap after release }
            basic_conditions_open: { nl: Basisvoorwaarden niet op orde, en: Basic conditions open }
            no_diagnosis: { nl: Diagnostiek ontbreekt, en: No diagnosis }
            region_shortage: { nl: Tekort in de regio, en: Shortage in the region }
            registration_moved: { nl: Inschrijving verhuisd, en: Registration moved }

        kinds:
          case:
            label: { nl: Dossier, en: Case file }
            fields:
              # Person
              person.id: { type: text, max: 64, policy: append, label: { nl: Persoonsnummer, en: Person id } }
              person.familyName: { type: text, policy: queue, max: 200, label: { nl: Achternaam, en: Family name } }
              person.givenNames: { type: text, policy: queue, max: 200, label: { nl: Voornamen, en: Given names } }
              person.prefix: { type: text, policy: queue, max: 40, label: { nl: Tussenvoegsel, en: Name prefix } }
              person.birthDate:
                { type: date, policy: queue, notAfter: today, label: { nl: Geboortedatum, en: Birth date } }
              person.birthYear:
                { type: integer, min: 1900, max: 2100, policy: queue, label: { nl: Geboortejaar, en: Birth year } }
              aliases: { type: set, of: text, max: 200, policy: set, label: { nl: Andere namen, en: Other names } }
              person.registeredIn:
                { type: code, codes: municipality, policy: queue, label: { nl: Ingeschreven in, en: Registered in } }
              person.tieToHaarlem:
                { type: boolean, policy: queue, group: tie, label: { nl: Binding met Haarlem, en: Tie to Haarlem } }
              person.tieNote:
                type: text
                max: 2000
                policy: queue
                group: tie
                label: { nl: Uitleg binding, en: Note on the tie }
              person.language: { type: text, max: 40, policy: lww, label: { nl: Voorkeurstaal, en: Language } }
              person.easyLanguage:
                { type: boolean, policy: lww, sensitivity: health, label: { nl: Eenvoudige taal, en: Easy language } }
              person.releaseAddress:
                { type: text, max: 500, policy: queue, label: { nl: Adres na vrijlating, en: Address after release } }
              person.duplicateOf:
                { type: text, max: 64, policy: decide, label: { nl: Dubbel van persoon, en: Duplicate of person } }
              contact.phone: { type: text, policy: lww, max: 40, label: { nl: Telefoon, en: Phone } }
              contact.email: { type: text, policy: lww, max: 254, label: { nl: E-mail, en: E-mail } }
              lvb.flag:
                type: boolean
                policy: queue
                sensitivity: health
                label: { nl: Licht verstandelijke beperking, en: Mild intellectual disability }
              # Case
              counsellor.primary:
                { type: text, max: 64, policy: server, label: { nl: Trajectbegeleider, en: Counsellor } }
              counsellor.others:
                type: set
                of: text
                max: 64
                policy: set
                label: { nl: Andere begeleiders, en: Other counsellors }
              lead.agency:
                type: code
                policy: decide
                group: lead
                sensitivity: judicial
                label: { nl: Regievoerder, en: Lead agency }
                codes:
                  reclassering_nederland: { nl: Reclassering Nederland, en: Probation service }
                  fivoor: { nl: Fivoor Reclassering, en: Fivoor probation }
                  leger_des_heils: { nl: Leger des Heils JB&R, en: Salvation Army probation }
                  jeugd_en_gezinsbeschermers: { nl: Jeugd- en gezinsbeschermers, en: Youth and family protection }
                  william_schrikker: { nl: William Schrikker Groep, en: William Schrikker Group }
                  cjg: { nl: CJG, en: Centre for Youth and Family }
                  municipality: { nl: Gemeente, en: Municipality }
                  none: { nl: Geen, en: None }
              lead.reason:
                type: text
                max: 2000
                policy: decide
                group: lead
                sensitivity: judicial
                label: { nl: Reden regievoerder, en: Reason for the lead }
              help.request:
                { type: text, policy: text, label: { nl: Hulpvraag, en: Request for help } }
              file.status:
                type: code
                policy: decide
                group: closing
                label: { nl: Status dossier, en: State of the file }
                codes: { open: { nl: Open, en: Open }, closed: { nl: Gesloten, en: Closed } }
              file.reason:
                { type: text, max: 2000, policy: decide, group: closing, label: { nl: Reden, en: Reason } }
              file.closedOn: { type: date, policy: server, label: { nl: Gesloten op, en: Closed on } }
              file.retentionClass:
                { type: text, max: 40, policy: server, label: { nl: Bewaarklasse, en: Retention class } }
              risk.level:
                type: code
                policy: queue
                group: risk
                label: { nl: Risico, en: Risk }
                codes:
                  { low: { nl: Laag, en: Low }, medium: { nl: Midden, en: Medium }, high: { nl: Hoog, en: High } }
              risk.reason:
                type: text
                max: 2000
                policy: queue
                group: risk
                sensitivity: judicial
                label: { nl: Reden van het risico, en: Reason for the risk }
              visits.planned:
                type: integer
                policy: queue
                min: 0
                max: 400
                label: { nl: Geplande bezoeken, en: Visits planned }
              # The return that this case prepares
              release.expectedOn:
                type: date
                policy: queue
                urgent: true
                label: { nl: Verwachte vrijlating, en: Expected release }
              release.on: { type: date, policy: decide, label: { nl: Vrijgelaten op, en: Released on } }
              # Where the five conditions stand now; what was found at each moment is a screening
              identity.status:
                { type: code, codes: conditionStatus, policy: queue, label: { nl: Identiteit, en: Identity } }
              housing.status:
                type: code
                codes: conditionStatus
                policy: queue
                label: { nl: Huisvesting, en: Housing }
              workIncome.status:
                type: code
                codes: conditionStatus
                policy: queue
                sensitivity: financial
                label: { nl: Werk en inkomen, en: Work and income }
              debts.status:
                type: code
                codes: conditionStatus
                policy: queue
                sensitivity: financial
                label: { nl: Schulden, en: Debts }
              care.status:
                type: code
                codes: conditionStatus
                policy: queue
                sensitivity: health
                label: { nl: Zorg, en: Care }
              # What the person allows, for all recipients; for one recipient it is a consent record
              consent.identity:
                type: code
                codes: consentStatus
                policy: restrictive
                protective: [withdrawn]
                label: { nl: Toestemming identiteit, en: Consent on identity }
              consent.housing:
                type: code
                codes: consentStatus
                policy: restrictive
                protective: [withdrawn]
                label: { nl: Toestemming huisvesting, en: Consent on housing }
              consent.workIncome:
                type: code
                codes: consentStatus
                policy: restrictive
                protective: [withdrawn]
                label: { nl: Toestemming werk en inkomen, en: Consent on work and income }
              consent.debts:
                type: code
                codes: consentStatus
                policy: restrictive
                protective: [withdrawn]
                label: { nl: Toestemming schulden, en: Consent on debts }
              consent.care:
                type: code
                codes: consentStatus
                policy: restrictive
                protective: [withdrawn]
                label: { nl: Toestemming zorg, en: Consent on care }
              benefit.decision:
                type: code
                policy: owner
                owner: benefit_officer
                label: { nl: Besluit uitkering, en: Benefit decision }
                codes:
                  granted: { nl: Toegekend, en: Granted }
                  refused: { nl: Afgewezen, en: Refused }
                  withdrawn: { nl: Ingetrokken, en: Withdrawn }

          detention:
            label: { nl: Detentie, en: Detention }
            fields:
              startedOn:
                { type: date, policy: queue, sensitivity: judicial, label: { nl: Begonnen op, en: Started on } }
              kind:
                type: code
                policy: queue
                sensitivity: judicial
                label: { nl: Soort, en: Kind }
                codes:
                  remand: { nl: Voorlopige hechtenis, en: Remand }
                  sentence: { nl: Gevangenisstraf, en: Prison sentence }
                  fine_default: { nl: Vervangende hechtenis, en: Fine default }
                  converted_community_order: { nl: Omgezette taakstraf, en: Converted community order }
                  isd: { nl: ISD, en: Persistent offender order }
                  youth: { nl: JJI, en: Youth detention }
                  unknown: { nl: Onbekend, en: Unknown }
              offenceYear:
                type: integer
                min: 1900
                max: 2100
                policy: queue
                sensitivity: judicial
                label: { nl: Jaar van het feit, en: Year of the offence }
              expectedReleaseOn:
                type: date
                policy: queue
                urgent: true
                sensitivity: judicial
                label: { nl: Verwachte vrijlating, en: Expected release }
              releasedOn:
                { type: date, policy: decide, sensitivity: judicial, label: { nl: Vrijgelaten op, en: Released on } }
              releaseMunicipality:
                type: code
                codes: municipality
                policy: queue
                label: { nl: Gemeente na vrijlating, en: Release municipality }
              frameworkAfter:
                type: code
                policy: queue
                sensitivity: judicial
                label: { nl: Justitieel kader erna, en: Judicial framework after }
                codes:
                  none: { nl: Geen, en: None }
                  supervision: { nl: Toezicht, en: Supervision }
                  conditional_release: { nl: Voorwaardelijke invrijheidstelling, en: Conditional release }
                  youth_supervision: { nl: Jeugdreclassering, en: Youth probation }
                  unknown: { nl: Onbekend, en: Unknown }
              titleUntil:
                type: date
                policy: queue
                sensitivity: judicial
                label: { nl: Titel tot, en: Judicial title until }
              noticeSource:
                type: code
                policy: append
                sensitivity: judicial
                label: { nl: Bron van de melding, en: Source of the notice }
                codes: { dji: { nl: DJI, en: Prison service }, other: { nl: Anders, en: Other } }
              noticeReceivedAt:
                type: instant
                policy: append
                sensitivity: judicial
                label: { nl: Melding ontvangen, en: Notice received }
              enteredInError:
                { type: boolean, policy: queue, label: { nl: Ten onrechte ingevoerd, en: Entered in error } }

          stay:
            label: { nl: Verblijf, en: Stay }
            append: true
            fields:
              detention: { type: reference, to: detention, required: true, label: { nl: Detentie, en: Detention } }
              facility: { type: text, max: 200, required: true, label: { nl: Inrichting, en: Facility } }
              from: { type: date, required: true, sensitivity: judicial, label: { nl: Van, en: From } }
              to: { type: date, sensitivity: judicial, label: { nl: Tot, en: To } }
              seenBy: { type: code, codes: provenance, label: { nl: Bron, en: Source } }

          # Key: MOMENT.CONDITION, such as start.housing or six_months.work_income
          screening:
            label: { nl: Screening, en: Screening }
            key: natural
            fields:
              condition:
                { type: code, codes: condition, policy: queue, label: { nl: Basisvoorwaarde, en: Condition } }
              moment: { type: code, codes: moment, policy: queue, label: { nl: Moment, en: Moment } }
              status:
                { type: code, codes: conditionStatus, policy: queue, label: { nl: Status, en: Status } }
              screenedOn: { type: date, policy: queue, notAfter: today, label: { nl: Gescreend op, en: Screened on } }
              provenance: { type: code, codes: provenance, policy: queue, label: { nl: Bron, en: Source } }
              identity.docKind:
                type: code
                policy: queue
                label: { nl: Soort document, en: Kind of document }
                codes:
                  none: { nl: Geen, en: None }
                  passport: { nl: Paspoort, en: Passport }
                  id_card: { nl: Identiteitskaart, en: Identity card }
                  residence: { nl: Verblijfsdocument, en: Residence permit }
              identity.validUntil: { type: date, policy: queue, label: { nl: Geldig tot, en: Valid until } }
              identity.seen: { type: boolean, policy: queue, label: { nl: Document gezien, en: Document seen } }
              housing.noFixedAbode:
                type: boolean
                policy: queue
                sensitivity: financial
                label: { nl: Geen vaste woonplaats, en: No fixed abode }
              housing.tenancyAtRisk:
                type: boolean
                policy: queue
                sensitivity: financial
                label: { nl: Huur in gevaar, en: Tenancy at risk }
              housing.landlord: { type: text, max: 200, policy: queue, label: { nl: Verhuurder, en: Landlord } }
              housing.rentArrears:
                type: integer
                min: 0
                max: 1000000
                policy: queue
                sensitivity: financial
                label: { nl: Huurachterstand in euro, en: Rent arrears in euros }
              workIncome.source:
                type: code
                policy: queue
                sensitivity: financial
                label: { nl: Bron van inkomen, en: Source of income }
                codes:
                  none: { nl: Geen, en: None }
                  work: { nl: Werk, en: Work }
                  benefit: { nl: Uitkering, en: Benefit }
                  study: { nl: Studiefinanciering, en: Student finance }
                  other: { nl: Anders, en: Other }
                  unknown: { nl: Onbekend, en: Unknown }
              workIncome.regular:
                type: boolean
                policy: queue
                sensitivity: financial
                label: { nl: Vast inkomen, en: Regular income }
              workIncome.benefitRunning:
                type: boolean
                policy: queue
                sensitivity: financial
                label: { nl: Uitkering loopt, en: Benefit running }
              workIncome.benefitMunicipality:
                type: code
                codes: municipality
                policy: queue
                sensitivity: financial
                label: { nl: Uitkering van, en: Benefit paid by }
              debts.present:
                { type: boolean, policy: queue, sensitivity: financial, label: { nl: Schulden, en: Debts } }
              debts.band:
                type: code
                policy: queue
                sensitivity: financial
                label: { nl: Hoogte, en: Amount }
                codes:
                  none: { nl: Geen, en: None }
                  below_1000: { nl: Minder dan 1.000 euro, en: "Below 1,000 euros" }
                  below_10000: { nl: 1.000 tot 10.000 euro, en: "1,000 to 10,000 euros" }
                  from_10000: { nl: 10.000 euro of meer, en: "10,000 euros or more" }
                  unknown: { nl: Onbekend, en: Unknown }
              debts.administratorKnown:
                type: boolean
                policy: queue
                sensitivity: financial
                label: { nl: Bewindvoerder bekend, en: Administrator known }
              care.contact:
                type: boolean
                policy: queue
                sensitivity: health
                label: { nl: Contact met zorg, en: In touch with care }
              care.provider:
                type: text
                max: 200
                policy: queue
                sensitivity: health
                label: { nl: Zorgaanbieder, en: Care provider }
              care.need:
                type: text
                max: 5000
                policy: queue
                sensitivity: health
                label: { nl: Zorgvraag, en: Need for care }

          zrm:
            label: { nl: ZRM-score, en: Self-sufficiency score }
            append: true
            fields:
              measuredOn: { type: date, required: true, notAfter: today, label: { nl: Gemeten op, en: Measured on } }
              domain:
                type: code
                required: true
                sensitivity: health
                label: { nl: Leefgebied, en: Domain }
                codes:
                  finances: { nl: Financiën, en: Finances }
                  work_education: { nl: Werk en opleiding, en: Work and education }
                  time_use: { nl: Tijdsbesteding, en: Use of time }
                  housing: { nl: Huisvesting, en: Housing }
                  domestic_relations: { nl: Huiselijke relaties, en: Domestic relations }
                  mental_health: { nl: Geestelijke gezondheid, en: Mental health }
                  physical_health: { nl: Lichamelijke gezondheid, en: Physical health }
                  substance_use: { nl: Middelengebruik, en: Substance use }
                  basic_skills: { nl: Basale vaardigheden, en: Basic daily skills }
                  instrumental_skills: { nl: Instrumentele vaardigheden, en: Instrumental daily skills }
                  social_network: { nl: Sociaal netwerk, en: Social network }
                  participation: { nl: Maatschappelijke participatie, en: Taking part in society }
                  justice: { nl: Justitie, en: Justice }
              score:
                type: integer
                min: 1
                max: 5
                required: true
                sensitivity: health
                label: { nl: Score, en: Score }

          visit:
            label: { nl: Bezoek, en: Visit }
            append: true
            fields:
              on: { type: date, required: true, notAfter: today, label: { nl: Datum, en: Date } }
              kind:
                type: code
                required: true
                label: { nl: Soort, en: Kind }
                codes:
                  pi_visit: { nl: PI-bezoek, en: Prison visit }
                  post_release: { nl: Na detentie, en: After release }
                  phone: { nl: Telefonisch, en: By phone }
                  office: { nl: Kantoor, en: At the office }
                  accompanied: { nl: Samen op pad, en: Accompanied }
                  partner: { nl: Overleg partner, en: Talk with a partner }
              result:
                type: code
                required: true
                label: { nl: Resultaat, en: Result }
                codes:
                  spoken: { nl: Gesproken, en: Spoken }
                  refused: { nl: Geweigerd, en: Refused }
                  not_available: { nl: Niet beschikbaar, en: Not available }
                  already_released: { nl: Al vrij, en: Already released }
                  transferred: { nl: Overgeplaatst, en: Transferred }
                  cancelled_by_facility: { nl: Bezoek afgezegd door PI, en: Cancelled by the prison }
              facility: { type: text, max: 200, label: { nl: Inrichting, en: Facility } }
              startTime: { type: text, max: 5, label: { nl: Begintijd, en: Start time } }
              minutes: { type: integer, min: 0, max: 1440, label: { nl: Minuten, en: Minutes } }
              note: { type: text, max: 20000, sensitivity: health, label: { nl: Notitie, en: Note } }
              agreements: { type: text, max: 5000, sensitivity: financial, label: { nl: Afspraken, en: Agreements } }
              impression: { type: text, max: 5000, sensitivity: health, label: { nl: Indruk, en: Impression } }
              topic.debtInformation:
                type: boolean
                sensitivity: financial
                label: { nl: Schuldenvoorlichting gegeven, en: Debt information given }
              topic.identity: { type: boolean, label: { nl: Legitimatie besproken, en: Identity discussed } }
              topic.consent: { type: boolean, label: { nl: Toestemming besproken, en: Consent discussed } }
              reason: { type: text, max: 2000, label: { nl: Reden van late invoer, en: Reason for the late entry } }

          amendment:
            label: { nl: Aanvulling, en: Amendment }
            append: true
            fields:
              visit: { type: reference, to: visit, required: true, label: { nl: Bezoek, en: Visit } }
              reason: { type: text, max: 2000, required: true, label: { nl: Reden, en: Reason } }
              note:
                { type: text, max: 20000, required: true, sensitivity: health, label: { nl: Notitie, en: Note } }

          visitEvent:
            label: { nl: Verandering van een bezoek, en: Change of a visit }
            append: true
            fields:
              visit: { type: reference, to: visit, required: true, label: { nl: Bezoek, en: Visit } }
              event:
                type: code
                required: true
                label: { nl: Wat, en: What }
                codes:
                  retracted: { nl: Ingetrokken, en: Retracted }
                  moved: { nl: Verplaatst, en: Moved }
              toCase: { type: text, max: 64, label: { nl: Naar dossier, en: To case } }
              reason: { type: text, max: 2000, required: true, label: { nl: Reden, en: Reason } }

          offer:
            label: { nl: Aanbod, en: Offer }
            append: true
            fields:
              on: { type: date, required: true, notAfter: today, label: { nl: Datum, en: Date } }
              madeBy: { type: text, max: 64, label: { nl: Gedaan door, en: Made by } }
              result:
                type: code
                required: true
                label: { nl: Uitkomst, en: Result }
                codes:
                  accepted: { nl: Aanvaard, en: Accepted }
                  declined_conversation: { nl: Gesprek afgewezen, en: Conversation declined }
                  declined_trajectory: { nl: Traject afgewezen, en: Trajectory declined }
                  undecided: { nl: Bedenktijd, en: Undecided }
              reason: { type: text, max: 2000, sensitivity: health, label: { nl: Reden, en: Reason } }
              mayAskAgainFrom: { type: date, label: { nl: Opnieuw vragen vanaf, en: May ask again from } }

          trajectory:
            label: { nl: Traject, en: Trajectory }
            fields:
              status:
                type: code
                policy: queue
                label: { nl: Status, en: Status }
                codes:
                  proposed: { nl: Voorgesteld, en: Proposed }
                  active: { nl: Actief, en: Active }
                  paused: { nl: Onderbroken, en: Paused }
                  completed: { nl: Afgerond, en: Completed }
                  ended_by_client: { nl: Gestopt door cliënt, en: Ended by the client }
                  ended_other: { nl: Anders gestopt, en: Ended otherwise }
                  moved_away: { nl: Verhuisd, en: Moved away }
              acceptedOn: { type: date, policy: queue, label: { nl: Aanvaard op, en: Accepted on } }
              startedOn: { type: date, policy: queue, label: { nl: Begonnen op, en: Started on } }
              endedOn: { type: date, policy: queue, label: { nl: Geëindigd op, en: Ended on } }
              endReason:
                { type: text, max: 2000, policy: queue, label: { nl: Reden van einde, en: Reason for the end } }
              # Set by a person, never computed from a second detention
              recidivism.established:
                type: code
                policy: decide
                group: recidivism
                sensitivity: judicial
                label: { nl: Recidive vastgesteld, en: Recidivism established }
                codes: { yes: { nl: Ja, en: Yes }, no: { nl: Nee, en: No }, unknown: { nl: Onbekend, en: Unknown } }
              recidivism.on:
                type: date
                policy: decide
                group: recidivism
                sensitivity: judicial
                label: { nl: Vastgesteld op, en: Established on }
              recidivism.basis:
                type: text
                max: 2000
                policy: decide
                group: recidivism
                sensitivity: judicial
                label: { nl: Grond, en: Basis }

          action:
            label: { nl: Actie, en: Action }
            fields:
              title: { type: text, max: 300, policy: append, label: { nl: Titel, en: Title } }
              condition:
                { type: code, codes: condition, policy: append, label: { nl: Basisvoorwaarde, en: Condition } }
              measure: { type: code, codes: measure, policy: append, label: { nl: Maatregel, en: Measure } }
              template: { type: text, max: 100, policy: append, label: { nl: Sjabloon, en: Template } }
              assignee: { type: text, max: 100, policy: queue, label: { nl: Wie, en: Who } }
              dueOn: { type: date, policy: lww, label: { nl: Uiterlijk, en: Due on } }
              status:
                type: code
                policy: queue
                label: { nl: Status, en: Status }
                codes:
                  open: { nl: Open, en: Open }
                  doing: { nl: Bezig, en: Doing }
                  waiting: { nl: Wacht op derde, en: Waiting }
                  blocked: { nl: Geblokkeerd, en: Blocked }
                  done: { nl: Gedaan, en: Done }
                  cancelled: { nl: Vervallen, en: Cancelled }

          actionResult:
            label: { nl: Resultaat van een actie, en: Result of an action }
            append: true
            fields:
              action: { type: reference, to: action, required: true, label: { nl: Actie, en: Action } }
              note:
                { type: text, max: 5000, required: true, sensitivity: financial, label: { nl: Notitie, en: Note } }

          referral:
            label: { nl: Aanmelding, en: Referral }
            fields:
              programme:
                type: code
                policy: append
                sensitivity: financial
                label: { nl: Programma, en: Programme }
                codes:
                  kostwinners: { nl: Kostwinners, en: Kostwinners }
                  day_activity: { nl: Dagbesteding, en: Day activity }
                  shelter: { nl: Opvang (BCT), en: Shelter (BCT) }
                  care: { nl: Zorg, en: Care }
                  other: { nl: Anders, en: Other }
              provider: { type: text, max: 200, policy: append, label: { nl: Aanbieder, en: Provider } }
              municipality:
                { type: code, codes: municipality, policy: append, label: { nl: Gemeente, en: Municipality } }
              sentOn: { type: date, policy: append, notAfter: today, label: { nl: Aangemeld op, en: Sent on } }
              status:
                type: code
                policy: queue
                sensitivity: financial
                label: { nl: Status, en: Status }
                codes:
                  sent: { nl: Aangemeld, en: Sent }
                  accepted: { nl: Aangenomen, en: Accepted }
                  started: { nl: Begonnen, en: Started }
                  refused: { nl: Geweigerd, en: Refused }
                  waiting: { nl: Wacht, en: Waiting }
              startedOn:
                { type: date, policy: queue, sensitivity: financial, label: { nl: Begonnen op, en: Started on } }
              outcome:
                type: code
                policy: queue
                sensitivity: financial
                label: { nl: Uitkomst, en: Outcome }
                codes:
                  paid_work: { nl: Betaald werk, en: Paid work }
                  day_activity: { nl: Dagbesteding, en: Day activity }
                  training: { nl: Opleiding, en: Training }
                  none: { nl: Geen, en: None }
              obstacle: { type: code, codes: obstacle, policy: queue, label: { nl: Knelpunt, en: Obstacle } }

          benefitRequest:
            label: { nl: Aanvraag uitkering, en: Benefit request }
            fields:
              kind:
                type: code
                policy: append
                sensitivity: financial
                label: { nl: Soort, en: Kind }
                codes:
                  general: { nl: Algemene bijstand, en: General assistance }
                  special_assistance: { nl: Bijzondere bijstand, en: Special assistance }
              requestedByRole:
                type: code
                codes: role
                policy: append
                sensitivity: financial
                label: { nl: Gevraagd door, en: Requested by }
              startedOn:
                { type: date, policy: append, sensitivity: financial, label: { nl: Begonnen op, en: Started on } }
              decision.result:
                type: code
                policy: owner
                owner: benefit_officer
                group: decision
                sensitivity: financial
                label: { nl: Besluit, en: Decision }
                codes:
                  granted: { nl: Toegekend, en: Granted }
                  refused: { nl: Afgewezen, en: Refused }
                  withdrawn: { nl: Ingetrokken, en: Withdrawn }
              decision.motive:
                type: text
                max: 2000
                policy: owner
                owner: benefit_officer
                group: decision
                sensitivity: financial
                label: { nl: Motivering, en: Motive }
              decision.on:
                type: date
                policy: owner
                owner: benefit_officer
                group: decision
                sensitivity: financial
                label: { nl: Besloten op, en: Decided on }

          # Key: what the document is, such as special.bank_statement
          benefitDocument:
            label: { nl: Stuk bij een aanvraag, en: Document of a request }
            key: natural
            fields:
              request:
                { type: reference, to: benefitRequest, policy: queue, label: { nl: Aanvraag, en: Request } }
              kind:
                type: code
                policy: queue
                sensitivity: financial
                label: { nl: Soort, en: Kind }
                codes:
                  bank_statement: { nl: Bankafschrift, en: Bank statement }
                  tenancy_contract: { nl: Huurcontract, en: Tenancy contract }
                  detention_proof: { nl: Bewijs van detentie, en: Proof of detention }
                  other: { nl: Anders, en: Other }
              state:
                type: code
                policy: queue
                sensitivity: financial
                label: { nl: Stand, en: State }
                codes:
                  missing: { nl: Ontbreekt, en: Missing }
                  asked: { nl: Gevraagd, en: Asked for }
                  received: { nl: Ontvangen, en: Received }
                  unobtainable: { nl: Niet te krijgen, en: Unobtainable }

          suspension:
            label: { nl: Opschorting uitkering, en: Benefit suspension }
            fields:
              startsOn: { type: date, policy: queue, sensitivity: financial, label: { nl: Begint op, en: Starts on } }
              provenance: { type: code, codes: provenance, policy: queue, label: { nl: Bron, en: Source } }
              extendedToThreeMonths:
                type: boolean
                policy: owner
                owner: benefit_officer
                sensitivity: financial
                label: { nl: Verlengd tot drie maanden, en: Extended to three months }
              endedOn:
                type: date
                policy: owner
                owner: benefit_officer
                sensitivity: financial
                label: { nl: Beëindigd op, en: Ended on }

          searchPeriod:
            label: { nl: Zoektermijn, en: Search period }
            fields:
              registeredOn:
                type: date
                policy: owner
                owner: benefit_officer
                sensitivity: financial
                label: { nl: Aangemeld op, en: Registered on }
              waived:
                type: boolean
                policy: owner
                owner: benefit_officer
                sensitivity: financial
                label: { nl: Vrijgesteld, en: Waived }

          mailAddress:
            label: { nl: Briefadres, en: Mail address }
            fields:
              provider:
                type: code
                policy: queue
                sensitivity: financial
                label: { nl: Gever, en: Provider }
                codes:
                  zijlvest_39: { nl: Zijlvest 39, en: Zijlvest 39 }
                  stem_in_de_stad: { nl: Stem in de Stad, en: Stem in de Stad }
                  private: { nl: Particulier, en: Private person }
                  other: { nl: Anders, en: Other }
              decision.result:
                type: code
                policy: owner
                owner: id_desk
                group: decision
                sensitivity: financial
                label: { nl: Besluit, en: Decision }
                codes:
                  retained: { nl: Behouden, en: Retained }
                  granted: { nl: Toegekend, en: Granted }
                  refused: { nl: Afgewezen, en: Refused }
              decision.on:
                type: date
                policy: owner
                owner: id_desk
                group: decision
                sensitivity: financial
                label: { nl: Besloten op, en: Decided on }
              validFrom:
                { type: date, policy: queue, sensitivity: financial, label: { nl: Geldig van, en: Valid from } }
              validTo: { type: date, policy: queue, sensitivity: financial, label: { nl: Geldig tot, en: Valid to } }
              expectedDetentionMonths:
                type: integer
                min: 0
                max: 600
                policy: queue
                sensitivity: judicial
                label: { nl: Verwachte detentie in maanden, en: Expected detention in months }
              consultationWith:
                { type: code, codes: role, policy: queue, label: { nl: Overlegd met, en: Consulted with } }

          identityDocument:
            label: { nl: Identiteitsdocument, en: Identity document }
            fields:
              kind:
                type: code
                policy: queue
                label: { nl: Soort, en: Kind }
                codes:
                  passport: { nl: Paspoort, en: Passport }
                  id_card: { nl: Identiteitskaart, en: Identity card }
                  residence: { nl: Verblijfsdocument, en: Residence permit }
              state:
                type: code
                policy: queue
                label: { nl: Stand, en: State }
                codes:
                  none: { nl: Geen, en: None }
                  valid: { nl: Geldig, en: Valid }
                  expired: { nl: Verlopen, en: Expired }
                  lost: { nl: Kwijt, en: Lost }
                  requested: { nl: Aangevraagd, en: Requested }
                  issued: { nl: Uitgegeven, en: Issued }
              atMunicipality:
                { type: code, codes: municipality, policy: queue, label: { nl: Bij gemeente, en: At municipality } }
              appointmentOn: { type: date, policy: queue, label: { nl: Afspraak op, en: Appointment on } }
              issuedOn: { type: date, policy: queue, label: { nl: Uitgegeven op, en: Issued on } }
              validUntil: { type: date, policy: queue, label: { nl: Geldig tot, en: Valid until } }

          # Key: current, or a name of the plan
          housingPlan:
            label: { nl: Woonplan, en: Housing plan }
            key: natural
            fields:
              goal:
                type: code
                policy: queue
                sensitivity: financial
                label: { nl: Doel, en: Goal }
                codes:
                  keep: { nl: Woning behouden, en: Keep the home }
                  independent: { nl: Zelfstandig, en: Independent }
                  sheltered: { nl: Beschermd, en: Sheltered }
                  protected: { nl: Beschut, en: Protected }
                  shelter_bct: { nl: Opvang via BCT, en: Shelter through BCT }
                  with_family: { nl: Bij familie, en: With family }
                  other: { nl: Anders, en: Other }
              landlord:
                type: text
                max: 200
                policy: queue
                sensitivity: financial
                label: { nl: Verhuurder, en: Landlord }
              caretaker.asked:
                type: boolean
                policy: queue
                group: caretaker
                label: { nl: Huisbewaarder gevraagd, en: Caretaker asked for }
              caretaker.policy:
                type: code
                policy: queue
                group: caretaker
                label: { nl: Beleid verhuurder, en: Landlord's policy }
                codes:
                  possible: { nl: Mogelijk, en: Possible }
                  refuses: { nl: Weigert, en: Refuses }
                  unknown: { nl: Onbekend, en: Unknown }
              caretaker.courtRuling:
                type: boolean
                policy: queue
                group: caretaker
                sensitivity: judicial
                label: { nl: Uitspraak rechter nodig, en: Court ruling needed }
              caretaker.refusedBecause:
                type: code
                codes: obstacle
                policy: queue
                group: caretaker
                label: { nl: Reden weigering, en: Reason for refusal }
              bctReferredOn:
                type: date
                policy: lww
                sensitivity: financial
                label: { nl: Aangemeld bij BCT op, en: Referred to BCT on }

          nomination:
            label: { nl: Voordracht, en: Nomination }
            fields:
              year: { type: integer, min: 2000, max: 2100, policy: queue, label: { nl: Jaar, en: Year } }
              cooperates:
                { type: boolean, policy: queue, sensitivity: financial, label: { nl: Werkt mee, en: Cooperates } }
              guidable:
                type: boolean
                policy: queue
                sensitivity: financial
                label: { nl: Begeleidbaar, en: Can be guided }
              motivated:
                { type: boolean, policy: queue, sensitivity: financial, label: { nl: Gemotiveerd, en: Motivated } }
              proposedBy: { type: text, max: 64, policy: queue, label: { nl: Voorgedragen door, en: Proposed by } }
              committee.result:
                type: code
                policy: server
                group: committee
                sensitivity: financial
                label: { nl: Besluit commissie, en: Committee's decision }
                codes:
                  nominated: { nl: Voorgedragen, en: Nominated }
                  rejected: { nl: Afgewezen, en: Rejected }
                  quota_reached: { nl: Contingent bereikt, en: Quota reached }
                  deferred: { nl: Aangehouden, en: Deferred }
              committee.on:
                { type: date, policy: server, group: committee, label: { nl: Besloten op, en: Decided on } }

          forensicRoute:
            label: { nl: Forensische route, en: Forensic route }
            fields:
              kind:
                type: code
                policy: decide
                sensitivity: health
                label: { nl: Soort, en: Kind }
                codes:
                  no_framework: { nl: Zonder justitieel kader, en: Without a judicial framework }
                  framework: { nl: Met justitieel kader, en: With a judicial framework }
                  forensic_housing_ending:
                    nl: Forensisch beschermd wonen met aflopend kader
                    en: Forensic housing with an ending framework
                  no_diagnosis: { nl: Diagnostiek ontbreekt, en: Diagnosis missing }
                  isd_priority: { nl: ISD met voorrang, en: Persistent offender with priority }
              registeredOn:
                { type: date, policy: queue, sensitivity: health, label: { nl: Aangemeld op, en: Registered on } }
              careDecision.kind:
                type: code
                policy: owner
                owner: coordinator
                group: careDecision
                sensitivity: health
                label: { nl: Beschikking, en: Care decision }
                codes: { sheltered: { nl: Beschermd, en: Sheltered }, protected: { nl: Beschut, en: Protected } }
              careDecision.guaranteed:
                type: boolean
                policy: owner
                owner: coordinator
                group: careDecision
                sensitivity: health
                label: { nl: Garantie, en: Guaranteed }
              careDecision.on:
                type: date
                policy: owner
                owner: coordinator
                group: careDecision
                sensitivity: health
                label: { nl: Beschikking op, en: Decided on }
              waitlist.since:
                type: date
                policy: owner
                owner: coordinator
                sensitivity: health
                label: { nl: Op wachtlijst sinds, en: On the waiting list since }
              placement.provider:
                type: text
                max: 200
                policy: queue
                group: placement
                sensitivity: health
                label: { nl: Geplaatst bij, en: Placed with }
              placement.inRegion:
                type: boolean
                policy: queue
                group: placement
                sensitivity: health
                label: { nl: In de regio, en: In the region }
              placement.on:
                type: date
                policy: queue
                group: placement
                sensitivity: health
                label: { nl: Geplaatst op, en: Placed on }
              placement.purchasedTemporarily:
                type: boolean
                policy: queue
                group: placement
                sensitivity: health
                label: { nl: Tijdelijk ingekocht, en: Purchased for a time }

          debtConversation:
            label: { nl: Maatwerkgesprek schulden, en: Debt conversation }
            append: true
            fields:
              heldOn: { type: date, required: true, notAfter: today, label: { nl: Gehouden op, en: Held on } }
              by: { type: text, max: 64, label: { nl: Door, en: By } }
              cancelled: { type: boolean, label: { nl: Afgezegd, en: Cancelled } }
              topic.budgetManagement:
                { type: boolean, sensitivity: financial, label: { nl: Budgetbeheer, en: Budget management } }
              topic.budgetCoaching:
                { type: boolean, sensitivity: financial, label: { nl: Budgetcoaching, en: Budget coaching } }
              topic.mediation:
                { type: boolean, sensitivity: financial, label: { nl: Schuldbemiddeling, en: Mediation } }
              topic.information:
                { type: boolean, sensitivity: financial, label: { nl: Voorlichting, en: Information } }
              instrument.steunfonds023:
                { type: boolean, sensitivity: financial, label: { nl: 023 Steunfonds, en: 023 support fund } }
              instrument.newfuture: { type: boolean, sensitivity: financial, label: { nl: NewFuture, en: NewFuture } }
              instrument.administrationOrder:
                { type: boolean, sensitivity: financial, label: { nl: Bewindvoering, en: Administration order } }
              followUp: { type: text, max: 5000, sensitivity: financial, label: { nl: Vervolg, en: Follow-up } }

          consultation:
            label: { nl: Overleg, en: Consultation }
            append: true
            fields:
              on: { type: date, required: true, notAfter: today, label: { nl: Datum, en: Date } }
              by: { type: code, codes: role, required: true, label: { nl: Tussen, en: Between } }
              with: { type: code, codes: role, required: true, label: { nl: En, en: And } }
              about: { type: text, max: 200, label: { nl: Over, en: About } }
              conclusion: { type: text, max: 5000, sensitivity: financial, label: { nl: Conclusie, en: Conclusion } }

          # Key: CONDITION.RECIPIENT, such as debts.steunfonds
          consent:
            label: { nl: Toestemming of grondslag, en: Consent or legal basis }
            key: natural
            fields:
              condition:
                { type: code, codes: condition, policy: queue, label: { nl: Basisvoorwaarde, en: Condition } }
              recipient: { type: text, max: 200, policy: queue, label: { nl: Ontvanger, en: Recipient } }
              basis: { type: code, codes: legalBasis, policy: queue, label: { nl: Grondslag, en: Legal basis } }
              status:
                type: code
                codes: consentStatus
                policy: restrictive
                protective: [withdrawn]
                label: { nl: Stand, en: State }
              on: { type: date, policy: lww, label: { nl: Datum, en: Date } }
              formRef: { type: text, max: 100, policy: lww, label: { nl: Formulier, en: Form } }
              heardBy: { type: text, max: 64, policy: lww, label: { nl: Gehoord door, en: Heard by } }

          safetyNote:
            label: { nl: Veiligheidsnotitie, en: Safety note }
            fields:
              text: { type: text, max: 2000, policy: append, sensitivity: judicial, label: { nl: Tekst, en: Text } }
              until: { type: date, policy: decide, sensitivity: judicial, label: { nl: Geldig tot, en: Valid until } }

          partnerContact:
            label: { nl: Contact bij partner, en: Partner contact }
            fields:
              organisation: { type: text, max: 200, policy: lww, label: { nl: Organisatie, en: Organisation } }
              name: { type: text, max: 200, policy: lww, label: { nl: Naam, en: Name } }
              role: { type: text, max: 100, policy: lww, label: { nl: Rol, en: Role } }
              phone: { type: text, max: 40, policy: lww, label: { nl: Telefoon, en: Phone } }

          privateContact:
            label: { nl: Persoonlijk contact, en: Private contact }
            fields:
              name: { type: text, max: 200, policy: queue, sensitivity: third, label: { nl: Naam, en: Name } }
              relation:
                { type: text, max: 100, policy: queue, sensitivity: third, label: { nl: Relatie, en: Relation } }
              phone: { type: text, max: 40, policy: queue, sensitivity: third, label: { nl: Telefoon, en: Phone } }
              why:
                type: text
                max: 500
                policy: queue
                sensitivity: third
                label: { nl: Waarom nodig, en: Why needed }

        """#
}
