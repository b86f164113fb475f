import SeededRandom
@_spi(Sealing) import FaceCore
import FlashLab
import RingStore
import Timekeeping

@testable import Records

/// A small store of people for tests: 32 blocks of 8 KiB.
enum Bench {
    static let geometry = FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16)
    static let firstDay = CivilDay(year: 2026, month: 3, day: 2)!
    static let now = WallTime(seconds: 1_772_409_600)
    static let settings = RecordSettings(retentionDays: 30, utcOffsetMinutes: 480, peopleLimit: 100)
    static let packDigest = [UInt8](repeating: 0x5A, count: 32)

    static func deviceKey() -> DeviceKey { DeviceKey { $0.initializeMemory(as: UInt8.self, repeating: 7) } }

    static func formatted(_ geometry: FlashGeometry = geometry, seed: UInt64 = 1) throws -> LabFlash {
        let flash = LabFlash(geometry)
        try RecordStore.format(
            flash, as: .bench, deviceKey: deviceKey(), now: now, today: firstDay, entropy: SeededEntropy(seed: seed))
        return flash
    }

    static func mount(
        _ flash: any Flash, today: CivilDay = firstDay, settings: RecordSettings = settings, seed: UInt64 = 2
    ) throws(RecordsError) -> RecordStore {
        try RecordStore.mount(
            flash, as: .bench, deviceKey: deviceKey(), settings: settings, now: now, today: today,
            entropy: SeededEntropy(seed: seed))
    }

    /// What the next mount will find, while a store stays mounted on this flash: of a copy, for a mount writes.
    static func mountCopy(_ flash: LabFlash, today: CivilDay = firstDay) throws(RecordsError) -> RecordStore {
        try mount(MemoryFlash(geometry, image: flash.image), today: today)
    }

    static func content(_ person: PersonID, lastDay: CivilDay = firstDay + 30) -> ConsentContent {
        ConsentContent(
            person: person, purpose: "door-access", materialDigest: [UInt8](repeating: 1, count: 32),
            textDigest: [UInt8](repeating: 2, count: 32), retentionDays: 30, lastDay: lastDay)
    }

    /// The whole road: three pages, old enough, held for two seconds.
    static func token(_ person: PersonID, lastDay: CivilDay = firstDay + 30) -> ConsentToken {
        var flow = ConsentFlow(content(person, lastDay: lastDay), pageCount: 3, requiredHoldMilliseconds: 2000)
        for page in 0..<3 { flow.turned(page: page, after: 1500) }
        flow.answered(isFourteenOrOlder: true)
        return flow.agree(heldMilliseconds: 2000, at: now)!
    }

    /// The bytes of template `number` of a person whose face is `seed`; they can be searched for.
    static func templateBytes(_ seed: UInt64, _ number: Int) -> [UInt8] {
        var generator = SplitMix64(seed: seed &* 100 &+ UInt64(number))
        return (0..<128).map { _ in UInt8(bitPattern: Int8.random(in: -127...127, using: &generator)) }
    }

    static func templates(_ seed: UInt64, key: borrowing EnrolmentKey, count: Int = 5) -> TemplateSet {
        var set = TemplateSet()
        let templateKey = key.templateKey()
        for number in 0..<count {
            templateBytes(seed, number).withUnsafeBytes {
                set.append(Template(sealedBytes: $0.bytes, key: templateKey)!)
            }
        }
        return set
    }
}

extension RecordStore {
    /// Adds a person with a card and a PIN.
    @discardableResult
    func add(_ number: String, card: String? = nil, pin: String? = "4711", validThrough: CivilDay? = nil)
        throws(RecordsError) -> PersonID
    {
        let card = card.map { Array($0.utf8) }, pin = pin.map { Array($0.utf8) }
        return try bytes(card) { card throws(RecordsError) in
            try bytes(pin) { pin throws(RecordsError) in
                try addPerson(
                    PersonalNumber(number)!, displayName: "Person \(number)", validThrough: validThrough,
                    cardNumber: card,
                    pin: pin, at: Bench.now)
            }
        }
    }

    @discardableResult
    func enrolFace(
        _ id: PersonID, seed: UInt64 = 1, count: Int = 5, lastDay: CivilDay = Bench.firstDay + 30
    ) throws(RecordsError) -> Enrolment {
        let key = makeEnrolmentKey()
        let templates = Bench.templates(seed, key: key, count: count)
        return try enrol(
            Bench.token(id, lastDay: lastDay), templates: templates, key: key, packDigest: Bench.packDigest,
            at: Bench.now)
    }

    func checkPIN(_ pin: String, of id: PersonID) throws(RecordsError) -> Bool {
        try bytes(Array(pin.utf8)) { pin throws(RecordsError) in try matchPIN(pin!, of: id) == .own }
    }

    func card(_ number: String) -> Person? { Array(number.utf8).withUnsafeBytes { person(cardNumber: $0) } }

    /// The sealed templates' bytes; nil when none is enrolled.
    func templateBytes(of id: PersonID) throws(RecordsError) -> [[UInt8]]? {
        guard let face = try templates(of: id) else { return nil }
        var found: [[UInt8]] = []
        face.templates.forEach { template in template.withSealableBytes { found.append([UInt8]($0)) } }
        return found
    }
}

private func bytes<R>(
    _ array: [UInt8]?, _ body: (UnsafeRawBufferPointer?) throws(RecordsError) -> R
) throws(RecordsError) -> R {
    guard let array else { return try body(nil) }
    let copy = LockedBytes(count: array.count)
    copy.bytes.copyBytes(from: array)
    return try body(copy.readOnly)
}

/// What the examiner can decrypt, by kind.
struct Examination {
    var counts: [RecordKind: Int] = [:]
    /// Receipts of the template records found.
    var templatePeople: [PersonID] = []
    var plaintextTemplates = 0

    init(_ image: [UInt8], _ geometry: FlashGeometry, searchingFor templates: [[UInt8]] = []) {
        image.withUnsafeBytes { bytes in
            let search = FlashSearch(bytes, geometry: geometry, deviceKey: Bench.deviceKey())
            _ = search.run { hit, reader in
                guard let kind = RecordKind(rawValue: hit.kind) else { return }
                counts[kind, default: 0] += 1
                if kind == .faceTemplates { templatePeople.append(PersonID(rawValue: reader.integer())) }
            }
            plaintextTemplates = templates.reduce(0) { $0 + search.count(of: $1) }
        }
    }

    init(_ flash: LabFlash, searchingFor templates: [[UInt8]] = []) {
        self.init(flash.image, flash.geometry, searchingFor: templates)
    }

    subscript(_ kind: RecordKind) -> Int { counts[kind] ?? 0 }
}
