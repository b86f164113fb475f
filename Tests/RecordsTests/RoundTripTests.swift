@_spi(Sealing) import FaceCore
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Each record reads back as it was written, and no prefix of it reads as one.
@Suite struct RoundTripTests {
    let entropy = SeededEntropy(seed: 3)
    let id = PersonID(rawValue: 0x0123_4567_89AB_CDEF)

    @Test func person() throws {
        for (name, day) in [("张三", CivilDay(number: 20_500)), (nil, nil)] as [(String?, CivilDay?)] {
            let person = Person(
                id: id, personalNumber: PersonalNumber("00420815")!, displayName: name, validThrough: day)
            #expect(try roundTrip(person) == person)
            var restricted = person
            restricted.rightsNumber = 3
            // Who never had rights has a shorter record.
            #expect(try roundTrip(restricted, orEndingEarlier: 4) == restricted)
            #expect(person.expiry == (day.map { .after($0) } ?? .never))
        }
    }

    @Test func access() throws {
        for rights in [
            AccessRights(),
            AccessRights(groups: ["a", "b-2", "c", "d"], validFrom: CivilDay(number: 20_500), isExtended: true),
            AccessRights(groups: ["x"], validFrom: CivilDay(number: -1)),
        ] {
            let record = AccessRecord(person: id, rights: rights, number: 7)
            #expect(try roundTrip(record) == record)
        }
        for isWhole in [false, true] {
            #expect(try roundTrip(RuleChange(isWhole: isWhole)) == RuleChange(isWhole: isWhole))
        }
        #expect(try roundTrip(Resealing(person: id)) == Resealing(person: id))
    }

    @Test func clockDoubt() throws {
        let doubt = ClockDoubt(clock: WallTime(seconds: 4_102_444_800), poweredMilliseconds: 86_399_999)
        #expect(try roundTrip(doubt) == doubt)
    }

    @Test func card() throws {
        let key = LockedBytes(count: 32)
        let card = CardCredential(
            person: id, digest: Array("04A2B3C4".utf8).withUnsafeBytes { CardDigest(cardNumber: $0, key: key)! })
        #expect(try roundTrip(card) == card)
        // Readers write the same card in several ways.
        for same in ["04a2b3c4", "04:A2:B3:C4", " 04 a2 b3 c4"] {
            #expect(Array(same.utf8).withUnsafeBytes { CardDigest(cardNumber: $0, key: key) } == card.digest)
        }
        for bad in ["", "::", String(repeating: "1", count: 65)] {
            #expect(Array(bad.utf8).withUnsafeBytes { CardDigest(cardNumber: $0, key: key) } == nil)
        }
    }

