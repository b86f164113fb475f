import FaceCore
import RingStore
import Timekeeping

@testable import Controller
@testable import Records

/// A store that keeps everything in memory and can be broken: the tests' storage thread.
struct MemoryStore {
    struct Person {
        var summary: PersonSummary
        var card: SecretText?
        var pin: SecretText
        var duress: SecretText?

        func outcome(of pin: SecretText) -> StorageOutcome {
            if pin == self.pin { return .person(summary) }
            return pin == duress ? .underDuress(summary) : .person(nil)
        }
    }

    var people: [String: Person] = [:]
    var journal: [LogEntry] = []
    var accounts: [AccountName: (account: Account, passphrase: SecretText)] = [:]
    let code = SecretText("CODE".utf8)
    var times: [WallTime] = []
    var uptimes: [Uptime] = []
    /// Takes nothing more.
    var fullJournal: Journal?
    /// Of the last line of each journal that was refused.
    private var refusedRuns: [Journal: UInt64] = [:]
    var isBroken = false
    /// What the store says of the clock.
    var clockDoubt: ClockDoubt?
    var rules: [AccessRule.Key: AccessRule] = [:]
    private var sortedRules: [AccessRule] { rules.values.sorted { $0.key < $1.key } }
    /// Which clocks two people said to be right.
    var confirmedClocks: [ClockReading] = []
    private var nextID: UInt64 = 1

    mutating func carryOut(_ request: StorageRequest) -> StorageOutcome {
        let line = request.line
        if let line, let refused = refusedRuns[line.journal], line.run <= refused {
            return .failed("the line before it was not taken")
        }
        if isBroken || line.map({ $0.journal == fullJournal }) == true {
            if let line { refusedRuns[line.journal] = line.run }
            return .failed("broken on purpose")
        }
        switch request {
        case .journal(let entry, let stamp):
            journal.append(entry)
            times.append(stamp.time)
            uptimes.append(stamp.uptime)
            return .done
        case .grantFace(let entry, let id, let stamp):
            guard people.values.contains(where: { $0.summary.id == id && $0.summary.templateLastDay != nil }) else {
                return .notClaimable
            }
            journal.append(entry)
            times.append(stamp.time)
            uptimes.append(stamp.uptime)
            return .done
        case .findCard(let card): return .person(people.values.first { $0.card == card }?.summary)
        case .verifyNumber(let number, let pin):
            return people[number]?.outcome(of: pin) ?? .person(nil)
        case .verifyPIN(let id, let pin):
            return people.values.first { $0.summary.id == id }?.outcome(of: pin) ?? .person(nil)
        case .claim(let number):
            guard let person = people[number], person.summary.templateLastDay != nil else { return .notClaimable }
            return .claimed(person.summary, .forTests)
        case .enrol(let token, _):
            let number = people.first { $0.value.summary.id == token.content.person }!.key
            people[number]!.summary.templateLastDay = token.content.lastDay
            return .enrolled(receipt: "E-1", lastDay: token.content.lastDay)
        case .withdraw(let id):
            let number = people.first { $0.value.summary.id == id }!.key
            people[number]!.summary.templateLastDay = nil
            return .withdrawn(receipt: "W-1")
        case .expire(let today): return .expired(expire(today), doubt: clockDoubt)
        case .addPerson(let person): return add(person)
        case .removePerson(let number):
            return people.removeValue(forKey: number) == nil ? .failed("nobody") : .said("gone")
        case .listPeople(let after, let limit):
            let rest = people.values.map(\.summary).sorted { $0.number < $1.number }.filter { $0.number > after ?? "" }
            return .people(Array(rest.prefix(limit)), isEnd: rest.count <= limit)
        case .findPerson(let number): return .person(people[number]?.summary)
        case .addPeople(let people):
            for person in people { _ = add(person) }
            return .said("\(people.count) people added")
        case .setPIN(let number, let pin):
            people[number]?.pin = pin
            return people[number] == nil ? .failed("nobody") : .said("changed")
        case .setDuressPIN(let number, let pin):
            people[number]?.duress = pin
            return people[number] == nil ? .failed("nobody") : .said("changed")
        case .addVisitor(let number, let group, let day):
            var person = PersonRequest(number: number, card: nil, pin: SecretText("246802".utf8), lastDay: day)
            person.rights = AccessRights(groups: [group], validFrom: day)
            _ = add(person)
            people[number]!.summary.rights = person.rights
            return .visitor(pin: "246802")
        case .addCard(let number, let card):
            people[number]?.card = card
            return people[number] == nil ? .failed("nobody") : .said("changed")
        case .withdrawFace(let number):
            guard people[number]?.summary.templateLastDay != nil else { return .failed("no face is enrolled") }
            people[number]!.summary.templateLastDay = nil
            return .said("deleted")
        case .exportJournal, .storeFigures, .expiries: return .lines(["line"], isEnd: true)
        case .verifyStore: return .said("ok")
        case .journalTail, .verifyJournal: return .said("ok")
        case .account(let request): return carryOut(request)
        case .confirmClock(let seen):
            confirmedClocks.append(seen)
            clockDoubt = nil
            return .said("believed")
        case .wipe:
            (people, accounts, rules) = ([:], [:], [:])
            return .lines(["certificate"], isEnd: true)
        case .certificate: return .lines(["certificate"], isEnd: true)
        case .statistics: return .statistics(StoreStatistics())
        case .accessRules: return .rules(sortedRules)
        case .putRules(let changed):
            for rule in changed { rules[rule.key] = rule }
            return .rules(sortedRules)
        case .removeRule(let key):
            rules[key] = nil
            return .rules(sortedRules)
        case .setAccess(let number, let change):
            guard var person = people[number] else { return .failed("nobody") }
            if let groups = change.groups { person.summary.rights.groups = groups.map(\.text) }
            if let from = change.from { person.summary.rights.validFrom = from.day }
            if let isExtended = change.isExtended { person.summary.rights.isExtended = isExtended }
            people[number] = person
            return .said("changed")
        case .checkPeople(let people): return .said("\(people.count) people could be added")
        }
    }

