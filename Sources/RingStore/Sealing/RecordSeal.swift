import CSodium

/// Seals and opens one record: XChaCha20-Poly1305 under a key of its own, with store id, block sequence and the whole
/// header (ring, kind, id, revision, expiry, lengths, nonce, and the MAC that knows the offset) as associated data.
enum RecordSeal {
    private static let associatedBytes = StoreKeys.storeIDBytes + 8 + RecordHeader.byteCount

    /// Seals `body` behind the finished header which `record` starts with; fills the padding with zeros.
    /// - Parameter record: `storedBytes` of the record; its first 64 are the finished header.
    static func seal(
        _ body: UnsafeRawBufferPointer, cohortKey: UnsafeRawBufferPointer, mark: UnsafeRawBufferPointer,
        storeID: [UInt8], sequence: UInt64, into record: UnsafeMutableRawBufferPointer
    ) {
        let header = UnsafeRawBufferPointer(record).part(0, RecordHeader.byteCount)
        let sealedBytes = body.count + RecordHeader.tagBytes
        withKeyAndAssociated(cohortKey, mark, storeID, sequence, header) { key, associated in
            let status = crypto_aead_xchacha20poly1305_ietf_encrypt(
                (record.baseAddress! + RecordHeader.byteCount).assumingMemoryBound(to: UInt8.self), nil,
                body.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(body.count),
                associated.baseAddress!.assumingMemoryBound(to: UInt8.self), UInt64(associated.count), nil,
                (header.baseAddress! + RecordHeader.nonceOffset).assumingMemoryBound(to: UInt8.self),
                key.baseAddress!.assumingMemoryBound(to: UInt8.self))
            precondition(status == 0)
        }
        let end = RecordHeader.byteCount + sealedBytes
        record.part(end, record.count - end).initializeMemory(as: UInt8.self, repeating: 0)
    }

    /// Opens a record into `body` (`bodyBytes` long); false when key, place or bytes are not the ones it was sealed with.
    static func open(
        _ record: UnsafeRawBufferPointer, cohortKey: UnsafeRawBufferPointer, mark: UnsafeRawBufferPointer,
        storeID: [UInt8], sequence: UInt64, into body: UnsafeMutableRawBufferPointer
    ) -> Bool {
        let header = record.part(0, RecordHeader.byteCount)
        return withKeyAndAssociated(cohortKey, mark, storeID, sequence, header) { key, associated in
            crypto_aead_xchacha20poly1305_ietf_decrypt(
                body.baseAddress?.assumingMemoryBound(to: UInt8.self), nil, nil,
                (record.baseAddress! + RecordHeader.byteCount).assumingMemoryBound(to: UInt8.self),
                UInt64(body.count + RecordHeader.tagBytes),
                associated.baseAddress!.assumingMemoryBound(to: UInt8.self), UInt64(associated.count),
                (header.baseAddress! + RecordHeader.nonceOffset).assumingMemoryBound(to: UInt8.self),
                key.baseAddress!.assumingMemoryBound(to: UInt8.self)) == 0
        }
    }

    private static func withKeyAndAssociated<R>(
        _ cohortKey: UnsafeRawBufferPointer, _ mark: UnsafeRawBufferPointer, _ storeID: [UInt8], _ sequence: UInt64,
        _ header: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> R
    ) -> R {
        withUnsafeTemporaryAllocation(byteCount: 32 + 48 + associatedBytes, alignment: 16) { room in
            let key = room.part(0, 32)
            // store id (16) ‖ ring, kind, zero (2) ‖ cohort (4) ‖ zero (8) ‖ mark (16)
            let message = room.part(32, 48)
            message.initializeMemory(as: UInt8.self, repeating: 0)
            message.part(0, 16).copyBytes(from: storeID)
            message.part(16, 2).copyBytes(from: header.part(3, 2))
            message.part(20, 4).copyBytes(from: header.part(20, 4))
            message.part(32, 16).copyBytes(from: mark)
            blake2b(into: key, key: cohortKey, UnsafeRawBufferPointer(message))
            let associated = room.part(80, associatedBytes)
            associated.part(0, 16).copyBytes(from: storeID)
            Field<UInt64>(at: 16).set(sequence, in: associated)
            associated.part(24, RecordHeader.byteCount).copyBytes(from: header)
            defer { sodium_memzero(key.baseAddress!, key.count) }
            return body(UnsafeRawBufferPointer(key), UnsafeRawBufferPointer(associated))
        }
    }
}
