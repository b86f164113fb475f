import CSodium
import Synchronization

/// What must not linger: a PIN, a passphrase, a code, a card's number. Zeroed when the last holder lets go; no textual form.
///
/// What is typed on a line is in memory of this kind (`SecretCells`, then this) from the key on to where Argon2id reads it, if it is
/// the answer to a question. Not covered: the kernel's buffers of the line, registers and stacks that it went through; what a
/// script sends in its own lines, and a pasted table of people, which are read as text.
public final class SecretText: Equatable, @unchecked Sendable {
    // Written only in init and deinit, so sharing is safe.
    private let bytes: UnsafeMutableRawBufferPointer

    public var count: Int { bytes.count }

    public init(_ bytes: some Collection<UInt8>) {
        self.bytes = .allocate(byteCount: bytes.count, alignment: 1)
        self.bytes.copyBytes(from: bytes)
    }

    /// Their UTF-8, without another copy on the way.
    public init(utf8Of scalars: some Collection<Unicode.Scalar>) {
        bytes = .allocate(byteCount: scalars.reduce(0) { $0 + UTF8.width($1) }, alignment: 1)
        var place = 0
        for scalar in scalars {
            for byte in UTF8.encode(scalar)! {
                bytes[place] = byte
                place += 1
            }
        }
    }

    private init(_ start: UnsafeMutableRawBufferPointer, then byte: UInt8) {
        bytes = .allocate(byteCount: start.count + 1, alignment: 1)
        bytes.copyMemory(from: UnsafeRawBufferPointer(start))
        bytes[start.count] = byte
    }

    /// The bytes, valid inside the call only.
    public func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        try body(UnsafeRawBufferPointer(bytes))
    }

    /// The same with one digit more, or with the last one gone.
    public func appending(_ digit: UInt8) -> SecretText { SecretText(bytes, then: digit) }
    public func droppingLast() -> SecretText { SecretText(bytes.dropLast()) }

    /// In constant time for equal lengths.
    public static func == (a: SecretText, b: SecretText) -> Bool {
        a.count == b.count && (a.count == 0 || sodium_memcmp(a.bytes.baseAddress!, b.bytes.baseAddress!, a.count) == 0)
    }

    /// For whoever checks it: is shown each secret's memory right before it is given back.
    static let lastLook = Mutex<(@Sendable (UnsafeRawBufferPointer) -> Void)?>(nil)

    deinit {
        if let base = bytes.baseAddress { sodium_memzero(base, bytes.count) }
        Self.lastLook.withLock { $0 }?(UnsafeRawBufferPointer(bytes))
        bytes.deallocate()
    }
}
