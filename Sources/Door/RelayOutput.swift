import Timekeeping

/// What an output can be told, as a reader's output is in OSDP (SIA OSDP 2.2, osdp_OUT, control codes 1 to 6).
///
/// Its permanent state is what it is in when nothing runs; a temporary one ends by itself, and it goes back to the permanent.
public enum OutputControl: Equatable, Sendable {
    /// 1 and 2: at once, and what runs is broken off.
    case permanent(isOn: Bool)
    /// 3 and 4: when what runs has ended.
    case permanentAfterwards(isOn: Bool)
    /// 5 and 6: for so long.
    case temporary(isOn: Bool, milliseconds: Int)
}

/// One relay that is told by `OutputControl`. Pure: time comes in.
public struct RelayOutput: Equatable, Sendable {
    private var isPermanentlyOn = false
    private var temporary: Temporary?

    private struct Temporary: Equatable, Sendable { let isOn: Bool, until: Uptime }

    public init() {}

    public var isOn: Bool { temporary?.isOn ?? isPermanentlyOn }
    /// When what runs ends.
    public var nextDeadline: Uptime? { temporary?.until }

    public mutating func obey(_ control: OutputControl, at now: Uptime) {
        switch control {
        case .permanent(let isOn): (isPermanentlyOn, temporary) = (isOn, nil)
        case .permanentAfterwards(let isOn): isPermanentlyOn = isOn
        case .temporary(let isOn, let milliseconds): temporary = Temporary(isOn: isOn, until: now + Int64(milliseconds))
        }
    }

    public mutating func pass(_ now: Uptime) { if let temporary, temporary.until <= now { self.temporary = nil } }
}
