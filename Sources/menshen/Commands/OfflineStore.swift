import FaceCore
import Records
import RingStore
import Timekeeping

/// A store looked at while no terminal runs on it. The flash is copied into memory and mounted there: whatever a mount
/// finishes is finished in the copy, and not a bit of the flash changes.
enum OfflineStore {
    /// - Throws: when a terminal is running on it, when it cannot be mounted, or when a power cut has left work whose
    ///   journal lines only the terminal itself may write.
    static func mount(_ place: BenchPlace) throws(Refusal) -> RecordStore {
        let lock = try StateLock(place.directory)
        let key = try place.readKey()
        let flash = MemoryFlash(place.geometry, image: try image(place))
        _ = consume lock
        let records: RecordStore
        do throws(RecordsError) {
            // No day is ended: the store's own is later than this one.
            records = try RecordStore.mount(
                flash, as: .bench, deviceKey: key, settings: RecordSettings(retentionDays: 1, utcOffsetMinutes: 0),
                now: WallTime(seconds: 0), today: CivilDay(number: 0), entropy: SodiumEntropy())
        } catch { throw Refusal("\(place.flashPath): \(error)") }
        let report = records.mountReport
        guard report.removalsFinished + report.templatesErased + report.expiredFaces.count == 0 else {
            throw Refusal(
                "\(place.flashPath): a power cut left work unfinished; start the terminal once, then ask again")
        }
        return records
    }

    private static func image(_ place: BenchPlace) throws(Refusal) -> [UInt8] {
        let file: MappedFile
        do throws(PackError) { file = try MappedFile(path: place.flashPath) } catch {
            throw Refusal("\(place.flashPath): cannot be read")
        }
        defer { withExtendedLifetime(file) {} }
        let bytes = place.geometry.blockCount * place.geometry.blockBytes
        guard file.bytes.count == bytes else {
            throw Refusal("\(place.flashPath): has \(file.bytes.count) bytes, not the board's \(bytes)")
        }
        return [UInt8](file.bytes)
    }
}
