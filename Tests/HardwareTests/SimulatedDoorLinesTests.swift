import Door
import Hardware
import Testing
import Timekeeping

@Suite("Simulated door lines") struct SimulatedDoorLinesTests {
    /// What was reported, and a clock that the test moves.
    final class Bench {
        var now = Uptime(milliseconds: 0)
        var printed: [String] = []
        private(set) var lines: SimulatedDoorLines!

        init(_ failure: DoorPolicy.FailureMode, _ timings: [DoorInput: InputTiming]? = nil) {
            let policy = DoorPolicy(strikeMilliseconds: 3000, heldOpenMilliseconds: 30_000, failure: failure)
            let report = { [unowned self] (edge: SimulatedDoorLines.Edge, at: Uptime) in
                switch edge {
                case .input(let input, let isActive, let bounce):
                    let words = bounce > 0 ? " bounce \(bounce)" : ""
                    printed.append("\(at.milliseconds) \(input.rawValue) \(isActive ? 1 : 0)\(words)")
                case .strike(let released, let coil):
                    printed.append("\(at.milliseconds) strike \(released ? 1 : 0) coil \(coil ? 1 : 0)")
                case .output(let output, let isOn):
                    printed.append("\(at.milliseconds) \(output.rawValue) \(isOn ? 1 : 0)")
                }
            }
            let clock = { [unowned self] () -> Uptime in now }
            if let timings {
                lines = SimulatedDoorLines(policy: policy, timings: timings, now: clock, report: report)
            } else {
                lines = SimulatedDoorLines(policy: policy, now: clock, report: report)
            }
        }
    }

    @Test("at rest nothing has current, and the strike is as its failure mode leaves it") func rest() throws {
        for (failure, isReleased) in [(DoorPolicy.FailureMode.failSafe, true), (.failSecure, false)] {
            for wasReleased in [false, true] {
                let bench = Bench(failure)
                try bench.lines.setStrike(released: wasReleased)
                for output in DoorOutput.allCases { try bench.lines.setOutput(output, isOn: true) }
                try bench.lines.rest()
                #expect(bench.lines.strikeIsReleased == isReleased && bench.lines.outputsOn.isEmpty)
            }
        }
    }

    @Test("Each edge of a relay is reported once") func relays() throws {
        let bench = Bench(.failSecure)
        try bench.lines.setOutput(.alarm, isOn: false)
        try bench.lines.setOutput(.alarm, isOn: true)
        try bench.lines.setOutput(.alarm, isOn: true)
        bench.now = Uptime(milliseconds: 40)
        try bench.lines.setOutput(.intercom, isOn: true)
        try bench.lines.setOutput(.alarm, isOn: false)
        #expect(bench.printed == ["0 alarm 1", "40 intercom 1", "40 alarm 0"])
        #expect(bench.lines.outputsOn == [.intercom])
        bench.lines.unplug()
        #expect(throws: DoorLinesError(.gone)) { try bench.lines.setOutput(.alarm, isOn: true) }
    }

    @Test("Each edge of the strike is reported once, with its time and its coil") func strike() throws {
        let bench = Bench(.failSecure)
        try bench.lines.setStrike(released: false)
        bench.now = Uptime(milliseconds: 120)
        try bench.lines.setStrike(released: true)
        try bench.lines.setStrike(released: true)
        bench.now = Uptime(milliseconds: 3120)
        try bench.lines.setStrike(released: false)
        #expect(bench.printed == ["120 strike 1 coil 1", "3120 strike 0 coil 0"])
        #expect(!bench.lines.strikeIsReleased)
    }

    @Test("A fail-safe door is open before anybody drives it; locking takes current") func failSafe() throws {
        let bench = Bench(.failSafe)
        #expect(bench.lines.strikeIsReleased)
        try bench.lines.setStrike(released: false)
        #expect(bench.printed == ["0 strike 0 coil 1"])
    }

    @Test("Inputs make edges when they change, oldest first, and are read once") func inputs() throws {
        let bench = Bench(.failSecure)
        bench.lines.set(.contact, isActive: true)
        bench.now = Uptime(milliseconds: 5)
        bench.lines.set(.contact, isActive: true)
        bench.lines.set(.exitButton, isActive: true)
        bench.lines.set(.exitButton, isActive: false)
        #expect(try bench.lines.activeInputs() == [.contact])
        let at5 = Uptime(milliseconds: 5)
        #expect(
            try bench.lines.takeEdges() == [
                DoorEdge(.contact, isActive: true, at: Uptime(milliseconds: 0)),
                DoorEdge(.exitButton, isActive: true, at: at5),
                DoorEdge(.exitButton, isActive: false, at: at5),
            ])
        #expect(try bench.lines.takeEdges() == [])
        #expect(bench.printed == ["0 contact 1", "5 exit 1", "5 exit 0"])
    }

    @Test("A wire that bounces makes one edge, with its bounce, when it is at rest") func bounce() throws {
        let bench = Bench(.failSecure, [.exitButton: InputTiming(debounceMilliseconds: 20)])
        for (time, level) in [(100, true), (104, false), (112, true)] {
            bench.now = Uptime(milliseconds: Int64(time))
            bench.lines.set(.exitButton, isActive: level)
        }
        #expect(try bench.lines.takeEdges() == [])
        #expect(try bench.lines.activeInputs() == [], "what does not count yet makes its edge, and is not told before")
        #expect(bench.lines.nextDeadline == Uptime(milliseconds: 132))
        bench.now = Uptime(milliseconds: 150)
        let edge = DoorEdge(.exitButton, isActive: true, at: Uptime(milliseconds: 132), bounceMilliseconds: 12)
        #expect(try bench.lines.takeEdges() == [edge])
        #expect(bench.printed == ["132 exit 1 bounce 12"])
        #expect(bench.lines.nextDeadline == nil)
        #expect(try bench.lines.takeChatter() == [])
    }

    @Test("Cut wires throw, and work again afterwards") func unplugged() throws {
        let bench = Bench(.failSecure)
        bench.lines.unplug()
        #expect(throws: DoorLinesError(.gone)) { try bench.lines.setStrike(released: true) }
        #expect(throws: DoorLinesError(.gone)) { try bench.lines.takeEdges() }
        #expect(throws: DoorLinesError(.gone)) { try bench.lines.activeInputs() }
        bench.lines.replug()
        try bench.lines.setStrike(released: true)
        #expect(bench.printed == ["0 strike 1 coil 1"])
    }
}
