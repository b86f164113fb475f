import Timekeeping

extension RingStore {
    /// Makes an empty store, whatever was there before. Everything is erased first, the root's blocks before all, and the
    /// root header is written last: a format that was cut off leaves no store. Blocks that are marked as bad are left alone.
    /// - Parameter anchor: gets a secret of its own; from then on the store cannot be mounted without it.
    /// - Throws: `.unsuitable` when layout and geometry do not fit, or too many blocks are bad; nothing was touched then.
    public static func format(
        _ flash: any Flash, as kind: StoreKind, layout: StoreLayout, deviceKey: borrowing DeviceKey, now: WallTime,
        today: CivilDay, entropy: any Entropy, anchor: (any Anchor)? = nil
    ) throws(RingStoreError) {
        try format(
            flash, as: kind, layout: layout, deviceKey: deviceKey, now: now, today: today, entropy: entropy,
            anchor: anchor, writing: FormatVersion.current)
    }

    /// - Parameter version: an earlier one is for tests of what reads it.
    package static func format(
        _ flash: any Flash, as kind: StoreKind, layout: StoreLayout, deviceKey: borrowing DeviceKey, now: WallTime,
        today: CivilDay, entropy: any Entropy, anchor: (any Anchor)? = nil,
        writing version: UInt8
    ) throws(RingStoreError) {
        let geometry = flash.geometry
        let badBlocks = try checkSuitable(flash, for: layout)
        for block in 0..<geometry.blockCount where !badBlocks.contains(block) {
            try flashing { () throws(FlashError) in try flash.erase(BlockIndex(block)) }
        }
        let storeID = entropy.bytes(StoreKeys.storeIDBytes)
        let keys = StoreKeys(
            deviceKey: deviceKey, storeID: storeID, layout: PageLayout(geometry, writing: version))
        for ring in layout.rings {
            for block in layout.blocks(of: ring) where !badBlocks.contains(block) {
                let label = BlockHeader.label(block: block, ring: ring, eraseCount: 1, keys: keys)
                try flashing { () throws(FlashError) in
                    try flash.program(BlockIndex(block), offsetBytes: 0, label.readOnly)
                }
            }
        }
        let header = RootHeader(
            kind: kind, isAnchored: anchor != nil, geometry: geometry, layout: layout, epoch: 1, storeID: storeID,
            floorSeconds: now.seconds, today: today.number, eraseCount: 1)
        let keyBlock = layout.blocks(of: .keys).first { !badBlocks.contains($0) }!
        let keyAnchor = KeyAnchor(formatting: anchor, keys: keys, entropy: entropy)
        try KeyRing.format(flash, block: keyBlock, keys: keys, anchor: keyAnchor, entropy: entropy)
        try keyAnchor.commit()
        _ = try RootLog(formatting: flash, header: header, keys: keys)
    }

    /// Mounts: checks who the store is before touching anything, then finishes what a power cut interrupted (erases,
    /// generations, expiry, unfinished batches) before the first read is possible.
    /// - Parameters:
    ///   - today: the civil day at the site; a day before the store's own is not believed.
    ///   - anchor: the store's, if it was formatted with one.
    /// - Throws: also `.rolledBack`, when the anchor belongs to a later state of the store, or to another store; `.keysUnreadable`
    ///   when that cannot be told.
    public static func mount(
        _ flash: any Flash, as kind: StoreKind, deviceKey: borrowing DeviceKey, today: CivilDay, entropy: any Entropy,
        anchor: (any Anchor)? = nil
    ) throws(RingStoreError) -> RingStore {
        try mount(
            flash, as: kind, deviceKey: deviceKey, today: today, entropy: entropy, anchor: anchor,
            writing: FormatVersion.current)
    }

