import Controller
import Law
import Testing
import Timekeeping

@testable import Signage

@Suite struct WordsTests {
    @Test("R12, R51: no word forces, hurries or tempts") func noCoercion() throws {
        let banned = [
            "必须", "强制", "只能刷脸", "仅限", "更快", "更方便", "推荐", "尊享", "优先", "马上登记", "VIP", "face only", "faster", "required",
            "must",
            "recommended", "best", "easier", "convenient", "hurry",
        ]
        for (name, scene) in Examples.all {
            if case .notice = scene { continue }
            let layout = try Layout(scene, style: SignStyle(isBench: false), measure: PlainMeasure())
            let words = layout.texts.map(\.string).joined(separator: " ").lowercased()
            for phrase in banned { #expect(!words.contains(phrase.lowercased()), "\(name): \(phrase)") }
        }
    }

    @Test("Every reason, hint, purpose, use and requirement has words in both languages") func complete() {
        let words =
            RefusalReason.allCases.map(Texts.reason) + CaptureHint.allCases.map(Texts.hint)
            + Purpose.allCases.map(Texts.purposeWords)
            + NumberEntryUse.allCases.flatMap { [Texts.numberEntry($0).title, Texts.numberEntry($0).note] }
            + CaptureUse.allCases.map(Texts.captureTitle) + RequirementID.allCases.map(Texts.requirement)
            + Method.allCases.map(Texts.method)
            + CommissionStep.allCases.map { Texts.commission($0) }
        for pair in words {
            #expect(pair.chinese.contains(where: LineBreak.isIdeographic), "\(pair)")
            #expect(pair.english.contains { $0.isASCII && $0.isLetter }, "\(pair)")
            #expect(!pair.english.contains(where: LineBreak.isIdeographic), "\(pair)")
        }
        #expect(Set(RefusalReason.allCases.map { Texts.reason($0).english }).count == RefusalReason.allCases.count)
        #expect(Set(CaptureHint.allCases.map { Texts.hint($0).chinese }).count == CaptureHint.allCases.count)
    }

    @Test(
        "The locked sentences are the law's",
        arguments: [
            (Texts.idle.chinese, "本门可刷卡、输密码或刷脸，由您选择。"),
            (Texts.consent(.doorAccess, Examples.lastDay).chinese, "我已了解以上内容，单独同意本设备为「门禁通行」处理我的人脸信息至 2026年12月21日。"),
            (Texts.declined.chinese, "好的，请刷卡或输密码。您的通行权利不受影响。"),
            (Texts.withdrawn.chinese, "您的人脸模板已删除。卡和密码照常可用。"),
            (Texts.placeForbidden.chinese, "此处不得安装人脸识别设备（《人脸识别技术应用安全管理办法》第十三条）。人脸功能已停用。"),
            (Texts.blocked(by: [.R19, .R26], phone: "1").chinese, "人脸功能已停用（R19、R26）。请刷卡或输密码。"),
            (
                Texts.blocked(by: [.R19, .R26], phone: "1").english,
                "Face recognition is off (R19, R26). Please use card or PIN."
            ),
            (Texts.blocked(by: [.R14], phone: "1").chinese, "人脸功能已停用（R14）。读卡器和键盘不可用，请致电 1。"),
        ]) func locked(words: String, expected: String)
    { #expect(words == expected) }

    @Test(
        "Seconds are short",
        arguments: [(2000, "2"), (1500, "1.5"), (0, "0"), (-5, "0"), (2049, "2"), (2050, "2.1"), (10000, "10")])
    func seconds(milliseconds: Int, words: String) { #expect(Texts.seconds(milliseconds) == words) }

    @Test(
        "A scene in one line",
        arguments: [
            (Scene.idle(Examples.sign), "screen: idle — card · PIN · face"),
            (.idle(Examples.sign(blockedBy: [.R14, .R26])), "screen: idle — card · PIN · face off (R14, R26)"),
            (
                .notice(Examples.noticePages[1], index: 1, count: 5),
                "screen: notice — page 2 of 5: 2 What for, how, how long"
            ),
            (.ageQuestion, "screen: age — 14 or older · under 14"),
            (
                .consent(purpose: .doorAccess, lastDay: Examples.lastDay, holdMilliseconds: 2000),
                "screen: consent — door access until 2026-12-21: no · hold 2 s to agree"
            ),
            (.numberEntry(.face, digits: "12"), "screen: number — face: typed"),
            (.pinEntry(digitCount: 3), "screen: PIN — typed"),
            (
                .looking(.verification, hint: .holdStill, face: Examples.face, done: 1, wanted: 2),
                "screen: looking — verification: Good – hold still; a face, 1 of 2"
            ),
            (.opened(.cardAndPIN), "screen: opened — by card+pin"),
            (.refused(.noMatch, phone: "1 2"), "screen: refused — Not confirmed. Please use card or PIN, or call 1 2."),
            (.myFace(lastDay: nil), "screen: my face data — nothing stored"),
            (.faceBlocked([.R8], phone: ""), "screen: blocked — no face recognition in this place (R8, Article 13)"),
            (
                .faceBlocked([.R14], phone: "1 2"),
                "screen: blocked — Face recognition is off (R14). No card reader or keypad works: please call 1 2."
            ),
            (.message("一\n二"), "screen: message — 一 二"),
        ]) func line(scene: Scene, expected: String)
    { #expect(Signage.line(for: scene) == expected) }

    @Test("Every scene has one line, and no PIN digit in it") func oneLine() {
        for (name, scene) in Examples.all {
            let line = Signage.line(for: scene)
            #expect(line.hasPrefix("screen: ") && !line.contains(where: \.isNewline), "\(name)")
        }
    }
}
