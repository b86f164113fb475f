import RingStore
import Timekeeping

/// Who may log in at the console. The first account is made with a code that was printed when the store was made, or by a
/// hand inside the enclosure; every other one by an account.
extension RecordStore {
    struct AccountEntry {
        var record: RecordID
        var account: Account
    }

    public static let accountLimit = 32

    /// By name.
    public var allAccounts: [Account] { accounts.values.map(\.account).sorted { $0.name < $1.name } }
    /// Somebody may log in.
    public var isClaimed: Bool { !accounts.isEmpty }

    /// A code was printed, and is good for something.
    public var hasCode: Bool { !printedCodes.isEmpty }

    /// Nil: there is no such account, or the passphrase is another one. Takes as long for both.
    public func account(
        _ name: AccountName, passphrase: UnsafeRawBufferPointer
    ) throws(RecordsError) -> Account? {
        guard let entry = accounts[name] else {
            HardenedSecret.waste(passphrase, key: consoleKey, work: AccountRecord.work)
            return nil
        }
        let record: AccountRecord = try open(entry.record)
        return record.passphrase.matches(passphrase, key: consoleKey) ? entry.account : nil
    }

    /// The code with which the first account can be made; the one before is good for nothing any more.
    /// - Throws: `.invalid` when there is an account already.
    public func makeClaimCode() throws(RecordsError) -> OneTimeCode {
        guard !isClaimed else { throw RecordsError(.alreadyClaimed) }
        var batch = ring.makeBatch()
        let (code, record) = try newCode(.claim)
        batch.add(record, expiry: .never)
        let old = printedCodes[.claim]
        do { printedCodes[.claim] = try ring.append(batch, to: .people)[0] } catch { throw RecordsError(.store(error)) }
        try erase([old])
        return code
    }

    /// Makes the first account, with the role that can make others.
    /// - Parameter code: what was printed; nil when a hand inside the enclosure stands for it.
    /// - Returns: the code that brings a lost passphrase back; nobody can read it again.
    public func claim(
        _ name: AccountName, code: UnsafeRawBufferPointer?, passphrase: UnsafeRawBufferPointer, at now: WallTime
    ) throws(RecordsError) -> OneTimeCode {
        guard !isClaimed else { throw RecordsError(.alreadyClaimed) }
        if let code { try check(code, .claim) }
        return try putResponsible(name, passphrase, "account.claimed", at: now)
    }

    /// A lost passphrase: the responsible person gets a new one, and a new code. Where no account with that role is left, for
    /// what happened to the flash, a new one is made.
    /// - Throws: `.notResponsible` for another name; the code stays good.
    public func recover(
        _ name: AccountName, code: UnsafeRawBufferPointer, passphrase: UnsafeRawBufferPointer, at now: WallTime
    ) throws(RecordsError) -> OneTimeCode {
        try check(code, .recovery)
        if accounts[name]?.account.role != .responsible { try checkIsNew(name) }
        return try putResponsible(name, passphrase, "account.recovered", at: now)
    }

    /// Another code that brings a lost passphrase back; the one before is good for nothing any more.
    /// - Parameter name: of the account with the role responsible that asks for it.
    public func renewRecoveryCode(for name: AccountName, at now: WallTime) throws(RecordsError) -> OneTimeCode {
        guard let account = accounts[name]?.account, account.role == .responsible else {
            throw RecordsError(.noSuchAccount)
        }
        let (code, record) = try newCode(.recovery)
        var batch = ring.makeBatch()
        batch.add(record, expiry: .never)
        let draft = JournalDraft(.processing, "account.new-code", detail: Self.words(account))
        let id = try commit(batch, draft, about: nil, at: now)[0]
        let old = printedCodes[.recovery]
        printedCodes[.recovery] = id
        try erase([old])
        return code
    }

    public func addAccount(
        _ name: AccountName, _ role: Role, passphrase: UnsafeRawBufferPointer, at now: WallTime
    ) throws(RecordsError) {
        guard accounts[name] == nil else { throw RecordsError(.accountTaken) }
        try checkRoom()
        let account = Account(name: name, role: role, lastDay: today + Account.longestDays, since: today)
        try put(AccountRecord(account: account, passphrase: try hardened(passphrase)), "account.added", at: now)
    }

    public func setPassphrase(
        of name: AccountName, _ passphrase: UnsafeRawBufferPointer, at now: WallTime
    ) throws(RecordsError) {
        guard let account = accounts[name]?.account else { throw RecordsError(.noSuchAccount) }
        let record = AccountRecord(account: account, passphrase: try hardened(passphrase))
        try put(record, "account.passphrase", at: now)
    }

    /// Somebody has looked at what this account may do, and it may go on.
    /// - Returns: the new last day.
    public func renewAccount(_ name: AccountName, days: Int, at now: WallTime) throws(RecordsError) -> CivilDay {
        guard let entry = accounts[name] else { throw RecordsError(.noSuchAccount) }
        guard (1...Account.longestDays).contains(days) else {
            throw RecordsError(.invalid("rights last 1…\(Account.longestDays) days"))
        }
        var record: AccountRecord = try open(entry.record)
        record.account.lastDay = today + days
        try put(record, "account.renewed", at: now)
        return record.account.lastDay
    }

