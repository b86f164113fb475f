import Controller
import Records
import Timekeeping

/// A store that keeps accounts and answers like one; its people have numbers that nobody types.
struct StoreDouble {
    /// Begins every number of the store's own people: on a screen it is personal data.
    static let canary = Array("777700".utf8)
    static let names = ["anna", "bert", "carl", "dora"]
    static func passphrase(of name: String) -> String { "correct horse of \(name)" }

    private var accounts: [AccountName: (account: Account, passphrase: SecretText)] = [:]
    private let people: [PersonSummary]
    private let lastDay: CivilDay
    private var exported = 0
    private var rules: [AccessRule] = []

    /// One account of each role, by the order of their names.
    init(lastDay: CivilDay) {
        self.lastDay = lastDay
        people = (1...40).map { number in
            let id = PersonID(rawValue: UInt64(number))
            let day: CivilDay? = number % 3 == 0 ? lastDay : nil
            return PersonSummary(
                id: id, number: "7777000\(10 + number)", hasCard: number % 2 == 0, hasPIN: true, templateLastDay: day)
        }
        for (name, role) in zip(Self.names, [Role.responsible, .maintainer, .auditor, .installer]) {
            put(AccountName(name)!, role, SecretText(Self.passphrase(of: name).utf8))
        }
    }

    private mutating func put(_ name: AccountName, _ role: Role, _ passphrase: SecretText) {
        accounts[name] = (
            Account(name: name, role: role, lastDay: lastDay, since: CivilDay(number: 20_000)), passphrase
        )
    }

    mutating func carryOut(_ request: StorageRequest) -> StorageOutcome {
        switch request {
        case .journal: .done
        case .statistics: .statistics(StoreStatistics())
        case .expire: .expired([], doubt: nil)
        case .listPeople(let after, _): listPeople(after)
        case .addPerson(let person): .said("\(person.number) added")
        case .removePerson(let number): .said("\(number) removed")
        case .journalTail(let count): .journal(lines(count))
        case .verifyJournal: .said("the chain holds")
        case .confirmClock: .said("the clock is believed")
        case .account(let request): carryOut(request)
        case .exportJournal(_, let isNext): export(isNext: isNext)
        case .findPerson(let number): .person(people.first { $0.number == number })
        case .addPeople(let people): .said("\(people.count) people added")
        case .setPIN(let number, _), .setDuressPIN(let number, _), .addCard(let number, _): .said("\(number) changed")
        case .addVisitor: .visitor(pin: "246802")
        case .withdrawFace: .failed("no face is enrolled")
        case .storeFigures, .expiries: .lines(["77770001 is nobody's figure"], isEnd: true)
        case .verifyStore: .said("every record opens")
        case .wipe: wipe()
        case .certificate: .lines(["certificate"], isEnd: true)
        case .accessRules: .rules(rules)
        case .putRules(let changed): put(changed)
        case .removeRule(let key): remove(key)
        case .setAccess(let number, _): .said("\(number) changed")
        case .checkPeople(let people): .said("\(people.count) people could be added")
        default: .failed("this store has no such thing")
        }
    }

    private mutating func put(_ changed: [AccessRule]) -> StorageOutcome {
        let keys = Set(changed.map(\.key))
        rules = rules.filter { !keys.contains($0.key) } + changed
        return .rules(rules)
    }

    private mutating func remove(_ key: AccessRule.Key) -> StorageOutcome {
        rules.removeAll { $0.key == key }
        return .rules(rules)
    }

    private mutating func wipe() -> StorageOutcome {
        accounts = [:]
        return .lines((1...30).map { "certificate line \($0)" }, isEnd: true)
    }

    /// In pieces of fifteen.
    private func listPeople(_ after: String?) -> StorageOutcome {
        let rest = people.filter { $0.number > after ?? "" }
        return .people(Array(rest.prefix(15)), isEnd: rest.count <= 15)
    }

    /// Five pieces, each with the number of somebody.
    private mutating func export(isNext: Bool) -> StorageOutcome {
        exported = isNext ? exported + 1 : 1
        return .lines((0..<40).map { "\($0) 77770001" }, isEnd: exported >= 5)
    }

    /// As many as asked for, with the number of somebody in them: a screen that shows them shows personal data.
    private func lines(_ count: Int) -> [JournalText] {
        (0..<count).map { number in
            JournalText(
                sequence: UInt64(number), time: WallTime(seconds: 1_772_413_200 + Int64(number)),
                text: "processing  console  77770001 was looked at, 门口 and a few words more, to fill the line")
        }
    }

    private func wrongSecret(_ name: AccountName) -> StorageOutcome { .wrongSecret(isKnown: accounts[name] != nil) }

    private mutating func carryOut(_ request: AccountRequest) -> StorageOutcome {
        switch request {
        case .login(let name, let passphrase):
            guard let entry = accounts[name], entry.passphrase == passphrase else { return wrongSecret(name) }
            return .login(entry.account)
        case .claim(let name, let code, let passphrase):
            guard accounts.isEmpty, code == nil else { return wrongSecret(name) }
            put(name, .responsible, passphrase)
            return .code("RECOVERY")
        case .recover(let name, _, _): return wrongSecret(name)
        case .newCode(let name, let passphrase):
            return accounts[name]?.passphrase == passphrase ? .code("RECOVERY") : wrongSecret(name)
        case .list: return .accounts(accounts.values.map(\.account).sorted { $0.name < $1.name })
        case .add(let name, let role, let passphrase):
            if accounts.count < 32 { put(name, role, passphrase) }
            return .said("added")
        case .renew: return .said("renewed")
        case .remove(let name): return accounts.removeValue(forKey: name) == nil ? .failed("nobody") : .said("gone")
        case .setPassphrase(let name, let old, let new):
            guard let entry = accounts[name], entry.passphrase == old else { return wrongSecret(name) }
            accounts[name]!.passphrase = new
            return .said("changed")
        }
    }
}
