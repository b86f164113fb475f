import CSodium
import RingStore
import Timekeeping

/// What links a person to their journal lines. Kind 2.
///
///     8  person
///    32  key      random
///
/// Pseudonym of a day = BLAKE2b-32(key; "menshen pseudonym " ‖ day), cut to 8. The details of the person's processing lines
/// are sealed under it: see `SealedDetail`. Erasing this record unlinks every line of the person, and the chain of hashes
/// still verifies. Expires with the person.
final class SubjectKey: SealableRecord {
    static let kind = RecordKind.subjectKey
    private(set) var person: PersonID
    private let key: LockedBytes

    init(person: PersonID, entropy: any Entropy) {
        self.person = person
        key = LockedBytes(count: 32)
        entropy.fill(key.bytes)
    }

    /// Nobody's, until one is read into it.
    init() {
        person = PersonID(rawValue: 0)
        key = LockedBytes(count: 32)
    }

    /// Takes another one's place.
    /// - Returns: false when the bytes are not such a record.
    func read(from reader: inout ByteReader) -> Bool {
        person = PersonID(rawValue: reader.integer())
        let bytes = reader.raw(32)
        guard reader.isComplete else { return false }
        key.bytes.copyMemory(from: bytes)
        return true
    }

    func pseudonym(on day: CivilDay) -> Pseudonym {
        var digest = [UInt8](repeating: 0, count: 32)
        let message = Array("menshen pseudonym ".utf8) + withUnsafeBytes(of: day.number.littleEndian) { Array($0) }
        let keyBytes = key.readOnly.assumingMemoryBound(to: UInt8.self)
        let status = crypto_generichash_blake2b(
            &digest, digest.count, message, UInt64(message.count), keyBytes.baseAddress, keyBytes.count)
        precondition(status == 0)
        return Pseudonym(number: digest.withUnsafeBytes { UInt64(littleEndian: $0.load(as: UInt64.self)) })
    }

    func name(on day: CivilDay) -> SubjectName { SubjectName(day: day, pseudonym: pseudonym(on: day)) }

    /// The base of the keys for details; lives as long as this does.
    var detailKey: UnsafeRawBufferPointer { key.readOnly }

    func write(to writer: inout ByteWriter) {
        writer.integer(person.rawValue)
        writer.raw(key.readOnly)
    }

    convenience init?(from reader: inout ByteReader) {
        self.init()
        guard read(from: &reader) else { return nil }
    }
}

/// Stands for a person in journal lines of one day; another day gives another one.
public struct Pseudonym: Hashable, Sendable, CustomStringConvertible {
    public let number: UInt64
    public init(number: UInt64) { self.number = number }

    /// 16 hexadecimal digits.
    public var description: String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// A person whose removal was decided and journalled. Kind 8; 8 bytes, the person. It stays until their records are erased,
/// so that a power cut cannot leave half of them.
struct Removal: Equatable, SealableRecord {
    static let kind = RecordKind.removal
    let person: PersonID

    init(person: PersonID) { self.person = person }
    func write(to writer: inout ByteWriter) { writer.integer(person.rawValue) }
    init?(from reader: inout ByteReader) {
        person = PersonID(rawValue: reader.integer())
        guard reader.isComplete else { return nil }
    }
}