    /// Erased before this returns.
    public func removeAccount(_ name: AccountName, at now: WallTime) throws(RecordsError) {
        guard let entry = accounts[name] else { throw RecordsError(.noSuchAccount) }
        let others = accounts.values.filter { $0.account.name != name }
        guard others.contains(where: { $0.account.role == .responsible }) else {
            throw RecordsError(.invalid("the last account with the role \(Role.responsible.word) stays"))
        }
        // The line comes after: it says what is so. Who asked for it stands in the journal already.
        let receipt = try storing { () throws(RingStoreError) in try ring.delete([entry.record], in: .people) }
        accounts[name] = nil
        try journalErasure("account.removed", Self.words(entry.account), receipt, about: nil, at: now)
    }

    // MARK: parts

    /// Nobody is left who could make an account, and there is room for this one.
    private func checkIsNew(_ name: AccountName) throws(RecordsError) {
        let isLost = !accounts.values.contains { $0.account.role == .responsible }
        guard isLost, accounts[name] == nil else { throw RecordsError(.notResponsible) }
        try checkRoom()
    }

    private func checkRoom() throws(RecordsError) {
        guard accounts.count < Self.accountLimit else {
            throw RecordsError(.invalid("there are at most \(Self.accountLimit) accounts"))
        }
    }

    private func check(_ typed: UnsafeRawBufferPointer, _ purpose: CodeRecord.Purpose) throws(RecordsError) {
        guard let record = printedCodes[purpose], let typedCode = OneTimeCode.normalised(typed) else {
            throw RecordsError(.wrongCode)
        }
        let code: CodeRecord = try open(record)
        guard code.code.matches(typedCode.readOnly, key: consoleKey) else {
            throw RecordsError(.wrongCode)
        }
    }

    private func newCode(_ purpose: CodeRecord.Purpose) throws(RecordsError) -> (OneTimeCode, CodeRecord) {
        let code = OneTimeCode(entropy: entropy)
        let secret = code.bytes.withUnsafeBytes {
            HardenedSecret($0, key: consoleKey, work: CodeRecord.work, entropy: entropy)
        }
        guard let secret else { throw RecordsError(.invalid("no memory for Argon2id")) }
        return (code, CodeRecord(purpose: purpose, code: secret))
    }

    private func hardened(_ passphrase: UnsafeRawBufferPointer) throws(RecordsError) -> HardenedSecret {
        let range = Account.passphraseBytes
        guard range.contains(passphrase.count) else {
            throw RecordsError(.invalid("a passphrase has \(range.lowerBound)…\(range.upperBound) bytes"))
        }
        guard let secret = HardenedSecret(passphrase, key: consoleKey, work: AccountRecord.work, entropy: entropy)
        else { throw RecordsError(.invalid("no memory for Argon2id")) }
        return secret
    }

    /// The account and the code that brings it back are there together or not at all. What was before is erased, and not only
    /// replaced: a used code, or a passphrase that was changed, must not come back with an older block.
    private func putResponsible(
        _ name: AccountName, _ passphrase: UnsafeRawBufferPointer, _ kind: String, at now: WallTime
    ) throws(RecordsError) -> OneTimeCode {
        let account = Account(name: name, role: .responsible, lastDay: today + Account.longestDays, since: today)
        let record = AccountRecord(account: account, passphrase: try hardened(passphrase))
        let (code, codeRecord) = try newCode(.recovery)
        var batch = ring.makeBatch()
        batch.add(record, expiry: .never)
        batch.add(codeRecord, expiry: .never)
        let ids = try commit(
            batch, JournalDraft(.processing, kind, detail: Self.words(account)), about: nil, at: now)
        let old = [accounts[name]?.record] + CodeRecord.Purpose.allCases.map { printedCodes[$0] }
        accounts[name] = AccountEntry(record: ids[0], account: account)
        printedCodes = [.recovery: ids[1]]
        try erase(old)
        return code
    }

    private func put(_ record: AccountRecord, _ kind: String, at now: WallTime) throws(RecordsError) {
        let name = record.account.name
        var batch = ring.makeBatch()
        batch.add(record, expiry: .never)
        let draft = JournalDraft(.processing, kind, detail: Self.words(record.account))
        let id = try commit(batch, draft, about: nil, at: now)[0]
        let old = accounts[name]?.record
        accounts[name] = AccountEntry(record: id, account: record.account)
        try erase([old])
    }

    private func erase(_ records: [RecordID?]) throws(RecordsError) {
        let records = records.compactMap { $0 }
        if records.isEmpty { return }
        _ = try storing { () throws(RingStoreError) in try ring.delete(records, in: .people) }
    }

    private static func words(_ account: Account) -> String {
        "\(account.name), \(account.role.word), until \(account.lastDay)"
    }
}
