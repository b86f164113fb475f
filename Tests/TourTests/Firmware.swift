import Foundation

/// The built `menshen` as its user meets it: a process, what it is told and what it answers.
struct Firmware {
    struct Outcome {
        var status: Int32
        var output: String
        var complaints: String
        var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Beside the test bundle, wherever that was built.
    static var executable: URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "menshen")
    }

    static var cache: URL {
        let base =
            ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].map { URL(filePath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
        return base.appending(path: "menshen")
    }
    static var pack: URL { cache.appending(path: "packs/dlib.mpack") }
    static var pictures: URL { cache.appending(path: "assets") }

    /// Whether the pack and the sample pictures are there; says so loudly when not.
    static let hasAssets: Bool = {
        let wanted =
            [pack] + ["obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg"].map { pictures.appending(path: $0) }
        let missing = wanted.map(\.path).filter { !FileManager.default.fileExists(atPath: $0) }
        if !missing.isEmpty { print("SKIPPED, run Board/setup first; missing: \(missing.joined(separator: ", "))") }
        return missing.isEmpty
    }()

    let directory: URL

    /// A directory of its own, gone when the test is over.
    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "menshen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: directory) }

    static let board = root.appending(path: "Board/bench.toml").path
    static func site(_ name: String) -> String { root.appending(path: "Config/examples/\(name).toml").path }

    /// What `menshen run` needs for the bench and the residential compound.
    static var bench: [String] {
        [
            "run", "--board", board, "--site", site("residential-compound"), "--pack", pack.path, "--pictures",
            pictures.path,
            "--state", "state",
        ]
    }

    /// - Parameter environment: beside what this process has.
    func run(
        _ arguments: [String], typing input: String = "", environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = directory
        let output = directory.appending(path: "output"), complaints = directory.appending(path: "complaints")
        let typed = directory.appending(path: "input")
        try Data(input.utf8).write(to: typed)
        for file in [output, complaints] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardInput = try FileHandle(forReadingFrom: typed)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: complaints)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
            complaints: try String(contentsOf: complaints, encoding: .utf8))
    }
}
