import Law
import Records
import Testing
import Timekeeping

@testable import Controller

@Suite("An installer at camera and screen") struct DeviceCommandTests {
    private let bench = ConsoleID(0)

    private func reply(_ command: Command, _ rig: inout Rig) -> Reply? {
        for case .reply(bench, let reply) in rig.send(.command(command, from: bench)) { return reply }
        return nil
    }

    @Test("turning the camera: on for so long, seen by everybody, figures and nothing else") func aim() {
        var rig = Rig()
        let actions = rig.send(.command(.cameraAim(seconds: 20), from: bench))
        #expect(actions.has(\.startsCamera))
        guard case .looking(.aiming, _, _, _, _) = rig.scene else { Issue.record("\(rig.scene!)"); return }
        let figures = AimFigures(
            leftThousandths: 300, topThousandths: 200, widthThousandths: 400, sharpness: 61, brightness: 120,
            clippedThousandths: 10)
        rig.send(.captureReport(rig.lastCapture!.id, .camera(isOn: true)))
        rig.send(.captureReport(rig.lastCapture!.id, .aimed(figures, widthPixels: 640, heightPixels: 480)))
        let asked = rig.send(.command(.camera, from: bench))
        guard case .inspect(bench, .camera(let report)) = asked.first else { Issue.record("no report"); return }
        #expect(report.isOn && report.aim?.figures == figures)
        // What a comparison would be is not heard.
        #expect(!rig.send(.captureReport(rig.lastCapture!.id, .accepted(.good))).has(\.movesStrike))
        rig.log = []
        rig.pass(milliseconds: 20_000)
        #expect(rig.log.has(\.stopsCamera))
        guard case .idle = rig.scene else { Issue.record("not idle"); return }
    }

    @Test("a card, a touch on back, and a forbidden place each keep the camera off") func ends() {
        var rig = Rig()
        rig.send(.command(.cameraAim(seconds: 20), from: bench))
        #expect(rig.send(.touch(.back)).has(\.stopsCamera))
        rig.send(.command(.cameraAim(seconds: 20), from: bench))
        rig.log = []
        rig.tapCard()
        #expect(rig.log.has(\.stopsCamera))
        guard case .failed = reply(.cameraAim(seconds: 20), &rig) else { Issue.record("somebody is there"); return }
        var site = SiteDeclaration.complete
        site.placeKind = .toilet
        var forbidden = Rig(site: site)
        forbidden.log = []
        guard case .failed = reply(.cameraAim(seconds: 20), &forbidden) else { Issue.record("switched on"); return }
        #expect(!forbidden.log.has(\.startsCamera))
    }

    @Test("a state on the screen for ten seconds; nobody who is there is disturbed", arguments: SampleState.allCases)
    func show(state: SampleState) {
        var rig = Rig()
        let idle = rig.scene
        rig.send(.command(.screenShow(state), from: bench))
        #expect(rig.scene == rig.controller.sample(state))
        rig.pass(milliseconds: 10_000)
        #expect(rig.scene == idle)
        rig.send(.touch(.pin))
        let scene = rig.scene
        rig.send(.command(.screenShow(state), from: bench))
        #expect(rig.scene == scene)
    }

    @Test("led to the consent from the console: the notice first, and everything else is the person's own") func enrol()
    {
        var rig = Rig()
        guard case .done = reply(.personEnrol(number: "1001"), &rig) else {
            // The line and the search are two jobs of the store.
            Issue.record("not led")
            return
        }
        guard case .notice(_, let index, _) = rig.scene else { Issue.record("\(rig.scene!)"); return }
        #expect(index == 0 && !rig.log.has(\.startsCamera))
        rig.pass(milliseconds: 200_000)
        #expect(!rig.log.has(\.enrols))
        #expect(rig.store.people["1001"]?.summary.templateLastDay == nil)
    }
}
