/// The first 128 bytes of a root block, little-endian.
///
///     at  bytes  field
///      0      8  magic       "MENSHEN" and a zero
///      8      2  version     2; 1 is read as well, another one is refused, never reformatted
///     10      1  kind        0xB5 bench, 0xD3 device
///     11      1  flags       bit 0: anchored, the generations of keys are sealed with what an anchor holds
///     12      4  blockBytes
///     16      4  blockCount
///     20      4  programUnitBytes
///     24      8  epoch       the root block with the higher one counts
///     32     16  store id
///     48     32  blocks of ring 0…7, 4 bytes each
///     80      8  floor       UTC seconds
///     88      4  today       the last day the store was told of
///     92      4  eraseCount  of this block
///     96     16  checksum    BLAKE2b-16 without a key over bytes 0..<96: tells damage from a wrong key
///    112     16  mac         over bytes 0..<112
struct RootHeader: Equatable {
    static let byteCount = 128
    private static let magicBytes = Array("MENSHEN".utf8) + [0]

    private static let version = Field<UInt16>(at: 8), kindField = Field<UInt8>(at: 10), flags = Field<UInt8>(at: 11)
    private static let blockBytes = Field<UInt32>(at: 12), blockCount = Field<UInt32>(at: 16)
    private static let unit = Field<UInt32>(at: 20), epochField = Field<UInt64>(at: 24)
    private static let floor = Field<Int64>(at: 80), todayField = Field<Int32>(at: 88)
    private static let eraseCountField = Field<UInt32>(at: 92)
    private static func ringBlocks(_ ring: Int) -> Field<UInt32> { Field(at: 48 + 4 * ring) }

    /// As it was found; what is written says the layout's.
    var version: UInt8 = FormatVersion.current
    var kind: StoreKind
    var isAnchored: Bool
    var geometry: FlashGeometry
    var layout: StoreLayout
    var epoch: UInt64
    var storeID: [UInt8]
    var floorSeconds: Int64
    var today: Int32
    var eraseCount: UInt32

    /// What stands where a root header should be.
    enum Finding: Equatable {
        case absent, damaged
        /// - isWhole: its checksum holds, so that it is no flipped bit. Every version has it at the same place.
        case unknownVersion(UInt16, isWhole: Bool)
        /// Whole; whether it is authentic, the device key has to say.
        case whole(RootHeader)
    }

    static func find(in block: UnsafeRawBufferPointer) -> Finding {
        let bytes = block.part(0, byteCount)
        guard bytes.prefix(8).elementsEqual(magicBytes) else { return .absent }
        let isWhole = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { checksum in
            blake2b(into: checksum, key: nil, bytes.part(0, 96))
            return UnsafeRawBufferPointer(checksum).isEqual(to: bytes.part(96, 16))
        }
        guard let known = UInt8(exactly: version.get(bytes)), FormatVersion.isReadable(known) else {
            return .unknownVersion(version.get(bytes), isWhole: isWhole)
        }
        guard isWhole, let header = RootHeader(bytes) else { return .damaged }
        return .whole(header)
    }

    static func isAuthentic(_ block: UnsafeRawBufferPointer, keys: StoreKeys) -> Bool {
        keys.isAuthentic(.root, 0, 0, block.part(0, byteCount), macBytes: 16)
    }

    func written(keys: StoreKeys) -> Scratch {
        let scratch = Scratch(count: Self.byteCount, in: keys.layout)
        let bytes = scratch.bytes
        bytes.part(0, 8).copyBytes(from: Self.magicBytes)
        Self.version.set(UInt16(keys.layout.version), in: bytes)
        Self.kindField.set(kind.rawValue, in: bytes)
        Self.flags.set(isAnchored ? 1 : 0, in: bytes)
        Self.blockBytes.set(UInt32(geometry.blockBytes), in: bytes)
        Self.blockCount.set(UInt32(geometry.blockCount), in: bytes)
        Self.unit.set(UInt32(geometry.programUnitBytes), in: bytes)
        Self.epochField.set(epoch, in: bytes)
        bytes.part(32, 16).copyBytes(from: storeID)
        for (ring, count) in ([layout.keyBlocks] + layout.ringBlocks).enumerated() {
            Self.ringBlocks(ring).set(UInt32(count), in: bytes)
        }
        Self.floor.set(floorSeconds, in: bytes)
        Self.todayField.set(today, in: bytes)
        Self.eraseCountField.set(eraseCount, in: bytes)
        blake2b(into: bytes.part(96, 16), key: nil, scratch.readOnly.part(0, 96))
        keys.mac(.root, 0, 0, over: scratch.readOnly.part(0, 112), into: bytes.part(112, 16))
        return scratch
    }

    init(
        kind: StoreKind, isAnchored: Bool, geometry: FlashGeometry, layout: StoreLayout, epoch: UInt64,
        storeID: [UInt8], floorSeconds: Int64, today: Int32, eraseCount: UInt32
    ) {
        (self.kind, self.isAnchored) = (kind, isAnchored)
        self.geometry = geometry
        self.layout = layout
        self.epoch = epoch
        self.storeID = storeID
        self.floorSeconds = floorSeconds
        self.today = today
        self.eraseCount = eraseCount
    }

    private init?(_ bytes: UnsafeRawBufferPointer) {
        guard let kind = StoreKind(rawValue: Self.kindField.get(bytes)), Self.flags.get(bytes) <= 1 else { return nil }
        let blockBytes = Int(Self.blockBytes.get(bytes)), blockCount = Int(Self.blockCount.get(bytes))
        let unit = Int(Self.unit.get(bytes))
        guard blockCount > 0, unit > 0, blockBytes > 0, blockBytes % unit == 0 else { return nil }
        let sizes = (0..<8).map { Int(Self.ringBlocks($0).get(bytes)) }
        let used = Array(sizes[1...].prefix { $0 > 0 })
        guard sizes[0] >= 3, !used.isEmpty, used.allSatisfy({ $0 >= 4 }) else { return nil }
        version = UInt8(truncatingIfNeeded: Self.version.get(bytes))
        (self.kind, isAnchored) = (kind, Self.flags.get(bytes) == 1)
        geometry = FlashGeometry(blockCount: blockCount, blockBytes: blockBytes, programUnitBytes: unit)
        layout = StoreLayout(keyBlocks: sizes[0], ringBlocks: used)
        epoch = Self.epochField.get(bytes)
        storeID = [UInt8](bytes.part(32, 16))
        floorSeconds = Self.floor.get(bytes)
        today = Self.todayField.get(bytes)
        eraseCount = Self.eraseCountField.get(bytes)
    }
}
