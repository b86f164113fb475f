import Glibc

/// A small file that is written as a whole: whoever reads it finds the old one or the new one, at any moment and after a power cut.
struct SmallFile {
    /// Where a write can be cut short.
    enum Step: CaseIterable {
        case opened, written, synced, renamed
    }

    let path: String
    /// Is told each step when it is done; a test ends it there.
    private let reached: @Sendable (Step) throws(Refusal) -> Void

    init(_ path: String, reached: @escaping @Sendable (Step) throws(Refusal) -> Void = { _ in }) {
        (self.path, self.reached) = (path, reached)
    }

    /// Nil when it is not there, or cannot be read.
    func read() -> [UInt8]? { readWholeFile(path) }

    /// Blocks until it is on the medium.
    func write(_ bytes: [UInt8]) throws(Refusal) {
        let part = path + ".new"
        unlink(part)
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(part) }
        defer { close(descriptor) }
        try reached(.opened)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw refusal(part) }
            rest = rest.dropFirst(count)
        }
        try reached(.written)
        guard fsync(descriptor) == 0 else { throw refusal(part) }
        try reached(.synced)
        guard rename(part, path) == 0 else { throw refusal(path) }
        try reached(.renamed)
        syncFolder()
    }

    /// Takes it away, for good when it returns.
    func remove() {
        unlink(path)
        syncFolder()
    }

    private func syncFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private func refusal(_ name: String) -> Refusal { Refusal("\(name): \(String(cString: strerror(errno)))") }
}
