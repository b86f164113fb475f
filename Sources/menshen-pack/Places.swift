import Foundation

/// Where things are when nobody says otherwise.
enum Places {
    /// `$XDG_CACHE_HOME/menshen` or `~/.cache/menshen`.
    static var cache: String {
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.cache"
        return base + "/menshen"
    }

    /// The published model files.
    static var models: String { cache + "/assets" }

    static func pack(_ name: String) -> String { cache + "/packs/\(name).mpack" }

    /// A file of `Config/packs` in the checkout that the current directory belongs to.
    static func configuration(_ name: String) throws -> String {
        var directory = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        while true {
            let candidate = directory.appendingPathComponent("Config/packs/\(name)").path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
            if directory.path == "/" { break }
            directory.deleteLastPathComponent()
        }
        throw CommandError("Config/packs/\(name) is neither here nor above: go into the checkout, or name the file")
    }
}
