/// Looks at every block of a store, with the newest keys and the oldest ones, and says what is wrong.
///
/// It shares the format with the store, and none of its decisions but one: which copy of a record counts.
final class Examiner {
    struct OpenBlock {
        let index: Int
        let ring: RingID
        let sequence: UInt64
        let content: BlockExamination
        /// Appended to since nobody knows what is durable: what is uncommitted at its end is no damage.
        var isInDoubt = false
        /// Label or opening is damaged: mount leaves the block alone, and so nothing in it counts.
        var isOutOfService = false
    }

    private let flash: any Flash
    private let root: RootLog
    private let identity: StoreIdentity
    private let anchor: KeyAnchor
    private let keys: StoreKeys
    private let layout: StoreLayout
    private let opener: RecordOpener
    private let image: Scratch
    private let trials: EraseCountTrials
    private var found: [OpenBlock] = []
    private var hasSnapshot = false
    private var areKeysSound = false

    init(
        _ flash: any Flash, _ root: RootLog, _ identity: StoreIdentity, _ anchor: KeyAnchor, _ trials: EraseCountTrials
    ) {
        (self.flash, self.root, self.identity, self.anchor) = (flash, root, identity, anchor)
        self.trials = trials
        keys = root.storeKeys
        layout = root.header.layout
        opener = RecordOpener(keys, blockBytes: flash.geometry.blockBytes)
        image = Scratch(count: flash.geometry.blockBytes)
    }

    func run(into result: inout StoreExamination, progress: (Int, Int) -> Void) throws(RingStoreError) {
        let total = layout.blockCount
        for block in 0..<StoreLayout.rootBlocks where !identity.badBlocks.contains(BlockIndex(block)) {
            progress(block, total)
            guard try read(block, nil, &result) else { continue }
            RootExamination(image.readOnly, block: block, root: root).report(into: &result)
        }
        // The keys come first: what is sealed with them comes later.
        for ring in layout.rings {
            found = []
            for block in layout.blocks(of: ring) where !identity.badBlocks.contains(BlockIndex(block)) {
                progress(block, total)
                if try read(block, ring, &result) { examine(block, ring, &result) }
            }
            if ring == .keys, !hasSnapshot {
                result.damage.append(
                    StoreDamage(
                        .keysMissing, ring: ring, block: layout.blocks(of: ring).lowerBound, byteCount: 0,
                        loss: .everything))
            }
            RingJudgement(found, today: endedBefore).report(into: &result)
            if ring == .keys { areKeysSound = result.damage.allSatisfy { $0.ring == nil } }
        }
        progress(total, total)
        result.damage.sort { ($0.block, $0.offset) < ($1.block, $1.offset) }
    }

    /// The root log is told of a new day when the keys of the old ones are gone: a cut in between leaves records without
    /// their keys, and all other keys are for later days. While the keys are sound, that is what it means.
    private var endedBefore: Int32 {
        guard areKeysSound, let first = opener.firstCohort else { return root.today }
        return max(root.today, first)
    }

    private func read(_ block: Int, _ ring: RingID?, _ result: inout StoreExamination) throws(RingStoreError) -> Bool {
        result.blocksRead += 1
        do { try flash.read(BlockIndex(block), offsetBytes: 0, into: image.bytes) } catch {
            guard case .medium = error.code else { throw RingStoreError(.flash(error)) }
            result.damage.append(
                StoreDamage(.medium, ring: ring, block: block, byteCount: image.bytes.count, loss: .unknown))
            return false
        }
        return true
    }

    private func examine(_ block: Int, _ ring: RingID, _ result: inout StoreExamination) {
        let bytes = image.readOnly
        let finding = BlockFinding(
            bytes, block: block, ring: ring, openingBegun: root.doubts[block] != nil, keys: keys, trials: trials)
        if let erase = root.underErase[block], !isOpen(finding, since: erase.eraseCount) {
            result.unfinished.append(UnfinishedWork(what: .erase, ring: ring, block: BlockIndex(block)))
            return
        }
        if root.outOfService.contains(block) { return examineOutOfService(block, ring, finding, &result) }
        switch finding {
        case .blank: break
        case .spoiled: result.unfinished.append(UnfinishedWork(what: .opening, ring: ring, block: BlockIndex(block)))
        case .open(let count, let sequence, let isMended):
            // A generation before or after the one that the anchor belongs to: nobody can open it.
            if ring == .keys, !anchor.fits(bytes, block: block, eraseCount: count, sequence: sequence) {
                result.unfinished.append(UnfinishedWork(what: .erase, ring: ring, block: BlockIndex(block)))
                return
            }
            if isMended {
                result.damage.append(
                    StoreDamage(.blockHeader, ring: ring, block: block, byteCount: keys.layout.recordsOffset))
            }
            let content = content(ring, sequence)
            let isInDoubt = root.doubts[block]?.sequence == sequence
            found.append(
                OpenBlock(index: block, ring: ring, sequence: sequence, content: content, isInDoubt: isInDoubt))
        case .damaged: examineDamaged(block, ring, &result)
        }
    }

