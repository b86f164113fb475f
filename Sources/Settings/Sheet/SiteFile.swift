import Controller
import Glibc

/// The file of a site's settings, written anew as a whole: whoever reads it finds the old text or the new one, at any moment
/// and after a power cut.
public struct SiteFile: Sendable {
    /// Where a save can be cut short.
    enum Step: CaseIterable {
        case opened, written, synced, readBack, renamed
    }

    /// As it was given; also how findings name it.
    private let path: String
    /// Is told each step when it is done; a test can end it there.
    private let reached: @Sendable (Step) throws(SiteFileError) -> Void

    public init(path: String) { self.init(path: path) { _ in } }

    init(path: String, reached: @escaping @Sendable (Step) throws(SiteFileError) -> Void) {
        (self.path, self.reached) = (path, reached)
    }

    /// Blocks until the file is on the medium.
    public func save(_ save: SettingsSave) -> SettingsSaveOutcome {
        do throws(SiteFileError) {
            try replace(save)
            return .saved
        } catch { return .failed("\(path): \(error)") }
    }

    private func replace(_ save: SettingsSave) throws(SiteFileError) {
        if save.replaced.isEmpty, access(path, F_OK) != 0, errno == ENOENT { return try make(save) }
        // Where the path is a link, the file it leads to is replaced and the link stays.
        let target = try Self.resolved(path)
        var status = stat()
        guard stat(target, &status) == 0 else { throw .system("cannot be looked at", errno) }
        // A file that nobody may write is meant to stay, also for those whom nothing forbids it.
        guard status.st_mode & 0o222 != 0 else { throw .isReadOnly }
        guard access(target, W_OK) == 0 else { throw .system("cannot be written", errno) }
        try expect(target, says: save.replaced)

        let (folder, name) = Self.split(target)
        let new = "\(folder)/.\(name).new"
        // What a power cut left behind.
        unlink(new)
        do throws(SiteFileError) {
            try write(save.sheet.text, to: new, like: status)
            try check(new, says: save.sheet)
            if save.keepsReplaced { try keep(save.replaced, beside: target, like: status) }
            // The moment before: whoever edits the file meanwhile does not lose it.
            try expect(target, says: save.replaced)
            guard rename(new, target) == 0 else { throw .system("cannot be replaced", errno) }
        } catch {
            unlink(new)
            throw error
        }
        try reached(.renamed)
        try sync(folder)
    }

    /// There was no file.
    private func make(_ save: SettingsSave) throws(SiteFileError) {
        let slash = path.lastIndex(of: "/")
        let folder = try Self.resolved(slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let new = "\(folder)/.\(name).new"
        unlink(new)
        var status = stat()
        (status.st_uid, status.st_gid, status.st_mode) = (getuid(), getgid(), 0o644)
        do throws(SiteFileError) {
            try write(save.sheet.text, to: new, like: status)
            try check(new, says: save.sheet)
            // What somebody made meanwhile stays.
            guard access("\(folder)/\(name)", F_OK) != 0 else { throw .changedByOthers }
            guard rename(new, "\(folder)/\(name)") == 0 else { throw .system("cannot be made", errno) }
        } catch {
            unlink(new)
            throw error
        }
        try reached(.renamed)
        try sync(folder)
    }

    /// What nobody could read is somebody's work all the same.
    private func keep(_ text: [UInt8], beside target: String, like old: stat) throws(SiteFileError) {
        let kept = "\(target).broken"
        unlink(kept)
        try write(text, to: kept, like: old)
    }

    private func write(_ text: [UInt8], to new: String, like old: stat) throws(SiteFileError) {
        let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("no file can be made beside it", errno) }
        defer { close(descriptor) }
        try reached(.opened)
        // Another owner's file can be replaced by one that is not theirs; that its mode stays is what counts.
        _ = fchown(descriptor, old.st_uid, old.st_gid)
        guard fchmod(descriptor, old.st_mode & 0o777) == 0 else { throw .system("cannot keep its mode", errno) }
        var rest = text[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system("cannot be written", count < 0 ? errno : ENOSPC) }
            rest = rest.dropFirst(count)
        }
        try reached(.written)
        guard fsync(descriptor) == 0 else { throw .system("cannot be written", errno) }
        try reached(.synced)
    }

    /// What was written is read as the next start will read it.
    private func check(_ new: String, says sheet: SettingsSheet) throws(SiteFileError) {
        guard case .success(let bytes) = readFile(new), bytes == sheet.text,
            case .success(let site) = SiteSheet.read(bytes, file: path), site.sheet == sheet
        else { throw .readsOtherwise }
        try reached(.readBack)
    }

    private func expect(_ target: String, says text: [UInt8]) throws(SiteFileError) {
        guard case .success(let bytes) = readFile(target) else { throw .system("cannot be read", errno) }
        guard bytes == text else { throw .changedByOthers }
    }

    private func sync(_ folder: String) throws(SiteFileError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func resolved(_ path: String) throws(SiteFileError) -> String {
        guard let resolved = realpath(path, nil) else { throw .system("cannot be found", errno) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        let slash = path.lastIndex(of: "/")!
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}

/// Why a save was given up; the old file is there.
enum SiteFileError: Error, Equatable {
    case isReadOnly
    case changedByOthers
    case readsOtherwise
    /// In words, and errno.
    case system(String, Int32)
}

extension SiteFileError: CustomStringConvertible {
    var description: String {
        switch self {
        case .isReadOnly: "is read-only"
        case .changedByOthers: "was changed by somebody else since it was read; a new start reads it"
        case .readsOtherwise: "what was written reads back as something else"
        case .system(let words, let number): "\(words): \(String(cString: strerror(number)))"
        }
    }
}
