import Door
import Hardware
import Testing
import Timekeeping

@testable import menshen

@Suite("The door's lines in the loop") struct DoorWiresTests {
    /// A bench door whose wires are cut and mended, and what is said of it.
    private final class Cut {
        var now = Uptime(milliseconds: 0)
        var told: [Bool] = []
        var complaints: [String] = []
        private(set) var lines: SimulatedDoorLines!
        private(set) var wires: DoorWires!

        init() {
            let clock = { [unowned self] in now }
            lines = SimulatedDoorLines(
                policy: DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000, failure: .failSecure),
                now: clock, report: { _, _ in })
            wires = DoorWires(
                lines, now: clock, complain: { [unowned self] in complaints.append($0) },
                tell: { [unowned self] in told.append($0) })
        }
    }

    @Test("what cannot be moved is tried every second, the newest wish, until it is done; each change is told once")
    func retry() {
        for wish in [true, false] {
            let cut = Cut()
            cut.wires.setOutput(.alarm, isOn: false)
            #expect(cut.told.isEmpty && cut.wires.nextDeadline == nil)
            cut.lines.unplug()
            cut.wires.setStrike(released: true)
            cut.wires.setStrike(released: wish)
            cut.wires.setOutput(.alarm, isOn: true)
            for second in 1...5 {
                #expect(cut.wires.nextDeadline == Uptime(milliseconds: Int64(second) * 1_000))
                cut.now = Uptime(milliseconds: Int64(second) * 1_000)
                cut.wires.retryIfDue()
            }
            #expect(cut.told == [true] && cut.complaints.count == 1)
            cut.lines.replug()
            cut.now = Uptime(milliseconds: 5_999)
            cut.wires.retryIfDue()
            #expect(!cut.lines.outputsOn.contains(.alarm))
            cut.now = Uptime(milliseconds: 6_000)
            cut.wires.retryIfDue()
            #expect(cut.lines.strikeIsReleased == wish && cut.lines.outputsOn == [.alarm])
            #expect(cut.told == [true, false] && cut.complaints.count == 2 && cut.wires.nextDeadline == nil)
        }
    }

    @Test(
        "inputs that cannot be read are told of once, however often they are asked for; then what they say is looked at"
    )
    func reading() throws {
        let cut = Cut()
        cut.lines.unplug()
        for _ in 0..<10 { #expect(cut.wires.take().edges.isEmpty) }
        #expect(cut.told == [true] && cut.complaints.count == 1)
        #expect(cut.wires.nextDeadline == Uptime(milliseconds: 1_000), "nothing else wakes the loop")
        cut.now = Uptime(milliseconds: 1_000)
        cut.wires.retryIfDue()
        #expect(cut.told == [true] && cut.wires.nextDeadline == Uptime(milliseconds: 2_000))
        cut.lines.replug()
        cut.lines.set(.fire, isActive: true)
        _ = try cut.lines.takeEdges()
        cut.now = Uptime(milliseconds: 1_500)
        #expect(
            cut.wires.take().edges.isEmpty && cut.told == [true], "lines that come and go are told of once a second")
        cut.now = Uptime(milliseconds: 2_000)
        cut.wires.retryIfDue()
        #expect(cut.told == [true] && cut.wires.nextDeadline == Uptime(milliseconds: 2_000), "the loop is to look now")
        var seen: [Set<DoorInput>] = []
        cut.wires.recover { seen.append($0) }
        cut.wires.recover { seen.append($0) }
        #expect(seen == [[.fire]])
        #expect(cut.told == [true, false] && cut.wires.nextDeadline == nil)
    }

    @Test("lines that come back without what they were asked for are told it again") func forgetful() throws {
        let cut = Cut()
        cut.wires.setStrike(released: true)
        cut.wires.setOutput(.alarm, isOn: true)
        cut.lines.unplug()
        _ = cut.wires.take()
        cut.lines.replug()
        try cut.lines.rest()
        cut.now = Uptime(milliseconds: 1_000)
        _ = cut.wires.take()
        cut.wires.recover { _ in #expect(!cut.lines.strikeIsReleased, "first what the lines say") }
        #expect(cut.lines.strikeIsReleased && cut.lines.outputsOn == [.alarm])
    }

    @Test("at rest nothing is wished for any more") func rest() {
        let cut = Cut()
        cut.lines.unplug()
        cut.wires.setStrike(released: true)
        cut.wires.rest()
        cut.lines.replug()
        cut.now = Uptime(milliseconds: 60_000)
        cut.wires.retryIfDue()
        #expect(!cut.lines.strikeIsReleased)
    }
}
