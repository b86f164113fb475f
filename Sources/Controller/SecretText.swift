import CSodium

/// Digits that must not linger: a PIN, a card number. Zeroed when the last holder lets go; no textual form.
public final class SecretText: Equatable, @unchecked Sendable {
    // Written only in init and deinit, so sharing is safe.
    private let bytes: UnsafeMutableRawBufferPointer

    public var count: Int { bytes.count }

    public init(_ digits: some Collection<UInt8>) {
        bytes = .allocate(byteCount: digits.count, alignment: 1)
        bytes.copyBytes(from: digits)
    }

    /// The ASCII digits, valid inside the call only.
    public func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        try body(UnsafeRawBufferPointer(bytes))
    }

    /// The same with one digit more, or with the last one gone.
    public func appending(_ digit: UInt8) -> SecretText { SecretText(Array(bytes) + [digit]) }
    public func droppingLast() -> SecretText { SecretText(bytes.dropLast()) }

    /// In constant time for equal lengths.
    public static func == (a: SecretText, b: SecretText) -> Bool {
        a.count == b.count && (a.count == 0 || sodium_memcmp(a.bytes.baseAddress!, b.bytes.baseAddress!, a.count) == 0)
    }

    deinit {
        if let base = bytes.baseAddress { sodium_memzero(base, bytes.count) }
        bytes.deallocate()
    }
}
