import FaceCore
import Records
import RingStore
import Timekeeping

/// A short life of a store. Each step says what it found.
struct StoreRehearsal: ~Copyable {
    let flash = MemoryFlash(FlashGeometry(blockCount: 32, blockBytes: 8192, programUnitBytes: 16))
    var report = SelfTestReport()

    private let firstDay = CivilDay(year: 2026, month: 3, day: 2)!
    private let start = WallTime(seconds: 1_772_409_600)
    private let settings = RecordSettings(retentionDays: 30, utcOffsetMinutes: 480, peopleLimit: 100)
    private let deviceKey = DeviceKey { SeededEntropy(seed: 0).fill($0) }
    /// Every mount draws on from here.
    private let entropy = SeededEntropy(seed: 20_260_302)

    mutating func run() throws(RecordsError) {
        let (stays, ends) = try enrol()
        try readBack(stays, ends)
        try endADay(stays, ends)
        try tear(stays)
    }

    /// Two people with a PIN and a face, one until the next day, and a third with a card that ends in between.
    private mutating func enrol() throws(RecordsError) -> (stays: Rehearsed, ends: Rehearsed) {
        try RecordStore.format(
            flash, as: .bench, deviceKey: deviceKey, now: start, today: firstDay, entropy: entropy)
        let store = try mount(on: firstDay)
        let stays = try add(1, pin: "4711", lastDay: firstDay + 30, to: store)
        let ends = try add(2, pin: "1742", lastDay: firstDay + 1, to: store)
        _ = try text("A1B2C3") { card throws(RecordsError) in
            try store.addPerson(number(3), validThrough: firstDay + 2, cardNumber: card, at: start)
        }
        report.details.append("written: 3 people, 2 PINs, 1 card, 2 faces, 3 expiry days")
        return (stays, ends)
    }

    private mutating func readBack(_ stays: Rehearsed, _ ends: Rehearsed) throws(RecordsError) {
        let store = try mount(on: firstDay)
        report.expect("people after a mount", "1 2 3", came: numbers(in: store))
        report.expect("damage after a mount", false, came: store.mountReport.ring.isDamaged)
        for one in [stays, ends] {
            report.expect(
                "score of person \(one.number) with their own template", "1.0000", came: try score(one, in: store))
        }
        let holder = text("a1b2c3") { store.person(cardNumber: $0)?.personalNumber.digits }
        report.expect("holder of the card", "3", came: holder ?? "nobody")
        let right = try text("4711") { pin throws(RecordsError) in try store.matchPIN(pin, of: stays.id) == .own }
        let wrong = try text("4712") { pin throws(RecordsError) in try store.matchPIN(pin, of: stays.id) != nil }
        report.expect("the right PIN and a wrong one", [true, false], came: [right, wrong])
        report.expect("templates that the device key opens", 2, came: readableTemplates())
        report.details.append("mounted: everything is there")
    }

    /// A day ends while the store is mounted, the next one while it is not.
    private mutating func endADay(_ stays: Rehearsed, _ ends: Rehearsed) throws(RecordsError) {
        let store = try mount(on: firstDay)
        let expiry = try store.expire(today: firstDay + 2, at: start)
        report.expect("faces that ended", 1, came: expiry.faces.count)
        report.expect("keys that ended", 1, came: expiry.keysErased)
        report.expect("person 2's template after its day", "none", came: try score(ends, in: store))
        report.expect("templates that the device key still opens", 1, came: readableTemplates())
        let later = try mount(on: firstDay + 3)
        report.expect("people after the second day", "1 2", came: numbers(in: later))
        report.expect("person 2's template after a mount", "none", came: try score(ends, in: later))
        report.expect("person 1's template after a mount", "1.0000", came: try score(stays, in: later))
        report.details.append("days ended: 1 face and 1 person gone, unreadable with the device key, across mounts")
    }

