import Glibc
import Hardware
import RingStore

/// The media of a board's store, opened: what stands for the flash, and the anchor.
struct StoreMedia {
    enum Access {
        /// Nothing that is done with it can change a bit.
        case looking
        /// There is a store.
        case working
        /// Whatever is there is lost.
        case formatting
    }

    let flash: any Flash
    /// Nil: the board has none.
    let anchor: (any Anchor)?

    /// What the store over them can promise, as long as it is formatted with this anchor.
    var promises: StorePromises {
        StorePromises(records: flash.promises, keys: flash.keyPromises, anchor: anchor?.promises)
    }

    /// For a copy of the flash: what is done with it leaves the anchor as it is. One that does not answer stays what it is, and
    /// says so to whoever mounts the copy.
    func anchorCopy() -> (any Anchor)? {
        guard let anchor else { return nil }
        return (try? MemoryAnchor(copying: anchor)) ?? anchor
    }

    init(flash: any Flash, anchor: (any Anchor)?) { (self.flash, self.anchor) = (flash, anchor) }

    /// Opens what is there, and makes nothing.
    init(_ place: BenchPlace, _ access: Access) throws(Refusal) {
        let flash = try Self.flash(place.flashPath, place.media.flash, access)
        self.flash = try Self.joined(flash, keysAt: place.keyMediumPath, place, access)
        anchor = try place.anchorPath.map { (path) throws(Refusal) in try Self.anchor(path, access) }
    }

    /// - Parameter path: of the medium for the keys; nil when they lie on the flash.
    private static func joined(
        _ flash: any Flash, keysAt path: String?, _ place: BenchPlace, _ access: Access
    ) throws(Refusal) -> any Flash {
        guard let path, let geometry = place.media.keys else { return flash }
        guard access == .formatting || Glibc.access(path, F_OK) == 0 else {
            throw Refusal("\(path): the keys of this store are not there, and nothing can be opened without them")
        }
        let keys = try Self.flash(path, geometry, access)
        do throws(RingStoreError) {
            return try SplitFlash(keys: keys, keyBlocks: place.media.keyBlocks, records: flash)
        } catch { throw Refusal("\(path): \(error)") }
    }

    static func flash(_ path: String, _ geometry: FlashGeometry, _ access: Access) throws(Refusal) -> any Flash {
        do throws(FileFlashError) {
            if access == .looking { return try ReadOnlyFileFlash(path: path, geometry: geometry) }
            guard BlockDeviceFlash.isThere(path) else { return try FileFlash(path: path, geometry: geometry) }
            return try BlockDeviceFlash(
                path: path, geometry: geometry, for: access == .formatting ? .formatting : .store)
        } catch { throw Refusal(error.description) }
    }

    static func anchor(_ path: String, _ access: Access) throws(Refusal) -> any Anchor {
        do throws(FileFlashError) {
            return SlottedAnchor(
                try FileAnchor(path: path, readOnly: access == .looking), readOnly: access == .looking)
        } catch {
            guard error.code == .missing else { throw Refusal(error.description) }
            throw Refusal(
                "\(path): the anchor is not there; if it is lost, only `store format` and enrolling again are left")
        }
    }
}
