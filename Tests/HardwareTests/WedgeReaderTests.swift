import Glibc
import PseudoTerminal
import Readers
import Testing

@testable import Controller
@testable import Hardware

@Suite("A reader that types, at its node") struct WedgeReaderTests {
    /// Now, moved by hand.
    private final class Hand { var now: Int64 = 50_000_000_000 }

    private func reader(_ node: PipedNode, _ hand: Hand) -> WedgeReader {
        WedgeReader(path: node.path, gapMilliseconds: 500, hold: { _ in }, now: { hand.now })
    }

    private func words(_ news: [WedgeReader.News]) -> [String] {
        news.map { news in
            switch news {
            case .card(let frame): "\(frame.count) characters"
            case .isThere: "there"
            case .isGone(let error): "gone: \(error)"
            }
        }
    }

    @Test("a struct input_event is 24 bytes where a word has 8, and 16 where it has 4") func layout() {
        #expect(InputEvent.byteCount(wordBytes: 8) == 24 && InputEvent.byteCount(wordBytes: 4) == 16)
        // This machine's own: two words of time, then type, code, value.
        #expect(InputEvent.byteCount() == MemoryLayout<timeval>.size + 8)
        let long: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0x60, 0x01, 0xFF, 0xFF, 0xFF, 0xFF]
        let short: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0x60, 0x01, 0xFF, 0xFF, 0xFF, 0xFF]
        for (bytes, word) in [(long, 8), (short, 4)] {
            let event = bytes.withUnsafeBytes { InputEvent($0, wordBytes: word) }
            #expect(event.atNanoseconds == 1_000_002_000 && event.type == 1 && event.code == 0x160 && event.value == -1)
        }
    }

    @Test("what is no input device is refused, by name; it is not read from") func refused() {
        #expect(throws: InputNodeError.noInputDevice) { _ = try InputNode(path: "/dev/null") }
        #expect(throws: InputNodeError.gone) { _ = try InputNode(path: "/dev/input/nowhere") }
        #expect(throws: InputNodeError.noInputDevice) { _ = try InputNode(path: "/tmp") }
    }

    @Test("a node that comes, types, goes and comes again: said once each, looked for every two seconds")
    func comesAndGoes() throws {
        let (node, hand) = (PipedNode(), Hand())
        let reader = reader(node, hand)
        #expect(words(reader.pass()) == ["gone: not plugged in"] && reader.descriptor == nil)
        #expect(reader.waitMilliseconds == 2_000)
        node.plugIn()
        hand.now += 1_999_000_000
        #expect(reader.pass().isEmpty && reader.waitMilliseconds == 1)
        hand.now += 1_000_000
        #expect(words(reader.pass()) == ["there"] && reader.descriptor != nil && reader.waitMilliseconds == nil)
        hand.now += 1_000_000_000
        node.typeCard(at: hand.now)
        #expect(words(reader.pass()) == ["4 characters"])
        node.pullOut()
        #expect(words(reader.pass()) == ["gone: not plugged in"] && reader.waitMilliseconds == 2_000)
        for _ in 0..<5 {
            hand.now += 2_000_000_000
            #expect(reader.pass().isEmpty)
        }
        node.plugIn()
        hand.now += 2_000_000_000
        #expect(words(reader.pass()) == ["there"])
        // Right after it was opened, what comes may be the rest of something.
        node.typeCard(at: hand.now)
        guard case .card(let rest) = reader.pass().first else { Issue.record("no card"); return }
        #expect(throws: WireFault.length) { try rest.number() }
    }

    @Test("half a number goes with its reader, and alone after its gap") func halves() throws {
        let (node, hand) = (PipedNode(), Hand())
        node.plugIn()
        let reader = reader(node, hand)
        _ = reader.pass()
        hand.now += 1_000_000_000
        node.press(11, at: hand.now)
        #expect(reader.pass().isEmpty && reader.waitMilliseconds == 500)
        hand.now += 500_000_000
        #expect(words(reader.pass()) == ["1 characters"])
        node.press(11, at: hand.now)
        #expect(reader.pass().isEmpty)
        node.pullOut()
        #expect(words(reader.pass()) == ["gone: not plugged in"])
    }

    @Test("the kernel's word that it lost something is heard: the number is none") func loss() throws {
        let (node, hand) = (PipedNode(), Hand())
        node.plugIn()
        let reader = reader(node, hand)
        _ = reader.pass()
        hand.now += 1_000_000_000
        node.press(9, at: hand.now)
        node.put(InputEvent.synchronisationType, InputEvent.droppedCode, 0, at: hand.now)
        node.typeCard(at: hand.now)
        guard case .card(let frame) = reader.pass().first else { Issue.record("no card"); return }
        #expect(throws: WireFault.length) { try frame.number() }
    }

    @Test("a flood is read 64 events at a time, and none of it is another card") func flood() throws {
        let (node, hand) = (PipedNode(), Hand())
        node.plugIn()
        let reader = reader(node, hand)
        _ = reader.pass()
        hand.now += 1_000_000_000
        var (sent, seen) = (0, 0)
        for _ in 0..<1_000 {
            hand.now += 1_000_000
            node.typeCard(at: hand.now)
            sent += 1
            let news = reader.pass()
            #expect(news.count <= InputNode.most)
            seen += news.count
            for case .card(let frame) in news {
                let number = try frame.number()
                #expect(number == SecretText("0412".utf8))
            }
        }
        #expect(seen == sent)
    }
}
