import Testing
import Timekeeping

@testable import Records

/// R34, R36: no template without a consent, no consent without every page, the age and the hold.
@Suite struct ConsentTests {
    @Test("R34: only the whole road leads to a token", arguments: 0..<16)
    func road(bits: Int) {
        var flow = ConsentFlow(Bench.content(PersonID(rawValue: 1)), pageCount: 2, requiredHoldMilliseconds: 2000)
        if bits & 1 != 0 { flow.turned(page: 0, after: 10) }
        if bits & 2 != 0 { flow.turned(page: 1, after: 10) }
        if bits & 4 != 0 { flow.answered(isFourteenOrOlder: true) }
        let token = flow.agree(heldMilliseconds: bits & 8 != 0 ? 2000 : 1999, at: Bench.now)
        #expect((token != nil) == (bits == 15))
    }

    @Test("R36: younger than 14, no token; pages out of order and answers before the end are not heard")
    func order() {
        var flow = ConsentFlow(Bench.content(PersonID(rawValue: 1)), pageCount: 2, requiredHoldMilliseconds: 2000)
        flow.answered(isFourteenOrOlder: true)
        flow.turned(page: 1, after: 1)
        flow.turned(page: 0, after: 1)
        flow.turned(page: 0, after: 1)
        #expect(!flow.allPagesRead && flow.isFourteenOrOlder == nil)
        flow.turned(page: 1, after: 1)
        flow.answered(isFourteenOrOlder: false)
        #expect(flow.agree(heldMilliseconds: 5000, at: Bench.now) == nil)
    }

    @Test("R34: one road seals once, whoever holds copies of the flow or several tokens of it")
    func once() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1")
        var flow = ConsentFlow(Bench.content(id), pageCount: 1, requiredHoldMilliseconds: 1000)
        flow.turned(page: 0, after: 1)
        flow.answered(isFourteenOrOlder: true)
        let copy = flow
        let tokens = [
            flow.agree(heldMilliseconds: 1000, at: Bench.now)!, copy.agree(heldMilliseconds: 1000, at: Bench.now)!,
        ]
        let key = store.makeEnrolmentKey()
        let templates = Bench.templates(1, key: key)
        _ = try store.enrol(tokens[0], templates: templates, key: key, packDigest: Bench.packDigest, at: Bench.now)
        _ = try store.withdraw(id, at: Bench.now)
        for token in tokens {
            #expect(throws: RecordsError(.consentSpent)) {
                try store.enrol(token, templates: templates, key: key, packDigest: Bench.packDigest, at: Bench.now)
            }
        }
        #expect(try store.templateBytes(of: id) == nil)
    }
}
