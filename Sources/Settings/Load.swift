/// Reads a site file. Anything malformed refuses it, with all findings at once; what is only legally incomplete does not.
/// - Parameter path: as it is to be named in findings.
public func loadSite(path: String) -> Result<SiteSettings, SettingsError> {
    readFile(path).flatMap { readSite($0, file: path) }
}

/// Reads a board file; as `loadSite`.
public func loadBoard(path: String) -> Result<BoardSettings, SettingsError> {
    readFile(path).flatMap { readBoard($0, file: path) }
}

/// The bytes of a site file.
public func readSite(_ bytes: [UInt8], file: String) -> Result<SiteSettings, SettingsError> {
    Document.read(bytes, file: file) { SiteSettings.read($0) }
}

/// The bytes of a board file.
public func readBoard(_ bytes: [UInt8], file: String) -> Result<BoardSettings, SettingsError> {
    Document.read(bytes, file: file) { BoardSettings.read($0) }
}
