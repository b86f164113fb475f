/// What a store can refuse or run into. Equality looks at the code only.
public struct RingStoreError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        case flash(FlashError)
        /// No root header anywhere: blank, foreign, or a format that was cut off. It is never formatted by itself.
        case notFormatted
        case unknownVersion(UInt16)
        /// So many blocks could not be erased that the root log has no room for more.
        case rootFull(erasesBegun: Int)
        /// Both root headers are damaged; nothing was touched.
        case rootDamaged
        /// A store of another device, or the wrong key: nothing was touched.
        case wrongDeviceKey
        case wrongKind(found: StoreKind)
        /// The image was made for another geometry.
        case wrongGeometry(found: FlashGeometry)
        /// The layout does not fit the geometry, or the geometry does not suit the format.
        case unsuitable(String)
        /// The store is anchored, and no anchor was given: nothing was touched.
        case anchorMissing
        /// An anchor was given, and the store has none: nothing was touched.
        case notAnchored
        /// The anchor does not answer, or does not take a new secret.
        case anchor(AnchorError)
        /// No generation of keys fits the anchor: nothing was touched.
        case rolledBack
        /// No generation of keys that can be read fits the anchor, and one cannot be read: nothing was touched.
        case keysUnreadable(BlockIndex)
        /// No complete generation of cohort keys can be opened.
        case keysLost
        /// Refused in advance: nothing was written.
        case full(RingID, neededBytes: Int, freeBytes: Int)
        case tooLarge(bytes: Int, limitBytes: Int)
        /// The day has passed already; a record that nobody may read is not written.
        case expired
        case noSuchRecord(RecordID)
        /// The record is there, but its ciphertext or its header was altered.
        case damaged(RecordID)
        case eraseFailed(BlockIndex)
        /// A key block is not erased, and keys of days that have ended can still be read in it: it does not erase any more, or no
        /// other block takes what has to stay.
        case expiryUnfinished(BlockIndex)
        /// So many blocks cannot be read at once that it is the medium's doing: nothing was put out of service.
        case mediumFails(unreadableBlocks: Int)
        /// The bytes read back differ from those programmed.
        case programFailed(BlockIndex)
        /// An earlier write failed; reads go on, writes need a new mount.
        case mustRemount
    }

    public let code: Code
    public let file: StaticString
    public let line: UInt

    public init(_ code: Code, file: StaticString = #fileID, line: UInt = #line) {
        (self.code, self.file, self.line) = (code, file, line)
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    public var description: String {
        switch code {
        case .flash(let error): "flash block \(error.block.number): \(error.code)"
        case .notFormatted: "no store here: the flash is blank, foreign, or its format was cut off"
        case .unknownVersion(let version): "the store has format version \(version); this firmware reads 1 and 2"
        case .rootFull(let count): "the root log is full: \(count) erases are not done"
        case .rootDamaged: "both root blocks are damaged; nothing was changed"
        case .wrongDeviceKey: "the store belongs to another device key; nothing was changed"
        case .wrongKind(let found): "the store is formatted \(found.name)"
        case .wrongGeometry(let found):
            "the store was made for \(found.blockCount) blocks of \(found.blockBytes) bytes, units of \(found.programUnitBytes)"
        case .unsuitable(let reason): reason
        case .anchorMissing:
            "the store is anchored, and no anchor is given: name its anchor in the board file; if that is lost, only `store format` and enrolling again are left"
        case .notAnchored:
            "the store was formatted without an anchor: take the anchor out of the board file, or format the store again with it"
        case .anchor(let error): "the anchor: \(error)"
        case .rolledBack:
            "an older image of this store was put back, or its anchor is another store's; nothing was changed"
        case .keysUnreadable(let block):
            "block \(block.number) cannot be read, and none of the other keys fit the anchor: its newest keys may stand there, or an older image was put back; nothing was changed"
        case .keysLost: "no generation of cohort keys can be opened"
        case .full(let ring, let needed, let free): "ring \(ring.number) is full: \(needed) bytes needed, \(free) free"
        case .tooLarge(let bytes, let limit): "a batch of \(bytes) bytes is over the limit of \(limit)"
        case .expired: "the record's last day has passed"
        case .noSuchRecord(let id): "no record \(id.number)"
        case .damaged(let id): "record \(id.number) is damaged"
        case .eraseFailed(let block): "block \(block.number) did not erase"
        case .expiryUnfinished(let block):
            "block \(block.number) cannot be erased, and keys of days that have ended still stand in it"
        case .mediumFails(let count):
            "\(count) blocks cannot be read at once: the medium fails; nothing was put out of service"
        case .programFailed(let block): "block \(block.number) did not take a program"
        case .mustRemount: "an earlier write failed; mount the store again"
        }
    }
}

/// Runs a flash call and gives its error the store's type.
func flashing<R>(
    file: StaticString = #fileID, line: UInt = #line, _ body: () throws(FlashError) -> R
) throws(RingStoreError) -> R {
    do { return try body() } catch { throw RingStoreError(.flash(error), file: file, line: line) }
}
