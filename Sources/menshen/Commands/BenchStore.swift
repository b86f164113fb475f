import Hardware
import Law
import Records
import RingStore
import Settings
import Timekeeping

/// The bench's flash, made at its first start and mounted at every one.
struct BenchStore {
    let records: RecordStore

    /// A flash file that is there is mounted or refused, never made anew.
    /// - Throws: why it cannot be mounted; the file is as it was.
    init(
        _ place: BenchPlace, site: SiteSettings, clock: SimulatedClock, entropy: any Entropy, say: (String) -> Void
    ) throws(Refusal) {
        let isNew = !place.hasFlash
        let flash = try Self.openFlash(place, isNew: isNew)
        let key = isNew ? try place.makeKey(from: entropy) : try place.readKey()
        let now = clock.read().wall
        let offset = site.declaration.utcOffsetMinutes
        let today = now.civilDay(utcOffsetMinutes: offset)
        do throws(RecordsError) {
            if isNew {
                try RecordStore.format(flash, as: .bench, deviceKey: key, now: now, today: today, entropy: entropy)
                say("new flash, formatted for the bench: \(place.flashPath)")
            }
            let settings = RecordSettings(
                retentionDays: site.declaration.retentionDays ?? 1, utcOffsetMinutes: offset)
            records = try RecordStore.mount(
                flash, as: .bench, deviceKey: key, settings: settings, now: now, today: today, entropy: entropy)
        } catch { throw Refusal("\(place.flashPath): \(error)") }
        clock.setFloor(records.floor)
    }
    private static func openFlash(_ place: BenchPlace, isNew: Bool) throws(Refusal) -> FileFlash {
        do throws(FileFlashError) {
            if isNew { try FileFlash.create(path: place.flashPath, geometry: place.geometry) }
            return try FileFlash(path: place.flashPath, geometry: place.geometry)
        } catch { throw Refusal(error.description) }
    }
}