    /// Power fails in the middle of an append: what was there is there, what was cut is not, and the work goes on.
    private mutating func tear(_ stays: Rehearsed) throws(RecordsError) {
        let today = firstDay + 3
        let store = try mount(on: today)
        flash.unitsUntilPowerFails = 20
        var outcome = "written"
        do throws(RecordsError) { _ = try store.addPerson(number(4), at: start) } catch { outcome = "refused" }
        report.expect("an append without power", "refused", came: outcome)
        flash.unitsUntilPowerFails = nil
        let repaired = try mount(on: today)
        report.expect("unfinished batches found", 1, came: repaired.mountReport.ring.unfinishedBatches)
        report.expect("people after a cut append", "1 2", came: numbers(in: repaired))
        _ = try repaired.addPerson(number(4), at: start)
        let last = try mount(on: today)
        report.expect("people after its repetition", "1 2 4", came: numbers(in: last))
        report.expect("person 1's template at the end", "1.0000", came: try score(stays, in: last))
        report.details.append("power cut inside an append: nothing lost, nothing half there")
    }
}

/// Somebody with the templates of nobody.
struct Rehearsed {
    let number: UInt32
    let id: PersonID
}

extension StoreRehearsal {
    private static let packDigest = [UInt8](repeating: 0x5A, count: FaceTemplates.packDigestBytes)
    private static let templateCount = 3

    private func mount(on today: CivilDay) throws(RecordsError) -> RecordStore {
        try RecordStore.mount(
            flash, as: .bench, deviceKey: deviceKey, settings: settings, now: start, today: today, entropy: entropy)
    }

    private func number(_ number: UInt32) -> PersonalNumber { PersonalNumber("\(number)")! }

    private func numbers(in store: RecordStore) -> String {
        store.allPeople().map(\.personalNumber.digits).joined(separator: " ")
    }

    private func add(
        _ number: UInt32, pin: String, lastDay: CivilDay, to store: RecordStore
    ) throws(RecordsError) -> Rehearsed {
        let id = try text(pin) { pin throws(RecordsError) in
            try store.addPerson(self.number(number), displayName: "Nobody \(number)", pin: pin, at: start)
        }
        let key = store.makeEnrolmentKey()
        let templates = NobodysTemplates.make(number, count: Self.templateCount, key: key.templateKey())
        _ = try store.enrol(
            agreement(of: id, lastDay: lastDay), templates: templates, key: key, packDigest: Self.packDigest, at: start)
        return Rehearsed(number: number, id: id)
    }

    /// The whole road to a consent: there is no other.
    private func agreement(of id: PersonID, lastDay: CivilDay) -> ConsentToken {
        let digest = [UInt8](repeating: 1, count: ConsentContent.digestByteCount)
        let content = ConsentContent(
            person: id, purpose: "selftest", materialDigest: digest, textDigest: digest, retentionDays: 30,
            lastDay: lastDay)
        var flow = ConsentFlow(content, pageCount: 1, requiredHoldMilliseconds: 1000)
        flow.turned(page: 0, after: 1000)
        flow.answered(isFourteenOrOlder: true)
        guard let token = flow.agree(heldMilliseconds: 1000, at: start) else {
            preconditionFailure("every step to a consent was taken")
        }
        return token
    }

    /// The worst score of a person's stored templates, each against the same one made anew; "none" when none can be read.
    private func score(_ one: Rehearsed, in store: RecordStore) throws(RecordsError) -> String {
        guard let face = try store.templates(of: one.id) else { return "none" }
        let again = NobodysTemplates.make(one.number, count: Self.templateCount, key: face.key)
        var worst = ComparisonScore.highest
        again.forEach { worst = min(worst, face.templates.bestScore(for: $0)) }
        return "\(worst)"
    }

    private func readableTemplates() -> Int {
        RecordExamination(flash.image, geometry: flash.geometry, deviceKey: deviceKey).readableTemplates
    }

    private func text<R, Failure: Error>(
        _ text: String, _ body: (UnsafeRawBufferPointer) throws(Failure) -> R
    ) throws(Failure) -> R {
        let copy = LockedBytes(count: text.utf8.count)
        copy.bytes.copyBytes(from: text.utf8)
        return try body(copy.readOnly)
    }
}
