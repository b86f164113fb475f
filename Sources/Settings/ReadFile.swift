import Glibc

/// Settings are small; a megabyte is something else.
private let longestFileBytes = 1 << 20

/// The whole file, or one finding that says why not.
public func readFile(_ path: String) -> Result<[UInt8], SettingsError> {
    func refuse(_ why: String) -> Result<[UInt8], SettingsError> {
        .failure(SettingsError([SettingsFinding(file: path, position: nil, message: why)]))
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return refuse("cannot be opened: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }

    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0 {
            if errno == EINTR { continue }
            return refuse("cannot be read: \(String(cString: strerror(errno)))")
        }
        if count == 0 { return .success(bytes) }
        bytes += chunk[..<count]
        if bytes.count > longestFileBytes { return refuse("is longer than 1 MiB, which no settings file is") }
    }
}
