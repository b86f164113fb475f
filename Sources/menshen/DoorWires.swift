import Controller
import Door
import Timekeeping

/// The door's lines as the loop uses them: what cannot be moved or read is tried again every second until it can, and said once.
final class DoorWires {
    static let retryMilliseconds: Int64 = 1_000

    private let lines: any DoorLines
    private let now: () -> Uptime
    private let complain: (String) -> Void
    /// Told of every change: whether something cannot be moved or read.
    private let tell: (Bool) -> Void
    /// What the outputs should be, once they were asked to: lines that come back may have forgotten it.
    private var strike: Bool?
    private var outputs: [DoorOutput: Bool] = [:]
    private var cannotBeMoved = false, cannotBeRead = false
    /// While something fails.
    private var retryAt: Uptime?
    /// The lines came back, and what they say now was not looked at yet.
    private var hasNewLevels = false

    init(
        _ lines: any DoorLines, now: @escaping () -> Uptime, complain: @escaping (String) -> Void,
        tell: @escaping (Bool) -> Void
    ) {
        (self.lines, self.now, self.complain, self.tell) = (lines, now, complain, tell)
    }

    var nextDeadline: Uptime? { [lines.nextDeadline, retryAt].compactMap(\.self).min() }

    func setStrike(released: Bool) {
        strike = released
        move()
    }

    func setOutput(_ output: DoorOutput, isOn: Bool) {
        outputs[output] = isOn
        move()
    }

    /// As the board leaves them without current; nothing is wished for any more.
    func rest() {
        (strike, outputs, retryAt) = (nil, [:], nil)
        do { try lines.rest() } catch { complain("the door's outputs are not at rest: \(error.code)") }
    }

    /// What the inputs say at a start; nothing, where they cannot be read: then `takeNewLevels` tells it later.
    func activeInputs() -> Set<DoorInput> { read { () throws(DoorLinesError) in try lines.activeInputs() } ?? [] }

    /// What has happened since the last call. Edges that were read are not lost for what could not be.
    func take() -> (edges: [DoorEdge], chatter: [LineChatter]) {
        let edges = read { () throws(DoorLinesError) in try lines.takeEdges() } ?? []
        return (edges, read { () throws(DoorLinesError) in try lines.takeChatter() } ?? [])
    }

    /// After lines that could not be read came back: first what they say, for what was so then makes no edge; then the outputs, for
    /// nobody is to be locked in for the moment until fire is seen.
    /// - Parameter catchUp: with the inputs that are active.
    func recover(_ catchUp: (Set<DoorInput>) -> Void) {
        guard hasNewLevels else { return }
        hasNewLevels = false
        let active = read { () throws(DoorLinesError) in
            let active = try lines.activeInputs()
            // Whose level has just come to count is among them.
            _ = try lines.takeEdges()
            return active
        }
        guard let active else { return }
        catchUp(active)
        move()
    }

    func retryIfDue() {
        guard let retryAt, now() >= retryAt else { return }
        if cannotBeRead { _ = activeInputs() }
        if cannotBeMoved { move() }
    }

    private func read<Found>(_ body: () throws(DoorLinesError) -> Found) -> Found? {
        do throws(DoorLinesError) {
            let found = try body()
            // Not before the second is over: lines that come and go are not told of at every turn.
            guard cannotBeRead, let retryAt, now() >= retryAt else { return found }
            (cannotBeRead, hasNewLevels) = (false, true)
            return found
        } catch {
            cannotBeRead = true
            judge(error)
            return nil
        }
    }

    /// Everything, the strike first.
    private func move() {
        var fault: DoorLinesError?
        func attempt(_ body: () throws(DoorLinesError) -> Void) {
            do throws(DoorLinesError) { try body() } catch { fault = fault ?? error }
        }
        if let strike { attempt { () throws(DoorLinesError) in try lines.setStrike(released: strike) } }
        for (output, isOn) in outputs.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            attempt { () throws(DoorLinesError) in try lines.setOutput(output, isOn: isOn) }
        }
        cannotBeMoved = fault != nil
        judge(fault)
    }

    private func judge(_ fault: DoorLinesError?) {
        let (wasFailing, isFailing) = (retryAt != nil, cannotBeMoved || cannotBeRead || hasNewLevels)
        if !isFailing {
            retryAt = nil
        } else if fault != nil, retryAt.map({ now() >= $0 }) ?? true {
            retryAt = now() + Self.retryMilliseconds
        }
        guard isFailing != wasFailing else { return }
        complain(fault.map { "door lines: \($0.code)" } ?? "the door's lines answer again")
        tell(isFailing)
    }
}
