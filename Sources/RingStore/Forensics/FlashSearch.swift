/// The examiner: looks for readable records in the raw bytes of a flash, with the device key and nothing else.
///
/// It shares no judgement with the store. No index, no mount, no "newest generation", no commit rule, no expiry: every offset
/// is looked at, aligned or not; every cohort key that opens **anywhere** in the image is collected, whatever generation it
/// belongs to; and every candidate is tried with all of them. What it does not find, an attacker who holds this image and
/// the device key does not find either, unless they guess 256-bit keys.
///
/// Tried for each candidate: the sequence that its block claims, with every key and the mark at the place its header names;
/// then every sequence seen in the image, with every key of its cohort; then every 16 bytes of its block as its mark.
public struct FlashSearch {
    /// One record that could be decrypted.
    public struct Hit: Equatable, Sendable {
        public let ring: UInt8
        public let kind: UInt8
        public let id: UInt64
        public let expiry: Expiry
        /// Of its header, from the start of the image.
        public let offset: Int
    }

    public struct Findings: Equatable, Sendable {
        /// Cohort keys that could be opened anywhere, and the days they are for.
        public internal(set) var keyCount = 0
        public internal(set) var keyExpiries: [Expiry] = []
        public internal(set) var hits: [Hit] = []
        /// Places that look like a record's header and could not be decrypted.
        public internal(set) var unreadableCandidates = 0

        public func count(ring: RingID, kind: UInt8) -> Int { hits.count { $0.ring == ring.number && $0.kind == kind } }
    }

    private let image: UnsafeRawBufferPointer
    private let blockBytes: Int
    private let stores: [StoreKeys]
    private let anchor: LockedBytes?

    /// - Parameters:
    ///   - image: the whole flash, block after block; it must outlive this.
    ///   - anchor: the store's; what it holds now opens the keys of its generation. One that does not answer opens none.
    public init(
        _ image: UnsafeRawBufferPointer, geometry: FlashGeometry, deviceKey: borrowing DeviceKey,
        anchor: (any Anchor)? = nil
    ) {
        precondition(image.count == geometry.blockCount * geometry.blockBytes)
        Sodium.start()
        self.image = image
        blockBytes = geometry.blockBytes
        let secret = LockedBytes(count: StoreKeys.anchorBytes)
        self.anchor = anchor.flatMap { (try? $0.read(into: secret.bytes)).map { secret } }
        let layout = PageLayout(geometry)
        stores = Self.storeIDs(in: image).map { StoreKeys(deviceKey: deviceKey, storeID: $0, layout: layout) }
    }

    /// Reads the whole flash as it is; a block that is marked as bad is not read, and shown as blank.
    public static func image(of flash: any Flash) throws(FlashError) -> [UInt8] {
        let geometry = flash.geometry
        let block = Scratch(count: geometry.blockBytes)
        var image: [UInt8] = []
        image.reserveCapacity(geometry.blockBytes * geometry.blockCount)
        for index in 0..<geometry.blockCount {
            if try flash.isBad(BlockIndex(index)) {
                block.bytes.initializeMemory(as: UInt8.self, repeating: 0xFF)
            } else {
                try flash.read(BlockIndex(index), offsetBytes: 0, into: block.bytes)
            }
            image += block.bytes
        }
        return image
    }

    /// How often these very bytes stand in the image.
    public func count(of bytes: [UInt8]) -> Int { bytes.withUnsafeBytes { image.occurrences(of: $0).count } }

    /// Searches; `visit` gets the plaintext of each hit.
    public func run(_ visit: (Hit, inout ByteReader) -> Void = { _, _ in }) -> Findings {
        var findings = Findings()
        for keys in stores {
            let attempt = DecryptionAttempt(image, blockBytes: blockBytes, keys: keys)
            let candidates = attempt.candidates()
            let found = CohortKeyring()
            let anchored = anchor.map { keys.anchoredSealing($0.readOnly) }
            defer { withExtendedLifetime(anchored) {} }
            let sealing = [keys.cohortSealing] + [anchored?.readOnly].compactMap { $0 }
            for candidate in candidates where candidate.header.ring == RingID.keys.number {
                attempt.open(candidate, with: sealing, alsoAsOwn: sealing) {
                    CohortEntries.read(candidate.header.kind, $0, found.add)
                }
            }
            findings.keyCount += found.count
            findings.keyExpiries += found.cohorts.map { Expiry(cohort: $0) }
            for candidate in candidates where candidate.header.ring != RingID.keys.number {
                let hit = Hit(
                    ring: candidate.header.ring, kind: candidate.header.kind, id: candidate.header.id,
                    expiry: Expiry(cohort: candidate.header.cohort), offset: candidate.offset)
                let own = found.keys(for: candidate.header.cohort)
                let isOpen = attempt.open(candidate, with: found.all, alsoAsOwn: own) { body in
                    var reader = ByteReader(body)
                    visit(hit, &reader)
                }
                if isOpen { findings.hits.append(hit) } else { findings.unreadableCandidates += 1 }
            }
        }
        return findings
    }

    /// Whatever stands where a root header or a label would name its store, authentic or not.
    private static func storeIDs(in image: UnsafeRawBufferPointer) -> [[UInt8]] {
        var found: [[UInt8]] = []
        let places =
            Array("MENSHEN".utf8).withUnsafeBytes { image.occurrences(of: $0) }.map { $0 + 32 }
            + Array("MBLK".utf8).withUnsafeBytes { image.occurrences(of: $0) }.map { $0 + 16 }
        for place in places where place + StoreKeys.storeIDBytes <= image.count {
            let id = [UInt8](image.part(place, StoreKeys.storeIDBytes))
            if !found.contains(id) { found.append(id) }
        }
        return found
    }
}

/// Every key that was found, whatever generation it came from.
private final class CohortKeyring {
    private var keys: [Int32: [LockedBytes]] = [:]

    var count: Int { keys.values.reduce(0) { $0 + $1.count } }
    var cohorts: [Int32] { keys.keys.sorted() }
    var all: [UnsafeRawBufferPointer] { keys.sorted { $0.key < $1.key }.flatMap(\.value).map(\.readOnly) }
    func keys(for cohort: Int32) -> [UnsafeRawBufferPointer] { (keys[cohort] ?? []).map(\.readOnly) }

    func add(_ cohort: Int32, _ key: UnsafeRawBufferPointer) {
        if keys[cohort]?.contains(where: { $0.readOnly.isEqual(to: key) }) == true { return }
        keys[cohort, default: []].append(LockedBytes(copying: key))
    }
}
