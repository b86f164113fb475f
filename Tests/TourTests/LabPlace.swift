import FlashLab
import Records
import RingStore
import Timekeeping

@testable import menshen

/// A store on a simulated flash, formatted once, mounted by a keeper.
final class LabPlace: MountableStore {
    static let start = WallTime(seconds: 1_772_409_600)
    let name = "lab"
    private let flash: any Flash

    init(_ flash: any Flash) throws(RecordsError) {
        self.flash = flash
        try RecordStore.format(
            flash, as: .bench, deviceKey: Self.deviceKey(), now: Self.start,
            today: Self.start.civilDay(utcOffsetMinutes: 0), entropy: SeededEntropy(seed: 1))
    }

    private static func deviceKey() -> DeviceKey { DeviceKey { $0.initializeMemory(as: UInt8.self, repeating: 7) } }

    func floor() throws(RecordsError) -> WallTime {
        try RecordStore.floor(of: flash, as: .bench, deviceKey: Self.deviceKey())
    }

    func mount(at now: WallTime, believed: WallTime) throws(RecordsError) -> RecordStore {
        try RecordStore.mount(
            flash, as: .bench, deviceKey: Self.deviceKey(),
            settings: RecordSettings(retentionDays: 30, utcOffsetMinutes: 0),
            now: now, today: believed.civilDay(utcOffsetMinutes: 0), entropy: SeededEntropy(seed: 2))
    }
}
