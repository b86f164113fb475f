import RingStore

/// Opens every record of the store, some at a time, so that other work can come in between.
public struct RecordsCheck {
    /// A step takes a few milliseconds.
    public static let stepRecords = 256

    /// What cannot be opened any more.
    public struct Damage: Equatable, Sendable {
        public let ring: RingID
        public let kind: RecordKind
        public let record: UInt64
    }

    public private(set) var sound = 0
    public private(set) var damage: [Damage] = []
    private var rest: [(ring: RingID, records: [RecordInfo])]

    /// Of the records that are there now; what comes or goes meanwhile does not count.
    public init(of store: RecordStore) {
        rest = [RingID.people, .processing, .doors].map {
            ($0, store.ring.records(in: $0, evenHidden: true).reversed())
        }
    }

    /// - Parameter store: the one it was made for.
    /// - Returns: false when everything was opened.
    /// - Throws: when the medium does not answer.
    public mutating func step(_ store: RecordStore, records: Int = stepRecords) throws(RecordsError) -> Bool {
        for _ in 0..<records {
            while let first = rest.first, first.records.isEmpty { rest.removeFirst() }
            guard !rest.isEmpty else { return false }
            let info = rest[0].records.removeLast()
            try look(at: info, in: rest[0].ring, store)
        }
        return true
    }

    private mutating func look(at info: RecordInfo, in ring: RingID, _ store: RecordStore) throws(RecordsError) {
        guard store.ring.info(of: info.id, in: ring) != nil, let kind = RecordKind(rawValue: info.kind) else { return }
        do throws(RingStoreError) {
            _ = try store.ring.read(info.id, in: ring, evenHidden: true) { _ in true }
            sound += 1
        } catch {
            if case .flash = error.code { throw RecordsError(.store(error)) }
            damage.append(Damage(ring: ring, kind: kind, record: info.id.number))
        }
    }
}