    @Test func pin() throws {
        let key = LockedBytes(count: 32)
        let pin = Array("4711".utf8).withUnsafeBytes { PINCredential(person: id, pin: $0, key: key, entropy: entropy)! }
        // Those of before end behind the first hash.
        let again = try roundTrip(pin, alsoRead: [64])
        #expect(again == pin)
        #expect(Array("4711".utf8).withUnsafeBytes { again.match($0, key: key) } == .own)
        #expect(Array("4712".utf8).withUnsafeBytes { again.match($0, key: key) } == nil)
        let otherDevice = LockedBytes(count: 32)
        otherDevice.bytes[0] = 1
        #expect(Array("4711".utf8).withUnsafeBytes { again.match($0, key: otherDevice) } == nil)
        for bad in ["", "123", "1234567890123", "47x1"] {
            #expect(
                Array(bad.utf8).withUnsafeBytes { PINCredential(person: id, pin: $0, key: key, entropy: entropy) }
                    == nil)
        }
    }

    @Test("A month has room for twelve kinds; the others are counted together") func doorCounts() throws {
        let month = CivilMonth(of: CivilDay(year: 2026, month: 12, day: 31)!)
        #expect(month.description == "2026-12" && month < CivilMonth(of: CivilDay(year: 2027, month: 1, day: 1)!))
        var counts = DoorCounts(month)
        for number in 0..<20 { counts.add("kind-\(number)") }
        counts.add("kind-3", 5)
        #expect(counts.counts.count == 12 && counts.counts["other"] == 9 && counts.counts["kind-3"] == 6)
        #expect(try roundTrip(counts) == counts)
        #expect(counts.expiry == .after(CivilDay(year: 2029, month: 12, day: 31)!))
    }

    @Test func subjectKey() throws {
        let key = SubjectKey(person: id, entropy: entropy)
        let again = try roundTrip(key)
        let day = CivilDay(number: 20_000)
        #expect(again.person == id && again.pseudonym(on: day) == key.pseudonym(on: day))
        #expect(key.pseudonym(on: day) != key.pseudonym(on: day + 1))
        #expect(SubjectKey(person: id, entropy: entropy).pseudonym(on: day) != key.pseudonym(on: day))
        #expect(key.pseudonym(on: day).description.count == 16)
    }

    @Test func removal() throws { #expect(try roundTrip(Removal(person: id)) == Removal(person: id)) }

    @Test func consent() throws {
        var consent = Consent(receipt: ReceiptID(from: entropy), token: Bench.token(id), lastDay: Bench.firstDay + 30)
        #expect(try roundTrip(consent) == consent)
        (consent.end, consent.endedAt) = (.withdrawn, Bench.now)
        #expect(try roundTrip(consent) == consent)
        #expect(consent.dwellMilliseconds == [1500, 1500, 1500])
        // Three years after 2026-04-01, to the end of that month.
        #expect(consent.expiry == .after(CivilDay(year: 2029, month: 4, day: 30)!))
    }

    @Test func receipts() {
        for _ in 0..<1000 {
            let receipt = ReceiptID(from: entropy)
            #expect(ReceiptID(receipt.description) == receipt)
            #expect(ReceiptID(receipt.description.lowercased()) == receipt)
        }
        for bad in ["", "ABCDEFG", "ABCDEFGHJ", "ABCDEFG1", "ABCDEFG0"] { #expect(ReceiptID(bad) == nil) }
    }

    @Test func faceTemplates() throws {
        let key = EnrolmentKey(from: entropy)
        let set = Bench.templates(9, key: key)
        let plain = LockedBytes(count: 2048)
        var writer = ByteWriter(over: plain)
        let receipt = ReceiptID(from: entropy)
        FaceTemplates.write(
            person: id, receipt: receipt, packDigest: Bench.packDigest, key: key, templates: set, to: &writer)
        for count in 0..<writer.count {
            var reader = ByteReader(UnsafeRawBufferPointer(rebasing: plain.readOnly[..<count]))
            let isRead = if let _ = FaceTemplates(from: &reader) { true } else { false }
            #expect(!isRead, "\(count) of \(writer.count) bytes")
        }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: plain.readOnly[..<writer.count]))
        guard let again = FaceTemplates(from: &reader) else {
            Issue.record("does not read back")
            return
        }
        #expect(again.person == id && again.receipt == receipt && again.packDigest == Bench.packDigest)
        var number = 0
        again.templates.forEach { template in
            template.withSealableBytes { #expect([UInt8]($0) == Bench.templateBytes(9, number)) }
            number += 1
        }
        #expect(number == 5)
    }

    @Test func journal() throws {
        for pseudonym in [nil, Pseudonym(number: 77)] {
            let entry = JournalDraft(.doors, "face.granted", pseudonym: pseudonym, detail: "door main, 三号门")
            let key = SubjectKey(person: id, entropy: entropy), name = key.name(on: Bench.firstDay)
            let detail = SealedDetail(entry, sequence: 12, subject: name, base: key.detailKey, entropy: entropy)
            let line = JournalLine(
                .doors, sequence: 12, time: Bench.now, kind: entry.kind,
                previousHash: [UInt8](repeating: 9, count: 32), detail: detail)
            let again = try roundTrip(line)
            #expect(again == line && again.hash == line.hash)
            let opened = try #require(again.detail.open(.doors, sequence: 12, base: key.detailKey))
            #expect(opened.who == pseudonym && opened.text == entry.detail)
            #expect(again.detail.open(.doors, sequence: 13, base: key.detailKey) == nil)
            #expect(again.detail.open(.processing, sequence: 12, base: key.detailKey) == nil)
            let other = SubjectKey(person: id, entropy: entropy)
            #expect(again.detail.open(.doors, sequence: 12, base: other.detailKey) == nil)
        }
        let identity = JournalIdentity(seed: LockedBytes(count: 32))
        let checkpoint = JournalCheckpoint(
            .processing, day: Bench.firstDay, last: ChainPlace(sequence: 99, hash: [UInt8](repeating: 3, count: 32)),
            dropped: .start, by: identity)
        #expect(try roundTrip(checkpoint) == checkpoint)
    }

    @Test("Processing records are kept for three years at least, to the end of a month")
    func retention() {
        for day in stride(from: 19_000, to: 23_000, by: 7) {
            let (year, month, dayOfMonth) = CivilDay(number: Int32(day)).yearMonthDay
            let last = RecordRetention.processingLastDay(from: CivilDay(number: Int32(day)))
            #expect(
                last
                    >= (CivilDay(year: year + 3, month: month, day: dayOfMonth) ?? CivilDay(
                        year: year + 3, month: month, day: 28)!))
            #expect((last + 1).yearMonthDay.day == 1 && last - CivilDay(number: Int32(day)) <= 3 * 366 + 31)
        }
    }

    /// - Parameters:
    ///   - tail: bytes at its end without which it is whole, too.
    ///   - shorter: lengths at which it may be whole, too.
    private func roundTrip<R: SealableRecord>(
        _ record: R, orEndingEarlier tail: Int = 0, alsoRead shorter: Set<Int> = []
    ) throws -> R {
        let plain = LockedBytes(count: 1024)
        var writer = ByteWriter(over: plain)
        record.write(to: &writer)
        for count in 0..<writer.count where !shorter.contains(count) {
            var reader = ByteReader(UnsafeRawBufferPointer(rebasing: plain.readOnly[..<count]))
            #expect(
                (R(from: &reader) != nil) == (tail > 0 && count == writer.count - tail),
                "\(R.self): \(count) of \(writer.count) bytes")
        }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: plain.readOnly[..<writer.count]))
        return try #require(R(from: &reader))
    }
}
