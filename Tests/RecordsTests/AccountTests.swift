import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

@Suite("Accounts at the console") struct AccountTests {
    private let flash: LabFlash
    private let anna = AccountName("anna")!, bert = AccountName("bert")!

    init() throws { flash = try Bench.formatted() }

    private func claimed(_ store: RecordStore) throws -> OneTimeCode {
        let code = try store.makeClaimCode()
        return try withSecrets("correct horse", code.description) { passphrase, code in
            try store.claim(anna, code: code, passphrase: passphrase, at: Bench.now)
        }
    }

    @discardableResult
    private func withSecrets<R>(
        _ a: String, _ b: String, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> R
    ) rethrows -> R {
        try Array(a.utf8).withUnsafeBytes { a in try Array(b.utf8).withUnsafeBytes { b in try body(a, b) } }
    }

    private func add(_ name: AccountName, _ role: Role, _ passphrase: String, _ store: RecordStore) throws {
        try Array(passphrase.utf8).withUnsafeBytes {
            try store.addAccount(name, role, passphrase: $0, at: Bench.now)
        }
    }

    private func account(_ name: AccountName, _ passphrase: String, _ store: RecordStore) throws -> Account? {
        try Array(passphrase.utf8).withUnsafeBytes { try store.account(name, passphrase: $0) }
    }

