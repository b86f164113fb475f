import Glibc

/// An input device of Linux (`/dev/input/…`), held alone: what it types reaches no console of the system and no other program.
final class InputNode {
    /// Events that are read at once; the kernel keeps about as many.
    static let most = 64

    let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer

    /// - Parameter hold: makes it ours alone, and its times those of `CLOCK_MONOTONIC`.
    init(path: String, hold: (Int32) throws(InputNodeError) -> Void = InputNode.hold) throws(InputNodeError) {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw InputNodeError("open", errno) }
        // Before there is anything that deinit would close a second time.
        do throws(InputNodeError) { try hold(descriptor) } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        buffer = .allocate(byteCount: InputEvent.byteCount() * Self.most, alignment: 8)
    }

    deinit {
        // What was grabbed is let go of with its descriptor.
        close(descriptor)
        explicit_bzero(buffer.baseAddress!, buffer.count)
        buffer.deallocate()
    }

    /// `EVIOCSCLOCKID` and `EVIOCGRAB`, which Swift does not see (linux/input.h): `_IOW('E', 0xA0, int)`, `_IOW('E', 0x90, int)`.
    private static let clockRequest: UInt = 0x4004_45A0, grabRequest: UInt = 0x4004_4590

    private static func hold(_ descriptor: Int32) throws(InputNodeError) {
        var clock = CLOCK_MONOTONIC
        guard ioctl(descriptor, clockRequest, &clock) == 0 else { throw InputNodeError("EVIOCSCLOCKID", errno) }
        guard ioctl(descriptor, grabRequest, 1) == 0 else { throw InputNodeError("EVIOCGRAB", errno) }
    }

    /// What has come since the last time, `most` of it; the bytes are zeroed.
    func read(_ take: (InputEvent) -> Void) throws(InputNodeError) {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        guard count > 0 else { throw count == 0 ? .gone : InputNodeError("read", errno) }
        let step = InputEvent.byteCount()
        for place in stride(from: 0, to: count - step + 1, by: step) {
            take(InputEvent(UnsafeRawBufferPointer(rebasing: buffer[place..<place + step])))
        }
        explicit_bzero(buffer.baseAddress!, count)
    }
}

/// Why an input device cannot be read.
public enum InputNodeError: Error, Hashable, Sendable {
    /// Not plugged in, or pulled out.
    case gone
    /// Another program holds it alone.
    case busy
    case noInputDevice
    case system(String, Int32)

    init(_ call: String, _ number: Int32) {
        switch number {
        case ENOENT, ENODEV, ENXIO: self = .gone
        case EBUSY: self = .busy
        case ENOTTY, EINVAL, EISDIR: self = .noInputDevice
        default: self = .system(call, number)
        }
    }
}

extension InputNodeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .gone: "not plugged in"
        case .busy: "another program holds it"
        case .noInputDevice: "no input device"
        case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
        }
    }
}
