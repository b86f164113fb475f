import Door

/// How one door is wired: `[door_lines.FUNCTION]` for each function that is.
public struct DoorLineSettings: Equatable, Sendable {
    /// Nil on a bench, which has no wires.
    public let strike: OutputLine?
    public let outputs: [DoorOutput: OutputLine]
    public let inputs: [DoorInput: InputLine]
    /// Of every input, the standard ones where the file says nothing.
    public let timings: [DoorInput: InputTiming]

    /// Every function that a door can have, by its name in the file.
    public static let functions = ["strike"] + DoorOutput.allCases.map(\.rawValue) + DoorInput.allCases.map(\.rawValue)
}