    private func wrongSecret(_ name: AccountName) -> StorageOutcome { .wrongSecret(isKnown: accounts[name] != nil) }

    private mutating func carryOut(_ request: AccountRequest) -> StorageOutcome {
        switch request {
        case .login(let name, let passphrase):
            guard let entry = accounts[name], entry.passphrase == passphrase else { return wrongSecret(name) }
            return .login(entry.account)
        case .claim(let name, let given, let passphrase):
            guard accounts.isEmpty else { return .failed("claimed") }
            guard given == nil || given == code else { return wrongSecret(name) }
            addAccount(name, .responsible, passphrase)
            return .code("RECOVERY")
        case .recover(let name, let given, let passphrase):
            guard given == code else { return wrongSecret(name) }
            addAccount(name, .responsible, passphrase)
            return .code("RECOVERY")
        case .newCode(let name, let passphrase):
            return accounts[name]?.passphrase == passphrase ? .code("RECOVERY 2") : wrongSecret(name)
        case .list: return .accounts(accounts.values.map(\.account).sorted { $0.name < $1.name })
        case .add(let name, let role, let passphrase):
            addAccount(name, role, passphrase, since: CivilDay(number: 20_514))
            return .said("added")
        case .renew(let name, let days):
            accounts[name]!.account.lastDay = CivilDay(number: 20_514) + days
            return .said("renewed")
        case .remove(let name): return accounts.removeValue(forKey: name) == nil ? .failed("nobody") : .said("gone")
        case .setPassphrase(let name, let old, let new):
            guard accounts[name]?.passphrase == old else { return wrongSecret(name) }
            accounts[name]!.passphrase = new
            return .said("changed")
        }
    }

    /// Rights until a day after the rig's first.
    mutating func addAccount(
        _ name: AccountName, _ role: Role, _ passphrase: SecretText, since: CivilDay = CivilDay(number: 20_000)
    ) {
        let account = Account(name: name, role: role, lastDay: CivilDay(number: 20_514) + 1, since: since)
        accounts[name] = (account, passphrase)
    }

    private mutating func add(_ person: PersonRequest) -> StorageOutcome {
        let summary = PersonSummary(
            id: PersonID(rawValue: nextID), number: person.number, hasCard: person.card != nil, hasPIN: true,
            templateLastDay: nil)
        nextID += 1
        people[person.number] = Person(summary: summary, card: person.card, pin: person.pin)
        return .said("added")
    }

    private mutating func expire(_ today: CivilDay) -> [ExpiredSubject] {
        var gone: [ExpiredSubject] = []
        for (number, person) in people {
            guard let lastDay = person.summary.templateLastDay, lastDay < today else { continue }
            people[number]!.summary.templateLastDay = nil
            gone.append(ExpiredSubject(receipt: "X-\(number)", lastDay: lastDay))
        }
        return gone
    }
}

extension References {
    /// Templates of nobody.
    static var forTests: References {
        References(
            FaceTemplates(
                person: PersonID(rawValue: 1), receipt: ReceiptID(number: 1), packDigest: [], key: TemplateKey { _ in },
                templates: TemplateSet()))
    }
}

extension CapturedTemplates {
    static var forTests: CapturedTemplates {
        CapturedTemplates(key: EnrolmentKey(from: SeededEntropy(seed: 1)), templates: TemplateSet(), packDigest: [])
    }
}
