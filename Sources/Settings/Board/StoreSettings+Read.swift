extension StoreSettings {
    /// - Parameter flash: nil when it is malformed.
    /// - Returns: nil when something is malformed; the document has said what.
    static func read(_ document: Document, _ flash: FlashSettings?) -> StoreSettings? {
        let blocks = document.optionalInteger("store.keys_block_kibibytes", in: 4...1024)
        let unit = document.optionalInteger("store.keys_program_unit_bytes", in: 1...4096)
        let hasAnchor = document.optional("store.anchor", .text) != nil
        let anchor = hasAnchor ? document.path("store.anchor") : nil
        guard let flash, !hasAnchor || anchor != nil else { return nil }
        guard document.optional("store.keys", .text) != nil else {
            for key in ["store.keys_block_kibibytes", "store.keys_program_unit_bytes"]
            where document.optional(key) != nil {
                document.refuse(document.source.position(of: key), "\(key) is of no use without store.keys")
            }
            checkApart(document, ["flash.file": flash.file, "store.anchor": anchor])
            return StoreSettings(keys: nil, anchor: anchor)
        }
        guard let file = document.path("store.keys") else { return nil }
        let keys = KeyMediumSettings(
            file: file, blockKibibytes: blocks ?? flash.blockKibibytes, programUnitBytes: unit ?? flash.programUnitBytes
        )
        keys.check(document, flash)
        checkApart(document, ["flash.file": flash.file, "store.keys": file, "store.anchor": anchor])
        return StoreSettings(keys: keys, anchor: anchor)
    }

    private static func checkApart(_ document: Document, _ paths: [String: String?]) {
        let named = paths.compactMap { key, path in path.map { (key, $0) } }.sorted { $0.0 < $1.0 }
        for (index, (key, path)) in named.enumerated() {
            guard let other = named[..<index].first(where: { $0.1 == path }) else { continue }
            document.refuse(
                document.source.position(of: key), "\(key) must be another place than \(other.0), got \"\(path)\"")
        }
    }

    func inside(_ directory: String) -> StoreSettings {
        StoreSettings(
            keys: keys.map {
                KeyMediumSettings(
                    file: Settings.inside(directory, $0.file), blockKibibytes: $0.blockKibibytes,
                    programUnitBytes: $0.programUnitBytes)
            }, anchor: anchor.map { Settings.inside(directory, $0) })
    }
}

extension KeyMediumSettings {
    /// Small blocks are ganged to one that is as large as the other medium's, so they have to go into each other.
    fileprivate func check(_ document: Document, _ flash: FlashSettings) {
        let (larger, smaller) = (max(blockKibibytes, flash.blockKibibytes), min(blockKibibytes, flash.blockKibibytes))
        let position = document.source.position(of: "store.keys_block_kibibytes")
        if larger % smaller != 0 {
            document.refuse(
                position,
                "store.keys_block_kibibytes must be a divisor or a multiple of flash.block_kibibytes (\(flash.blockKibibytes)), got \(blockKibibytes)"
            )
        } else if flash.sizeKibibytes % larger != 0 || flash.sizeKibibytes / larger < 12 {
            document.refuse(
                position,
                "store.keys_block_kibibytes must divide flash.size_kibibytes (\(flash.sizeKibibytes)) into 12 blocks or more, got \(blockKibibytes)"
            )
        }
        let units = [programUnitBytes, flash.programUnitBytes]
        if units.max()! % units.min()! != 0 || smaller * 1024 % units.max()! != 0 {
            document.refuse(
                document.source.position(of: "store.keys_program_unit_bytes"),
                "store.keys_program_unit_bytes must go into flash.program_unit_bytes (\(flash.programUnitBytes)) or the other way round, got \(programUnitBytes)"
            )
        }
    }
}
