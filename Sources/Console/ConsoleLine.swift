/// A line with a terminal at its other end: a serial port, or a pseudo-terminal. Nothing here ever waits.
public protocol ConsoleLine: AnyObject {
    /// What `poll` watches.
    var descriptor: Int32 { get }
    /// What has come; empty when nothing has.
    func read() throws(ConsoleLineError) -> [UInt8]
    /// - Returns: how many of the bytes were taken; the rest must come again when there is room.
    func write(_ bytes: ArraySlice<UInt8>) throws(ConsoleLineError) -> Int
}

public enum ConsoleLineError: Error, Equatable, Sendable {
    /// The cable was pulled, or the other end was closed.
    case hungUp
    /// `open` and the like; the number is errno.
    case system(String, Int32)
    /// It is there, but no terminal.
    case notATerminal
    /// Another program holds it.
    case busy
    /// No UART has this speed.
    case noSuchSpeed(baud: Int)
}
