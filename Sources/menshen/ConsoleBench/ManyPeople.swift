import Controller
import Hardware
import Law
import Records
import RingStore
import Timekeeping

/// A store on a flash in memory, with so many people in it: without PINs, for each of which Argon2id would take its time, and so
/// without faces.
final class ManyPeople: MountableStore, @unchecked Sendable {
    // Given to the storage thread when it is filled, and touched by nobody else then.
    private let flash: MemoryFlash
    private let settings: RecordSettings
    private static let now = WallTime(seconds: 1_772_413_200)

    let name = "the bench's flash"

    /// - Parameter doorLines: how many lines of the door's journal have to fit beside them.
    init(_ people: Int, doorLines: Int = 0) throws(Refusal) {
        // Four kilobytes for each person, their endings included; and of what is there a tenth at least is the door's.
        let blocks = 64 + people / 16 + doorLines / 20
        flash = MemoryFlash(FlashGeometry(blockCount: blocks, blockBytes: 64 << 10, programUnitBytes: 16))
        settings = RecordSettings(retentionDays: 90, utcOffsetMinutes: 0, peopleLimit: max(1, people) + 1_000)
        do throws(RecordsError) {
            try RecordStore.format(
                flash, as: .bench, deviceKey: BenchedStore.deviceKey(), now: Self.now,
                today: Self.now.civilDay(utcOffsetMinutes: 0), entropy: SeededEntropy(seed: 1))
            let records = try mount(at: Self.now, believed: Self.now)
            for number in 0..<people {
                _ = try records.addPerson(PersonalNumber("\(100_000 + number)")!, at: Self.now)
            }
        } catch { throw Refusal("\(people) people: \(error)") }
    }

    func floor() throws(RecordsError) -> WallTime {
        try RecordStore.floor(of: flash, as: .bench, deviceKey: BenchedStore.deviceKey())
    }

    func mount(at now: WallTime, believed: WallTime) throws(RecordsError) -> RecordStore {
        try RecordStore.mount(
            flash, as: .bench, deviceKey: BenchedStore.deviceKey(), settings: settings, now: now,
            today: believed.civilDay(utcOffsetMinutes: 0), entropy: SeededEntropy(seed: 2))
    }
}

extension StorageThread {
    /// Of a store in memory, for a bench.
    convenience init(of store: ManyPeople, clock: SimulatedClock, answers: Mailbox<Event>) {
        let notice = Notice.make(for: SiteDeclaration(), errorRates: nil)
        self.init(answers: answers, idles: true) { say in
            StoreKeeper(
                clock: clock, say: say, open: { () throws(Refusal) in store },
                worker: { StorageWorker($0, notice: notice, packDigest: nil, clock: clock) })
        }
    }
}
