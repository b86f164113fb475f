/// Where the living copy of each record is, by ascending id: 32 bytes for each, and at most half as much again.
///
/// New ids are the highest, so that most work happens at the end; a mount brings everything at once. A record that goes
/// leaves its entry empty until an eighth of all are.
struct RecordIndex: Sequence {
    fileprivate struct Entry {
        var number: UInt64
        var place: RecordPlace
        /// No block has a negative number.
        var isEmpty: Bool { place.block < 0 }
    }

    private var entries: [Entry] = []
    /// How many records there are.
    private(set) var count = 0

    init() {}

    /// - Parameter found: in any order, of one id more than one too: `reconcile` decides between the first two, and so on.
    /// - Parameter reconcile: of the one that counted so far and the next one in order, gives the one that counts.
    init(_ found: consuming FoundPlaces, reconcile: (UInt64, RecordPlace, RecordPlace) -> RecordPlace) {
        // Stable: of equal ids the first found stays first.
        found.entries.sort { $0.number < $1.number }
        var kept = 0
        for entry in found.entries {
            if kept > 0, found.entries[kept - 1].number == entry.number {
                found.entries[kept - 1].place = reconcile(entry.number, found.entries[kept - 1].place, entry.place)
            } else {
                found.entries[kept] = entry
                kept += 1
            }
        }
        found.entries.removeLast(found.entries.count - kept)
        entries = found.entries
        count = kept
    }

    /// What a mount finds, before it is put in order.
    struct FoundPlaces {
        fileprivate var entries: [Entry] = []

        mutating func append(_ number: UInt64, _ place: RecordPlace) {
            RecordIndex.makeRoom(in: &entries)
            entries.append(Entry(number: number, place: place))
        }
    }

    subscript(number: UInt64) -> RecordPlace? {
        get {
            let at = position(of: number)
            guard at < entries.count, entries[at].number == number, !entries[at].isEmpty else { return nil }
            return entries[at].place
        }
        set {
            let at = position(of: number)
            let isThere = at < entries.count && entries[at].number == number
            switch newValue {
            case let place? where isThere:
                if entries[at].isEmpty { count += 1 }
                entries[at].place = place
            case let place?:
                Self.makeRoom(in: &entries)
                entries.insert(Entry(number: number, place: place), at: at)
                count += 1
            case nil where isThere && !entries[at].isEmpty:
                entries[at].place.block = -1
                count -= 1
                if entries.count - count > entries.count / 8 { compact() }
            case nil: break
            }
        }
    }

    /// Bytes it has taken, what is empty included.
    var byteCount: Int { entries.capacity * MemoryLayout<Entry>.stride }

    func makeIterator() -> some IteratorProtocol<(key: UInt64, value: RecordPlace)> {
        entries.lazy.filter { !$0.isEmpty }.map { (key: $0.number, value: $0.place) }.makeIterator()
    }

    private mutating func compact() {
        var rest: [Entry] = []
        rest.reserveCapacity(count + count / 8 + 64)
        for entry in entries where !entry.isEmpty { rest.append(entry) }
        entries = rest
    }

    /// By a quarter: an array grows to twice its size by itself.
    private static func makeRoom(in entries: inout [Entry]) {
        if entries.count == entries.capacity { entries.reserveCapacity(entries.count + entries.count / 4 + 64) }
    }

    /// Of the first entry whose id is not lower.
    private func position(of number: UInt64) -> Int {
        guard let last = entries.last else { return 0 }
        if last.number < number { return entries.count }
        var low = 0
        var high = entries.count - 1
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
