/// Which versions of the format there are. Every structure on the flash says its own.
package enum FormatVersion {
    /// What is written.
    package static let current: UInt8 = 2
    /// The one before it had no units over 16 bytes, and its label did not name them.
    package static let first: UInt8 = 1

    /// How many bits of this byte are flipped, if it was a version that is read. Versions 1 and 2 differ in two.
    static func wrongBits(in byte: UInt8) -> Int { (first...current).map { ($0 ^ byte).nonzeroBitCount }.min()! }

    static func isReadable(_ version: UInt8) -> Bool { (first...current).contains(version) }
}

/// Where things stand in the blocks of one flash.
///
/// Whatever is programmed by itself begins on a multiple of the layout unit and fills whole units, with 0xFF behind what it
/// says; so no page of a NAND flash is programmed twice. With units of 16 bytes nothing is filled up:
///
///     unit   label   opening   records   mark   root header   slots
///       16       0        48        96     16           128      32
///      512       0       512      1024    512           512     512
///     2048       0      2048      4096   2048          2048    2048
struct PageLayout: Equatable, Sendable {
    static let smallestUnitBytes = 16
    static let largestUnitBytes = 4096
    /// A block has so many units at least, and so many bytes; with units of 16 bytes half of them.
    static let unitsPerBlock = 16
    static let smallestBlockBytes = 8192

    let unitBytes: Int
    let blockBytes: Int
    /// What is written says that it is of this version; version 1 is for tests of what reads it.
    let version: UInt8

    init(_ geometry: FlashGeometry, writing version: UInt8 = FormatVersion.current) {
        unitBytes = max(Self.smallestUnitBytes, geometry.programUnitBytes)
        blockBytes = geometry.blockBytes
        self.version = version
        precondition(version == FormatVersion.current || unitBytes == Self.smallestUnitBytes)
    }

    func wholeUnits(_ byteCount: Int) -> Int { roundedUp(byteCount, to: unitBytes) }

    var openingOffset: Int { wholeUnits(BlockHeader.labelBytes) }
    /// Where the first batch begins.
    var recordsOffset: Int { openingOffset + wholeUnits(BlockHeader.openingBytes) }
    var rootHeaderBytes: Int { wholeUnits(RootHeader.byteCount) }
    var slotBytes: Int { wholeUnits(RootSlot.byteCount) }
    var slotsPerRootBlock: Int { (blockBytes - rootHeaderBytes) / slotBytes }

    /// A mark stands alone at the beginning of its unit.
    var markUnitBytes: Int { wholeUnits(CommitMark.byteCount) }
    /// Where the next batch begins.
    func offset(behindMarkAt offset: Int) -> Int { offset + markUnitBytes }

    /// What a batch with bodies of these lengths takes.
    func batchBytes(bodyBytes: [Int]) -> Int {
        batchBytes(recordBytes: bodyBytes.reduce(0) { $0 + RecordHeader.storedBytes(bodyBytes: $1) })
    }

    /// - Parameter recordBytes: headers, ciphertexts, tags and their padding.
    func batchBytes(recordBytes: Int) -> Int { wholeUnits(recordBytes + CommitMark.commitmentBytes) + markUnitBytes }

    /// What a batch may take more than it takes with units of 16 bytes: the end of a unit in front of the commitment, and the
    /// rest of the unit that the mark begins.
    var excessBytes: Int { 2 * (unitBytes - Self.smallestUnitBytes) }

    /// No batch is longer: what a block may waste at its end is bounded by it. Records that fit into a batch with units of 16
    /// bytes fit into one with larger units.
    var batchLimitBytes: Int {
        let limit = max(2048, blockBytes / 8)
        return unitBytes == Self.smallestUnitBytes ? limit : wholeUnits(limit + excessBytes)
    }
}

extension PageLayout {
    /// Why no store can stand on such a flash; nil when one can.
    static func objection(to geometry: FlashGeometry) -> String? {
        let unit = geometry.programUnitBytes
        guard unit <= largestUnitBytes, unit & (unit - 1) == 0 else {
            return "program units of \(unit) bytes; this format needs a power of two, at most \(largestUnitBytes)"
        }
        let least = unit <= smallestUnitBytes ? smallestBlockBytes / 2 : smallestBlockBytes
        guard geometry.blockBytes >= least, geometry.blockBytes % 32 == 0, geometry.blockBytes <= 1 << 24 else {
            return
                "erase blocks of \(geometry.blockBytes) bytes; with program units of \(unit) this format needs \(least) or more"
        }
        guard geometry.blockBytes >= unitsPerBlock * unit else {
            return "erase blocks of \(geometry.blockBytes / unit) program units; this format needs \(unitsPerBlock)"
        }
        return nil
    }

    /// The same for so many rings, the keys' included: a root block carries over two entries for each, and has room for more.
    func objection(toRings rings: Int) -> String? {
        let needed = 2 * rings + 4
        guard slotsPerRootBlock < needed else { return nil }
        return
            "an erase block holds \(slotsPerRootBlock) entries of the root log; a store with \(rings) rings needs \(needed)"
    }
}
