/// One place of a store that is not as it was written, and what that costs.
public struct StoreDamage: Equatable, Sendable {
    public enum What: String, Sendable, CaseIterable {
        /// The medium answers with an error.
        case medium
        /// An entry of the root log: an erase, an opening or a time that was announced.
        case rootEntry = "root-entry"
        /// Label or opening: the whole block is out of service.
        case blockHeader = "block-header"
        /// Written by a later firmware: the block is out of service, and nothing in it was looked at.
        case unknownVersion = "unknown-version"
        /// Bits of a block that was never opened: it is out of service, and nothing was in it.
        case blank
        /// A record in a block that is out of service, or such a block itself: an earlier mount could not read it.
        case outOfService = "out-of-service"
        case header, mark, body
        /// It could not be opened when it had to move; only its place is kept.
        case lostBefore = "lost-before"
        /// Bytes behind a record that mean nothing; they should be zero.
        case padding
        /// Bytes that are no record, where one or more may have been.
        case stray
        /// The record is sound, the key of its last day is not there.
        case keyMissing = "key-missing"
        /// No generation of keys can be opened.
        case keysMissing = "keys-missing"
    }

    public enum Loss: Equatable, Sendable {
        /// A newer revision or another copy counts, its day has passed, or one bit can be put right.
        case nothing
        case record
        /// The newest revision is lost; this older one counts again.
        case revision(back: UInt32)
        case unknown
        /// Nothing of the store can be read.
        case everything
    }

    /// Nil in the root's blocks.
    public var ring: RingID?
    public var block: BlockIndex
    /// From the start of the block.
    public var offset: Int
    public var byteCount: Int
    public var what: What
    public var record: DamagedRecord?
    public var loss: Loss

    init(
        _ what: What, ring: RingID?, block: Int, offset: Int = 0, byteCount: Int, record: DamagedRecord? = nil,
        loss: Loss = .nothing
    ) {
        (self.what, self.ring, self.block) = (what, ring, BlockIndex(block))
        (self.offset, self.byteCount, self.record, self.loss) = (offset, byteCount, record, loss)
    }
}

/// Which record a damage has hit.
public struct DamagedRecord: Equatable, Sendable {
    public var id: RecordID
    public var revision: UInt32
    /// The caller's.
    public var kind: UInt8
    public var expiry: Expiry
    /// False: as the damaged header tells it, which may be wrong.
    public var isCertain: Bool

    init(_ header: RecordHeader, isCertain: Bool = true) {
        (id, revision, kind) = (header.recordID, header.revision, header.kind)
        expiry = Expiry(cohort: header.cohort)
        self.isCertain = isCertain
    }
}

/// What a power cut has left; the next mount finishes it, and nothing that was ever told to be done is lost.
public struct UnfinishedWork: Equatable, Sendable {
    public enum What: String, Sendable { case erase, opening, batch, root }
    public var what: What
    public var ring: RingID?
    public var block: BlockIndex
}
