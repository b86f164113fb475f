@_spi(Sealing) import FaceCore
import RingStore
import Timekeeping

/// The secret under which one person's templates are made: drawn before the first capture, sealed beside the templates, and
/// new with every enrolment, so that withdrawing renews it (ISO/IEC 24745).
public struct EnrolmentKey: ~Copyable, @unchecked Sendable {
    let secret: LockedBytes

    public init(from entropy: any Entropy) {
        secret = LockedBytes(count: TemplateKey.byteCount)
        entropy.fill(secret.bytes)
    }

    init(copying bytes: UnsafeRawBufferPointer) { secret = LockedBytes(copying: bytes) }

    /// For FaceCore's transform.
    public func templateKey() -> TemplateKey { TemplateKey(copying: secret.readOnly) }
}

/// The references of one person, as they were sealed. Kind 5.
///
///     8  person
///     8  receipt of the consent they were sealed under
///    32  packDigest   of the model pack that made them: another pack's probes do not compare
///    32  key          of the transform
///     1  count        1…8
///   128  each         the templates
///
/// Expires after the earliest of: the consent's last day, the retention days from enrolment, the person's validity.
public struct FaceTemplates: ~Copyable, @unchecked Sendable {
    static let kind = RecordKind.faceTemplates
    public static let packDigestBytes = 32

    public let person: PersonID
    public let receipt: ReceiptID
    public let packDigest: [UInt8]
    public let key: TemplateKey
    public let templates: TemplateSet

    static func write(
        person: PersonID, receipt: ReceiptID, packDigest: [UInt8], key: borrowing EnrolmentKey,
        templates: borrowing TemplateSet, to writer: inout ByteWriter
    ) {
        writer.integer(person.rawValue)
        writer.integer(receipt.number)
        writer.raw(packDigest)
        writer.raw(key.secret.readOnly)
        writer.integer(UInt8(templates.count))
        templates.forEach { template in template.withSealableBytes { writer.raw($0) } }
    }

    init(
        person: PersonID, receipt: ReceiptID, packDigest: [UInt8], key: consuming TemplateKey,
        templates: consuming TemplateSet
    ) {
        self.person = person
        self.receipt = receipt
        self.packDigest = packDigest
        self.key = key
        self.templates = templates
    }

    /// All of it is read before anything of `self` is set: of a struct that cannot be copied, half set and then given up,
    /// the compiler of Swift 6.2 destroys fields that were moved away.
    init?(from reader: inout ByteReader) {
        let person = PersonID(rawValue: reader.integer())
        let receipt = ReceiptID(number: reader.integer())
        let packDigest = reader.array(Self.packDigestBytes)
        let secret = reader.raw(TemplateKey.byteCount)
        guard !reader.failed else { return nil }
        let key = TemplateKey(copying: secret)
        let count: UInt8 = reader.integer()
        var set = TemplateSet()
        for _ in 0..<min(Int(count), TemplateSet.capacity) {
            guard let template = Template(sealedBytes: reader.raw(Template.sealableByteCount).bytes, key: key) else {
                return nil
            }
            set.append(template)
        }
        guard reader.isComplete, !set.isEmpty else { return nil }
        self.init(person: person, receipt: receipt, packDigest: packDigest, key: key, templates: set)
    }
}

/// What an enrolment gives the person.
public struct Enrolment: Equatable, Sendable {
    public let receipt: ReceiptID
    public let lastDay: CivilDay
}