    /// - Parameter version: an earlier one is for tests of what reads it.
    package static func mount(
        _ flash: any Flash, as kind: StoreKind, deviceKey: borrowing DeviceKey, today: CivilDay, entropy: any Entropy,
        anchor: (any Anchor)? = nil,
        writing version: UInt8
    ) throws(RingStoreError) -> RingStore {
        if let objection = PageLayout.objection(to: flash.geometry) { throw RingStoreError(.unsuitable(objection)) }
        let root = try RootLog(mounting: flash, deviceKey: deviceKey, writing: version)
        guard root.header.kind == kind else { throw RingStoreError(.wrongKind(found: root.header.kind)) }
        let layout = root.header.layout
        guard layout.blockCount == flash.geometry.blockCount else { throw RingStoreError(.rootDamaged) }
        let badBlocks = try flashing { () throws(FlashError) in try flash.badBlocks() }
        if let objection = objection(toBadRootIn: badBlocks) { throw RingStoreError(.unsuitable(objection)) }
        let keyAnchor = try KeyAnchor(anchor, of: root)
        let trials = EraseCountTrials()
        try keyAnchor.checkFresh(flash, root, trials)
        try root.settle()
        let core = StoreCore(flash: flash, root: root, badBlocks: badBlocks, entropy: entropy)
        let today = max(today, CivilDay(number: root.today))
        var report = MountReport()
        report.damagedPlaces = root.damagedPlaces

        // 1. Erases that were under way.
        try finishErases(core, &report)
        // 2. Keys: the newest generation only, then without the days that have passed.
        let findings = try findAll(layout, core, trials)
        let counts = findings.values.joined().map { (block: $0.key, eraseCount: $0.value.eraseCount) }
        report.isOlder = EraseSum(counts, root).isOlder(than: root.eraseSum)
        let keyRing = try KeyRing(mounting: core, anchor: keyAnchor, findings: findings[.keys]!)
        do throws(RingStoreError) {
            report.keysErased = try keyRing.expire(today: today, isNewDay: today.number > root.today)
        } catch {
            // Cards and PINs must go on.
            guard case .expiryUnfinished(let block) = error.code else { throw error }
            report.expiryUnfinished = block
        }
        report.keyGeneration = keyRing.generation
        report.setAside += keyRing.setAside.filter { !core.badBlocks.contains($0) }.map { BlockIndex($0) }
        report.damagedPlaces += keyRing.damagedRecords
        report.unfinishedErased += keyRing.erasedBlocks.map { BlockIndex($0) }
        if today.number > root.today { try core.keep(floorSeconds: root.floorSeconds, day: today.number) }
        // 3. Records.
        var rings: [RingID: Ring] = [:]
        for id in layout.rings where id != .keys {
            let ring = Ring(id: id, core: core, table: keyRing.table, today: today)
            try ring.mount(findings[id]!)
            report.add(ring.report)
            report.expiredThrough[id] = ring.report.expiredThrough
            rings[id] = ring
        }
        var sum = EraseSum(keyRing.counts + rings.values.flatMap(\.counts), root)
        // Until it is told of, see `noteThatOlderIsTold`, each mount finds it.
        if report.isOlder { sum.erases &+= 1 }
        try root.keep(sum)
        report.badBlocks = core.badBlocks.sorted().map { BlockIndex($0) }
        report.notErased = root.underErase.keys.filter(core.isNotErased).sorted().map { BlockIndex($0) }
        report.lacksKeyBlock = keyRing.isStuck
        report.eraseCountsTried = trials.tried
        report.oldBlocks = core.oldBlocks.count
        return RingStore(kind: kind, today: today, core: core, keyRing: keyRing, rings: rings, report: report)
    }

    /// The latest time that a store knows to be past, without mounting it: reads the root, changes nothing.
    public static func floor(
        of flash: any Flash, as kind: StoreKind, deviceKey: borrowing DeviceKey
    ) throws(RingStoreError) -> WallTime {
        let root = try RootLog(mounting: flash, deviceKey: deviceKey)
        guard root.header.kind == kind else { throw RingStoreError(.wrongKind(found: root.header.kind)) }
        return WallTime(seconds: root.floorSeconds)
    }

    private static func finishErases(_ core: StoreCore, _ report: inout MountReport) throws(RingStoreError) {
        let layout = core.root.header.layout
        for (block, erase) in core.root.underErase.sorted(by: { $0.key < $1.key })
        where !core.badBlocks.contains(block) {
            guard let ring = layout.rings.first(where: { layout.blocks(of: $0).contains(block) }) else { continue }
            // Opened again since: the slot that said "done" was damaged. Erasing now would cost what lives there.
            if core.wasOpened(block, ring: ring, since: erase.eraseCount) {
                report.damagedPlaces += 1
                try core.announceDone(block, eraseCount: erase.eraseCount)
            } else if try core.tryToFinishErase(block, ring: ring, eraseCount: erase.eraseCount) {
                report.erasesFinished.append(BlockIndex(block))
            }
        }
    }

