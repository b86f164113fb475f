import CSodium
import RingStore

/// What one Argon2id of a PIN costs on this firmware; older records carry their own.
public enum PINHardening {
    public static let passes: UInt32 = 4
    public static let memoryBytes: UInt32 = 8 << 20
}

/// Which of a person's PINs was typed.
public enum PINMatch: Sendable {
    case own
    /// The one that opens just so, and calls for help.
    case duress
}

/// A person's PIN, and perhaps another one for when they are forced, hardened. Kind 4.
///
///     8  person
///    56  secret      `HardenedSecret`
///    32  duress      the other one's hash, with the same work and salt; random bytes where there is none. Records of before
///                    end here without it, and have none
///
/// What is typed is hardened once and compared with both: neither takes longer than the other, or than none. Nothing that is
/// kept tells who has a second one. Expires with the person.
struct PINCredential: Equatable, SealableRecord {
    static let kind = RecordKind.pin
    static let digitCounts = 4...12
    static let work = HardenedSecret.Work(operations: PINHardening.passes, memoryBytes: PINHardening.memoryBytes)

    let person: PersonID
    let secret: HardenedSecret
    private var duress: [UInt8]

    /// - Returns: nil unless the PIN is 4…12 ASCII digits.
    init?(person: PersonID, pin: UnsafeRawBufferPointer, key: LockedBytes, entropy: any Entropy) {
        guard Self.isPIN(pin), let secret = HardenedSecret(pin, key: key, work: Self.work, entropy: entropy) else {
            return nil
        }
        (self.person, self.secret) = (person, secret)
        duress = entropy.bytes(HardenedSecret.hashBytes)
    }

    static func isPIN(_ pin: UnsafeRawBufferPointer) -> Bool {
        digitCounts.contains(pin.count) && pin.allSatisfy { (0x30...0x39).contains($0) }
    }

    func match(_ pin: UnsafeRawBufferPointer, key: LockedBytes) -> PINMatch? {
        guard let made = secret.hash(of: pin, key: key) else { return nil }
        // Both, whatever comes of the first.
        let isOwn = sodium_memcmp(made, secret.hash, made.count) == 0
        let isDuress = sodium_memcmp(made, duress, made.count) == 0
        return isOwn ? .own : isDuress ? .duress : nil
    }

    /// The same with another PIN for when they are forced.
    /// - Returns: nil when the memory cannot be had.
    func with(duress pin: UnsafeRawBufferPointer, key: LockedBytes) -> PINCredential? {
        guard let made = secret.hash(of: pin, key: key) else { return nil }
        var credential = self
        credential.duress = made
        return credential
    }

    /// Whether somebody who has seen the one would try the other next: the same, the last digit one up or down, or all of it
    /// backwards.
    func isNear(_ pin: UnsafeRawBufferPointer, key: LockedBytes) -> Bool {
        let guess = LockedBytes(count: pin.count)
        let last = pin.count - 1, zero = UInt8(ascii: "0")
        for step: UInt8 in [0, 1, 9] {
            guess.bytes.copyMemory(from: pin)
            guess.bytes[last] = zero + (pin[last] - zero + step) % 10
            if secret.matches(guess.readOnly, key: key) { return true }
        }
        for place in pin.indices { guess.bytes[place] = pin[last - place] }
        return secret.matches(guess.readOnly, key: key)
    }

    /// So that an unknown number takes as long as a wrong PIN.
    static func waste(_ pin: UnsafeRawBufferPointer, key: LockedBytes) {
        HardenedSecret.waste(pin, key: key, work: work)
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(person.rawValue)
        secret.write(to: &writer)
        writer.raw(duress)
    }

    init?(from reader: inout ByteReader) {
        person = PersonID(rawValue: reader.integer())
        guard let secret = HardenedSecret(from: &reader) else { return nil }
        self.secret = secret
        // A hash is never all zeros.
        duress = [UInt8](repeating: 0, count: HardenedSecret.hashBytes)
        if !reader.isComplete { duress = reader.array(HardenedSecret.hashBytes) }
        guard reader.isComplete else { return nil }
    }
}
