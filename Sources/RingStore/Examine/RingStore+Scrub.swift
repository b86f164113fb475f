/// What a scrub did.
public struct ScrubReport: Equatable, Sendable {
    /// A block whose content moved, and which was then erased and verified blank.
    public struct Renewed: Equatable, Sendable {
        public var ring: RingID
        public var block: BlockIndex
        public var reason: Reason
        public var recordsMoved: Int
    }

    public enum Reason: String, Sendable {
        /// Something in it was not as it was written.
        case damaged
        /// It read differently from one time to the next.
        case weak
        /// Out of service or not readable, and erased on request with whatever was in it.
        case unreadable
        /// An earlier version of the format had labelled it.
        case old
    }

    public var blocksRead = 0
    public var renewed: [Renewed] = []
    /// Records that could not be opened when they had to move: they are lost.
    public var lost: [RingID: [RecordID]] = [:]
    /// Out of service, and left as they are.
    public var leftAlone: [BlockIndex] = []
    /// Of the keys: damaged or weak. The next mount writes all living keys anew.
    public var keyBlocks: [BlockIndex] = []

    public init() {}
}

extension RingStore {
    /// How often a block is read to see whether it reads alike.
    private static var readings: Int { 3 }

    /// Reads everything; what lives in a block with damage or weak bits, or of an earlier version, moves to another one, and
    /// the block is erased. The
    /// caller mounts again afterwards, for records may have been lost.
    /// - Parameters:
    ///   - erasingUnreadable: also erase blocks that are out of service. What is in them cannot be moved: a record there may
    ///     have been deleted meanwhile.
    ///   - progress: blocks done, of how many; called before each block and at the end.
    public func scrub(
        erasingUnreadable: Bool, progress: (Int, Int) -> Void = { _, _ in }
    ) throws(RingStoreError) -> ScrubReport {
        guard !core.mustRemount else { throw RingStoreError(.mustRemount) }
        var report = ScrubReport()
        let trials = EraseCountTrials()
        for block in layout.blocks(of: .keys) where !core.badBlocks.contains(block) {
            progress(block, layout.blockCount)
            report.blocksRead += 1
            try scrubKeys(block, erasingUnreadable, trials, &report)
        }
        for (id, ring) in rings.sorted(by: { $0.key < $1.key }) {
            let opener = try keyOpener(trials)
            for block in layout.blocks(of: id) where !core.badBlocks.contains(block) {
                progress(block, layout.blockCount)
                report.blocksRead += 1
                if ring.blocks[block]!.state == .setAside, !(try wasBlank(block, id)) {
                    try renewUnreadable(block, ring, isAsked: erasingUnreadable, &report)
                } else if let reason = try verdict(on: block, id, opener: opener, trials) {
                    try renew(block, ring, reason, &report)
                }
            }
        }
        while let migrated = try migrate() { report.renewed.append(migrated) }
        progress(layout.blockCount, layout.blockCount)
        return report
    }

    private func scrubKeys(
        _ block: Int, _ erasingUnreadable: Bool, _ trials: EraseCountTrials, _ report: inout ScrubReport
    ) throws(RingStoreError) {
        let isOut = keyRing.setAside.contains(block)
        let verdict = try verdict(on: block, .keys, opener: keyOpener(trials), trials)
        guard let reason = verdict ?? (isOut ? .unreadable : nil) else { return }
        guard isOut else { return report.keyBlocks.append(BlockIndex(block)) }
        let isEmpty = try wasBlank(block, .keys)
        guard erasingUnreadable || isEmpty else { return report.leftAlone.append(BlockIndex(block)) }
        let count = keyRing.eraseCounts.max() ?? 0
        guard try core.tryToErase(block, ring: .keys, sequence: 0, eraseCount: count) != nil else {
            return report.leftAlone.append(BlockIndex(block))
        }
        report.renewed.append(
            ScrubReport.Renewed(
                ring: .keys, block: BlockIndex(block), reason: isEmpty ? reason : .unreadable, recordsMoved: 0))
    }

