/// Records that will be committed together or not at all. Their plaintext lies in locked memory and is zeroed with it.
public struct RecordBatch: ~Copyable {
    struct Item {
        var kind: UInt8
        var expiry: Expiry
        var replacing: RecordID?
        var start: Int
        var count: Int
    }

    private let plain: LockedBytes
    private(set) var items: [Item] = []
    private var used = 0
    private(set) var overflowed = false

    init(limitBytes: Int) { plain = LockedBytes(count: limitBytes) }

    /// Adds one record.
    /// - Parameters:
    ///   - kind: the caller's own number for what it is; not secret.
    ///   - replacing: the record that this is the next revision of; it keeps its id. Its `expiry` may not be earlier than
    ///     the old one's (shorten a life by deleting).
    ///   - write: writes the plaintext body.
    public mutating func add(
        kind: UInt8, expiry: Expiry, replacing: RecordID? = nil, _ write: (inout ByteWriter) -> Void
    ) {
        var writer = ByteWriter(plain.bytes.part(used, plain.count - used))
        write(&writer)
        overflowed = overflowed || writer.overflowed
        items.append(Item(kind: kind, expiry: expiry, replacing: replacing, start: used, count: writer.count))
        used += writer.count
    }

    /// Takes back the records added last, because they are too much for one batch.
    public mutating func removeLast(_ count: Int) {
        if let first = items.suffix(count).first { used = first.start }
        items.removeLast(count)
        overflowed = false
    }

    func body(of item: Item) -> UnsafeRawBufferPointer { plain.readOnly.part(item.start, item.count) }

    /// Records.
    public var count: Int { items.count }

    /// Headers, ciphertexts, tags and their padding.
    var recordBytes: Int { items.reduce(0) { $0 + RecordHeader.storedBytes(bodyBytes: $1.count) } }

    /// What a batch with bodies of these lengths takes on a flash with program units of at most 16 bytes: headers, ciphertexts,
    /// tags, padding and commit mark.
    public static func storedBytes(bodyBytes: [Int]) -> Int {
        bodyBytes.reduce(CommitMark.commitmentBytes + CommitMark.byteCount) {
            $0 + RecordHeader.storedBytes(bodyBytes: $1)
        }
    }
}
