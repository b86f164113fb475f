import RingStore

/// What one Argon2id of a PIN costs on this firmware; older records carry their own.
public enum PINHardening {
    public static let passes: UInt32 = 4
    public static let memoryBytes: UInt32 = 8 << 20
}

/// A person's PIN, hardened. Kind 4.
///
///     8  person
///    56  secret      `HardenedSecret`
///
/// Expires with the person.
struct PINCredential: Equatable, SealableRecord {
    static let kind = RecordKind.pin
    static let digitCounts = 4...12
    static let work = HardenedSecret.Work(operations: PINHardening.passes, memoryBytes: PINHardening.memoryBytes)

    let person: PersonID
    let secret: HardenedSecret

    /// - Returns: nil unless the PIN is 4…12 ASCII digits.
    init?(person: PersonID, pin: UnsafeRawBufferPointer, key: LockedBytes, entropy: any Entropy) {
        guard Self.digitCounts.contains(pin.count), pin.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        guard let secret = HardenedSecret(pin, key: key, work: Self.work, entropy: entropy) else { return nil }
        (self.person, self.secret) = (person, secret)
    }

    func matches(_ pin: UnsafeRawBufferPointer, key: LockedBytes) -> Bool { secret.matches(pin, key: key) }

    /// So that an unknown number takes as long as a wrong PIN.
    static func waste(_ pin: UnsafeRawBufferPointer, key: LockedBytes) {
        HardenedSecret.waste(pin, key: key, work: work)
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(person.rawValue)
        secret.write(to: &writer)
    }

    init?(from reader: inout ByteReader) {
        person = PersonID(rawValue: reader.integer())
        guard let secret = HardenedSecret(from: &reader), reader.isComplete else { return nil }
        self.secret = secret
    }
}
