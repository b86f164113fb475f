import Door
import SeededRandom
import Testing
import Timekeeping

@testable import Controller

/// Whatever moves an output stands in the journal, with its cause and its time.
@Suite("Every edge of an output is written down") struct DoorEdgesTests {
    /// One edge, as the wires see it or as the journal tells it.
    private struct Edge: Hashable {
        let output: String
        let isOn: Bool
        let at: Uptime
    }

    /// 50 days of 2,000 events.
    @Test(
        "100,000 random events, on some days with a store that refuses now and then", arguments: 0..<50 as Range<UInt64>
    )
    func edges(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var policy = DoorPolicy(
            strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000, mode: random.below(2) == 0 ? .momentary : .toggle)
        policy.heldOpenWarningMilliseconds = 5_000
        policy.callMilliseconds = 1_000
        policy.alarmMilliseconds = [0, 10_000][random.below(2)]
        policy.buzzesWarnings = seed % 3 == 0
        var rig = Rig(door: policy)
        var isReleased = false, isOn: Set<DoorOutput> = [], wanted: [Edge] = []
        var now = rig.now.uptime
        for _ in 0..<2_000 {
            if random.below(4) == 0 { rig.pass(milliseconds: Int64(random.below(8_000))) }
            if seed % 2 == 1 && random.below(60) == 0 { rig.store.isBroken.toggle() }
            rig.send(random.below(3) == 0 ? rig.randomEvent(&random) : Self.event(&random, at: rig.now.uptime))
            for (actions, at) in zip(rig.steps.map(\.actions), rig.stepTimes) {
                now = at
                for action in actions {
                    switch action {
                    case .unlockStrike where !isReleased, .lockStrike where isReleased:
                        isReleased.toggle()
                        wanted.append(Edge(output: "strike", isOn: isReleased, at: now))
                    case .setOutput(let output, let on):
                        #expect(isOn.contains(output) != on, "an edge that is none")
                        if on { isOn.insert(output) } else { isOn.remove(output) }
                        wanted.append(Edge(output: output.rawValue, isOn: on, at: now))
                    default: break
                    }
                }
            }
            (rig.steps, rig.stepTimes) = ([], [])
        }
        rig.store.isBroken = false
        rig.pass(milliseconds: 120_000)
        guard rig.controller.volatileJournal.dropped == 0 else { return }
        for (actions, at) in zip(rig.steps.map(\.actions), rig.stepTimes) {
            for case .lockStrike in actions where isReleased {
                isReleased = false
                wanted.append(Edge(output: "strike", isOn: false, at: at))
            }
            for case .setOutput(let output, let on) in actions {
                wanted.append(Edge(output: output.rawValue, isOn: on, at: at))
            }
        }
        let written = rig.store.journal.compactMap(Self.edge)
        #expect(Set(written) == Set(wanted))
        #expect(written.count == wanted.count, "each of them once")
        #expect(wanted.count > 100, "there was something to write down")
    }

    /// Whatever a wire, a console or a calendar can do to a door.
    private static func event(_ random: inout SplitMix64, at now: Uptime) -> Event {
        switch random.below(12) {
        case 0: .command(.doorUnlock(reason: "a parcel"), from: ConsoleID(0))
        case 1: .command(.doorTest, from: ConsoleID(0))
        case 2: .command(holds[random.below(holds.count)], from: ConsoleID(0))
        case 3: .command(.commission(walks[random.below(walks.count)]), from: ConsoleID(0))
        case 4...6:
            .edge(
                DoorEdge(
                    DoorInput.allCases[random.below(DoorInput.allCases.count - 1)], isActive: random.below(2) == 0,
                    at: now))
        default: .door(Rig.doorInputs[random.below(Rig.doorInputs.count)])
        }
    }

    private static let holds: [Command] = [
        .doorHold(minutes: 1, reason: "a parcel"), .doorHold(minutes: nil, reason: "a parcel"), .doorLock,
    ]
    private static let walks: [CommissionCommand] = [
        .start(isInUse: true), .next, .again, .skip(reason: "later"), .answer(isYes: true, name: "Li"), .stop,
    ]

    private static func edge(_ entry: LogEntry) -> Edge? {
        switch entry {
        case .processing(.strikeReleased(_, let at)): Edge(output: "strike", isOn: true, at: at)
        // The start is no edge that anybody has seen.
        case .processing(.strikeLocked(let cause, let at)):
            cause == .start ? nil : Edge(output: "strike", isOn: false, at: at)
        case .processing(.relay(let output, let isOn, let at)): Edge(output: output.rawValue, isOn: isOn, at: at)
        default: nil
        }
    }
}
