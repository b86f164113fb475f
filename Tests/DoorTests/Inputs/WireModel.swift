import Door
import SeededRandom
import Timekeeping

/// What a wire did: from each time on it had that level.
struct WireHistory {
    var start: Bool
    var changes: [(at: Int64, level: Bool)]

    /// Presses, glitches and bounces of every length, and now and then a wire that does not come to rest.
    static func random(_ random: inout SplitMix64, changes count: Int) -> WireHistory {
        var history = WireHistory(start: random.below(2) == 0, changes: [])
        var (now, level) = (Int64(random.below(50)), history.start)
        while history.changes.count < count {
            let burst = random.below(20) == 0 ? 200 : 1 + random.below(8)
            for _ in 0..<burst {
                level.toggle()
                history.changes.append((now, level))
                // Two changes may fall on one millisecond.
                now += Int64(random.below(12))
            }
            now += Int64(random.below(400))
        }
        return history
    }

    var end: Int64 { (changes.last?.at ?? 0) + 10_000 }
}

/// The same filter by looking at each millisecond: slow, and plain enough to be believed.
///
/// At every millisecond the changes of that instant are applied, then it is asked for how long the wire has been at rest.
struct WireModel {
    var edges: [DoorEdge] = []
    var chatter: [LineChatter] = []

    init(_ input: DoorInput, _ timing: InputTiming, _ history: WireHistory) {
        let debounce = Int64(timing.debounceMilliseconds), limit = Int64(timing.chatterMilliseconds)
        var (counted, raw) = (history.start, history.start)
        var first: Int64?, last: Int64 = 0
        var isChattering = false
        var next = history.changes.startIndex
        func count(_ level: Bool, _ time: Int64) -> DoorEdge? {
            guard level != counted else { return nil }
            counted = level
            return DoorEdge(
                input, isActive: level, at: Uptime(milliseconds: time), bounceMilliseconds: Int(last - first!))
        }
        func settle(_ time: Int64) {
            guard first != nil, time - last >= debounce else { return }
            if isChattering {
                chatter.append(LineChatter(input, isChattering: false, at: Uptime(milliseconds: time)))
                isChattering = false
            }
            if let edge = count(raw, time) { edges.append(edge) }
            first = nil
        }
        for time in 0...history.end {
            settle(time)
            if let began = first, !isChattering, time - began >= limit {
                isChattering = true
                chatter.append(LineChatter(input, isChattering: true, at: Uptime(milliseconds: time)))
                if input == .exitButton || input == .fire, let edge = count(true, time) { edges.append(edge) }
            }
            while next < history.changes.endIndex, history.changes[next].at == time {
                raw = history.changes[next].level
                (first, last) = (first ?? time, time)
                next += 1
                settle(time)
            }
        }
    }
}