    /// An earlier mount went on without it. What stands in it may be as good as ever; it does not count, and no key is learned
    /// from it.
    private func examineOutOfService(
        _ block: Int, _ ring: RingID, _ finding: BlockFinding, _ result: inout StoreExamination
    ) {
        guard case .open(_, let sequence, _) = finding else {
            if finding == .damaged { return examineDamaged(block, ring, &result) }
            result.damage.append(StoreDamage(.outOfService, ring: ring, block: block, byteCount: image.bytes.count))
            return
        }
        result.damage.append(
            StoreDamage(.outOfService, ring: ring, block: block, byteCount: keys.layout.recordsOffset))
        let content = BlockExamination(
            image.readOnly, ring: ring, sequence: sequence, keys: keys, opener: opener, today: endedBefore)
        found.append(
            OpenBlock(index: block, ring: ring, sequence: sequence, content: content, isOutOfService: true))
    }

    /// Opened again since: then the erase is over, whatever the root log says.
    private func isOpen(_ finding: BlockFinding, since announced: UInt32) -> Bool {
        if case .open(announced, _, _) = finding { true } else { false }
    }

    private func content(_ ring: RingID, _ sequence: UInt64) -> BlockExamination {
        BlockExamination(
            image.readOnly, ring: ring, sequence: sequence, keys: keys, opener: opener, today: endedBefore
        ) { header, body in
            guard ring == .keys else { return }
            hasSnapshot = hasSnapshot || CohortEntries.isSnapshot(header.kind)
            opener.learn(header.kind, body)
        }
    }

    /// What stands in a block whose header is damaged is found with the sequence its records were sealed for.
    private func examineDamaged(_ block: Int, _ ring: RingID, _ result: inout StoreExamination) {
        let bytes = image.readOnly
        let isLabelled = BlockHeader.labelledEraseCount(bytes, block: block, ring: ring, keys: keys) != nil
        if BlockHeader.isOfUnknownVersion(bytes, block: block, ring: ring, keys: keys) {
            result.damage.append(
                StoreDamage(.unknownVersion, ring: ring, block: block, byteCount: bytes.count, loss: .unknown))
            return
        }
        if isLabelled, BlockHeader.opening(of: bytes, keys).isBlank {
            result.damage.append(StoreDamage(.blank, ring: ring, block: block, byteCount: bytes.count))
            return
        }
        let isEmpty = bytes[keys.layout.recordsOffset...].isBlankSlice
        let sequence = isEmpty ? nil : sealedSequence(ring)
        result.damage.append(
            StoreDamage(
                .blockHeader, ring: ring, block: block, byteCount: keys.layout.recordsOffset,
                loss: isEmpty || sequence != nil ? .nothing : .unknown))
        guard let sequence else { return }
        // Not learned from: mount does not read it either.
        let content = BlockExamination(
            bytes, ring: ring, sequence: sequence, keys: keys, opener: opener, today: endedBefore)
        found.append(
            OpenBlock(index: block, ring: ring, sequence: sequence, content: content, isOutOfService: true))
    }

    /// The sequence that authenticates a header of this block: what its opening says, or one near the others of its ring.
    private func sealedSequence(_ ring: RingID) -> UInt64? {
        let bytes = image.readOnly
        let highest = found.map(\.sequence).max() ?? 0
        let near = (highest > 4096 ? highest - 4096 : 1)...(highest + 64)
        let candidates = [BlockHeader.claimedSequence(bytes, keys)].compactMap { $0 } + near.reversed()
        for offset in stride(from: keys.layout.recordsOffset, to: bytes.count - RecordHeader.byteCount, by: 16) {
            guard let header = RecordHeader(lenient: bytes.part(offset, RecordHeader.byteCount)),
                header.ring == ring.number
            else { continue }
            let fits = candidates.first {
                RecordHeader(in: bytes, at: offset, ring: ring, sequence: $0, keys: keys) != nil
            }
            if let fits { return fits }
        }
        return nil
    }
}
