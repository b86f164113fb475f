import Console
import Glibc

/// A terminal line by its device: a UART (`/dev/ttyS1`), a USB serial port, a pseudo-terminal. Raw, eight bits, no parity, no flow
/// control, without modem lines; a serial break arrives as `FF 00 00`, and an `FF` as `FF FF` (termios(3), "PARMRK").
///
/// Held alone as long as this lives: `flock` against another Menshen, `TIOCEXCL` against everybody but root; and a line where
/// somebody has logged in, or a login waits, is not taken away.
public final class SerialLine: ConsoleLine {
    public let path: String
    public let descriptor: Int32
    private var before = termios()
    /// Nothing of a line that could not be had is put back.
    private var isHeld = false

    private static let speeds: [Int: speed_t] = [
        1200: speed_t(B1200), 2400: speed_t(B2400), 4800: speed_t(B4800), 9600: speed_t(B9600),
        19200: speed_t(B19200), 38400: speed_t(B38400), 57600: speed_t(B57600), 115200: speed_t(B115200),
        230400: speed_t(B230400), 460800: speed_t(B460800), 921600: speed_t(B921600), 1_000_000: speed_t(B1000000),
        1_500_000: speed_t(B1500000),
    ]
    /// `CRTSCTS`, which Swift does not see (asm-generic/termbits-common.h).
    static let hardwareFlowControl: tcflag_t = 0x8000_0000

    /// Ascending.
    public static var bauds: [Int] { speeds.keys.sorted() }

    /// - Parameter baud: one of `bauds`; of no consequence for a pseudo-terminal.
    public init(path: String, baud: Int = 115_200) throws(ConsoleLineError) {
        guard let speed = Self.speeds[baud] else { throw .noSuchSpeed(baud: baud) }
        // O_NONBLOCK also keeps the open from waiting for a carrier.
        let descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == EBUSY ? .busy : .system("open", errno) }
        (self.path, self.descriptor) = (path, descriptor)
        // From here on deinit closes it, also after a throw.
        try begin(speed)
        isHeld = true
    }

    private func begin(_ speed: speed_t) throws(ConsoleLineError) {
        guard isatty(descriptor) == 1 else { throw .notATerminal }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .busy : .system("flock", errno)
        }
        guard !isControllingSomebody else { throw .busy }
        guard tcgetattr(descriptor, &before) == 0 else { throw .system("tcgetattr", errno) }
        var raw = before
        cfmakeraw(&raw)
        raw.c_iflag &= ~tcflag_t(IGNBRK | BRKINT | INPCK | IXON | IXOFF | IXANY)
        raw.c_iflag |= tcflag_t(PARMRK)
        // Glibc's CRTSCTS; cfmakeraw leaves it, and a line that waits for a wire nobody has laid sends nothing.
        raw.c_cflag &= ~(tcflag_t(PARENB | CSTOPB | CSIZE) | Self.hardwareFlowControl)
        raw.c_cflag |= tcflag_t(CS8 | CREAD | CLOCAL)
        guard cfsetispeed(&raw, speed) == 0, cfsetospeed(&raw, speed) == 0, tcsetattr(descriptor, TCSANOW, &raw) == 0
        else { throw .system("tcsetattr", errno) }
        _ = ioctl(descriptor, UInt(TIOCEXCL), 0)
        // What was typed at whoever had the line before is not meant for us.
        tcflush(descriptor, TCIFLUSH)
    }

    /// Another session has it as its controlling terminal: a login, or what somebody runs there. Only a session leader
    /// without a terminal of its own can tell, as a service is: it tries to take the line, and lets it go again
    /// (tty_ioctl(4), "TIOCSCTTY").
    private var isControllingSomebody: Bool {
        guard getsid(0) == getpid() else { return false }
        let own = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard own < 0 else {
            close(own)
            return false
        }
        // Whoever lets a terminal go is told that it has hung up.
        signal(SIGHUP, SIG_IGN)
        guard ioctl(descriptor, UInt(TIOCSCTTY), 0) == 0 else { return errno == EPERM }
        _ = ioctl(descriptor, UInt(TIOCNOTTY), 0)
        return false
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ConsoleLineError) -> Int {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count > 0 { return count }
        // Zero is the end of a line whose other end has gone.
        if count == 0 { throw .hungUp }
        switch errno {
        case EAGAIN, EINTR: return 0
        case EIO, ENXIO, ENODEV: throw .hungUp
        default: throw .system("read", errno)
        }
    }

    public func write(_ bytes: ArraySlice<UInt8>) throws(ConsoleLineError) -> Int {
        if bytes.isEmpty { return 0 }
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count >= 0 { return count }
        switch errno {
        case EAGAIN, EINTR: return 0
        case EIO, ENXIO, ENODEV, EPIPE: throw .hungUp
        default: throw .system("write", errno)
        }
    }

    deinit {
        if isHeld {
            _ = ioctl(descriptor, UInt(TIOCNXCL), 0)
            // What is still on its way is not waited for, by close(2) either: a UART's would wait for half a minute.
            tcflush(descriptor, TCOFLUSH)
            tcsetattr(descriptor, TCSANOW, &before)
        }
        close(descriptor)
    }
}