    /// Nil: the block is as it was written, each time it is read.
    private func verdict(
        on block: Int, _ ring: RingID, opener: RecordOpener, _ trials: EraseCountTrials
    ) throws(RingStoreError) -> ScrubReport.Reason? {
        let first = Scratch(count: core.blockBytes)
        guard let image = try core.readImageIfPossible(of: block) else { return .unreadable }
        first.bytes.copyMemory(from: image)
        for _ in 1..<Self.readings {
            guard let again = try core.readImageIfPossible(of: block) else { return .unreadable }
            if !again.isEqual(to: first.readOnly) { return .weak }
        }
        let bytes = first.readOnly
        let known = ring == .keys ? keyRing.eraseCount(of: block) : rings[ring]?.blocks[block]?.eraseCount
        if let known, known > 0 { trials.likely = known }
        switch BlockFinding(bytes, block: block, ring: ring, openingBegun: false, keys: core.keys, trials: trials) {
        case .blank: return nil
        case .spoiled, .damaged: return .damaged
        case .open(_, let sequence, let isMended):
            let content = BlockExamination(
                bytes, ring: ring, sequence: sequence, keys: core.keys, opener: opener, today: today.number)
            let isSound = content.records.allSatisfy { $0.defect == nil || $0.defect == .lostBefore }
            return isSound && content.strays.isEmpty && !isMended ? nil : .damaged
        }
    }

    /// Its label stands, and it was never opened: nothing can be in it.
    private func wasBlank(_ block: Int, _ ring: RingID) throws(RingStoreError) -> Bool {
        guard let bytes = try core.readImageIfPossible(of: block) else { return false }
        return BlockHeader.labelledEraseCount(bytes, block: block, ring: ring, keys: core.keys) != nil
            && BlockHeader.opening(of: bytes, core.keys).isBlank
    }

    private func renew(
        _ block: Int, _ ring: Ring, _ reason: ScrubReport.Reason, _ report: inout ScrubReport
    ) throws(RingStoreError) {
        var attempts = ring.blocks.count
        while ring.blankBlocks < Ring.reserveBlocks, attempts > 0, try ring.reclaimOldest() { attempts -= 1 }
        // Making room may have erased it already.
        let (records, lost) = (ring.blocks[block]!.liveRecords, ring.report.lostRecords.count)
        if ring.blocks[block]!.state == .open {
            try ring.evacuate(block, except: [])
        } else {
            try eraseUncounted(block, ring)
        }
        let gone = ring.report.lostRecords.dropFirst(lost)
        if !gone.isEmpty { report.lost[ring.id, default: []] += gone }
        report.renewed.append(
            ScrubReport.Renewed(
                ring: ring.id, block: BlockIndex(block), reason: reason, recordsMoved: records - gone.count))
    }

    private func renewUnreadable(
        _ block: Int, _ ring: Ring, isAsked: Bool, _ report: inout ScrubReport
    ) throws(RingStoreError) {
        guard isAsked else { return report.leftAlone.append(BlockIndex(block)) }
        try eraseUncounted(block, ring)
        report.renewed.append(
            ScrubReport.Renewed(ring: ring.id, block: BlockIndex(block), reason: .unreadable, recordsMoved: 0))
    }

    private func eraseUncounted(_ block: Int, _ ring: Ring) throws(RingStoreError) {
        // Its own count cannot be believed: it starts as worn as any other of its ring.
        ring.blocks[block]!.eraseCount = ring.blocks.values.map(\.eraseCount).max() ?? 0
        try ring.erase(block)
    }

    /// With the keys as they stand on flash.
    private func keyOpener(_ trials: EraseCountTrials) throws(RingStoreError) -> RecordOpener {
        let opener = RecordOpener(core.keys, blockBytes: core.blockBytes)
        for block in layout.blocks(of: .keys) where !core.badBlocks.contains(block) {
            // Out of service is what mount does not read either.
            guard !keyRing.setAside.contains(block), let bytes = try core.readImageIfPossible(of: block) else {
                continue
            }
            trials.likely = keyRing.eraseCount(of: block) ?? trials.likely
            let finding = BlockFinding(
                bytes, block: block, ring: .keys, openingBegun: false, keys: core.keys, trials: trials)
            guard case .open(_, let sequence, _) = finding else { continue }
            _ = BlockExamination(
                bytes, ring: .keys, sequence: sequence, keys: core.keys, opener: opener, today: today.number
            ) { header, body in opener.learn(header.kind, body) }
        }
        return opener
    }
}
