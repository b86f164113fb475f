import Door
import SeededRandom
import Testing
import Timekeeping

@Suite("Debounced inputs") struct InputFilterTests {
    private static func at(_ milliseconds: Int64) -> Uptime { Uptime(milliseconds: milliseconds) }

    /// Everything that comes out when the wire is looked at only at these times besides its changes.
    private static func run(
        _ input: DoorInput, _ timing: InputTiming, _ history: WireHistory, looks: (Int64) -> Int64?
    ) -> [InputFilter.Outcome] {
        var filter = InputFilter(input, timing, isActive: history.start)
        var outcomes: [InputFilter.Outcome] = []
        var now: Int64 = 0
        for change in history.changes + [(history.end, history.changes.last?.level ?? history.start)] {
            while let look = looks(now), look < change.at {
                now = look
                outcomes += filter.pass(at(now))
            }
            now = change.at
            outcomes += change.at == history.end ? filter.pass(at(now)) : filter.take(change.level, at: at(now))
        }
        return outcomes
    }

    private static func edges(_ outcomes: [InputFilter.Outcome]) -> [DoorEdge] {
        outcomes.compactMap { if case .edge(let edge) = $0 { edge } else { nil } }
    }

    private static func chatter(_ outcomes: [InputFilter.Outcome]) -> [LineChatter] {
        outcomes.compactMap { if case .chatter(let line) = $0 { line } else { nil } }
    }

    @Test("any wire: the edges and the faults are those of a model that looks at every millisecond") func model() {
        var (edges, faults, ways) = (0, 0, 0)
        for seed in UInt64(0)..<400 {
            var random = SplitMix64(seed: seed)
            let input = DoorInput.allCases[random.below(DoorInput.allCases.count)]
            let timing = InputTiming(
                debounceMilliseconds: [0, 1, 5, 20, 50, 200][random.below(6)],
                chatterMilliseconds: [500, 501, 700, 2_000][random.below(4)])
            let history = WireHistory.random(&random, changes: 60)
            let model = WireModel(input, timing, history)
            let outcomes = Self.run(input, timing, history) { _ in nil }
            #expect(Self.edges(outcomes) == model.edges, "seed \(seed)")
            #expect(Self.chatter(outcomes) == model.chatter, "seed \(seed)")
            // However often somebody looks between: nothing else comes out.
            var looking = SplitMix64(seed: seed)
            let looked = Self.run(input, timing, history) { $0 + 1 + Int64(looking.below(30)) }
            #expect(looked == outcomes, "seed \(seed)")
            edges += model.edges.count
            faults += model.chatter.count
            if !model.chatter.isEmpty, input == .exitButton || input == .fire { ways += 1 }
        }
        #expect(edges > 1_000 && faults > 50 && ways > 5, "the histories have in them what is tested")
    }

