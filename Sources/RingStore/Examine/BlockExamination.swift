/// Every byte of one open block, accounted for.
///
///     | label | opening | record … commitment mark | stray | record … commitment mark | uncommitted | 0xFF … |
struct BlockExamination {
    struct Record {
        let offset: Int
        let header: RecordHeader
        /// Nil: authentic to the last bit. `.keyMissing` when there is no key to find out with.
        var defect: StoreDamage.What?
        /// What a power cut leaves behind the last batch.
        var isUncommitted = false
    }

    /// Bytes that are neither blank nor part of a record, and the record they may have been.
    struct Stray {
        var bytes: Range<Int>
        let looksLike: RecordHeader?
    }

    private(set) var records: [Record] = []
    private(set) var strays: [Stray] = []
    /// Where what is not committed begins, behind the last committed batch.
    private(set) var tailOffset: Int?

    private let block: UnsafeRawBufferPointer
    private let ring: RingID, sequence: UInt64
    private let keys: StoreKeys, opener: RecordOpener
    private let repair: HeaderRepair

    /// - Parameter learning: called with the plaintext of each committed record that was opened.
    init(
        _ block: UnsafeRawBufferPointer, ring: RingID, sequence: UInt64, keys: StoreKeys, opener: RecordOpener,
        today: Int32, learning: (RecordHeader, UnsafeRawBufferPointer) -> Void = { _, _ in }
    ) {
        (self.block, self.ring, self.sequence, self.keys, self.opener) = (block, ring, sequence, keys, opener)
        repair = HeaderRepair(block)
        walk(today: today, learning)
        findTail()
    }

    private mutating func walk(today: Int32, _ learning: (RecordHeader, UnsafeRawBufferPointer) -> Void) {
        var offset = BlockHeader.byteCount
        while offset < block.count {
            let unit = block.part(offset, min(16, block.count - offset))
            if unit.isBlank {
                if block[offset...].isBlankSlice { return }
                offset += 16
                continue
            }
            guard var record = record(at: offset) else {
                addStray(offset..<offset + unit.count)
                offset += 16
                continue
            }
            if record.defect == nil {
                judge(&record, today: today, learning)
            } else {
                record.isUncommitted = !isMarked(record)
            }
            records.append(record)
            offset += record.header.storedBytes
            let markOffset = record.offset + record.header.bytesToMark
            if offset == markOffset - CommitMark.commitmentBytes { offset = markOffset + CommitMark.byteCount }
        }
    }

    /// The record that begins here, its header authentic or but for one bit.
    private func record(at offset: Int) -> Record? {
        if let header = RecordHeader(in: block, at: offset, ring: ring, sequence: sequence, keys: keys) {
            return Record(offset: offset, header: header)
        }
        return repair.header(at: offset, ring: ring, sequence: sequence, keys: keys).map {
            Record(offset: offset, header: $0, defect: .header)
        }
    }

    private func judge(
        _ record: inout Record, today: Int32, _ learning: (RecordHeader, UnsafeRawBufferPointer) -> Void
    ) {
        let header = record.header, markOffset = record.offset + header.bytesToMark
        let isSet = isMarked(record)
        let isExpired = header.cohort < today
        let answer = opener.open(header, in: block, at: record.offset, sequence: sequence) { body in
            if isSet { learning(header, body) }
        }
        guard isSet else {
            // Opened all the same: the mark is right, and what it is compared with is not. One bit off: a cut does not stop
            // there. Anything else was never committed.
            let isDamaged = answer == .opened || repair.isMarked(at: markOffset, sequence: sequence, keys: keys)
            record.defect = .mark
            record.isUncommitted = !isDamaged
            return
        }
        switch answer {
        case .opened: record.defect = isPadded(record) ? nil : .padding
        case .altered: record.defect = .body
        case .noKey: record.defect = isExpired ? nil : .keyMissing
        }
    }

    private func isMarked(_ record: Record) -> Bool {
        CommitMark.isSet(in: block, at: record.offset + record.header.bytesToMark, sequence: sequence, keys: keys)
    }

    private func isPadded(_ record: Record) -> Bool {
        let used = RecordHeader.byteCount + record.header.bodyBytes + RecordHeader.tagBytes
        return block.part(record.offset + used, record.header.storedBytes - used).allSatisfy { $0 == 0 }
    }

    private mutating func addStray(_ range: Range<Int>) {
        if let last = strays.last?.bytes, last.upperBound == range.lowerBound {
            strays[strays.count - 1].bytes = last.lowerBound..<range.upperBound
            return
        }
        let isLongEnough = range.lowerBound + RecordHeader.byteCount <= block.count
        let header = isLongEnough ? RecordHeader(lenient: block.part(range.lowerBound, RecordHeader.byteCount)) : nil
        strays.append(Stray(bytes: range, looksLike: header?.ring == ring.number ? header : nil))
    }

    /// A cut leaves nothing committed behind what it cut off, not even a mark.
    private mutating func findTail() {
        var end = records.filter { !$0.isUncommitted }.map { $0.offset + $0.header.bytesToMark }.max() ?? 0
        for stray in strays {
            for mark in stride(from: stray.bytes.lowerBound, to: stray.bytes.upperBound, by: 16)
            where CommitMark.isSet(in: block, at: mark, sequence: sequence, keys: keys) {
                end = max(end, mark)
            }
        }
        tailOffset = (records.filter(\.isUncommitted).map(\.offset) + strays.map(\.bytes.lowerBound)).filter {
            $0 > end
        }.min()
    }
}
