import Glibc

/// Tries to decrypt what looks like a record, without any of the store's rules.
final class DecryptionAttempt {
    struct Candidate {
        let offset: Int
        let header: RecordHeader
    }

    private let image: UnsafeRawBufferPointer
    private let blockBytes: Int
    private let keys: StoreKeys
    private let sequences: [UInt64]
    private let plain: LockedBytes

    init(_ image: UnsafeRawBufferPointer, blockBytes: Int, keys: StoreKeys) {
        self.image = image
        self.blockBytes = blockBytes
        self.keys = keys
        plain = LockedBytes(count: blockBytes)
        // Sequences are claimed by openings, wherever they stand; those in between may belong to openings that are gone.
        let claimed = Array("MOPN".utf8).withUnsafeBytes { image.occurrences(of: $0) }.compactMap { place -> UInt64? in
            place + 16 <= image.count ? Field<UInt64>(at: place + 8).get(image) : nil
        }
        let highest = claimed.filter { $0 < 1 << 40 }.max() ?? 0
        let recent = (highest > 4096 ? highest - 4096 : 0)...(highest + 4)
        sequences = Array(Set(claimed).union(recent)).sorted(by: >)
    }

    /// Every offset, aligned or not, that starts like a record header.
    func candidates() -> [Candidate] {
        let start: [UInt8] = [
            UInt8(truncatingIfNeeded: RecordHeader.magicValue), UInt8(RecordHeader.magicValue >> 8),
        ]
        return start.withUnsafeBytes { image.occurrences(of: $0) }.compactMap { offset in
            guard offset + RecordHeader.byteCount <= image.count else { return nil }
            let bytes = image.part(offset, RecordHeader.byteCount)
            guard let header = RecordHeader(lenient: bytes), header.bodyBytes <= blockBytes,
                offset + header.storedBytes <= image.count
            else { return nil }
            return Candidate(offset: offset, header: header)
        }
    }

    /// - Parameters:
    ///   - all: every key found anywhere.
    ///   - own: those found for the candidate's own day.
    /// - Returns: whether it could be decrypted; `body` has got the plaintext then.
    @discardableResult
    func open(
        _ candidate: Candidate, with all: [UnsafeRawBufferPointer], alsoAsOwn own: [UnsafeRawBufferPointer],
        _ body: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        defer { plain.zero() }
        let block = candidate.offset / blockBytes * blockBytes
        let claimed = BlockHeader.claimedSequence(image.part(block, blockBytes), keys)
        let declared = candidate.offset + candidate.header.bytesToMark
        let isOpen =
            all.contains { attempt(candidate, $0, claimed, declared) }
            || own.contains { key in sequences.contains { attempt(candidate, key, $0, declared) } }
            || own.contains { key in
                stride(from: block, to: block + blockBytes, by: 16).contains {
                    !image.part($0, CommitMark.byteCount).isBlank && attempt(candidate, key, claimed, $0)
                }
            }
        if isOpen { body(plain.readOnly.part(0, candidate.header.bodyBytes)) }
        return isOpen
    }

    private func attempt(_ candidate: Candidate, _ key: UnsafeRawBufferPointer, _ sequence: UInt64?, _ mark: Int)
        -> Bool
    {
        guard let sequence, mark >= 0, mark + CommitMark.byteCount <= image.count else { return false }
        return RecordSeal.open(
            image.part(candidate.offset, candidate.header.storedBytes), cohortKey: key,
            mark: image.part(mark, CommitMark.byteCount), storeID: keys.storeID, sequence: sequence,
            into: plain.bytes.part(0, candidate.header.bodyBytes))
    }
}

extension UnsafeRawBufferPointer {
    /// Where `needle` stands, overlapping ones included.
    func occurrences(of needle: UnsafeRawBufferPointer) -> [Int] {
        guard let base = baseAddress, let start = needle.baseAddress, needle.count > 0 else { return [] }
        var found: [Int] = []
        var at = 0
        while at + needle.count <= count, let place = memchr(base + at, CInt(needle[0]), count - needle.count + 1 - at)
        {
            let offset = UnsafeRawPointer(place) - base
            if memcmp(place, start, needle.count) == 0 { found.append(offset) }
            at = offset + 1
        }
        return found
    }
}