    @Test("any wire: levels take turns, every level that stayed is there, and none that did not") func promises() {
        for seed in UInt64(1_000)..<1_300 {
            var random = SplitMix64(seed: seed)
            let timing = InputTiming(debounceMilliseconds: 1 + random.below(60), chatterMilliseconds: 60_000)
            let history = WireHistory.random(&random, changes: 80)
            let edges = Self.edges(Self.run(.contact, timing, history) { _ in nil })
            var level = history.start
            for (edge, next) in zip(edges, edges.dropFirst().map(Optional.some) + [nil]) {
                #expect(edge.isActive != level, "seed \(seed): turns")
                level = edge.isActive
                #expect(next.map { edge.at <= $0.at } ?? true, "seed \(seed): order")
                let since = edge.at.milliseconds - Int64(timing.debounceMilliseconds)
                #expect(
                    history.changes.allSatisfy { $0.at <= since || $0.at >= edge.at.milliseconds },
                    "seed \(seed): nothing moved while it was waited for")
            }
            // At the end it has long been at rest.
            #expect(level == history.changes.last?.level, "seed \(seed): nothing is lost")
        }
    }

    @Test("a wire that comes to rest in time does not chatter, one millisecond later it does", arguments: [0, 1])
    func limit(late: Int64) {
        var filter = InputFilter(
            .contact, InputTiming(debounceMilliseconds: 20, chatterMilliseconds: 500), isActive: false)
        var outcomes = filter.take(true, at: Self.at(0))
        var level = true
        for time in stride(from: Int64(10), through: 470, by: 10) {
            level.toggle()
            outcomes += filter.take(level, at: Self.at(time))
        }
        level.toggle()
        outcomes += filter.take(level, at: Self.at(480 + late))
        outcomes += filter.pass(Self.at(2_000))
        #expect(Self.chatter(outcomes).map(\.isChattering) == (late == 0 ? [] : [true, false]))
    }

    @Test("a way out that chatters counts as pressed until it is at rest; others keep what they were")
    func ways() {
        for input in DoorInput.allCases {
            var filter = InputFilter(
                input, InputTiming(debounceMilliseconds: 20, chatterMilliseconds: 500), isActive: false)
            var outcomes: [InputFilter.Outcome] = []
            for time in stride(from: Int64(0), to: 1_000, by: 10) {
                outcomes += filter.take(time % 20 == 0, at: Self.at(time))
            }
            let opens = input == .exitButton || input == .fire
            #expect(filter.isChattering)
            #expect(filter.isActive == opens, "\(input.rawValue)")
            #expect(Self.edges(outcomes).map(\.at) == (opens ? [Self.at(500)] : []))
            outcomes += filter.pass(Self.at(1_010))
            #expect(!filter.isChattering && !filter.isActive, "at rest, and quiet")
            #expect(Self.edges(outcomes).count == (opens ? 2 : 0))
        }
    }

    @Test("the deadline is when something comes out, and there is none at rest") func deadline() {
        var filter = InputFilter(.fire, .standard(.fire), isActive: false)
        #expect(filter.nextDeadline == nil)
        #expect(filter.take(true, at: Self.at(7)).isEmpty)
        #expect(filter.nextDeadline == Self.at(27), "fire waits for its debounce time, and not longer")
        #expect(filter.pass(Self.at(26)).isEmpty)
        #expect(filter.pass(Self.at(27)) == [.edge(DoorEdge(.fire, isActive: true, at: Self.at(27)))])
        #expect(filter.nextDeadline == nil)
    }

    @Test("edges of several wires come in the order in which they counted, however late they are fetched")
    func several() {
        var filters = InputFilters(
            [.contact: InputTiming(debounceMilliseconds: 50), .exitButton: InputTiming(debounceMilliseconds: 5)],
            active: [.tamper])
        filters.take(.contact, true, at: Self.at(0))
        filters.take(.exitButton, true, at: Self.at(10))
        filters.take(.exitButton, false, at: Self.at(40))
        #expect(filters.nextDeadline == Self.at(45))
        #expect(filters.active == [.tamper, .exitButton], "what does not count yet is told by its edge")
        filters.pass(Self.at(900))
        #expect(
            filters.takeEdges() == [
                DoorEdge(.exitButton, isActive: true, at: Self.at(15)),
                DoorEdge(.exitButton, isActive: false, at: Self.at(45)),
                DoorEdge(.contact, isActive: true, at: Self.at(50)),
            ])
        #expect(filters.takeEdges() == [])
        #expect(filters.nextDeadline == nil)
        #expect(filters.active == [.contact, .tamper])
    }

    @Test("the standard times lie in their ranges, and a wire is at rest before it chatters") func standard() {
        for input in DoorInput.allCases {
            let timing = InputTiming.standard(input)
            #expect(input.debounceRange.contains(timing.debounceMilliseconds))
            #expect(input.chatterRange.contains(timing.chatterMilliseconds))
            #expect(timing.debounceMilliseconds < timing.chatterMilliseconds)
        }
    }
}
