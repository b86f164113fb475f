import Glibc
import Hardware
import Records
import RingStore
import Settings
import Timekeeping

/// The bench's flash, made at its first start and mounted at every one.
final class BenchStore: MountableStore {
    private let place: BenchPlace
    private let flash: FileFlash
    private let key: DeviceKey
    private let settings: RecordSettings
    private let clock: SimulatedClock
    private let entropy: any Entropy

    /// A flash file that is there is opened or refused, never made anew. One that is not there is formatted under another
    /// name first: a start that was killed half-way leaves nothing that looks like a store. A key that is there is used.
    /// - Throws: why it cannot be opened; the files are as they were.
    init(
        _ place: BenchPlace, site: SiteSettings, clock: SimulatedClock, entropy: any Entropy, say: (String) -> Void
    ) throws(Refusal) {
        (self.place, self.clock, self.entropy) = (place, clock, entropy)
        settings = RecordSettings(
            retentionDays: site.declaration.retentionDays ?? 1, utcOffsetMinutes: site.declaration.utcOffsetMinutes)
        if place.hasFlash {
            key = try place.readKey()
            flash = try Self.open(place.flashPath, place)
        } else {
            key = place.hasKey ? try place.readKey() : try place.makeKey(from: entropy)
            let (part, now) = (place.flashPath + ".new", clock.read().wall)
            flash = try Self.makeBlank(part, place)
            do throws(RecordsError) {
                try RecordStore.format(
                    flash, as: .bench, deviceKey: key, now: now,
                    today: now.civilDay(utcOffsetMinutes: settings.utcOffsetMinutes), entropy: entropy)
            } catch { throw Refusal("\(part): \(error)") }
            try place.rename(part, to: place.flashPath)
            say("new flash, formatted for the bench: \(place.flashPath)")
        }
    }

    var name: String { place.flashPath }

    func floor() throws(RecordsError) -> WallTime { try RecordStore.floor(of: flash, as: .bench, deviceKey: key) }

    func mount(at now: WallTime, believed: WallTime) throws(RecordsError) -> RecordStore {
        let records = try RecordStore.mount(
            flash, as: .bench, deviceKey: key, settings: settings, now: now,
            today: believed.civilDay(utcOffsetMinutes: settings.utcOffsetMinutes), entropy: entropy)
        clock.setFloor(records.floor)
        return records
    }

    private static func open(_ path: String, _ place: BenchPlace) throws(Refusal) -> FileFlash {
        do throws(FileFlashError) { return try FileFlash(path: path, geometry: place.geometry) } catch {
            throw Refusal(error.description)
        }
    }

    /// What an earlier start left unfinished under this name is thrown away.
    private static func makeBlank(_ path: String, _ place: BenchPlace) throws(Refusal) -> FileFlash {
        do throws(FileFlashError) { try FileFlash.createAnew(path: path, geometry: place.geometry) } catch {
            throw Refusal(error.description)
        }
        return try open(path, place)
    }
}