    @Test("the printed code makes one account, once, and is good for nothing after") func claim() throws {
        let store = try Bench.mount(flash)
        #expect(!store.isClaimed)
        let code = try store.makeClaimCode().description
        #expect(code.count == 23 && code.split(separator: "-").count == 4)
        withSecrets("correct horse", "WRONG-WRONG-WRONG-WRONG") { passphrase, wrong in
            #expect(throws: RecordsError(.wrongCode)) {
                try store.claim(anna, code: wrong, passphrase: passphrase, at: Bench.now)
            }
        }
        #expect(!store.isClaimed)
        // As somebody copies it from paper.
        let typed = code.lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing("1", with: "l")
        try withSecrets("correct horse", typed) { passphrase, typed in
            _ = try store.claim(anna, code: typed, passphrase: passphrase, at: Bench.now)
            #expect(throws: RecordsError(.alreadyClaimed)) {
                try store.claim(bert, code: typed, passphrase: passphrase, at: Bench.now)
            }
            #expect(throws: RecordsError(.wrongCode)) {
                try store.recover(anna, code: typed, passphrase: passphrase, at: Bench.now)
            }
        }
        #expect(throws: RecordsError(.alreadyClaimed)) { try store.makeClaimCode() }
        #expect(try account(anna, "correct horse", store)?.role == .responsible)
        #expect(try account(anna, "correct hors", store) == nil)
        #expect(try account(bert, "correct horse", store) == nil)
    }

    @Test("a second code puts the first out of use") func secondCode() throws {
        let store = try Bench.mount(flash)
        let first = try store.makeClaimCode().description
        _ = try store.makeClaimCode()
        withSecrets("correct horse", first) { passphrase, code in
            #expect(throws: RecordsError(.wrongCode)) {
                try store.claim(anna, code: code, passphrase: passphrase, at: Bench.now)
            }
        }
    }

    @Test("the recovery code brings the passphrase back once, and gives the next code; for nobody with another role")
    func recovery() throws {
        let store = try Bench.mount(flash)
        let first = try claimed(store).description
        try add(bert, .auditor, "one passphrase", store)
        try withSecrets("another one now", first) { passphrase, code in
            #expect(throws: RecordsError(.notResponsible)) {
                try store.recover(bert, code: code, passphrase: passphrase, at: Bench.now)
            }
            let second = try store.recover(anna, code: code, passphrase: passphrase, at: Bench.now)
            #expect(second.description != first)
            #expect(throws: RecordsError(.wrongCode)) {
                try store.recover(anna, code: code, passphrase: passphrase, at: Bench.now)
            }
        }
        #expect(try account(anna, "correct horse", store) == nil)
        #expect(try account(anna, "another one now", store)?.role == .responsible)
    }

    @Test(
        "a slip in the name makes no account and costs no code; where nobody responsible is left, one is made, in bounds"
    )
    func recoveryOfNobody() throws {
        let store = try Bench.mount(flash)
        let code = try claimed(store).description
        try add(bert, .auditor, "one passphrase", store)
        let anne = AccountName("anne")!
        func recover(_ name: AccountName) throws -> OneTimeCode {
            try withSecrets("another one now", code) { passphrase, code in
                try store.recover(name, code: code, passphrase: passphrase, at: Bench.now)
            }
        }
        for name in [anne, bert] { #expect(throws: RecordsError(.notResponsible)) { try recover(name) } }
        #expect(store.allAccounts.map(\.name) == [anna, bert])
        // As a block that cannot be read leaves it.
        let entry = store.accounts.removeValue(forKey: anna)!
        let auditor = store.accounts[bert]!
        for number in 1..<RecordStore.accountLimit { store.accounts[AccountName("a\(number)")!] = auditor }
        #expect(throws: RecordsError(.invalid("there are at most 32 accounts"))) { try recover(anne) }
        store.accounts = [bert: auditor]
        #expect(throws: RecordsError(.notResponsible)) { try recover(bert) }
        _ = try recover(anne)
        #expect(store.allAccounts.map(\.name) == [anne, bert])
        store.accounts[anna] = entry
        #expect(try account(anne, "another one now", store)?.role == .responsible)
    }

    @Test("accounts, rights and the code are there after a mount") func remount() throws {
        let store = try Bench.mount(flash)
        let code = try claimed(store).description
        try add(bert, .installer, "one passphrase", store)
        let day = try store.renewAccount(bert, days: 7, at: Bench.now)
        let again = try Bench.mountCopy(flash)
        #expect(again.allAccounts == store.allAccounts)
        #expect(again.allAccounts.map(\.name) == [anna, bert])
        #expect(again.allAccounts[1].lastDay == day && day == again.today + 7)
        #expect(try account(bert, "one passphrase", again)?.role == .installer)
        try withSecrets("another one now", code) { passphrase, code in
            _ = try again.recover(anna, code: code, passphrase: passphrase, at: Bench.now)
        }
    }

    @Test("a removed account is gone from flash, and somebody responsible stays") func removal() throws {
        let store = try Bench.mount(flash)
        _ = try claimed(store)
        #expect(throws: RecordsError.self) { try store.removeAccount(anna, at: Bench.now) }
        try add(bert, .responsible, "one passphrase", store)
        #expect(throws: RecordsError(.accountTaken)) { try add(bert, .auditor, "one passphrase", store) }
        try store.removeAccount(anna, at: Bench.now)
        #expect(throws: RecordsError(.noSuchAccount)) { try store.removeAccount(anna, at: Bench.now) }
        #expect(try Bench.mountCopy(flash).allAccounts.map(\.name) == [bert])
        #expect(Examination(flash)[.account] == 1)
    }

    @Test("too short, too long, too many, too far: refused, and nothing is changed") func limits() throws {
        let store = try Bench.mount(flash)
        _ = try claimed(store)
        for length in [0, 9, 129] {
            let passphrase = String(repeating: "a", count: length)
            #expect(throws: RecordsError.self) { try add(bert, .auditor, passphrase, store) }
        }
        #expect(throws: RecordsError.self) { try store.renewAccount(anna, days: 181, at: Bench.now) }
        #expect(throws: RecordsError.self) { try store.renewAccount(anna, days: 0, at: Bench.now) }
        #expect(store.allAccounts.count == 1)
        for bad in ["", "Anna", "1a", "-a", "a b", "abcdefghijklmnopq", "ä"] { #expect(AccountName(bad) == nil) }
    }

    @Test("a wipe leaves nobody on flash, both journals whole") func wipe() throws {
        let store = try Bench.mount(flash)
        _ = try claimed(store)
        let person = try store.add("1001", card: "0412")
        try store.enrolFace(person)
        try store.add("1002")
        let before = try store.verify(.processing).lines
        let certificate = try store.wipeWithCertificate(at: Bench.now)
        #expect(certificate.first == "menshen-erasure 1 \(store.identity)")
        #expect(certificate.contains { $0.hasPrefix("erased 2 people, 1 accounts") })
        #expect(JournalIdentity.isSigned(certificate, by: store.identity.publicKey))
        for kind in [RecordKind.person, .pin, .card, .subjectKey, .faceTemplates, .account, .consoleCode, .consent] {
            #expect(Examination(flash)[kind] == 0, "\(kind)")
        }
        let again = try Bench.mountCopy(flash)
        #expect(again.allPeople().isEmpty && !again.isClaimed && !again.hasCode)
        #expect(try again.verify(.processing).holds)
        #expect(try again.verify(.processing).lines >= before + 2)
        _ = try again.makeClaimCode()
    }

    @Test("a claim and a wipe, cut everywhere: both parts or neither, and a wipe that was begun is finished")
    func cuts() throws {
        let store = try Bench.mount(flash)
        try store.add("1001", card: "0412")
        let before = flash.image
        flash.forgetSteps()
        _ = try claimed(store)
        let claimSteps = flash.steps.count
        _ = try store.wipe(at: Bench.now)
        var medium = Medium(Bench.geometry, image: before)
        var cuts = 0
        for (number, step) in flash.steps.enumerated() {
            for cut in PowerCut.ways(of: step, at: number, seed: 5, unitBytes: 16) {
                cuts += 1
                var left = medium
                cut.apply(step, to: &left)
                let flash = left.flash
                let found = try Bench.mount(flash)
                if number < claimSteps {
                    #expect(found.allPeople().count == 1, "\(cut)")
                    #expect(!found.isClaimed || found.hasCode, "\(cut)")
                } else if found.allPeople().isEmpty {
                    #expect(!found.isClaimed && !found.hasCode, "\(cut)")
                    if cuts % 5 == 0 { #expect(Examination(flash)[.person] == 0, "\(cut)") }
                } else {
                    #expect(found.isClaimed && found.hasCode, "\(cut)")
                }
                #expect(try found.verify(.processing).holds, "\(cut)")
            }
            medium.apply(step)
        }
        #expect(cuts > 60)
    }

    @Test("another recovery code: the one before is good for nothing, and on no block") func newCode() throws {
        let store = try Bench.mount(flash)
        let first = try claimed(store).description
        try add(bert, .maintainer, "one passphrase", store)
        #expect(throws: RecordsError(.noSuchAccount)) { try store.renewRecoveryCode(for: bert, at: Bench.now) }
        let second = try store.renewRecoveryCode(for: anna, at: Bench.now).description
        #expect(second != first && Examination(flash)[.consoleCode] == 1)
        let again = try Bench.mountCopy(flash)
        withSecrets("another one now", first) { passphrase, code in
            #expect(throws: RecordsError(.wrongCode)) {
                try again.recover(anna, code: code, passphrase: passphrase, at: Bench.now)
            }
        }
        try withSecrets("another one now", second) { passphrase, code in
            _ = try again.recover(anna, code: code, passphrase: passphrase, at: Bench.now)
        }
    }

    @Test("a wipe's certificate can be read until the next wipe, also by whoever is made an account later")
    func certificateStays() throws {
        let store = try Bench.mount(flash)
        #expect(try store.erasureCertificate() == nil)
        _ = try claimed(store)
        let first = try store.wipeWithCertificate(at: Bench.now)
        _ = try claimed(store)
        #expect(try Bench.mountCopy(flash).erasureCertificate() == first)
        let second = try store.wipeWithCertificate(at: Bench.now)
        #expect(second != first && Examination(flash)[.erasureCertificate] == 1)
        #expect(try Bench.mountCopy(flash).erasureCertificate() == second)
    }

    // MARK: what a cut, a worn block or an older block must not bring back

    /// Power is cut after each step in turn; `body` looks at the store after the second mount.
    private func cutEverywhere(
        _ start: LabFlash, _ act: (RecordStore) throws -> Void, _ look: (RecordStore, LabFlash, Int) throws -> Void
    ) throws {
        for step in 0..<400 {
            let flash = LabFlash(start.geometry, image: start.image)
            let store = try Bench.mount(flash, seed: 7)
            flash.stepsUntilGone = step
            let isDone = (try? act(store)) != nil
            flash.stepsUntilGone = nil
            _ = try Bench.mount(flash, seed: 8)
            try look(try Bench.mount(flash, seed: 9), flash, step)
            if isDone { return }
        }
        Issue.record("never done")
    }

    private func bigFlash() throws -> LabFlash {
        try Bench.formatted(FlashGeometry(blockCount: 64, blockBytes: 8192, programUnitBytes: 16))
    }

    @Test("a removal, cut between two blocks: nothing of the person stays, credentials that came later neither")
    func removalInTwoBlocks() throws {
        let flash = try bigFlash()
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "A1")
        for number in 0..<24 { try store.add("2\(number)", pin: nil) }
        try Array("B22".utf8).withUnsafeBytes { try store.addCard($0, of: id, at: Bench.now) }
        try Array("8899".utf8).withUnsafeBytes { try store.setPIN($0, of: id, at: Bench.now) }
        try cutEverywhere(flash) { store in
            _ = try store.removePerson(store.person(number: PersonalNumber("1")!)!.id, at: Bench.now)
        } _: { store, flash, step in
            if store.person(number: PersonalNumber("1")!) != nil { return }
            let left = Examination(flash)
            #expect(left[.card] + left[.pin] == 0, "step \(step)")
        }
    }

    @Test("an account's removal, cut everywhere: the journal says that it is removed only when it is") func removalCut()
        throws
    {
        let store = try Bench.mount(flash)
        _ = try claimed(store)
        try add(bert, .auditor, "one passphrase", store)
        try cutEverywhere(flash) {
            try $0.removeAccount(bert, at: Bench.now)
        } _: { store, _, step in
            let lines = try store.tail(of: .processing, count: 20).map(\.line.kind)
            if lines.contains("account.removed") { #expect(store.allAccounts.map(\.name) == [anna], "step \(step)") }
        }
    }

    @Test("a code that was used and a passphrase that was changed are on no block any more") func oldSecrets() throws {
        let store = try Bench.mount(flash)
        let first = try store.makeClaimCode().description
        let second = try withSecrets("correct horse", first) { passphrase, code in
            try store.claim(anna, code: code, passphrase: passphrase, at: Bench.now)
        }
        #expect(Examination(flash)[.consoleCode] == 1 && Examination(flash)[.account] == 1)
        try withSecrets("another one now", second.description) { passphrase, code in
            _ = try store.recover(anna, code: code, passphrase: passphrase, at: Bench.now)
        }
        try Array("the third of them".utf8).withUnsafeBytes { try store.setPassphrase(of: anna, $0, at: Bench.now) }
        _ = try store.renewAccount(anna, days: 3, at: Bench.now)
        #expect(Examination(flash)[.consoleCode] == 1 && Examination(flash)[.account] == 1)
        #expect(try account(anna, "the third of them", Bench.mountCopy(flash)) != nil)
    }

    @Test("a passphrase that is changed, cut everywhere: the old one or the new one, and one of them on flash")
    func passphraseCut() throws {
        let store = try Bench.mount(flash)
        _ = try claimed(store)
        try cutEverywhere(flash) { store in
            try Array("another one now".utf8).withUnsafeBytes { try store.setPassphrase(of: anna, $0, at: Bench.now) }
        } _: { store, flash, step in
            #expect(store.allAccounts.map(\.name) == [anna], "step \(step)")
            #expect(Examination(flash)[.account] == 1 && store.hasCode, "step \(step)")
        }
    }

    @Test("a wipe takes what has expired and could not lose its key, and says so") func wipeOfExpired() throws {
        let flash = try bigFlash()
        let store = try Bench.mount(flash)
        for number in 0..<22 { try store.add("2\(number)", pin: nil, validThrough: Bench.firstDay + 1) }
        for number in 0..<8 { try store.add("3\(number)", pin: nil) }
        _ = try Bench.mount(flash, seed: 3)
        // Of the blocks of keys only the one in use is left: nothing can be written in its place.
        let living = Set((2...5).filter { flash.image[$0 * 8192 + 48] == 0x4D })
        flash.faults.dead = Set(2...5).subtracting(living)
        var mounted: RecordStore?
        for attempt in 0..<6 {
            mounted = (try? Bench.mount(flash, today: Bench.firstDay + 2, seed: 10 + UInt64(attempt))) ?? mounted
        }
        let worn = try #require(mounted)
        #expect(Examination(flash)[.person] > 8)
        let certificate = try worn.wipeWithCertificate(at: Bench.now)
        #expect(Examination(flash)[.person] == 0)
        #expect(certificate.contains { $0.hasPrefix("keys of days that have ended") })
    }

    @Test("a wipe that a cut interrupted tells how many it was about") func wipeTold() throws {
        let store = try Bench.mount(flash)
        _ = try claimed(store)
        try store.add("1001", card: "0412")
        try store.add("1002")
        try cutEverywhere(flash) {
            _ = try $0.wipe(at: Bench.now)
        } _: { store, _, step in
            let lines = try store.tail(of: .processing, count: 20)
            guard lines.contains(where: { $0.line.kind == "wipe.begun" }) else { return }
            #expect(
                lines.contains {
                    $0.line.kind == "wipe.erased" && $0.entry.detail.hasPrefix("2 people, 1 accounts, ")
                }, "step \(step)")
            #expect(store.allPeople().isEmpty && !store.isClaimed, "step \(step)")
            let certificate = try store.erasureCertificate() ?? []
            #expect(JournalIdentity.isSigned(certificate, by: store.identity.publicKey), "step \(step)")
            #expect(certificate.contains { $0.hasPrefix("erased 2 people, 1 accounts, ") }, "step \(step)")
        }
    }

    @Test("a second wipe, cut everywhere: the certificate is the first's until it is the second's") func twoWipes()
        throws
    {
        let store = try Bench.mount(flash)
        try store.add("1001", card: "0412")
        try store.add("1002")
        _ = try store.wipe(at: Bench.now)
        try store.add("1003")
        var found: Set<String> = []
        try cutEverywhere(flash) {
            _ = try $0.wipe(at: Bench.now)
        } _: { store, flash, step in
            let certificate = try store.erasureCertificate() ?? []
            #expect(JournalIdentity.isSigned(certificate, by: store.identity.publicKey), "step \(step)")
            let words = store.allPeople().isEmpty ? "erased 1 people" : "erased 2 people"
            #expect(certificate.contains { $0.hasPrefix(words) }, "step \(step)")
            #expect(Examination(flash)[.erasureCertificate] == 1 && Examination(flash)[.wipe] == 0, "step \(step)")
            found.insert(words)
        }
        #expect(found.count == 2)
    }

    @Test("another recovery code, cut everywhere: the old one or the new one, and one of them on flash")
    func newCodeCut() throws {
        let store = try Bench.mount(flash)
        let first = try claimed(store).description
        var old = 0
        try cutEverywhere(flash) {
            _ = try $0.renewRecoveryCode(for: anna, at: Bench.now)
        } _: { store, flash, step in
            #expect(Examination(flash)[.consoleCode] == 1 && store.hasCode, "step \(step)")
            let isNew = try store.tail(of: .processing, count: 20).contains { $0.line.kind == "account.new-code" }
            let isOld = withSecrets("another one now", first) { passphrase, code in
                (try? store.recover(anna, code: code, passphrase: passphrase, at: Bench.now)) != nil
            }
            #expect(isOld != isNew, "step \(step)")
            old += isOld ? 1 : 0
        }
        #expect(old > 0)
    }
}

extension JournalIdentity {
    /// A certificate's last line signs those before it.
    static func isSigned(_ lines: [String], by key: [UInt8]) -> Bool {
        guard let last = lines.last, last.hasPrefix("signature ") else { return false }
        let digits = Array(last.dropFirst("signature ".count).utf8)
        let signature = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return isSigned(lines.dropLast().map { $0 + "\n" }.joined().utf8, by: key, signature)
    }
}
