/// Which of the two root blocks counts.
///
/// The authentic one with the higher epoch; but while no slot of its own proves that it was finished, the one before says the
/// same and counts. A newer one whose header is damaged is known by its slots, which are authentic for the next epoch. Where
/// one is of an unknown version, none counts: the store has been in the hands of another firmware.
struct RootFinding {
    let block: Int
    let header: RootHeader
    let keys: StoreKeys
    let replay: RootReplay
    let otherEraseCount: UInt32
    let damagedPlaces: Int

    private struct Candidate {
        var block: Int
        var header: RootHeader
        var keys: StoreKeys
        var replay: RootReplay
        var isWhole = true
    }

    init(
        reading flash: any Flash, deviceKey: borrowing DeviceKey, layout: PageLayout
    ) throws(RingStoreError) {
        let images = [Scratch(count: flash.geometry.blockBytes), Scratch(count: flash.geometry.blockBytes)]
        for (index, image) in images.enumerated() {
            guard try flash.canRead(BlockIndex(index), into: image.bytes) else {
                image.bytes.initializeMemory(as: UInt8.self, repeating: 0)
                continue
            }
        }
        let findings = images.map { RootHeader.find(in: $0.readOnly) }
        for case .unknownVersion(let version, isWhole: true) in findings {
            throw RingStoreError(.unknownVersion(version))
        }
        var candidates: [Candidate] = []
        for index in 0..<2 {
            guard case .whole(let header) = findings[index] else { continue }
            let known = candidates.first?.keys
            let keys =
                known?.storeID == header.storeID
                ? known! : StoreKeys(deviceKey: deviceKey, storeID: header.storeID, layout: layout)
            guard RootHeader.isAuthentic(images[index].readOnly, keys: keys) else { continue }
            let replay = RootReplay(images[index].readOnly, epoch: header.epoch, keys: keys)
            candidates.append(Candidate(block: index, header: header, keys: keys, replay: replay))
        }
        guard !candidates.isEmpty else { throw Self.reasonForNone(findings) }
        if candidates.count == 1, let next = Self.headless(images[1 - candidates[0].block], after: candidates[0]) {
            candidates.append(next)
        }
        candidates.sort { $0.header.epoch > $1.header.epoch }
        let chosen = Self.chosen(candidates)
        let other = candidates.first { $0.block != chosen.block }
        (block, header, keys, replay) = (chosen.block, chosen.header, chosen.keys, chosen.replay)
        otherEraseCount = other?.header.eraseCount ?? chosen.header.eraseCount
        damagedPlaces = chosen.replay.damagedSlots + (chosen.isWhole ? 0 : 1)
    }

    /// - Parameter candidates: one or two, the higher epoch first.
    private static func chosen(_ candidates: [Candidate]) -> Candidate {
        let newest = candidates[0]
        guard candidates.count == 2, newest.replay.laterSlots == 0 else { return newest }
        let older = candidates[1]
        let isBefore = older.header.storeID == newest.header.storeID && older.header.epoch + 1 == newest.header.epoch
        return isBefore && older.replay.isIntact ? older : newest
    }

    /// The root block that followed this one, when its header alone is damaged. With only the proof in it, it says nothing
    /// that the one before does not say.
    private static func headless(_ image: Scratch, after known: Candidate) -> Candidate? {
        var next = known
        next.block = 1 - known.block
        next.header.epoch += 1
        next.replay = RootReplay(image.readOnly, epoch: next.header.epoch, keys: known.keys)
        next.isWhole = false
        return next.replay.isIntact && next.replay.laterSlots > 1 ? next : nil
    }

    private static func reasonForNone(_ findings: [RootHeader.Finding]) -> RingStoreError {
        for finding in findings { if case .whole = finding { return RingStoreError(.wrongDeviceKey) } }
        for finding in findings {
            if case .unknownVersion(let version, _) = finding { return RingStoreError(.unknownVersion(version)) }
        }
        return RingStoreError(findings.contains(.damaged) ? .rootDamaged : .notFormatted)
    }
}

extension Flash {
    /// Reads a whole block; false when it is marked as bad, or the medium answers with an error for this block.
    func canRead(_ block: BlockIndex, into bytes: UnsafeMutableRawBufferPointer) throws(RingStoreError) -> Bool {
        do {
            if try isBad(block) { return false }
            try read(block, offsetBytes: 0, into: bytes)
        } catch {
            guard case .medium = error.code else { throw RingStoreError(.flash(error)) }
            return false
        }
        return true
    }
}
