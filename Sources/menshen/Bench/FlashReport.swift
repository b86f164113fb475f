import Hardware
import Records
import RingStore

/// What the raw flash still gives away, in words: the store's own index, mount and expiry are not asked.
enum FlashReport {
    static func lines(_ place: BenchPlace) throws(Refusal) -> [String] {
        let raw = try RawImage(place)
        defer { withExtendedLifetime(raw) {} }
        let image = raw.bytes
        let key = try place.readKey()
        let anchor = place.anchorPath.flatMap { try? FileAnchor(peekingAt: $0) }
        let search = FlashSearch(
            image, geometry: place.geometry, deviceKey: key,
            anchor: anchor.map { SlottedAnchor($0, readOnly: true) })
        let findings = search.run()
        let templates = findings.count(ring: .people, kind: RecordKind.faceTemplates.rawValue)
        return [
            "searched \(image.count) raw bytes with the device key and all \(findings.keyCount) day keys found in them",
            "\(templates) template record\(templates == 1 ? "" : "s") can be opened, \(findings.hits.count - templates) records of other kinds",
        ]
    }
}
