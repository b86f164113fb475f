import CSodium
import RingStore
import Timekeeping

/// Whose key a processing detail is sealed with: the person who has this pseudonym on this day.
struct SubjectName: Hashable, Sendable {
    let day: CivilDay
    let pseudonym: Pseudonym
}

/// A line's detail, who and what, as it lies in the line's ring record.
///
///    24  salt        random; also the nonce
///     1  flags       1: the key is a person's · 2: the plaintext begins with a pseudonym
///   0/12 4 day and 8 pseudonym, by which the key's person is found
///     2+ ciphertext and tag, after their length, of: 0 or 8 bytes of pseudonym · text
///
///     key        = BLAKE2b-32(base key; "menshen journal detail" ‖ salt)
///     ciphertext = XChaCha20-Poly1305(key, salt; journal (1) ‖ sequence (8) as associated data)
///     hash       = BLAKE2b-32(ciphertext and tag); stands in the chain, and in exports
///
/// The base key is the person's `SubjectKey` for a processing line about a person, else the store's own. The salt never
/// leaves the record, and the record is sealed under the key of its last day: when that key is erased, after 180 days or
/// three years, no key in the world opens the ciphertext. When a person's key is erased, their processing details are gone
/// at that moment. The hash stays, so the chain holds either way.
struct SealedDetail: Equatable, Sendable {
    static let saltBytes = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    static let tagBytes = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

    let salt: [UInt8]
    let subject: SubjectName?
    let hasPseudonym: Bool
    let ciphertext: [UInt8]

    var hash: [UInt8] { ciphertext.withUnsafeBytes { blake2b32($0) } }

    /// - Parameters:
    ///   - base: 32 bytes, `subject`'s when there is one.
    init(
        _ draft: JournalDraft, sequence: UInt64, subject: SubjectName?, base: UnsafeRawBufferPointer,
        entropy: any Entropy
    ) {
        let plain = LockedBytes(count: 8 + JournalDraft.detailLimitBytes)
        var writer = ByteWriter(over: plain)
        if let pseudonym = draft.pseudonym { writer.integer(pseudonym.number) }
        writer.raw(Array(draft.detail.utf8))
        precondition(!writer.overflowed)
        let salt = entropy.bytes(Self.saltBytes)
        let key = Self.key(base, salt)
        let bound = Self.associatedData(draft.journal, sequence)
        var sealed = [UInt8](repeating: 0, count: writer.count + Self.tagBytes)
        let status = crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, nil, plain.octets, UInt64(writer.count), bound, UInt64(bound.count), nil, salt, key.octets)
        precondition(status == 0)
        (self.salt, self.subject, ciphertext) = (salt, subject, sealed)
        hasPseudonym = draft.pseudonym != nil
    }

    /// Who and what; nil when this is not the key.
    func open(_ journal: Journal, sequence: UInt64, base: UnsafeRawBufferPointer) -> (who: Pseudonym?, text: String)? {
        let key = Self.key(base, salt)
        let bound = Self.associatedData(journal, sequence)
        let plain = LockedBytes(count: ciphertext.count - Self.tagBytes)
        let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain.octets, nil, nil, ciphertext, UInt64(ciphertext.count), bound, UInt64(bound.count), salt, key.octets)
        guard status == 0 else { return nil }
        var reader = ByteReader(plain.readOnly)
        let who = hasPseudonym ? Pseudonym(number: reader.integer()) : nil
        let text = String(decoding: reader.raw(plain.count - reader.offset), as: UTF8.self)
        return reader.isComplete ? (who, text) : nil
    }

    func write(to writer: inout ByteWriter) {
        writer.raw(salt)
        writer.integer(UInt8((subject == nil ? 0 : 1) | (hasPseudonym ? 2 : 0)))
        if let subject {
            writer.integer(subject.day.number)
            writer.integer(subject.pseudonym.number)
        }
        writer.integer(UInt16(ciphertext.count))
        writer.raw(ciphertext)
    }

    init?(from reader: inout ByteReader) {
        salt = reader.array(Self.saltBytes)
        let flags: UInt8 = reader.integer()
        hasPseudonym = flags & 2 != 0
        subject =
            flags & 1 != 0
            ? SubjectName(day: CivilDay(number: reader.integer()), pseudonym: Pseudonym(number: reader.integer())) : nil
        ciphertext = reader.array(Int(reader.integer(UInt16.self)))
        guard reader.isComplete, flags < 4, ciphertext.count >= Self.tagBytes else { return nil }
    }

    private static func key(_ base: UnsafeRawBufferPointer, _ salt: [UInt8]) -> LockedBytes {
        let key = LockedBytes(count: 32)
        let message = Array("menshen journal detail".utf8) + salt
        let status = crypto_generichash_blake2b(
            key.octets, 32, message, UInt64(message.count), base.assumingMemoryBound(to: UInt8.self).baseAddress,
            base.count)
        precondition(status == 0)
        return key
    }

    private static func associatedData(_ journal: Journal, _ sequence: UInt64) -> [UInt8] {
        [journal.rawValue] + withUnsafeBytes(of: sequence.littleEndian) { Array($0) }
    }
}

extension LockedBytes {
    /// For libsodium.
    var octets: UnsafeMutablePointer<UInt8> { bytes.baseAddress!.assumingMemoryBound(to: UInt8.self) }
}

/// BLAKE2b without a key, 32 bytes.
func blake2b32(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let status = crypto_generichash_blake2b(
        &digest, digest.count, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, UInt64(bytes.count), nil, 0)
    precondition(status == 0)
    return digest
}
