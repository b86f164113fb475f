import PseudoTerminal
import Testing

@testable import Controller
@testable import Hardware
@testable import menshen

@Suite("Readers that are devices") struct ReaderDeskTests {
    /// What the event loop and the consoles are told.
    private final class Told {
        var cards = 0
        var health: [Bool] = []
        var words: [String] = []
        var now: Int64 = 50_000_000_000

        func take(_ event: Event) {
            switch event {
            case .card: cards += 1
            case .alternative(.card, let isHealthy): health.append(isHealthy)
            default: Issue.record("\(event)")
            }
        }
    }

    private func desk(_ node: PipedNode, _ told: Told) -> ReaderDesk {
        let reader = WedgeReader(path: node.path, gapMilliseconds: 500, hold: { _ in }, now: { told.now })
        return ReaderDesk(wedge: reader, give: told.take, announce: { told.words.append($0) })
    }

    @Test("a node that is there and gone is the health of the card reader, told once each (R14)") func health() {
        let (node, told) = (PipedNode(), Told())
        let desk = desk(node, told)
        for _ in 0..<5 {
            desk.pass()
            told.now += 2_000_000_000
        }
        #expect(told.health == [false] && desk.descriptors.isEmpty)
        node.plugIn()
        for _ in 0..<5 {
            desk.pass()
            told.now += 2_000_000_000
        }
        #expect(told.health == [false, true] && desk.descriptors.count == 1)
        node.typeCard(at: told.now)
        desk.pass()
        #expect(told.cards == 1)
        node.pullOut()
        desk.pass()
        #expect(told.health == [false, true, false] && desk.descriptors.isEmpty)
        #expect(
            told.words == [
                "\(node.path): no card reader: not plugged in", "\(node.path): the card reader is there",
                "\(node.path): no card reader: not plugged in",
            ])
    }

    @Test("a thousand cards a second: every one is handed over, for the terminal to see the flood, and nothing is kept")
    func flood() {
        let (node, told) = (PipedNode(), Told())
        node.plugIn()
        let desk = desk(node, told)
        desk.pass()
        told.now += 1_000_000_000
        for _ in 0..<3_000 {
            told.now += 1_000_000
            node.typeCard(at: told.now)
            desk.pass()
        }
        #expect(told.cards == 3_000)
        #expect(desk.waitMilliseconds == nil)
    }
}
