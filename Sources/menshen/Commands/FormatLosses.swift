import Glibc
import Hardware
import Records
import RingStore
import Timekeeping

/// What a format would destroy, in words; refused where it would destroy what this firmware does not understand.
struct FormatLosses {
    private(set) var lines: [String] = []
    /// Something is there.
    private(set) var mustAsk = false

    /// - Throws: when the flash holds a store of another version or another kind, or is not the board's.
    init(_ place: BenchPlace) throws(Refusal) {
        guard place.hasFlash else {
            lines.append("\(place.flashPath): not there yet")
            lines.append("\(place.keyPath): \(place.hasKey ? "the device key stays" : "a new device key is made")")
            lines.append(
                "if the device key is ever lost, nothing on the flash can be opened, and everyone has to be enrolled again"
            )
            return
        }
        mustAsk = true
        lines.append("\(place.flashPath): \(try Self.content(place))")
        lines.append("all of it is erased: whoever is in it has to be enrolled again, and its journals end here")
        lines.append("(`menshen store journal export` first: processing records have to be kept for three years)")
        lines.append(
            place.hasKey
                ? "\(place.keyPath): the device key stays; if it is ever lost, nothing on the flash can be opened, and everyone has to be enrolled again"
                : "\(place.keyPath): there is no device key any more, so nothing on the flash can be opened; a new one is made, and everyone has to be enrolled again"
        )
    }

    private static func content(_ place: BenchPlace) throws(Refusal) -> String {
        let flash: ReadOnlyFileFlash
        do throws(FileFlashError) {
            flash = try ReadOnlyFileFlash(path: place.flashPath, geometry: place.geometry)
        } catch { throw Refusal("\(error.description); it was not touched") }
        let key = place.hasKey ? try place.readKey() : DeviceKey(from: SodiumEntropy())
        do throws(RingStoreError) {
            let identity = try StoreIdentity(flash, deviceKey: key)
            guard identity.kind == .bench else { throw RingStoreError(.wrongKind(found: identity.kind)) }
        } catch {
            switch error.code {
            // Somebody else's, and perhaps whole.
            case .unknownVersion, .wrongKind, .wrongGeometry:
                throw Refusal("\(place.flashPath): \(error); it was not touched, move it away to begin anew")
            default: return "\(error)"
            }
        }
        return try content(place, flash, key)
    }

    private static func content(
        _ place: BenchPlace, _ flash: ReadOnlyFileFlash, _ key: borrowing DeviceKey
    ) throws(Refusal) -> String {
        do throws(RecordsError) {
            let image: [UInt8]
            do throws(FlashError) { image = try FlashSearch.image(of: flash) } catch { return "it cannot be read" }
            let records = try RecordStore.mount(
                MemoryFlash(place.geometry, image: image), as: .bench, deviceKey: key, settings: OfflineStore.settings,
                now: WallTime(seconds: 0), today: CivilDay(number: 0), entropy: SodiumEntropy())
            let numbers = records.statistics
            return
                "a store with \(numbers.people) people, \(numbers.peopleWithTemplates) of them with templates, \(numbers.processingJournal.liveRecords) processing records and \(numbers.doorJournal.liveRecords) door decisions"
        } catch {
            if case .otherVersion(isEarlier: false) = error.code {
                throw Refusal("\(place.flashPath): \(error)")
            }
            return "\(error)"
        }
    }
}
