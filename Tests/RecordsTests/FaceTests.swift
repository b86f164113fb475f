import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Enrolment, withdrawal, expiry: what the store says, and what the examiner finds.
@Suite struct FaceTests {
    @Test(
        "Positive control, then withdrawal: the template is found before and nowhere after, with every key still present"
    )
    func withdrawal() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1"), other = try store.add("2")
        let receipt = try store.enrolFace(id, seed: 1).receipt
        try store.enrolFace(other, seed: 2)
        let plain = (0..<5).map { Bench.templateBytes(1, $0) }
        #expect(try store.templateBytes(of: id) == plain)
        #expect(Set(Examination(flash, searchingFor: plain).templatePeople) == [id, other])
        #expect(Examination(flash, searchingFor: plain).plaintextTemplates == 0, "never in the clear")
        #expect(try examine(store).readableTemplates == 2 && examine(store).cohortKeys > 1)

        let erasure = try store.withdraw(id, at: Bench.now)
        #expect(!erasure.blocks.isEmpty && erasure.isPhysical)
        #expect(try store.templateBytes(of: id) == nil && store.faceLastDay(of: id) == nil)
        #expect(Examination(flash).templatePeople == [other])
        #expect(try examine(store).readableTemplates == 1)
        #expect(store.consent(receipt)?.end == .withdrawn)
        let again = try Bench.mount(flash)
        #expect(try again.templateBytes(of: id) == nil && again.templateBytes(of: other)?.count == 5)
        #expect(again.consent(receipt)?.end == .withdrawn && again.mountReport.templatesErased == 0)
        #expect(try again.checkPIN("4711", of: id), "PIN and card stay")
        // Enrolled again: a new consent, a new receipt.
        #expect(try again.enrolFace(id, seed: 3).receipt != receipt)
    }

    @Test("R19: readable through the last day, gone the day after, its key nowhere; the line says so")
    func expiry() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1"), other = try store.add("2")
        let first = try store.enrolFace(id, seed: 1, lastDay: Bench.firstDay + 3)
        try store.enrolFace(other, seed: 2)
        #expect(first.lastDay == Bench.firstDay + 3 && store.statistics.nextTemplateExpiry == first.lastDay)
        #expect(try store.expire(today: first.lastDay, at: Bench.now).faces.isEmpty)
        #expect(try store.templateBytes(of: id) != nil)
        let report = try store.expire(today: first.lastDay + 1, at: Bench.now)
        #expect(report.faces == [ExpiredFace(person: id, receipt: first.receipt, lastDay: first.lastDay)])
        #expect(report.keysErased == 1 && !report.erasedBlocks.isEmpty)
        #expect(try store.templateBytes(of: id) == nil)
        #expect(Examination(flash).templatePeople == [other])
        #expect(store.consent(first.receipt)?.end == .expired)
        let line = try #require(try store.tail(of: .processing, count: 1).first)
        #expect(line.entry.kind == "face.expired" && line.entry.detail.contains(first.receipt.description))
        // Setting the clock back brings nothing back.
        #expect(try Bench.mount(flash, today: Bench.firstDay).templateBytes(of: id) == nil)
    }

    @Test("Days that pass while power is off: expired before the first read, reported and journalled once")
    func expiryAtMount() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1")
        let first = try store.enrolFace(id, lastDay: Bench.firstDay + 3)
        let again = try Bench.mount(flash, today: Bench.firstDay + 10)
        #expect(again.mountReport.expiredFaces.map(\.receipt) == [first.receipt])
        #expect(try again.templateBytes(of: id) == nil && Examination(flash)[.faceTemplates] == 0)
        let third = try Bench.mount(flash, today: Bench.firstDay + 10)
        #expect(third.mountReport.expiredFaces.isEmpty)
        #expect(try third.tail(of: .processing, count: 99).count { $0.entry.kind == "face.expired" } == 1)
    }

    @Test("The last day is the earliest of consent, retention and validity; an older day is refused")
    func lastDay() throws {
        let store = try Bench.mount(try Bench.formatted())
        let long = try store.add("1"), short = try store.add("2"), late = try store.add("3")
        #expect(try store.enrolFace(long, lastDay: Bench.firstDay + 300).lastDay == Bench.firstDay + 30)
        #expect(try store.enrolFace(short, lastDay: Bench.firstDay + 5).lastDay == Bench.firstDay + 5)
        #expect(throws: RecordsError(.consentOver)) { try store.enrolFace(late, lastDay: Bench.firstDay + -1) }
    }

    @Test("R14: without a PIN no face; a second face needs a withdrawal first")
    func alternatives() throws {
        let store = try Bench.mount(try Bench.formatted())
        let cardOnly = try store.add("1", card: "AA", pin: nil), id = try store.add("2")
        #expect(throws: RecordsError(.noAlternative)) { try store.enrolFace(cardOnly) }
        #expect(throws: RecordsError(.noSuchPerson)) { try store.enrolFace(PersonID(rawValue: 5)) }
        #expect(throws: RecordsError(.notEnrolled)) { try store.withdraw(id, at: Bench.now) }
        try store.enrolFace(id)
        #expect(throws: RecordsError(.alreadyEnrolled)) { try store.enrolFace(id) }
        #expect(store.reasonAgainstEnrolment(of: id) == RecordsError(.alreadyEnrolled))
    }

    @Test("Consents are counted against the notice of today")
    func counts() throws {
        let store = try Bench.mount(try Bench.formatted())
        try store.enrolFace(try store.add("1"))
        try store.add("2")
        let one = [UInt8](repeating: 1, count: 32), two = [UInt8](repeating: 2, count: 32)
        #expect(store.consentCounts(materialDigest: one, textDigest: two).valid == 1)
        #expect(store.consentCounts(materialDigest: one, textDigest: one).toBeTold == 1)
        #expect(store.consentCounts(materialDigest: two, textDigest: two).stale == 1)
        #expect(store.statistics.people == 2 && store.statistics.peopleWithTemplates == 1)
    }

    @Test("A full store refuses an enrolment whole, and still withdraws")
    func full() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        var enrolled: [PersonID] = []
        var refusal: RecordsError?
        for number in 1...80 where refusal == nil {
            do throws(RecordsError) {
                let id = try store.add(String(number))
                try store.enrolFace(id, seed: UInt64(number))
                enrolled.append(id)
            } catch { refusal = error }
        }
        #expect(refusal?.isFull == true && enrolled.count > 5)
        let lines = try store.verify(.processing)
        #expect(lines.holds)
        let again = try Bench.mount(flash)
        #expect(again.statistics.peopleWithTemplates == enrolled.count)
        for id in enrolled { _ = try again.withdraw(id, at: Bench.now) }
        #expect(Examination(flash)[.faceTemplates] == 0)
    }

    private func examine(_ store: RecordStore) throws -> RecordExamination {
        RecordExamination(try store.rawImage(), geometry: store.geometry, deviceKey: Bench.deviceKey())
    }
}
