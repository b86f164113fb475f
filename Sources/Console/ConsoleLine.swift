/// A line with a terminal at its other end: a serial port, or a pseudo-terminal. Nothing here ever waits.
public protocol ConsoleLine: AnyObject {
    /// What `poll` watches.
    var descriptor: Int32 { get }
    /// What has come, as much of it as there is room for; it may be secret. A break is `FF 00 00` and an `FF` is `FF FF`, as
    /// `KeyDecoder` reads them.
    /// - Returns: how many bytes; 0 when nothing has come.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ConsoleLineError) -> Int
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
