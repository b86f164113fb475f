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
            addOthers(place)
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
        addOthers(place)
    }

    /// What else belongs to the store.
    private mutating func addOthers(_ place: BenchPlace) {
        if let path = place.keyMediumPath, access(path, F_OK) == 0 {
            mustAsk = true
            lines.append("\(path): the keys on it are erased")
        }
        guard let path = place.anchorPath else { return }
        if access(path, F_OK) == 0 {
            mustAsk = true
            lines.append("\(path): \(Self.anchorLoss(path))")
        }
        lines.append(
            "\(path): if the anchor is ever lost, nothing can be opened, and everyone has to be enrolled again")
    }

    /// What of an anchor's file or device goes.
    private static func anchorLoss(_ path: String) -> String {
        let secret = LockedBytes(count: 32)
        do { try StoreMedia.anchor(path, .looking).read(into: secret.bytes) } catch AnchorError.blank {
            return "nothing stands in its first \(FileAnchor.byteCount) bytes; the anchor's secret is put there"
        } catch AnchorError.damaged {
            return "what stands in its first \(FileAnchor.byteCount) bytes is no anchor, and is overwritten"
        } catch {}
        return "the anchor's secret is replaced; no image of an earlier store can be opened after that"
    }

    private static func content(_ place: BenchPlace) throws(Refusal) -> String {
        let media: StoreMedia
        do throws(Refusal) { media = try StoreMedia(place, .looking) } catch {
            // Without its keys or its anchor nothing can be said of it but that.
            if Self.isWithoutKeys(place) { return error.lines.joined(separator: "; ") }
            throw Refusal(error.lines.map { "\($0); it was not touched" })
        }
        let key = place.hasKey ? try place.readKey() : DeviceKey(from: SodiumEntropy())
        do throws(RingStoreError) {
            let identity = try StoreIdentity(media.flash, deviceKey: key)
            guard identity.kind == .bench else { throw RingStoreError(.wrongKind(found: identity.kind)) }
        } catch {
            switch error.code {
            // Somebody else's, and perhaps whole.
            case .unknownVersion, .wrongKind, .wrongGeometry:
                throw Refusal("\(place.flashPath): \(error); it was not touched, move it away to begin anew")
            default: return "\(error)"
            }
        }
        return try content(place, media, key)
    }

    private static func isWithoutKeys(_ place: BenchPlace) -> Bool {
        [place.keyMediumPath, place.anchorPath].contains { path in path.map { access($0, F_OK) != 0 } ?? false }
    }

    private static func content(
        _ place: BenchPlace, _ media: StoreMedia, _ key: borrowing DeviceKey
    ) throws(Refusal) -> String {
        do throws(RecordsError) {
            let copy: MemoryFlash
            do throws(FlashError) { copy = try MemoryFlash(copying: media.flash) } catch { return "it cannot be read" }
            let records = try RecordStore.mount(
                copy, as: .bench, deviceKey: key, settings: OfflineStore.settings,
                now: WallTime(seconds: 0), today: CivilDay(number: 0), entropy: SodiumEntropy(),
                anchor: media.anchorCopy())
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
