import Controller
import Law
import Records
import RingStore
import Timekeeping

/// Carries out the Controller's storage jobs on the record store. Belongs to the storage thread.
final class StorageWorker {
    let records: RecordStore
    /// Decides which consents still fit what the site does (R35).
    let notice: Notice
    /// Templates of another pack cannot be compared with this one's.
    let packDigest: [UInt8]?
    private let clock: any TerminalClock
    /// A job that takes many steps, between two of them.
    enum Unfinished {
        case expiry(RecordsExpiry, ClockDoubt?)
        /// - found: of the journals that were followed to their end.
        case verification(JournalCheck, found: [String])
        case storeCheck(RecordsCheck)
        /// - added: those before.
        case additions([PersonRequest], added: Int)
    }
    var unfinished: Unfinished?
    /// A journal on its way to a console, piece by piece.
    var export: JournalExport?

    init(_ records: RecordStore, notice: Notice, packDigest: [UInt8]?, clock: any TerminalClock) {
        self.records = records
        self.notice = notice
        self.packDigest = packDigest
        self.clock = clock
    }

    var now: WallTime { clock.read().wall }

    /// Durable when it returns.
    /// - Parameter time: by which days end.
    /// - Returns: nil when the job was begun and is not finished: `goOn`. Short ones may be carried out in between.
    func carryOut(_ request: StorageRequest, believing time: BelievedTime) -> StorageOutcome? {
        do throws(RecordsError) {
            switch request {
            case .expire(let today): return try beginExpiry(today, time)
            case .verifyJournal:
                unfinished = beginVerification()
                return nil
            case .verifyStore:
                unfinished = .storeCheck(RecordsCheck(of: records))
                return nil
            case .addPeople(let people):
                try check(people)
                unfinished = .additions(people, added: 0)
                return nil
            default: return try carryOutAtOnce(request)
            }
        } catch { return .failed(error.description) }
    }

    /// One step more of the job that is not finished. Each takes a few milliseconds, or one batch on flash.
    /// - Returns: nil when there is still more to do.
    func goOn() -> StorageOutcome? {
        guard let job = unfinished else { preconditionFailure("nothing was begun") }
        unfinished = nil
        do throws(RecordsError) {
            switch job {
            case .expiry(let expiry, let doubt): return try goOn(with: expiry, doubt)
            case .verification(let check, let found): return try goOn(verifying: check, found: found)
            case .storeCheck(let check): return try goOn(checking: check)
            case .additions(let people, let added): return try goOn(adding: people, added)
            }
        } catch { return .failed(error.description) }
    }

    private func carryOutAtOnce(_ request: StorageRequest) throws(RecordsError) -> StorageOutcome {
        return switch request {
        case .journal(let entry, let stamp): try write(entry, at: stamp)
        case .grantFace(let entry, let person, let stamp): try grantFace(entry, to: person, at: stamp)
        case .findCard(let card): .person(card.withBytes { records.person(cardNumber: $0) }.map(summary))
        case .verifyNumber(let number, let pin): try verify(number, pin)
        case .verifyPIN(let id, let pin): try verify(id, pin)
        case .claim(let number): try claim(number)
        case .enrol(let token, let captured): try enrol(token, captured)
        case .withdraw(let id): try withdraw(id)
        case .addPerson(let person): try add(person)
        case .removePerson(let number): try remove(number)
        case .listPeople(let after, let limit): list(after, limit)
        case .findPerson(let number): .person(PersonalNumber(number).flatMap(records.person(number:)).map(summary))
        case .setPIN(let number, let pin): try setPIN(number, pin)
        case .setDuressPIN(let number, let pin): try setDuressPIN(number, pin)
        case .addVisitor(let number, let group, let day): try addVisitor(number, group, day)
        case .addCard(let number, let card): try addCard(number, card)
        case .withdrawFace(let number): try withdrawFace(number)
        case .exportJournal(let journal, let isNext): try export(journal, isNext: isNext)
        case .storeFigures: .lines(StoreStatsCommand.lines(records), isEnd: true)
        case .expiries: .lines(expiryLines, isEnd: true)
        case .journalTail(let count): try tail(count)
        case .statistics: .statistics(statistics)
        case .account(let request): try carryOut(request)
        case .wipe: .lines(try wipe(), isEnd: true)
        case .certificate: try certificate()
        case .accessRules: .rules(records.accessRules)
        case .putRules(let rules): try put(rules)
        case .removeRule(let key): try remove(key)
        case .setAccess(let number, let change): try setAccess(number, change)
        case .checkPeople(let people): examine(people)
        case .confirmClock: preconditionFailure("the keeper's")
        case .expire, .verifyJournal, .verifyStore, .addPeople: preconditionFailure("takes many steps")
        }
    }

