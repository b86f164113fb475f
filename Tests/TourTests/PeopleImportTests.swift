import Controller
import FlashLab
import Hardware
import Law
import Records
import RingStore
import Testing
import Timekeeping

@testable import menshen

@Suite("What a list of people would come to") struct PeopleImportTests {
    private func worker() throws -> StorageWorker {
        let flash = LabFlash(FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16))
        let clock = SimulatedClock(start: LabPlace.start, runsByItself: false)
        let records = try LabPlace(flash).mount(at: LabPlace.start, believed: LabPlace.start)
        let notice = Notice.make(for: SiteDeclaration(), errorRates: nil)
        return StorageWorker(records, notice: notice, packDigest: nil, clock: clock)
    }

    private func person(_ line: Int, _ number: String, card: String?) -> PersonRequest {
        var person = PersonRequest(
            number: number, card: card.map { SecretText($0.utf8) }, pin: SecretText("4711".utf8))
        person.line = line
        return person
    }

    @Test("a card and a number that stand twice in it are told with their lines, and nobody is added") func twice()
        throws
    {
        let worker = try worker()
        try worker.put(person(1, "1", card: "04120001"))
        let list = [
            person(2, "2", card: "04120002"), person(3, "3", card: "04120003"), person(4, "4", card: "04120002"),
            person(5, "5", card: nil), person(6, "6", card: "04120001"), person(7, "7", card: "04120002"),
            person(8, "5", card: nil), person(9, "9", card: ":::"),
        ]
        guard case .failed(let words) = worker.examine(list) else { Issue.record("sound"); return }
        #expect(
            words
                == "5 of 8 cannot be added: line 4: the card of 4 is the one of line 2, too; line 6: the card of 6 is taken; "
                + "line 7: the card of 7 is the one of line 2, too; line 8: the number 5 stands there twice; "
                + "line 9: the card of 9 is no card's number; nothing was changed")
        #expect(throws: RecordsError.self) { try worker.check(list) }
        #expect(worker.records.statistics.people == 1)
        try worker.check([list[0], list[1], list[3]])
    }

    @Test("rights that are damaged are given anew as a whole, or not at all") func lostRights() throws {
        let worker = try worker()
        try worker.put(person(1, "1", card: nil))
        var change = AccessChange()
        change.isExtended = true
        guard case .said(let words) = try worker.setAccess("1", change) else { Issue.record("not said"); return }
        #expect(words == "1: no group, extended times, no last day")
        #expect(worker.records.objection(to: .lost, through: nil) != nil)
    }
}
