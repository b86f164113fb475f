import Controller
import Law
import Testing
import Timekeeping

@testable import Signage

@Suite struct RuleTests {
    static let panels = [(800, 1280), (480, 800), (600, 1024), (720, 1280), (1080, 1920), (1280, 800), (1024, 768)]

    @Test("Nothing overlaps, leaves the panel, or is too small or too pale", arguments: panels) func rules(
        width: Int, height: Int
    ) throws {
        for isBench in [false, true] {
            let style = SignStyle(panel: PanelSize(widthPixels: width, heightPixels: height), isBench: isBench)
            for (name, scene) in Examples.all {
                let broken = brokenRules(of: try Layout(scene, style: style, measure: PlainMeasure()), isBench: isBench)
                #expect(broken.isEmpty, "\(name) \(width)x\(height):\n\(broken.joined(separator: "\n"))")
            }
        }
    }

    @Test("R58: a bench says BENCH on every screen; nothing else is missing for it") func bench() throws {
        for (name, scene) in Examples.all {
            let plain = try Layout(scene, style: SignStyle(isBench: false), measure: PlainMeasure())
            let bench = try Layout(scene, style: SignStyle(isBench: true), measure: PlainMeasure())
            #expect(Set(bench.buttons.keys) == Set(plain.buttons.keys), "\(name)")
            let words = bench.texts.map(\.string).joined()
            let plainWords = plain.texts.map(\.string).joined()
            let banner = "\(Texts.bench.chinese)    \(Texts.bench.english)"
            #expect(words.contains(banner) && !plainWords.contains("BENCH"), "\(name)")
            let without = words.replacing(banner, with: "")
            #expect(without.filter { $0 != " " } == plainWords.filter { $0 != " " }, "\(name)")
        }
    }

    @Test("What is centred stays centred on every panel", arguments: panels) func centred(width: Int, height: Int)
        throws
    {
        let style = SignStyle(panel: PanelSize(widthPixels: width, heightPixels: height), isBench: false)
        let layout = try Layout(.idle(Examples.sign), style: style, measure: PlainMeasure())
        let line = try #require(layout.texts.first { $0.string.hasPrefix("Card, PIN or face") })
        #expect(abs(line.box.x + line.box.right - width) <= 2)
    }

    @Test("Every scene speaks Chinese and English") func bilingual() throws {
        for (name, scene) in Examples.all {
            let layout = try Layout(scene, style: SignStyle(isBench: false), measure: PlainMeasure())
            #expect(layout.texts.contains { $0.string.contains(where: LineBreak.isIdeographic) }, "\(name)")
            #expect(layout.texts.contains { $0.string.filter { $0.isASCII && $0.isLetter }.count > 3 }, "\(name)")
        }
    }

    @Test("A panel too small to be read is refused") func smallPanel() {
        let panel = PanelSize(widthPixels: 320, heightPixels: 480)
        #expect(throws: SignageError(.panelTooSmall(panel))) {
            try Layout(.ageQuestion, style: SignStyle(panel: panel, isBench: false), measure: PlainMeasure())
        }
    }

    @Test("R10: the sign has the camera, the choice, operator, purpose and contact, and says that the camera is off")
    func sign() throws {
        let layout = try Layout(.idle(Examples.sign), style: SignStyle(isBench: false), measure: PlainMeasure())
        let words = layout.texts.map(\.string).joined(separator: "\n")
        for wanted in [
            "此处有人脸识别，由您选择", "Face recognition here – your choice", Examples.sign.operatorName, "门禁通行", "door access",
            "0571-8765\u{A0}4321", "Camera is off.", "摄像头已关闭。",
        ] { #expect(words.contains(wanted), "\(wanted)") }
        #expect(layout.marks.contains { if case .symbol(.camera, _, _) = $0 { true } else { false } })
    }

    @Test("R10: what is not declared is said to be missing, not left out") func undeclared() throws {
        let sign = IdleSign(operatorName: "", purpose: nil, phone: "", door: "", blockedBy: [.R1])
        let layout = try Layout(.idle(sign), style: SignStyle(isBench: false), measure: PlainMeasure())
        #expect(layout.texts.filter { $0.string.contains("未声明 not declared") }.count == 3)
        #expect(brokenRules(of: layout, isBench: false) == [])
    }

    @Test("R8: where faces are forbidden, the sign does not offer them") func forbidden() throws {
        let layout = try Layout(
            .idle(Examples.sign(blockedBy: [.R8])), style: SignStyle(isBench: false), measure: PlainMeasure())
        let words = layout.texts.map(\.string).joined()
        #expect(words.contains("此处不得安装人脸识别设备（《人脸识别技术应用安全管理办法》第十三条）。人脸功能已停用。"))
        #expect(!words.contains("your choice"))
        #expect(layout.buttons[.enrol] == nil)
    }

    @Test("R14: any number of requirements may block; the screens still fit") func manyRequirements() throws {
        for count in 0...RequirementID.allCases.count where count < 16 || count % 15 == 0 {
            let requirements = Array(RequirementID.allCases.prefix(count))
            for scene in [
                Scene.idle(Examples.sign(blockedBy: requirements)), .faceBlocked(requirements, phone: Examples.phone),
            ] {
                do {
                    let layout = try Layout(scene, style: SignStyle(isBench: true), measure: PlainMeasure())
                    #expect(brokenRules(of: layout, isBench: true) == [], "\(count)")
                } catch { Issue.record("\(count) requirements: \(error)") }
            }
        }
    }
}
