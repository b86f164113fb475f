import SeededRandom
import Controller
import Law
import Testing
import Timekeeping

@testable import Signage

@Suite struct FitTests {
    static let sixty = String(repeating: "杭州市西湖区梧桐里住宅小区业主委员会", count: 4).prefix(60)
    static let longLatin =
        "Wutongli Residential Compound Owners’ Committee and Property Management Company Limited, Hangzhou"

    func layout(_ scene: Scene, isBench: Bool = true) throws -> Layout {
        try Layout(scene, style: SignStyle(isBench: isBench), measure: PlainMeasure())
    }

    @Test("The longest plausible fields fit the sign", arguments: [String(sixty), longLatin]) func sign(name: String)
        throws
    {
        for blockedBy in [[], [RequirementID.R14], [.R8], [.R1, .R14, .R19, .R26, .R40]] {
            let sign = IdleSign(
                operatorName: name, purpose: .publicSafety, phone: "+86 0571 8765 4321 转 8802",
                door: String(name.prefix(30)),
                blockedBy: blockedBy)
            guard let layout = try? layout(.idle(sign)) else {
                Issue.record("\(blockedBy) does not fit")
                continue
            }
            #expect(brokenRules(of: layout, isBench: true) == [], "\(blockedBy)")
            let words = layout.texts.map(\.string).joined().filter { $0 != " " }
            #expect(words.contains(name.filter { $0 != " " }), "not whole: \(words)")
        }
    }

    @Test("A field without end is refused, never cut") func endless() {
        let sign = IdleSign(
            operatorName: String(repeating: "很长的名字", count: 100), purpose: .doorAccess, phone: "1", door: "门",
            blockedBy: [])
        #expect(throws: SignageError(.doesNotFit(scene: "idle"))) { try layout(.idle(sign)) }
        #expect(throws: SignageError(.doesNotFit(scene: "message"))) {
            try layout(.message(String(repeating: "很长的一句话", count: 400)))
        }
    }

    @Test("Numbers and PINs of any length keep to their field", arguments: [0, 1, 6, 14, 15, 40, 1000]) func digits(
        count: Int
    ) throws {
        let number = try layout(.numberEntry(.face, digits: String(repeating: "8", count: count)))
        #expect(brokenRules(of: number, isBench: true) == [])
        if count > 14 { #expect(number.texts.contains { $0.string.hasPrefix("…") }) }
        #expect(brokenRules(of: try layout(.pinEntry(digitCount: count)), isBench: true) == [])
    }

    @Test("A PIN is never shown, whatever its length") func pinDigits() throws {
        let digits = try layout(.pinEntry(digitCount: 4)).texts.map(\.string).filter { Int($0) != nil }
        #expect(Set(digits) == Set((0...9).map(String.init)) && digits.count == 10)
    }

    @Test("R58: an outline from anywhere stays inside its field", arguments: [UInt64](1...100)) func outlines(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        func any() -> Int {
            [Int.random(in: -200...1200, using: &random), .max, .min, 0].randomElement(using: &random)!
        }
        let face = FaceOutline(
            left: any(), top: any(), width: any(), height: any(),
            landmarks: (0..<68).map { _ in .init(x: any(), y: any()) })
        let layout = try layout(.looking(.enrolment, hint: .comeCloser, face: face, done: any(), wanted: any()))
        #expect(brokenRules(of: layout, isBench: true) == [], "seed \(seed)")
        let field = try #require(
            layout.marks.compactMap { if case .fill(let box, .night, _) = $0 { box } else { nil } }.first)
        for mark in layout.marks {
            switch mark {
            case .oval(let box, _, _): #expect(field.contains(box), "seed \(seed)")
            case .fill(let box, .gold, 7): #expect(field.contains(box), "seed \(seed)")
            default: break
            }
        }
    }

    @Test("R58: the outline is a mirror: left of the frame is right on the screen") func mirror() throws {
        func x(_ left: Int) throws -> Int {
            let face = FaceOutline(left: left, top: 300, width: 200, height: 200, landmarks: [.init(x: left, y: 300)])
            let dot = try layout(.looking(.verification, hint: .holdStill, face: face, done: 0, wanted: 2)).marks.last {
                if case .fill(_, .gold, 7) = $0 { true } else { false }
            }
            return try #require(dot).box.x
        }
        #expect(try x(100) > x(700))
    }

    @Test("Whatever the fields hold, a layout keeps the rules or is refused", arguments: [UInt64](1...150)) func fuzz(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        func text(_ limit: Int) -> String { randomText(&random, upTo: limit) }
        let requirements = RequirementID.allCases.filter { _ in Int.random(in: 0..<30, using: &random) == 0 }
        let day = CivilDay(number: Int32.random(in: -500_000...2_500_000, using: &random))
        let scenes: [Scene] = [
            .idle(
                IdleSign(
                    operatorName: text(80), purpose: Purpose.allCases.randomElement(using: &random), phone: text(30),
                    door: text(40), blockedBy: requirements)),
            .notice(
                NoticePage(
                    titleChinese: text(20), titleEnglish: text(20), textChinese: [text(120), text(60)],
                    textEnglish: [text(120)]),
                index: Int.random(in: 0...98, using: &random), count: 99),
            .consent(
                purpose: .visitorAdmission, lastDay: day, holdMilliseconds: Int.random(in: 0...20000, using: &random)),
            .numberEntry(.pin, digits: text(30)), .enrolled(receipt: text(24), lastDay: day),
            .refused(RefusalReason.allCases.randomElement(using: &random)!, phone: text(30)),
            .myFace(lastDay: day, phone: text(30)),
            .withdrawn(receipt: text(24)), .faceBlocked(requirements, phone: text(30)), .message(text(150)),
        ]
        var refused = 0
        for scene in scenes {
            do throws(SignageError) {
                let layout = try Layout(scene, style: SignStyle(isBench: true), measure: PlainMeasure())
                #expect(brokenRules(of: layout, isBench: true) == [], "seed \(seed): \(layout.name)")
            } catch {
                guard case .doesNotFit = error.code else { throw error }
                refused += 1
            }
        }
        #expect(refused <= 3, "seed \(seed): too many refused")
    }
}
