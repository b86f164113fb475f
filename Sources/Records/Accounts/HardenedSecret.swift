import CSodium
import RingStore

/// A secret that people remember or copy, so that it can be compared and not read.
///
///     4  operations  of Argon2id
///     4  memoryBytes of Argon2id
///    16  salt
///    32  hash        Argon2id(BLAKE2b(store's key; secret); salt)
///
/// The secret is first keyed with a key that only this store on this device has: without the device a stolen image cannot be
/// searched for secrets at all, with it each guess costs the work that stands in the record.
struct HardenedSecret: Equatable {
    /// What one comparison costs.
    struct Work: Equatable {
        var operations: UInt32
        var memoryBytes: UInt32
    }

    static let saltBytes = 16, hashBytes = 32

    let work: Work
    let salt: [UInt8]
    let hash: [UInt8]

    /// - Returns: nil when the memory cannot be had.
    init?(_ secret: UnsafeRawBufferPointer, key: LockedBytes, work: Work, entropy: any Entropy) {
        self.work = work
        salt = entropy.bytes(Self.saltBytes)
        guard let made = Self.harden(secret, key, salt, work) else { return nil }
        hash = made
    }

    /// In constant time once the hash is made.
    func matches(_ secret: UnsafeRawBufferPointer, key: LockedBytes) -> Bool {
        guard let made = hash(of: secret, key: key) else { return false }
        return sodium_memcmp(made, hash, Self.hashBytes) == 0
    }

    /// What another secret comes to with the same work and salt.
    /// - Returns: nil when the memory cannot be had.
    func hash(of secret: UnsafeRawBufferPointer, key: LockedBytes) -> [UInt8]? {
        Self.harden(secret, key, salt, work)
    }

    /// As much work as comparing, for nobody: so that an unknown name takes as long as a wrong secret.
    static func waste(_ secret: UnsafeRawBufferPointer, key: LockedBytes, work: Work) {
        _ = harden(secret, key, [UInt8](repeating: 0, count: saltBytes), work)
    }

    private static func harden(
        _ secret: UnsafeRawBufferPointer, _ key: LockedBytes, _ salt: [UInt8], _ work: Work
    ) -> [UInt8]? {
        let keyed = LockedBytes(count: 32)
        let keyBytes = key.readOnly.assumingMemoryBound(to: UInt8.self)
        let keyedStatus = crypto_generichash_blake2b(
            keyed.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), keyed.count,
            secret.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(secret.count), keyBytes.baseAddress,
            keyBytes.count)
        precondition(keyedStatus == 0)
        var hash = [UInt8](repeating: 0, count: hashBytes)
        // Fails only when the memory cannot be had.
        let status = crypto_pwhash_argon2id(
            &hash, UInt64(hash.count), keyed.bytes.baseAddress!.assumingMemoryBound(to: CChar.self),
            UInt64(keyed.count), salt, UInt64(work.operations), Int(work.memoryBytes),
            crypto_pwhash_argon2id_ALG_ARGON2ID13)
        return status == 0 ? hash : nil
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(work.operations)
        writer.integer(work.memoryBytes)
        writer.raw(salt)
        writer.raw(hash)
    }

    /// Nil when it asks for more work than this firmware would ever have asked for.
    init?(from reader: inout ByteReader) {
        work = Work(operations: reader.integer(), memoryBytes: reader.integer())
        salt = reader.array(Self.saltBytes)
        hash = reader.array(Self.hashBytes)
        guard (1...16).contains(work.operations), (8192...64 << 20).contains(work.memoryBytes) else { return nil }
    }
}
