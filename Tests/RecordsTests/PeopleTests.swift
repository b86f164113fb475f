import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// People and their credentials.
@Suite struct PeopleTests {
    @Test("A person is found by number and by card, before and after a mount; the PIN is checked")
    func lookup() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let id = try store.add("1204", card: "04A2B3C4", pin: "240815")
        for _ in 0..<2 {
            #expect(store.person(number: PersonalNumber("1204")!)?.id == id)
            #expect(store.card("04a2b3c4")?.displayName == "Person 1204")
            #expect(store.card("04A2B3C5") == nil && store.person(number: PersonalNumber("1205")!) == nil)
            #expect(try store.checkPIN("240815", of: id) && !store.checkPIN("240816", of: id))
            #expect(store.hasPIN(id) && store.hasCard(id) && store.allPeople().map(\.id) == [id])
            store = try Bench.mount(flash)
        }
        // The card's number and the PIN are nowhere, not even sealed.
        let examined = flash.image.withUnsafeBytes { bytes in
            var found = 0
            _ = FlashSearch(bytes, geometry: flash.geometry, deviceKey: Bench.deviceKey()).run { _, reader in
                let body = [UInt8](reader.bytes)
                for secret in ["04A2B3C4", "240815"] where body.contains(sequence: Array(secret.utf8)) { found += 1 }
            }
            return found
        }
        #expect(examined == 0)
    }

    @Test("One answer for an unknown number and for a wrong PIN")
    func probing() throws {
        let store = try Bench.mount(try Bench.formatted())
        let id = try store.add("1", pin: "1111")
        let right = Array("1111".utf8), wrong = Array("2222".utf8)
        #expect(try right.withUnsafeBytes { try store.person(number: PersonalNumber("1")!, pin: $0) }?.person.id == id)
        #expect(try wrong.withUnsafeBytes { try store.person(number: PersonalNumber("1")!, pin: $0) } == nil)
        #expect(try right.withUnsafeBytes { try store.person(number: PersonalNumber("2")!, pin: $0) } == nil)
    }

    @Test("Numbers and cards are taken once; bad fields and too many people are refused, and nothing is written")
    func refusals() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(
            flash, settings: RecordSettings(retentionDays: 30, utcOffsetMinutes: 0, peopleLimit: 2))
        try store.add("1", card: "AA")
        let before = flash.image
        #expect(throws: RecordsError(.numberTaken)) { try store.add("1") }
        #expect(throws: RecordsError(.cardTaken)) { try store.add("2", card: "aa") }
        #expect(throws: RecordsError(.invalid("a PIN has 4…12 digits"))) { try store.add("2", pin: "12") }
        #expect(throws: RecordsError(.invalid("the validity is over already"))) {
            try store.add("2", validThrough: Bench.firstDay + -1)
        }
        #expect(flash.image == before)
        try store.add("2")
        #expect(throws: RecordsError(.tooManyPeople(limit: 2))) { try store.add("3") }
        for bad in ["", "12a", "1234567890123", "１２"] { #expect(PersonalNumber(bad) == nil) }
    }

    @Test("A removed person is on no block, except consents; their number and card are free again")
    func removal() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let stays = try store.add("1", card: "AA")
        let id = try store.add("2", card: "BB")
        let receipt = try store.enrolFace(id).receipt
        #expect(Examination(flash)[.faceTemplates] == 1)
        let erasure = try store.removePerson(id, at: Bench.now)
        #expect(!erasure.blocks.isEmpty)
        #expect(store.person(id) == nil && store.card("BB") == nil && store.consent(receipt)?.end == .withdrawn)
        let examined = Examination(flash)
        #expect(examined[.faceTemplates] == 0)
        #expect(examined[.person] == 1 && examined[.card] == 1 && examined[.pin] == 1 && examined[.subjectKey] == 1)
        let again = try Bench.mount(flash)
        #expect(again.allPeople().map(\.id) == [stays])
        try again.add("2", card: "BB")
    }

    @Test("A person's validity ends everything of theirs")
    func validity() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "AA", validThrough: Bench.firstDay + 3)
        #expect(try store.enrolFace(id).lastDay == Bench.firstDay + 3)
        let report = try store.expire(today: Bench.firstDay + 4, at: Bench.now)
        #expect(report.people == [id] && report.faces.map(\.person) == [id])
        #expect(store.person(id) == nil && store.card("AA") == nil)
        let examined = Examination(flash)
        #expect([.person, .card, .pin, .subjectKey, .faceTemplates].allSatisfy { examined[$0] == 0 })
        #expect(try Bench.mount(flash, today: Bench.firstDay + 4).allPeople().isEmpty)
    }

    @Test("A changed PIN counts at once and after a mount; the old one does not")
    func changedPIN() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let id = try store.add("1", pin: "1111")
        try Array("2222".utf8).withUnsafeBytes { try store.setPIN($0, of: id, at: Bench.now) }
        for _ in 0..<2 {
            #expect(try store.checkPIN("2222", of: id) && !store.checkPIN("1111", of: id))
            store = try Bench.mount(flash)
        }
    }
}

extension [UInt8] {
    func contains(sequence needle: [UInt8]) -> Bool {
        guard count >= needle.count else { return false }
        return (0...count - needle.count).contains { Array(self[$0..<$0 + needle.count]) == needle }
    }
}
