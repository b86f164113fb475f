import FaceCore
import Records
import RingStore

/// What the raw flash still gives away, in words: the store's own index, mount and expiry are not asked.
enum FlashReport {
    static func lines(_ place: BenchPlace) throws(Refusal) -> [String] {
        // Mapped, not read: a whole flash beside the face core is more memory than a terminal should need.
        let file: MappedFile
        do throws(PackError) { file = try MappedFile(path: place.flashPath) } catch {
            throw Refusal("\(place.flashPath): cannot be read")
        }
        defer { withExtendedLifetime(file) {} }
        let image = file.bytes
        let geometry = place.geometry
        guard image.count == geometry.blockCount * geometry.blockBytes else {
            throw Refusal(
                "\(place.flashPath): has \(image.count) bytes, not the board's \(geometry.blockCount * geometry.blockBytes)"
            )
        }
        let key = try place.readKey()
        let findings = FlashSearch(image, geometry: geometry, deviceKey: key).run()
        let templates = findings.count(ring: .people, kind: RecordKind.faceTemplates.rawValue)
        return [
            "searched \(image.count) raw bytes with the device key and all \(findings.keyCount) day keys found in them",
            "\(templates) template record\(templates == 1 ? "" : "s") can be opened, \(findings.hits.count - templates) records of other kinds",
        ]
    }
}
