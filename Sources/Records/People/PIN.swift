import CSodium
import RingStore

/// What one Argon2id of a PIN costs on this firmware; older records carry their own.
public enum PINHardening {
    public static let passes: UInt32 = 4
    public static let memoryBytes: UInt32 = 8 << 20
}

/// A person's PIN, hardened. Kind 4.
///
///     8  person
///     4  operations  of Argon2id
///     4  memoryBytes of Argon2id
///    16  salt
///    32  hash        Argon2id(BLAKE2b(PIN key; digits); salt)
///
/// The PIN is first keyed with a key that only this store on this device has: without the device a stolen image cannot be
/// searched for PINs at all, with it each guess costs 8 MiB and four passes. Expires with the person.
struct PINCredential: Equatable, SealableRecord {
    static let kind = RecordKind.pin
    static let digitCounts = 4...12
    static let saltBytes = 16, hashBytes = 32
    static let defaultOperations = PINHardening.passes, defaultMemoryBytes = PINHardening.memoryBytes

    let person: PersonID
    let operations: UInt32
    let memoryBytes: UInt32
    let salt: [UInt8]
    let hash: [UInt8]

    /// - Returns: nil unless the PIN is 4…12 ASCII digits.
    init?(person: PersonID, pin: UnsafeRawBufferPointer, key: LockedBytes, entropy: any Entropy) {
        guard Self.digitCounts.contains(pin.count), pin.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.person = person
        operations = Self.defaultOperations
        memoryBytes = Self.defaultMemoryBytes
        salt = entropy.bytes(Self.saltBytes)
        guard let made = Self.harden(pin, key, salt, operations, memoryBytes) else { return nil }
        hash = made
    }

    /// In constant time once the hash is made.
    func matches(_ pin: UnsafeRawBufferPointer, key: LockedBytes) -> Bool {
        guard let made = Self.harden(pin, key, salt, operations, memoryBytes) else { return false }
        return sodium_memcmp(made, hash, Self.hashBytes) == 0
    }

    /// As much work as comparing, for nobody: so that an unknown number takes as long as a wrong PIN.
    static func waste(_ pin: UnsafeRawBufferPointer, key: LockedBytes) {
        let salt = [UInt8](repeating: 0, count: saltBytes)
        _ = harden(pin, key, salt, defaultOperations, defaultMemoryBytes)
    }

    private static func harden(
        _ pin: UnsafeRawBufferPointer, _ key: LockedBytes, _ salt: [UInt8], _ operations: UInt32, _ memoryBytes: UInt32
    ) -> [UInt8]? {
        let keyed = LockedBytes(count: 32)
        let keyBytes = key.readOnly.assumingMemoryBound(to: UInt8.self)
        let keyedStatus = crypto_generichash_blake2b(
            keyed.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), keyed.count,
            pin.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(pin.count), keyBytes.baseAddress,
            keyBytes.count)
        precondition(keyedStatus == 0)
        var hash = [UInt8](repeating: 0, count: hashBytes)
        // Fails only when 8 MiB cannot be had.
        let status = crypto_pwhash_argon2id(
            &hash, UInt64(hash.count), keyed.bytes.baseAddress!.assumingMemoryBound(to: CChar.self),
            UInt64(keyed.count),
            salt, UInt64(operations), Int(memoryBytes), crypto_pwhash_argon2id_ALG_ARGON2ID13)
        return status == 0 ? hash : nil
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(person.rawValue)
        writer.integer(operations)
        writer.integer(memoryBytes)
        writer.raw(salt)
        writer.raw(hash)
    }

    init?(from reader: inout ByteReader) {
        person = PersonID(rawValue: reader.integer())
        operations = reader.integer()
        memoryBytes = reader.integer()
        salt = reader.array(Self.saltBytes)
        hash = reader.array(Self.hashBytes)
        guard reader.isComplete, (1...16).contains(operations), (8192...64 << 20).contains(memoryBytes) else {
            return nil
        }
    }
}
