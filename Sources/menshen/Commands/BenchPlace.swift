import Glibc
import Hardware
import Law
import RingStore
import Settings

/// Where a bench keeps what is its own: the state directory and what lies in it.
struct BenchPlace {
    let directory: String
    let flashPath: String
    /// The device key's; a credential of the service manager comes before the board's own file.
    let keyPath: String
    let keySource: SecretKeeping.KeySource
    let screenDirectory: String
    /// Of the root and the keys; nil when they lie on the flash.
    let keyMediumPath: String?
    let anchorPath: String?
    let media: StoreGeometry
    /// Of the store over all its media.
    var geometry: FlashGeometry { media.store }

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
        let credential = Self.credentialPath
        keyPath = credential ?? inside(board.deviceKeyFile)
        keySource = credential == nil ? .file : .credential
        screenDirectory = inside(board.screen.pngDirectory)
        keyMediumPath = board.store.keys.map { inside($0.file) }
        anchorPath = board.store.anchor.map(inside)
        media = StoreGeometry(board)
    }

    var hasFlash: Bool { access(flashPath, F_OK) == 0 }
    var hasKey: Bool { access(keyPath, F_OK) == 0 }

    /// Stands in the state directory of a store whose keys anybody can work out: a tour's random bytes come from its seed.
    var tourMarkPath: String { "\(directory)/made-by-a-tour" }
    var isMadeByTour: Bool { access(tourMarkPath, F_OK) == 0 }

    /// Before a tour makes its store.
    func markAsTour() throws(Refusal) {
        let descriptor = open(tourMarkPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal("\(tourMarkPath): \(String(cString: strerror(errno)))") }
        close(descriptor)
    }

    /// Makes the directories that are missing, the ones above them too. No door waits for one that is for pictures.
    func makeDirectories() throws(Refusal) {
        try Self.make(directory)
        do throws(Refusal) { try Self.make(screenDirectory) } catch { error.lines.forEach(Output.complain) }
    }

    private static func make(_ path: String) throws(Refusal) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made.hasSuffix("/") ? part : "/\(part)"
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw Refusal("\(made): \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Gives a file that is whole its own name, so that it survives a power cut.
    func rename(_ path: String, to final: String) throws(Refusal) {
        guard Glibc.rename(path, final) == 0 else { throw Refusal("\(final): \(String(cString: strerror(errno)))") }
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
