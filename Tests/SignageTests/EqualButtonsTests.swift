import Controller
import Testing

@testable import Signage

// R12, R15, R34: alternatives are as large, as heavy and as clear as the face; "no" as "yes".
@Suite struct EqualButtonsTests {
    struct Looks: Equatable {
        var width: Int, height: Int, top: Int
        var sizes: [Int]
        var weights: [Weight]
        var contrasts: [Double]
        var plate: [String]
    }

    func looks(_ button: ScreenButton, _ layout: Layout) throws -> Looks {
        let box = try #require(layout.buttons[button])
        let texts = layout.texts.filter { box.contains($0.box) }
        let plate = layout.marks.compactMap { mark -> String? in
            switch mark {
            case .fill(let fill, let colour, let corner) where fill == box: "fill \(colour) \(corner)"
            case .outline(let frame, let colour, let stroke, let corner) where frame == box:
                "frame \(colour) \(stroke) \(corner)"
            case .symbol(_, let symbol, let colour) where box.contains(symbol):
                "symbol \(colour) \(symbol.width)x\(symbol.height) \(symbol.y)"
            default: nil
            }
        }
        return Looks(
            width: box.width, height: box.height, top: box.y, sizes: texts.map(\.sizePixels),
            weights: texts.map(\.weight),
            contrasts: texts.map { contrast($0.colour, $0.background) }, plate: plate)
    }

    func layout(_ scene: Scene, _ panel: PanelSize = .reference) throws -> Layout {
        try Layout(scene, style: SignStyle(panel: panel, isBench: false), measure: PlainMeasure())
    }

    @Test("R15: card, PIN and face are alike on the sign, card first") func idle() throws {
        let layout = try layout(.idle(Examples.sign))
        let card = try looks(.card, layout)
        #expect(try looks(.pin, layout) == card)
        #expect(try looks(.face, layout) == card)
        let left = [ScreenButton.card, .pin, .face].compactMap { layout.buttons[$0]?.x }
        #expect(left == left.sorted() && Set(left).count == 3)
        #expect(layout.texts.filter { layout.buttons[.card]!.contains($0.box) }.map(\.string) == ["刷卡", "Card"])
    }

    @Test("R14: when the face is off, card and PIN do not change by a pixel") func blocked() throws {
        let free = try layout(.idle(Examples.sign))
        let blocked = try layout(.idle(Examples.sign(blockedBy: [.R14, .R26])))
        for button in [ScreenButton.card, .pin] {
            #expect(try looks(button, free) == looks(button, blocked))
            #expect(free.buttons[button] == blocked.buttons[button])
        }
        #expect(free.buttons[.face] == blocked.buttons[.face])
        #expect(try looks(.face, free) != looks(.face, blocked))
    }

    @Test("R34: no and agree are alike, no first; nothing is preselected") func consent() throws {
        let layout = try layout(.consent(purpose: .publicSafety, lastDay: Examples.lastDay, holdMilliseconds: 2500))
        #expect(try looks(.decline, layout) == looks(.agreeHold, layout))
        #expect(layout.buttons[.decline]!.x < layout.buttons[.agreeHold]!.x)
        #expect(layout.buttons[.back] != nil)
        #expect(layout.texts.contains { $0.string.contains("2.5") })
    }

    @Test("R36: both answers to the age question are alike") func age() throws {
        let layout = try layout(.ageQuestion)
        #expect(try looks(.fourteenOrOlder, layout) == looks(.under14, layout))
    }

    @Test("R60: after a refusal card and PIN are offered alike", arguments: RefusalReason.allCases)
    func refused(reason: RefusalReason) throws {
        let layout = try layout(.refused(reason, phone: Examples.phone))
        #expect(try looks(.card, layout) == looks(.pin, layout))
        #expect(layout.texts.contains { $0.string.contains("0571-8765\u{A0}4321") })
        #expect(brokenRules(of: layout, isBench: false) == [])
    }

    @Test("R15: they stay alike on every panel", arguments: RuleTests.panels) func panels(width: Int, height: Int)
        throws
    {
        let layout = try layout(.idle(Examples.sign), PanelSize(widthPixels: width, heightPixels: height))
        let areas = [ScreenButton.card, .pin, .face].compactMap { layout.buttons[$0] }
        // Scaling may round a side by a pixel.
        #expect(areas.map(\.height).max()! - areas.map(\.height).min()! <= 1)
        #expect(areas.map(\.width).max()! - areas.map(\.width).min()! <= 1)
    }
}
