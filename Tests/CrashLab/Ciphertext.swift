import FlashLab
import RingStore

/// 16 bytes of a ciphertext: as good as a fingerprint of it.
struct CiphertextUnit: Hashable {
    let low: UInt64
    let high: UInt64

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        low = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        high = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    }
}

/// Where a record stands on flash, by what its header says: no key takes part.
struct RecordSite {
    let ring: RingID
    let id: UInt64
    /// Of the header, from the start of what was searched.
    let offset: Int
    let bodyBytes: Int
    let markOffset: Int

    /// Ciphertext and tag.
    var sealed: Range<Int> { offset + 64..<offset + 64 + bodyBytes + 16 }

    init?(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        guard offset + 64 <= bytes.count, bytes[offset] == 0x4D, bytes[offset + 1] == 0x52,
            (1...2).contains(bytes[offset + 2]), bytes[offset + 3] < 8
        else { return nil }
        func number(_ at: Int) -> Int { Int(bytes.loadUnaligned(fromByteOffset: offset + at, as: UInt32.self)) }
        ring = RingID(bytes[offset + 3])
        id = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
        self.offset = offset
        bodyBytes = number(24)
        markOffset = offset + number(28)
    }

    /// Every 16 bytes that look like a header.
    static func all(in bytes: UnsafeRawBufferPointer) -> [RecordSite] {
        stride(from: 0, to: bytes.count, by: 16).compactMap { RecordSite(bytes, at: $0) }
    }
}

extension [LabFlash.Step] {
    /// Every ciphertext that was ever programmed for these records, older revisions and moved copies included.
    func ciphertext(of ids: Set<UInt64>, in ring: RingID) -> Set<CiphertextUnit> {
        var units: Set<CiphertextUnit> = []
        for case .program(_, _, let bytes) in self {
            bytes.withUnsafeBytes { bytes in
                for site in RecordSite.all(in: bytes) where site.ring == ring && ids.contains(site.id) {
                    for at in stride(from: site.sealed.lowerBound, through: site.sealed.upperBound - 16, by: 16)
                    where at + 16 <= bytes.count {
                        units.insert(CiphertextUnit(bytes, at: at))
                    }
                }
            }
        }
        return units
    }
}

extension [UInt8] {
    /// Whether any of these units stands anywhere in the image.
    func holds(anyOf units: Set<CiphertextUnit>) -> Bool {
        if units.isEmpty { return false }
        return withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 16).contains { units.contains(CiphertextUnit(bytes, at: $0)) }
        }
    }
}
