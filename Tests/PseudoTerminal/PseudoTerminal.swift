import Glibc

/// A serial line without a cable: what is written at this end is typed at the other one, whose device is `path`.
public final class PseudoTerminal {
    public let path: String
    private let master: Int32
    /// Held open, so that the line does not hang up while nobody has it; nil when that is what is tried.
    private var slave: Int32?

    /// - Parameter isRaw: what is typed stays as it is, and nothing is echoed, also before somebody has the line.
    public init(holdsLine: Bool = true, isRaw: Bool = false) {
        // Glibc's own calls for this are hidden behind a feature macro; these are what they do (ioctl_tty(2)).
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        var unlock: Int32 = 0, number: Int32 = 0
        let unlockRequest: UInt = 0x4004_5431, numberRequest: UInt = 0x8004_5430
        precondition(
            master >= 0 && ioctl(master, unlockRequest, &unlock) == 0 && ioctl(master, numberRequest, &number) == 0)
        path = "/dev/pts/\(number)"
        if holdsLine { slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC) }
        if isRaw, let slave {
            var settings = termios()
            precondition(tcgetattr(slave, &settings) == 0)
            cfmakeraw(&settings)
            precondition(tcsetattr(slave, TCSANOW, &settings) == 0)
        }
    }

    /// - Returns: how many bytes the line took.
    @discardableResult
    public func type(_ text: some Sequence<UInt8>) -> Int {
        let bytes = Array(text)
        return max(0, write(master, bytes, bytes.count))
    }

    /// What comes first within the time.
    public func take(withinMilliseconds: Int32) -> [UInt8] {
        var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        poll(&entry, 1, withinMilliseconds)
        var piece = [UInt8](repeating: 0, count: 65536)
        return Array(piece[..<max(0, read(master, &piece, piece.count))])
    }

    /// What has arrived within the time, or until it ends in `end`.
    public func receive(until end: String? = nil, withinMilliseconds: Int32 = 20_000) -> String {
        var bytes: [UInt8] = []
        var left = withinMilliseconds
        while left > 0 {
            var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, 20)
            var piece = [UInt8](repeating: 0, count: 65536)
            let count = read(master, &piece, piece.count)
            if count > 0 {
                bytes += piece[..<count]
                if let end, String(decoding: bytes, as: UTF8.self).hasSuffix(end) { break }
            } else {
                // Nobody has the line yet, or any more.
                if entry.revents & Int16(POLLHUP) != 0 { usleep(20_000) }
                left -= 20
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The cable is pulled.
    public func hangUp() {
        slave.map { _ = close($0) }
        slave = nil
        close(master)
        isOpen = false
    }

    private var isOpen = true

    deinit { if isOpen { hangUp() } }
}
