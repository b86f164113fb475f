/// Every byte of one open block, accounted for.
///
///     | label | opening | record … commitment mark | stray | record … commitment mark | uncommitted | 0xFF … |
struct BlockExamination {
    struct Record {
        let offset: Int
        let header: RecordHeader
        /// Nil: authentic to the last bit. `.keyMissing` when there is no key to find out with.
        var defect: StoreDamage.What?
        /// One bit of header, commitment or mark, which every mount puts right as it reads.
        var isMended = false
        /// No mark is there, and nothing committed stands behind it: what a power cut leaves.
        var isUncommitted = false

        var markOffset: Int { offset + header.bytesToMark }

        /// Mount can open it.
        var isReadable: Bool { defect == nil || defect == .padding || isMended }
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

    /// With single bits mended, as far as it was looked at.
    private let image: Scratch
    private var block: UnsafeRawBufferPointer { image.readOnly }
    private let ring: RingID, sequence: UInt64
    private let keys: StoreKeys, opener: RecordOpener

    /// - Parameter learning: called with the plaintext of each committed record that was opened.
    init(
        _ bytes: UnsafeRawBufferPointer, ring: RingID, sequence: UInt64, keys: StoreKeys, opener: RecordOpener,
        today: Int32, learning: (RecordHeader, UnsafeRawBufferPointer) -> Void = { _, _ in }
    ) {
        (self.ring, self.sequence, self.keys, self.opener) = (ring, sequence, keys, opener)
        image = Scratch(count: bytes.count)
        image.bytes.copyMemory(from: bytes)
        walk(today: today, learning)
        findTail()
    }

    private mutating func walk(today: Int32, _ learning: (RecordHeader, UnsafeRawBufferPointer) -> Void) {
        var offset = keys.layout.recordsOffset
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
            judge(&record, today: today, learning)
            records.append(record)
            offset += record.header.storedBytes
            if record.header.isLast { offset = keys.layout.offset(behindMarkAt: record.markOffset) }
        }
    }

    /// The record that begins here, its header authentic or but for one bit.
    private func record(at offset: Int) -> Record? {
        if let header = RecordHeader(in: block, at: offset, ring: ring, sequence: sequence, keys: keys) {
            return Record(offset: offset, header: header)
        }
        return RecordHeader(mending: image.bytes, at: offset, ring: ring, sequence: sequence, keys: keys).map {
            Record(offset: offset, header: $0, defect: .header, isMended: true)
        }
    }

    private func judge(
        _ record: inout Record, today: Int32, _ learning: (RecordHeader, UnsafeRawBufferPointer) -> Void
    ) {
        let header = record.header, markOffset = record.markOffset
        if !CommitMark.isSet(in: block, at: markOffset, sequence: sequence, keys: keys) {
            let isMended = CommitMark.mend(in: image.bytes, at: markOffset, sequence: sequence, keys: keys)
            if !isMended || record.defect == nil { record.defect = .mark }
            (record.isMended, record.isUncommitted) = (isMended, !isMended)
            if !isMended { return }
        }
        if header.isLost {
            (record.defect, record.isMended) = (.lostBefore, false)
            return
        }
        switch opener.open(header, in: block, at: record.offset, sequence: sequence, { learning(header, $0) }) {
        case .opened: if record.defect == nil, !isPadded(record) { record.defect = .padding }
        case .altered: (record.defect, record.isMended) = (.body, false)
        case .noKey: if header.cohort >= today { (record.defect, record.isMended) = (.keyMissing, false) }
        }
    }

    private func isPadded(_ record: Record) -> Bool {
        let used = RecordHeader.byteCount + record.header.bodyBytes + RecordHeader.tagBytes
        let isFilled = block.part(record.offset + used, record.header.storedBytes - used).allSatisfy { $0 == 0 }
        guard isFilled, record.header.isLast else { return isFilled }
        // The ends of both units of the batch.
        let unitEnd = keys.layout.offset(behindMarkAt: record.markOffset)
        let markEnd = record.markOffset + CommitMark.byteCount
        return block.part(record.offset + record.header.storedBytes, record.header.padBytes).isBlank
            && block.part(markEnd, min(unitEnd, block.count) - markEnd).isBlank
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
        var end = records.filter { !$0.isUncommitted }.map(\.markOffset).max() ?? 0
        for stray in strays {
            for mark in stride(from: stray.bytes.lowerBound, to: stray.bytes.upperBound, by: 16)
            where CommitMark.isSet(in: block, at: mark, sequence: sequence, keys: keys) {
                end = max(end, mark)
            }
        }
        for index in records.indices where records[index].offset < end { records[index].isUncommitted = false }
        tailOffset = (records.filter(\.isUncommitted).map(\.offset) + strays.map(\.bytes.lowerBound))
            .filter { $0 > end }.min()
    }
}
