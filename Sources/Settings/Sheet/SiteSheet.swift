import Controller

/// A site file: what it says as typed values, and key by key with its text.
public struct SiteSheet: Sendable {
    public let settings: SiteSettings
    public let sheet: SettingsSheet

    /// What the bytes of a site file say, as `readSite` reads them.
    /// - Parameter file: as it is to be named in findings.
    public static func read(_ bytes: [UInt8], file: String) -> Result<SiteSheet, SettingsError> {
        read(bytes, file: file, parsed: nil)
    }

    /// - Parameter parsed: what the bytes parse to, where that is known already.
    static func read(_ bytes: [UInt8], file: String, parsed: [TomlNode]?) -> Result<SiteSheet, SettingsError> {
        Document.open(bytes, file: file, parsed: parsed) { SiteSettings.read($0) }.map { settings, document in
            SiteSheet(
                settings: settings,
                sheet: SettingsSheet(
                    text: bytes, entries: document.entries(SiteSettings.liveKeys), live: settings.live,
                    declaration: settings.declaration)
            )
        }
    }

    /// The same from the file.
    public static func load(path: String) -> Result<SiteSheet, SettingsError> {
        readFile(path).flatMap { read($0, file: path) }
    }
}

/// Every key of a board file as `key = value`; which of them nobody wrote is said behind it.
public func loadBoardEntries(path: String) -> Result<(BoardSettings, [SettingsEntry]), SettingsError> {
    readFile(path).flatMap { readBoardEntries($0, file: path) }
}

/// The same of the bytes of a board file.
public func readBoardEntries(
    _ bytes: [UInt8], file: String
) -> Result<(BoardSettings, [SettingsEntry]), SettingsError> {
    Document.open(bytes, file: file) { BoardSettings.read($0) }.map { ($0, $1.entries([])) }
}

extension Document {
    /// Every known key; tables in the order in which they were asked for first.
    fileprivate func entries(_ live: Set<String>) -> [SettingsEntry] {
        let entries = known.map { key in
            SettingsEntry(
                key: key.path, value: TomlText.value(at: key.path, in: nodes) ?? key.standard,
                isWritten: nodes[key.path] != nil, isLive: live.contains(key.path),
                group: JournalThroughput.keys.contains(key.path) ? "journal" : nil)
        }
        var tables: [Substring] = []
        for entry in entries where !tables.contains(entry.table) { tables.append(entry.table) }
        return tables.flatMap { table in entries.filter { $0.table == table } }
    }
}

extension SettingsEntry {
    fileprivate var table: Substring { key.prefix { $0 != "." } }
}