    // MARK: - People

    func summary(_ person: Person) -> PersonSummary {
        PersonSummary(
            id: person.id, number: person.personalNumber.digits, hasCard: records.hasCard(person.id),
            hasPIN: records.hasPIN(person.id), templateLastDay: records.faceLastDay(of: person.id),
            name: person.displayName, lastDay: person.validThrough, rights: records.accessRights(of: person.id))
    }

    private func verify(_ number: String, _ pin: SecretText) throws(RecordsError) -> StorageOutcome {
        guard let number = PersonalNumber(number) else { return .person(nil) }
        let found = try pin.withBytes { (bytes) throws(RecordsError) in try records.person(number: number, pin: bytes) }
        return checked(found?.person, found?.match)
    }

    private func checked(_ person: Person?, _ match: PINMatch?) -> StorageOutcome {
        guard let person, let match else { return .person(nil) }
        return match == .own ? .person(summary(person)) : .underDuress(summary(person))
    }

    private func verify(_ id: PersonID, _ pin: SecretText) throws(RecordsError) -> StorageOutcome {
        let match = try pin.withBytes { (bytes) throws(RecordsError) in try records.matchPIN(bytes, of: id) }
        return checked(records.person(id), match)
    }

    private func add(_ person: PersonRequest) throws(RecordsError) -> StorageOutcome {
        try put(person)
        return .said(
            "\(person.number) added, with \(person.card == nil ? "number + PIN" : "card + PIN and number + PIN"); no template"
        )
    }

    func put(_ person: PersonRequest) throws(RecordsError) {
        guard let number = PersonalNumber(person.number) else {
            throw RecordsError(.invalid("a personal number has 1...12 digits"))
        }
        try person.pin.withBytes { (pin) throws(RecordsError) in
            guard let card = person.card else {
                _ = try records.addPerson(
                    number, displayName: person.name, validThrough: person.lastDay, rights: person.rights, pin: pin,
                    at: now)
                return
            }
            try card.withBytes { (card) throws(RecordsError) in
                _ = try records.addPerson(
                    number, displayName: person.name, validThrough: person.lastDay, rights: person.rights,
                    cardNumber: card, pin: pin, at: now)
            }
        }
    }

    private func remove(_ number: String) throws(RecordsError) -> StorageOutcome {
        guard let person = PersonalNumber(number).flatMap(records.person(number:)) else {
            return .failed("nobody has the number \(number)")
        }
        let receipt = try records.removePerson(person.id, at: now)
        return .said("\(number) removed with everything kept about them; blocks \(receipt.words)")
    }

    // MARK: - Faces

    private func claim(_ number: String) throws(RecordsError) -> StorageOutcome {
        guard let person = PersonalNumber(number).flatMap(records.person(number:)),
            let consent = records.faceReceipt(of: person.id).flatMap(records.consent), isUsable(consent),
            let faces = try records.templates(of: person.id), faces.packDigest == packDigest
        else { return .notClaimable }
        return .claimed(summary(person), References(faces))
    }

    /// The references were loaded a moment ago; the consent may have ended since.
    private func grantFace(
        _ entry: LogEntry, to person: PersonID, at stamp: LineStamp
    ) throws(RecordsError) -> StorageOutcome {
        guard let consent = records.faceReceipt(of: person).flatMap(records.consent), isUsable(consent) else {
            return .notClaimable
        }
        return try write(entry, at: stamp)
    }

