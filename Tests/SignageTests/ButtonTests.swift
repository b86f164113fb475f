import Controller
import Testing

@testable import Signage

@Suite struct ButtonTests {
    func buttons(_ scene: Scene) throws -> Set<ScreenButton> {
        Set(try Layout(scene, style: SignStyle(isBench: false), measure: PlainMeasure()).buttons.keys)
    }

    @Test("Each scene has its buttons and no others") func table() throws {
        let keypad = Set((0...9).map(ScreenButton.digit) + [.erase, .enter, .back])
        let rows: [(Scene, Set<ScreenButton>)] = [
            (.idle(Examples.sign), [.card, .pin, .face, .myFace, .enrol]),
            (.idle(Examples.sign(blockedBy: [.R14])), [.card, .pin, .face, .myFace]),
            (.notice(Examples.noticePages[0], index: 0, count: 5), [.back, .next]),
            (.ageQuestion, [.fourteenOrOlder, .under14, .back]),
            (
                .consent(purpose: .doorAccess, lastDay: Examples.lastDay, holdMilliseconds: 2000),
                [.decline, .agreeHold, .back]
            ),
            (.numberEntry(.face, digits: ""), keypad), (.pinEntry(digitCount: 0), keypad), (.presentCard, [.back]),
            (.presentCardAlone, [.back]),
            (.looking(.verification, hint: .lookHere, face: nil, done: 0, wanted: 2), [.back]),
            (.enrolled(receipt: "A", lastDay: Examples.lastDay), [.back]), (.opened(.face), []),
            (.refused(.noMatch, phone: "1"), [.card, .pin, .back]), (.declined, [.card, .pin, .back]),
            (.myFace(lastDay: Examples.lastDay), [.withdraw, .back]), (.myFace(lastDay: nil), [.back]),
            (.withdrawn(receipt: "A"), [.back]), (.faceBlocked([.R14], phone: "1"), [.card, .pin, .back]),
            (.message("a"), []),
            (.commission(CommissionSign(step: .card, index: 4, count: 17, state: .open, figures: nil)), []),
            (
                .commission(CommissionSign(step: .strike, index: 2, count: 17, state: .asking, figures: nil)),
                [.no, .yes]
            ),
            (.commission(CommissionSign(step: .card, index: 4, count: 17, state: .passed, figures: "a")), [.next]),
        ]
        for (scene, expected) in rows { #expect(try buttons(scene) == expected, "\(line(for: scene))") }
    }

    @Test("A touch finds its button to the last pixel, and nothing beside it") func edges() throws {
        let layout = try Layout(.idle(Examples.sign), style: SignStyle(isBench: false), measure: PlainMeasure())
        for (button, box) in layout.buttons {
            #expect(layout.button(atX: box.x, y: box.y) == button)
            #expect(layout.button(atX: box.right - 1, y: box.bottom - 1) == button)
            #expect(layout.button(atX: box.x - 1, y: box.y) != button)
            #expect(layout.button(atX: box.x, y: box.bottom) != button)
        }
        #expect(layout.button(atX: -1, y: 5) == nil)
        #expect(layout.button(atX: 400, y: 300) == nil)
    }

    @Test("Large enough for any finger", arguments: Examples.all.map(\.name)) func size(name: String) throws {
        let scene = try #require(Examples.all.first { $0.name == name }).scene
        let layout = try Layout(scene, style: SignStyle(isBench: true), measure: PlainMeasure())
        // 5.9 pixels a millimetre on a 10-inch panel: 15 mm.
        for (button, box) in layout.buttons { #expect(min(box.width, box.height) >= 90, "\(button)") }
    }

    @Test("Every button has a word of its own") func names() {
        #expect(Set(ScreenButton.allCases.map(\.description)).count == ScreenButton.allCases.count)
        #expect(ScreenButton.allCases.count == 26)
    }
}
