import Records
import RingStore
import Settings

/// The shapes of a board's media, and of the store over them.
struct StoreGeometry {
    let flash: FlashGeometry
    /// Of the medium of the root and the keys; nil when they lie on the flash.
    let keys: FlashGeometry?
    /// Erase blocks of the store that lie there.
    let keyBlocks: Int
    let store: FlashGeometry

    init(_ board: BoardSettings) {
        let flash = FlashGeometry(
            blockCount: board.flash.blockCount, blockBytes: board.flash.blockBytes,
            programUnitBytes: board.flash.programUnitBytes)
        self.flash = flash
        guard let medium = board.store.keys else {
            (keys, keyBlocks, store) = (nil, 0, flash)
            return
        }
        let blockBytes = max(medium.blockBytes, flash.blockBytes)
        keyBlocks = StoreLayout.keyMediumBlocks(recordBlocks: flash.blockCount * flash.blockBytes / blockBytes)
        let keys = FlashGeometry(
            blockCount: keyBlocks * blockBytes / medium.blockBytes, blockBytes: medium.blockBytes,
            programUnitBytes: medium.programUnitBytes)
        self.keys = keys
        guard let store = SplitFlash.geometry(keys: keys, keyBlocks: keyBlocks, records: flash) else {
            preconditionFailure("the settings let pass media that do not go together")
        }
        self.store = store
    }
}