    private func isUsable(_ consent: Consent) -> Bool {
        guard let terms = ConsentTerms(consent.content) else { return false }
        return notice.standing(of: terms) != .stale
    }

    private func enrol(_ token: ConsentToken, _ captured: CapturedTemplates) throws(RecordsError) -> StorageOutcome {
        let enrolment = try records.enrol(
            token, templates: captured.templates, key: captured.key, packDigest: captured.packDigest, at: now)
        return .enrolled(receipt: enrolment.receipt.description, lastDay: enrolment.lastDay)
    }

    private func withdraw(_ id: PersonID) throws(RecordsError) -> StorageOutcome {
        guard let receipt = records.faceReceipt(of: id) else { return .failed("no face is enrolled") }
        _ = try records.withdraw(id, at: now)
        return .withdrawn(receipt: receipt.description)
    }

    /// Also keeps the time that has passed, so that no clock can go back behind it (R19).
    private func beginExpiry(_ today: CivilDay, _ time: BelievedTime) throws(RecordsError) -> StorageOutcome? {
        let expiry = try records.beginExpiry(today: today, believed: records.day(of: time.wall), at: now)
        try records.raiseFloor(to: time.wall)
        return try goOn(with: expiry, time.doubt)
    }

    /// What has ended is gone already; one batch more of how it ended.
    private func goOn(with expiry: RecordsExpiry, _ doubt: ClockDoubt?) throws(RecordsError) -> StorageOutcome? {
        var expiry = expiry
        if try records.goOn(with: &expiry, at: now) {
            unfinished = .expiry(expiry, doubt)
            return nil
        }
        return .expired(
            expiry.faces.map { ExpiredSubject(receipt: $0.receipt.description, lastDay: $0.lastDay) }, doubt: doubt)
    }

    private var statistics: StoreStatistics {
        let from = records.statistics
        var to = StoreStatistics()
        to.accountLastDays = records.allAccounts.map(\.lastDay)
        to.accounts = to.accountLastDays.count
        to.hasCode = records.hasCode
        to.people = from.people
        to.peopleWithTemplates = from.peopleWithTemplates
        to.nextExpiry = from.nextTemplateExpiry
        let rings = [from.peopleRing, from.processingJournal, from.doorJournal]
        to.blocksUsed = rings.reduce(0) { $0 + $1.blocks - $1.blankBlocks }
        to.blocksFree = rings.reduce(0) { $0 + $1.blankBlocks }
        to.eraseCountMinimum = UInt64(from.wear.lowerBound)
        to.eraseCountMaximum = UInt64(from.wear.upperBound)
        to.erasure = from.promises.erasureWords
        to.consents = tally
        to.journalKey = records.identity.description
        return to
    }

    private var tally: ConsentTally {
        var tally = ConsentTally()
        for (terms, count) in records.facesByTerms {
            guard let terms else {
                tally.templatesWithoutConsent += count
                continue
            }
            switch ConsentTerms(terms).map(notice.standing) ?? .stale {
            case .valid: tally.valid += count
            case .toBeTold: tally.toBeTold += count
            case .stale: tally.stale += count
            }
        }
        return tally
    }
}

extension ConsentTerms {
    /// What the record of a consent says about its terms.
    init?(_ content: ConsentContent) { self.init(AgreedTerms(content)) }

    init?(_ terms: AgreedTerms) {
        guard let material = NoticeDigest(bytes: terms.materialDigest),
            let text = NoticeDigest(bytes: terms.textDigest)
        else { return nil }
        self.init(materialDigest: material, textDigest: text, retentionDays: terms.retentionDays)
    }
}

extension ErasureReceipt {
    /// `3 7 erased and verified blank`, and what the medium cannot promise.
    var words: String {
        let numbers = blocks.map { String($0.number) }.joined(separator: " ")
        let worn = unerasedBlocks.map { String($0.number) }.joined(separator: " ")
        return "\(numbers) erased and verified blank\(isPhysical ? "" : " (logical on this medium)")"
            + (worn.isEmpty ? "" : "; \(worn) took no erase and may keep a copy")
    }
}
