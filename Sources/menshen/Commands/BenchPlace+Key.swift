import Glibc
import RingStore

/// The device key: a credential `menshen.device-key` of the service manager (systemd.exec(5), LoadCredential=), else a file
/// of mode 0600 that the first start makes.
extension BenchPlace {
    static let credentialName = "menshen.device-key"

    /// Nil when this process was handed none.
    static var credentialPath: String? {
        guard let directory = getenv("CREDENTIALS_DIRECTORY") else { return nil }
        let path = "\(String(cString: directory))/\(credentialName)"
        return access(path, F_OK) == 0 ? path : nil
    }

    /// The device key of this bench.
    func readKey() throws(Refusal) -> DeviceKey {
        let descriptor = open(keyPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Refusal("\(keyPath): the device key cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        try checkMode(descriptor)
        let buffer = LockedBytes(count: DeviceKey.byteCount + 1)
        let count = read(descriptor, buffer.bytes.baseAddress, buffer.bytes.count)
        guard count == DeviceKey.byteCount else {
            throw Refusal("\(keyPath): a device key has \(DeviceKey.byteCount) bytes")
        }
        return DeviceKey(copying: UnsafeRawBufferPointer(rebasing: buffer.readOnly[..<count]))
    }

    /// A new key, mode 0600; it has its name only when it is whole.
    /// - Precondition: none is there: a key is never replaced.
    func makeKey(from entropy: any Entropy) throws(Refusal) -> DeviceKey {
        precondition(!hasKey)
        let key = DeviceKey(from: entropy)
        let part = keyPath + ".new"
        unlink(part)
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal("\(part): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let written = key.withBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == DeviceKey.byteCount, fsync(descriptor) == 0 else {
            throw Refusal("\(part): cannot be written")
        }
        try rename(part, to: keyPath)
        return key
    }

    /// The service manager's own file is as it makes it; ours is for nobody else.
    private func checkMode(_ descriptor: Int32) throws(Refusal) {
        guard keySource == .file else { return }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Refusal("\(keyPath): \(String(cString: strerror(errno)))") }
        guard status.st_mode & 0o077 == 0 else {
            throw Refusal("\(keyPath): others may read the device key; chmod 600, and think of it as known")
        }
    }
}
