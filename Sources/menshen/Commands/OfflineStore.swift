import FaceCore
import Hardware
import Records
import RingStore
import Timekeeping

/// A store looked at or worked on while no terminal runs on it.
final class OfflineStore {
    let place: BenchPlace
    let key: DeviceKey
    private let lock: StateLock

    /// - Throws: when a terminal is running on it, or there is no device key.
    init(_ place: BenchPlace) throws(Refusal) {
        lock = try StateLock(place.directory)
        key = try place.readKey()
        self.place = place
    }

    /// Nothing that is done with it can change the media.
    func readOnlyMedia() throws(Refusal) -> StoreMedia { try StoreMedia(place, .looking) }

    func identity() throws(Refusal) -> StoreIdentity {
        let media = try readOnlyMedia()
        do throws(RingStoreError) {
            return try StoreIdentity(media.flash, deviceKey: key, anchor: media.anchor?.promises)
        } catch { throw refusal(error) }
    }

    /// The flash copied into memory and mounted there: whatever a mount finishes is finished in the copy, and not a bit of
    /// the flash changes.
    /// - Throws: when it cannot be mounted.
    func mountCopy() throws(Refusal) -> RecordStore {
        let media = try readOnlyMedia()
        let copy: MemoryFlash
        do throws(FlashError) { copy = try MemoryFlash(copying: media.flash) } catch {
            throw refusal(RingStoreError(.flash(error)))
        }
        do throws(RecordsError) {
            // No day is ended: the store's own is later than this one.
            return try RecordStore.mount(
                copy, as: .bench, deviceKey: key, settings: Self.settings,
                now: WallTime(seconds: 0), today: CivilDay(number: 0), entropy: SodiumEntropy(),
                anchor: media.anchorCopy())
        } catch { throw refusal(error) }
    }

    /// The same, for journals that go out of the house.
    /// - Throws: also when a power cut has left work whose journal lines only the terminal itself may write.
    static func journals(_ place: BenchPlace) throws(Refusal) -> RecordStore {
        let records = try OfflineStore(place).mountCopy()
        let report = records.mountReport
        guard report.removalsFinished + report.templatesErased + report.expiredFaces.count + report.linesWritten == 0
        else {
            throw Refusal(
                "\(place.flashPath): a power cut left work unfinished; start the terminal once, then ask again")
        }
        return records
    }

    /// Nothing is decided with them while no terminal runs.
    static let settings = RecordSettings(retentionDays: 1, utcOffsetMinutes: 0)

    func refusal(_ error: some Error) -> Refusal { Refusal("\(place.flashPath): \(error)") }
}
