import RingStore

/// What an examiner who holds the raw bytes of a flash and the device key can still decrypt: see `FlashSearch`.
public struct RecordExamination: Equatable, Sendable {
    /// Cohort keys that can be opened anywhere in the image, of all generations.
    public let cohortKeys: Int
    /// Records that can be decrypted with any of them, older revisions and copies included.
    public let readable: [RecordKind: Int]
    /// Places that look like a record and cannot be decrypted with any of them.
    public let unreadable: Int

    public var readableTemplates: Int { readable[.faceTemplates] ?? 0 }

    /// - Parameter image: the whole flash, block after block.
    public init(_ image: [UInt8], geometry: FlashGeometry, deviceKey: borrowing DeviceKey) {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: image.count, alignment: 16)
        defer { bytes.deallocate() }
        bytes.copyBytes(from: image)
        let findings = FlashSearch(UnsafeRawBufferPointer(bytes), geometry: geometry, deviceKey: deviceKey).run()
        var counts: [RecordKind: Int] = [:]
        for hit in findings.hits {
            if let kind = RecordKind(rawValue: hit.kind) { counts[kind, default: 0] += 1 }
        }
        cohortKeys = findings.keyCount
        readable = counts
        unreadable = findings.unreadableCandidates
    }
}

extension RecordStore {
    /// The flash as it is at this moment, for an examination or an archive of evidence; ciphertext all over.
    public func rawImage() throws(RecordsError) -> [UInt8] {
        try storing { () throws(RingStoreError) in try ring.rawImage() }
    }

    public var geometry: FlashGeometry { ring.geometry }
}
