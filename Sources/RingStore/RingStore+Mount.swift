import Timekeeping

extension RingStore {
    /// Makes an empty store, whatever was there before. Everything is erased first, the root's blocks before all, and the
    /// root header is written last: a format that was cut off leaves no store.
    /// - Parameter anchor: gets a secret of its own; from then on the store cannot be mounted without it.
    /// - Throws: `.unsuitable` when layout and geometry do not fit; nothing was touched then.
    public static func format(
        _ flash: any Flash, as kind: StoreKind, layout: StoreLayout, deviceKey: borrowing DeviceKey, now: WallTime,
        today: CivilDay, entropy: any Entropy, anchor: (any Anchor)? = nil
    ) throws(RingStoreError) {
        let geometry = flash.geometry
        try checkSuitable(geometry)
        guard layout.blockCount == geometry.blockCount else {
            throw RingStoreError(
                .unsuitable("the layout wants \(layout.blockCount) blocks, the flash has \(geometry.blockCount)"))
        }
        for block in 0..<geometry.blockCount {
            try flashing { () throws(FlashError) in try flash.erase(BlockIndex(block)) }
        }
        let storeID = entropy.bytes(StoreKeys.storeIDBytes)
        let keys = StoreKeys(deviceKey: deviceKey, storeID: storeID)
        for ring in layout.rings {
            for block in layout.blocks(of: ring) {
                let label = BlockHeader.label(block: block, ring: ring, eraseCount: 1, keys: keys)
                try flashing { () throws(FlashError) in
                    try flash.program(BlockIndex(block), offsetBytes: 0, label.readOnly)
                }
            }
        }
        let header = RootHeader(
            kind: kind, isAnchored: anchor != nil, geometry: geometry, layout: layout, epoch: 1, storeID: storeID,
            floorSeconds: now.seconds, today: today.number, eraseCount: 1)
        let keyAnchor = KeyAnchor(formatting: anchor, keys: keys, entropy: entropy)
        try KeyRing.format(flash, header: header, keys: keys, anchor: keyAnchor, entropy: entropy)
        try keyAnchor.commit()
        _ = try RootLog(formatting: flash, header: header, keys: keys)
    }

    /// Mounts: checks who the store is before touching anything, then finishes what a power cut interrupted (erases,
    /// generations, expiry, unfinished batches) before the first read is possible.
    /// - Parameters:
    ///   - today: the civil day at the site; a day before the store's own is not believed.
    ///   - anchor: the store's, if it was formatted with one.
    /// - Throws: also `.rolledBack`, when the anchor belongs to a later state of the store, or to another store.
    public static func mount(
        _ flash: any Flash, as kind: StoreKind, deviceKey: borrowing DeviceKey, today: CivilDay, entropy: any Entropy,
        anchor: (any Anchor)? = nil
    ) throws(RingStoreError) -> RingStore {
        try checkSuitable(flash.geometry)
        let root = try RootLog(mounting: flash, deviceKey: deviceKey)
        guard root.header.kind == kind else { throw RingStoreError(.wrongKind(found: root.header.kind)) }
        let layout = root.header.layout
        guard layout.blockCount == flash.geometry.blockCount else { throw RingStoreError(.rootDamaged) }
        let keyAnchor = try KeyAnchor(anchor, of: root)
        try keyAnchor.checkFresh(flash, root)
        try root.settle()
        let core = StoreCore(flash: flash, root: root, entropy: entropy)
        let today = max(today, CivilDay(number: root.today))
        var report = MountReport()
        report.damagedPlaces = root.damagedPlaces

        // 1. Erases that were under way.
        try finishErases(core, &report)
        // 2. Keys: the newest generation only, then without the days that have passed.
        let keyRing = try KeyRing(mounting: core, anchor: keyAnchor, findings: try find(.keys, layout, core))
        report.keysErased = try keyRing.expire(today: today, isNewDay: today.number > root.today)
        report.keyGeneration = keyRing.generation
        report.setAside += keyRing.setAside.map { BlockIndex($0) }
        report.damagedPlaces += keyRing.damagedRecords
        report.unfinishedErased += keyRing.erasedBlocks.map { BlockIndex($0) }
        if today.number > root.today { try core.root.append(.floor(seconds: root.floorSeconds, day: today.number)) }
        // 3. Records.
        var rings: [RingID: Ring] = [:]
        for id in layout.rings where id != .keys {
            let ring = Ring(id: id, core: core, table: keyRing.table, today: today)
            try ring.mount(try find(id, layout, core))
            report.add(ring.report)
            report.expiredThrough[id] = ring.report.expiredThrough
            rings[id] = ring
        }
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
        for (block, erase) in core.root.underErase.sorted(by: { $0.key < $1.key }) {
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

    private static func find(
        _ ring: RingID, _ layout: StoreLayout, _ core: StoreCore
    ) throws(RingStoreError) -> [Int: BlockFinding] {
        var findings: [Int: BlockFinding] = [:]
        for block in layout.blocks(of: ring) {
            // What the medium cannot read, and what could not be erased, is out of service.
            guard core.root.underErase[block] == nil, let image = try core.readImageIfPossible(of: block) else {
                findings[block] = .damaged
                continue
            }
            findings[block] = BlockFinding(
                image, block: block, ring: ring, openingBegun: core.root.doubts[block] != nil, keys: core.keys)
        }
        return findings
    }

    private static func checkSuitable(_ geometry: FlashGeometry) throws(RingStoreError) {
        guard geometry.programUnitBytes <= 16, 16 % geometry.programUnitBytes == 0 else {
            throw RingStoreError(
                .unsuitable("program units of \(geometry.programUnitBytes) bytes; this format needs at most 16"))
        }
        guard geometry.blockBytes >= 4096, geometry.blockBytes % 32 == 0, geometry.blockBytes <= 1 << 24 else {
            throw RingStoreError(
                .unsuitable("erase blocks of \(geometry.blockBytes) bytes; this format needs 4096 or more"))
        }
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
