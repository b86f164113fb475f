/// Which records of a ring count, and what each damage costs.
struct RingJudgement {
    private struct Counting {
        var block: Int
        var record: BlockExamination.Record
    }

    private let blocks: [Examiner.OpenBlock]
    private let today: Int32
    private var counting: [UInt64: Counting] = [:]
    /// Of each record, damaged ones included.
    private var newest: [UInt64: UInt32] = [:]

    /// - Parameter today: no record that ended before is missed.
    init(_ blocks: [Examiner.OpenBlock], today: Int32) {
        self.blocks = blocks.sorted { $0.sequence < $1.sequence }
        self.today = today
        for block in self.blocks {
            for record in block.content.records where !record.isUncommitted {
                newest[record.header.id] = max(newest[record.header.id] ?? 0, record.header.revision)
            }
            for record in block.content.records where !block.isOutOfService && isSeen(record) {
                let known = counting[record.header.id]
                // The first of equal revisions is the original.
                if let known, known.record.header.revision >= record.header.revision { continue }
                counting[record.header.id] = Counting(block: block.index, record: record)
            }
        }
    }

    func report(into result: inout StoreExamination) {
        guard let ring = blocks.first?.ring else { return }
        var sound: [RecordID] = []
        let mayBeCut = blocksThatMayBeCut()
        for block in blocks {
            var isUnfinished = false
            for record in block.content.records {
                if let tail = block.content.tailOffset, record.offset >= tail, mayBeCut.contains(block.index) {
                    isUnfinished = true
                } else if let damage = damage(to: record, in: block) {
                    result.damage.append(damage)
                    if damage.what == .padding, isCounting(record, in: block) { sound.append(record.header.recordID) }
                } else if isCounting(record, in: block), ring != .keys {
                    sound.append(record.header.recordID)
                } else if ring != .keys {
                    result.deadRecords += 1
                }
            }
            for stray in block.content.strays {
                if let tail = block.content.tailOffset, stray.bytes.lowerBound >= tail, mayBeCut.contains(block.index) {
                    isUnfinished = true
                } else {
                    result.damage.append(
                        StoreDamage(
                            .stray, ring: ring, block: block.index, offset: stray.bytes.lowerBound,
                            byteCount: stray.bytes.count,
                            record: stray.looksLike.map { DamagedRecord($0, isCertain: false) }, loss: .unknown))
                }
            }
            if isUnfinished {
                result.unfinished.append(UnfinishedWork(what: .batch, ring: ring, block: BlockIndex(block.index)))
            }
        }
        if ring != .keys { result.soundRecords[ring] = sound.sorted() }
    }

    /// Mount indexes what has an authentic header, a mark, a day that has not passed and a key.
    private func isSeen(_ record: BlockExamination.Record) -> Bool {
        guard !record.isUncommitted, record.header.cohort >= today else { return false }
        switch record.defect {
        case nil, .padding, .body: return true
        default: return false
        }
    }

    private func isCounting(_ record: BlockExamination.Record, in block: Examiner.OpenBlock) -> Bool {
        guard let known = counting[record.header.id] else { return false }
        return known.block == block.index && known.record.offset == record.offset
    }

    /// Only the newest block can have been cut, or the one before when what is newer holds nothing but copies.
    private func blocksThatMayBeCut() -> Set<Int> {
        var found: Set<Int> = []
        for block in blocks.reversed() where !block.isOutOfService {
            found.insert(block.index)
            if block.content.tailOffset == nil, block.content.records.contains(where: { isCounting($0, in: block) }) {
                break
            }
        }
        return found
    }

    private func damage(to record: BlockExamination.Record, in block: Examiner.OpenBlock) -> StoreDamage? {
        guard let what = record.defect ?? (block.isOutOfService ? .outOfService : nil) else { return nil }
        return StoreDamage(
            block.isOutOfService ? .outOfService : what, ring: block.ring, block: block.index, offset: record.offset,
            byteCount: record.header.storedBytes, record: DamagedRecord(record.header),
            loss: what == .padding && !block.isOutOfService ? .nothing : loss(of: record, in: block))
    }

    private func loss(of record: BlockExamination.Record, in block: Examiner.OpenBlock) -> StoreDamage.Loss {
        // Which days' keys a key record held is found out by the records that miss them.
        guard block.ring != .keys, record.header.cohort >= today else { return .nothing }
        // What was superseded is no loss, even if what superseded it is one.
        if record.header.revision < newest[record.header.id] ?? 0 { return .nothing }
        guard let known = counting[record.header.id], known.record.defect != .body else { return .record }
        let revision = known.record.header.revision
        return revision >= record.header.revision ? .nothing : .revision(back: revision)
    }
}
