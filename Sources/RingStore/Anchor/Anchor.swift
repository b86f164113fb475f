/// 32 secret bytes on a medium of their own (a chip's non-volatile memory, a raw sector, a file beside the flash), rewritten
/// once for each generation of cohort keys. What seals the keys of a generation is made of them: with the bytes replaced, an
/// older generation cannot be opened by anybody, wherever a copy of it survives.
public protocol Anchor: AnyObject {
    /// What its medium can promise.
    var promises: AnchorPromises { get }
    /// Fills 32 bytes; what one call has said, every later one says, until `replace`. It may write, to make that so.
    /// - Throws: `.blank` when nothing was ever kept there.
    func read(into secret: UnsafeMutableRawBufferPointer) throws(AnchorError)
    /// Durable when it returns, and the bytes before it are gone. Power cut: the old ones or the new ones.
    func replace(by secret: UnsafeRawBufferPointer) throws(AnchorError)
}

/// Why an anchor does not answer.
public enum AnchorError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No secret was ever kept there.
    case blank
    /// What stands there is not what was written.
    case damaged
    /// The medium answered with an error; errno where there is one, else 0.
    case medium(Int32)

    public var description: String {
        switch self {
        case .blank: "nothing was ever kept there"
        case .damaged: "what stands there cannot be read"
        case .medium(let number): "the medium answers with error \(number)"
        }
    }
}

/// An anchor for a copy of a store: gone with the process.
public final class MemoryAnchor: Anchor {
    private let secret = LockedBytes(count: StoreKeys.anchorBytes)
    private var isBlank = true
    public let promises: AnchorPromises

    public init() { promises = .memory }

    /// Holds what another one holds.
    public init(copying other: any Anchor) throws(AnchorError) {
        promises = other.promises
        try other.read(into: secret.bytes)
        isBlank = false
    }

    public func read(into bytes: UnsafeMutableRawBufferPointer) throws(AnchorError) {
        if isBlank { throw .blank }
        bytes.copyMemory(from: secret.readOnly)
    }

    public func replace(by bytes: UnsafeRawBufferPointer) throws(AnchorError) {
        secret.bytes.copyMemory(from: bytes)
        isBlank = false
    }
}
