import Controller
import Door
import Timekeeping

/// The door's lines as the loop uses them: what cannot be moved is tried again until it can, and said once.
final class DoorWires {
    /// How long after a try the next one is.
    static let retryMilliseconds: Int64 = 1_000

    private let lines: any DoorLines
    private let now: () -> Uptime
    private let complain: (String) -> Void
    /// Told of every change: whether something cannot be moved or read.
    private let tell: (Bool) -> Void
    /// What the outputs should be and are not; the newest wish counts.
    private var strike: Bool?
    private var outputs: [DoorOutput: Bool] = [:]
    private var retryAt: Uptime?
    private var cannotBeRead = false
    private var isFailing = false

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

    func activeInputs() -> Set<DoorInput> { read { () throws(DoorLinesError) in try lines.activeInputs() } ?? [] }
    func takeEdges() -> [DoorEdge] { read { () throws(DoorLinesError) in try lines.takeEdges() } ?? [] }
    func takeChatter() -> [LineChatter] { read { () throws(DoorLinesError) in try lines.takeChatter() } ?? [] }

    func retryIfDue() {
        if let retryAt, now() >= retryAt { move() }
    }

    private func read<Found>(_ body: () throws(DoorLinesError) -> Found) -> Found? {
        do throws(DoorLinesError) {
            let found = try body()
            cannotBeRead = false
            judge(nil)
            return found
        } catch {
            cannotBeRead = true
            judge(error)
            return nil
        }
    }

    /// The strike first.
    private func move() {
        var fault: DoorLinesError?
        if let released = strike {
            do throws(DoorLinesError) {
                try lines.setStrike(released: released)
                strike = nil
            } catch { fault = error }
        }
        for (output, isOn) in outputs {
            do throws(DoorLinesError) {
                try lines.setOutput(output, isOn: isOn)
                outputs[output] = nil
            } catch { fault = fault ?? error }
        }
        retryAt = strike == nil && outputs.isEmpty ? nil : now() + Self.retryMilliseconds
        judge(fault)
    }

    private func judge(_ fault: DoorLinesError?) {
        let fails = cannotBeRead || strike != nil || !outputs.isEmpty
        guard fails != isFailing else { return }
        isFailing = fails
        complain(fault.map { "door lines: \($0.code)" } ?? "the door's lines answer again")
        tell(fails)
    }
}
