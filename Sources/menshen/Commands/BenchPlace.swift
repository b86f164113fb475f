import Glibc
import Hardware
import RingStore
import Settings

/// Where a bench keeps what is its own: the state directory and what lies in it.
struct BenchPlace {
    let directory: String
    let flashPath: String
    let keyPath: String
    let screenDirectory: String
    let geometry: FlashGeometry

    /// - Parameter override: instead of the board file's state directory.
    init(_ board: BoardSettings, override: String?) {
        let directory = override ?? board.stateDirectory
        /// Settings names everything below the board file's own directory.
        func inside(_ path: String) -> String {
            let own = board.stateDirectory + "/"
            return path.hasPrefix(own) ? "\(directory)/\(path.dropFirst(own.count))" : path
        }
        self.directory = directory
        flashPath = inside(board.flash.file)
        keyPath = inside(board.deviceKeyFile)
        screenDirectory = inside(board.screen.pngDirectory)
        geometry = FlashGeometry(
            blockCount: board.flash.blockCount, blockBytes: board.flash.blockBytes,
            programUnitBytes: board.flash.programUnitBytes)
    }

    var hasFlash: Bool { access(flashPath, F_OK) == 0 }

    /// Makes the directories that are missing, the ones above them too.
    func makeDirectories() throws(Refusal) {
        for path in [directory, screenDirectory] {
            var made = path.hasPrefix("/") ? "/" : ""
            for part in path.split(separator: "/") {
                made += made.isEmpty || made.hasSuffix("/") ? part : "/\(part)"
                guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                    throw Refusal("\(made): \(String(cString: strerror(errno)))")
                }
            }
        }
    }

    /// The device key of this bench.
    func readKey() throws(Refusal) -> DeviceKey {
        let descriptor = open(keyPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Refusal("\(keyPath): the device key cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let buffer = LockedBytes(count: DeviceKey.byteCount + 1)
        let count = read(descriptor, buffer.bytes.baseAddress, buffer.bytes.count)
        guard count == DeviceKey.byteCount else {
            throw Refusal("\(keyPath): a device key has \(DeviceKey.byteCount) bytes")
        }
        return DeviceKey(copying: UnsafeRawBufferPointer(rebasing: buffer.readOnly[..<count]))
    }

    /// A new key, mode 0600; one that is there already is never replaced.
    func makeKey(from entropy: any Entropy) throws(Refusal) -> DeviceKey {
        let key = DeviceKey(from: entropy)
        let descriptor = open(keyPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal("\(keyPath): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let written = key.withBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == DeviceKey.byteCount, fsync(descriptor) == 0 else {
            throw Refusal("\(keyPath): cannot be written")
        }
        return key
    }
}
