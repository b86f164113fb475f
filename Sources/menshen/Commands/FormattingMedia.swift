import Glibc
import Hardware
import RingStore

/// The media of a store that is about to be formatted. A file that is not there yet is made under another name, and gets its own
/// when the format is over: one that was killed half-way leaves nothing that looks like a store.
struct FormattingMedia {
    let media: StoreMedia
    private let place: BenchPlace
    private let newPaths: [String]

    init(_ place: BenchPlace) throws(Refusal) {
        self.place = place
        var newPaths: [String] = []
        func opened(_ path: String, _ geometry: FlashGeometry) throws(Refusal) -> (path: String, flash: any Flash) {
            if access(path, F_OK) == 0 { return (path, try StoreMedia.flash(path, geometry, .formatting)) }
            try Self.checkIsNoDevice(path)
            do throws(FileFlashError) {
                try FileFlash.createAnew(path: path + ".new", geometry: geometry)
            } catch { throw Refusal(error.description) }
            newPaths.append(path)
            return (path + ".new", try StoreMedia.flash(path + ".new", geometry, .formatting))
        }
        var flash = try opened(place.flashPath, place.media.flash).flash
        if let path = place.keyMediumPath, let geometry = place.media.keys {
            let keys = try opened(path, geometry).flash
            do throws(RingStoreError) {
                flash = try SplitFlash(keys: keys, keyBlocks: place.media.keyBlocks, records: flash)
            } catch { throw Refusal("\(path): \(error)") }
        }
        var anchor: (any Anchor)?
        if let path = place.anchorPath {
            if access(path, F_OK) != 0 {
                try Self.checkIsNoDevice(path)
                do throws(FileFlashError) { try FileAnchor.create(path: path) } catch {
                    throw Refusal(error.description)
                }
            }
            anchor = try StoreMedia.anchor(path, .formatting)
        }
        media = StoreMedia(flash: flash, anchor: anchor)
        // The flash's name comes last: without it there is no store.
        self.newPaths = newPaths.reversed()
    }

    /// A device that has not come up yet must not become a file in memory, which the next start would not find.
    private static func checkIsNoDevice(_ path: String) throws(Refusal) {
        if path.hasPrefix("/dev/") { throw Refusal("\(path): this device is not there") }
    }

    /// The format is over: gives the new files their names.
    func finish() throws(Refusal) { for path in newPaths { try place.rename(path + ".new", to: path) } }
}