    /// A few blocks that do not read are worn; many at once are a bad contact, and may all be there tomorrow.
    private static let mostUnreadableBlocks = 3

    private static func findAll(
        _ layout: StoreLayout, _ core: StoreCore, _ trials: EraseCountTrials
    ) throws(RingStoreError) -> [RingID: [Int: BlockFinding]] {
        var findings: [RingID: [Int: BlockFinding]] = [:]
        var unreadable = 0
        for ring in layout.rings { findings[ring] = try find(ring, layout, core, trials, &unreadable) }
        guard unreadable <= max(mostUnreadableBlocks, layout.blockCount / 16) else {
            throw RingStoreError(.mediumFails(unreadableBlocks: unreadable))
        }
        // What cannot be said of each of them, durably, must not be begun.
        let newlyOut = findings.values.joined().count { $0.value == .damaged && core.isNewlyOut($0.key) }
        guard newlyOut <= core.root.roomForBlocksOutOfService else {
            throw RingStoreError(.mediumFails(unreadableBlocks: newlyOut))
        }
        return findings
    }

    /// - Parameter unreadable: grows by the blocks that do not read and were in service.
    private static func find(
        _ ring: RingID, _ layout: StoreLayout, _ core: StoreCore, _ trials: EraseCountTrials, _ unreadable: inout Int
    ) throws(RingStoreError) -> [Int: BlockFinding] {
        var findings: [Int: BlockFinding] = [:]
        for block in layout.blocks(of: ring) {
            findings[block] = .damaged
            // What is bad, what could not be erased, and what an earlier mount went on without.
            let isOut =
                core.badBlocks.contains(block) || core.root.underErase[block] != nil
                || core.root.outOfService.contains(block)
            if isOut { continue }
            guard let image = try core.readImageIfPossible(of: block) else {
                unreadable += 1
                continue
            }
            let finding = BlockFinding(
                image, block: block, ring: ring, openingBegun: core.root.doubts[block] != nil, keys: core.keys,
                trials: trials)
            let version = BlockHeader.labelVersion(image)
            if finding != .damaged, FormatVersion.isReadable(version) { core.noteVersion(of: block, version) }
            findings[block] = finding
        }
        return findings
    }

    private static func objection(toBadRootIn bad: Set<Int>) -> String? {
        (0..<StoreLayout.rootBlocks).first { bad.contains($0) }.map {
            "block \($0) is marked as bad; the root has to stand there"
        }
    }

    /// - Returns: the blocks that are marked as bad.
    private static func checkSuitable(
        _ flash: any Flash, for layout: StoreLayout
    ) throws(RingStoreError) -> Set<Int> {
        func refuse(_ words: String) -> RingStoreError { RingStoreError(.unsuitable(words)) }
        let geometry = flash.geometry
        if let objection = PageLayout.objection(to: geometry) { throw refuse(objection) }
        guard layout.blockCount == geometry.blockCount else {
            throw refuse("the layout wants \(layout.blockCount) blocks, the flash has \(geometry.blockCount)")
        }
        if let objection = PageLayout(geometry).objection(toRings: layout.rings.count) { throw refuse(objection) }
        let bad = try flashing { () throws(FlashError) in try flash.badBlocks() }
        if let objection = objection(toBadRootIn: bad) { throw refuse(objection) }
        for ring in layout.rings {
            let blocks = layout.blocks(of: ring), good = blocks.count { !bad.contains($0) }
            let needed = ring == .keys ? StoreLayout.fewestKeyBlocks : StoreLayout.fewestRingBlocks
            guard good >= needed else {
                throw refuse(
                    "of the \(blocks.count) blocks of ring \(ring.number) only \(good) are not marked as bad; it needs \(needed)"
                )
            }
        }
        return bad
    }
}

extension MountReport {
    mutating func add(_ ring: RingMountReport) {
        unfinishedErased += ring.erasedBlocks
        unfinishedBatches += ring.unfinishedBatches
        setAside += ring.setAside
        damagedPlaces += ring.damagedPlaces
        expiredRecords += ring.expiredRecords
        lostRecords += ring.lostRecords.count
    }
}
