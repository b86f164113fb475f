import FaceCore
import Glibc
import RingStore

/// The raw bytes of a store's media, block after block, taken while a terminal may be running on them.
final class RawImage {
    let bytes: UnsafeRawBufferPointer
    /// Mapped where it can be: a whole flash beside the face core is more memory than a terminal should need.
    private let file: MappedFile?

    init(_ place: BenchPlace) throws(Refusal) {
        var parts = [(path: place.flashPath, geometry: place.media.flash)]
        if let path = place.keyMediumPath, let keys = place.media.keys { parts.insert((path, keys), at: 0) }
        let file = parts.count == 1 ? try? MappedFile(path: place.flashPath) : nil
        if let file {
            let expected = place.geometry.blockCount * place.geometry.blockBytes
            guard file.bytes.count == expected else {
                throw Refusal("\(place.flashPath): has \(file.bytes.count) bytes, not the board's \(expected)")
            }
            (self.file, bytes) = (file, file.bytes)
            return
        }
        let sizes = parts.map { $0.geometry.blockCount * $0.geometry.blockBytes }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: sizes.reduce(0, +), alignment: 4096)
        (self.file, bytes) = (nil, UnsafeRawBufferPointer(room))
        var start = 0
        for (part, size) in zip(parts, sizes) {
            try Self.read(part.path, into: UnsafeMutableRawBufferPointer(rebasing: room[start..<start + size]))
            start += size
        }
    }

    deinit { if file == nil { bytes.deallocate() } }

    private static func read(_ path: String, into room: UnsafeMutableRawBufferPointer) throws(Refusal) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Refusal("\(path): cannot be read") }
        defer { close(descriptor) }
        var done = 0
        while done < room.count {
            let got = pread(descriptor, room.baseAddress! + done, room.count - done, off_t(done))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Refusal("\(path): has \(done) bytes, not the board's \(room.count)") }
            done += got
        }
    }
}
