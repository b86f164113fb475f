/// Ties the generations of cohort keys to an anchor: what seals a generation, and the check in its opening by which it is
/// known. Without an anchor the key-ring key seals every generation, and the check is zeros.
///
///     write generation g+1 under a new secret → read back → anchor: the new secret → erase g
///
/// Until the anchor is replaced g counts, and from then on g+1: never both, and never none.
final class KeyAnchor {
    private let keys: StoreKeys
    private let anchor: (any Anchor)?

    var isUsed: Bool { anchor != nil }
    var promises: AnchorPromises? { anchor?.promises }

    /// Formats: with the anchor's first secret, which `commit` puts there.
    init(formatting anchor: (any Anchor)?, keys: StoreKeys, entropy: any Entropy) {
        (self.anchor, self.keys) = (anchor, keys)
        if isUsed { renew(entropy) }
    }

    /// Mounts: takes the secret. Nothing of the store is written.
    /// - Throws: `.anchorMissing` and `.notAnchored` when store and anchor do not go together, `.anchor` when it does not answer.
    init(_ anchor: (any Anchor)?, of root: RootLog) throws(RingStoreError) {
        (self.anchor, keys) = (anchor, root.storeKeys)
        guard let anchor else {
            if root.header.isAnchored { throw RingStoreError(.anchorMissing) }
            return
        }
        guard root.header.isAnchored else { throw RingStoreError(.notAnchored) }
        do { try anchor.read(into: keys.anchorSecret) } catch { throw RingStoreError(.anchor(error)) }
        keys.sealCohortKeysWithAnchor()
    }

    /// Whether an open block of ring 0 is the generation that the anchor belongs to; a flipped bit of its opening aside.
    func fits(_ block: UnsafeRawBufferPointer, block index: Int, eraseCount: UInt32, sequence: UInt64) -> Bool {
        guard isUsed else { return true }
        let expected = BlockHeader.opening(
            block: index, ring: .keys, eraseCount: eraseCount, sequence: sequence, check: check(sequence), keys: keys)
        let opening = BlockHeader.opening(of: block, keys)
        return opening.indices.reduce(0) { $0 + (opening[$1] ^ expected.readOnly[$1]).nonzeroBitCount } <= 1
    }

    /// Before anything is written: whether one generation fits.
    /// - Throws: `.rolledBack` when there are generations and none of them fits; `.keysUnreadable` when the one that fits may be in
    ///   a block that cannot be read.
    func checkFresh(_ flash: any Flash, _ root: RootLog, _ trials: EraseCountTrials) throws(RingStoreError) {
        guard isUsed else { return }
        let image = Scratch(count: flash.geometry.blockBytes)
        var isOpen = false
        var unreadable: Int?
        let bad = try flashing { () throws(FlashError) in try flash.badBlocks() }
        for block in root.header.layout.blocks(of: .keys) where !bad.contains(block) {
            // What stands there counts for nothing.
            let isDead = root.underErase[block] != nil || root.outOfService.contains(block)
            guard try flash.canRead(BlockIndex(block), into: image.bytes) else {
                if !isDead { unreadable = block }
                continue
            }
            let finding = BlockFinding(
                image.readOnly, block: block, ring: .keys, openingBegun: false, keys: keys, trials: trials)
            if finding == .damaged, !isDead { unreadable = block }
            guard case .open(let count, let sequence, _) = finding else { continue }
            if fits(image.readOnly, block: block, eraseCount: count, sequence: sequence) { return }
            isOpen = true
        }
        if isOpen, let unreadable { throw RingStoreError(.keysUnreadable(BlockIndex(unreadable))) }
        throw RingStoreError(isOpen ? .rolledBack : .keysLost)
    }

    /// For the opening of a generation: 16 bytes by which it is known; they tell nothing of the secret.
    func check(_ generation: UInt64) -> Scratch {
        let check = Scratch(count: BlockHeader.checkBytes)
        if isUsed {
            keys.mac(.anchor, generation, 0, over: UnsafeRawBufferPointer(keys.anchorSecret), into: check.bytes)
        }
        return check
    }

    /// A new secret for the generation that is written now. The anchor has the old one until `commit`.
    func renew(_ entropy: any Entropy) {
        guard isUsed else { return }
        entropy.fill(keys.anchorSecret)
        keys.sealCohortKeysWithAnchor()
    }

    /// The new generation is whole and read back: from now on it counts, and the old one cannot be opened any more.
    func commit() throws(RingStoreError) {
        guard let anchor else { return }
        do { try anchor.replace(by: UnsafeRawBufferPointer(keys.anchorSecret)) } catch {
            throw RingStoreError(.anchor(error))
        }
    }
}
