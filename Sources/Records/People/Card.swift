import CSodium
import RingStore

/// A keyed hash of a card's number: 16 bytes of BLAKE2b under a key that only this store on this device has.
public struct CardDigest: Hashable, Sendable {
    static let byteCount = 16
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Letters count as upper case, as readers differ; nothing but ASCII letters and digits counts.
    /// - Returns: nil unless 1…64 of those are there.
    init?(cardNumber: UnsafeRawBufferPointer, key: LockedBytes) {
        var digest = [UInt8](repeating: 0, count: Self.byteCount)
        let key = key.readOnly.assumingMemoryBound(to: UInt8.self)
        // The number itself stays nowhere: not in an array either.
        let isNumber = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65) { number in
            var count = 0
            for byte in cardNumber {
                let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
                guard (0x30...0x39).contains(upper) || (0x41...0x5A).contains(upper), count < 65 else { continue }
                number[count] = upper
                count += 1
            }
            defer { sodium_memzero(number.baseAddress!, number.count) }
            guard (1...64).contains(count) else { return false }
            let status = crypto_generichash_blake2b(
                &digest, digest.count, number.baseAddress, UInt64(count), key.baseAddress, key.count)
            precondition(status == 0)
            return true
        }
        guard isNumber else { return nil }
        bytes = digest
    }
}

/// A card that names a person. Kind 3. The number itself is not stored.
///
///     8  person
///    16  digest   of the card's number, keyed
///
/// Expires with the person.
struct CardCredential: Equatable, SealableRecord {
    static let kind = RecordKind.card
    let person: PersonID
    let digest: CardDigest

    func write(to writer: inout ByteWriter) {
        writer.integer(person.rawValue)
        writer.raw(digest.bytes)
    }

    init(person: PersonID, digest: CardDigest) { (self.person, self.digest) = (person, digest) }

    init?(from reader: inout ByteReader) {
        person = PersonID(rawValue: reader.integer())
        digest = CardDigest(bytes: reader.array(CardDigest.byteCount))
        guard reader.isComplete else { return nil }
    }
}
