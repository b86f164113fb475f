import Controller
import Settings

/// Both files, or every finding of both; refused together when they contradict each other.
struct LoadedSettings {
    let board: BoardSettings
    /// As `board` lists them.
    let boardEntries: [SettingsEntry]
    /// As it was read.
    let boardText: [UInt8]
    let site: SiteSettings
    let siteSheet: SettingsSheet
    let sitePath: String
    /// What somebody should look at, with its place.
    let warnings: [String]
    /// What stands in the site's file, where the terminal does not run by it; nil: it does.
    var written: WrittenSite?

    init(boardPath: String, sitePath: String) throws(Refusal) {
        try self.init(board: SettingsFile(boardPath), site: SettingsFile(sitePath))
    }

    init(board boardFile: SettingsFile, site siteFile: SettingsFile) throws(Refusal) {
        switch (boardFile.board, siteFile.site) {
        case (.success((let board, let entries)), .success(let site)):
            let contradictions = Self.contradictions(board, site.settings)
            guard contradictions.isEmpty else { throw Refusal(contradictions.map(\.description)) }
            (self.board, boardEntries, boardText) = (board, entries, boardFile.text)
            (self.site, siteSheet, sitePath) = (site.settings, site.sheet, siteFile.path)
            let together = board.contradictions(with: site.settings).filter(\.isWarning)
            warnings = (board.warnings + together).map(\.description)
        case (let board, let site): throw Refusal(Self.findings(board) + Self.findings(site))
        }
    }

    /// What a board and a site that are each well formed cannot do together.
    static func contradictions(_ board: BoardSettings, _ site: SiteSettings) -> [SettingsFinding] {
        overload(board, site) + board.contradictions(with: site).filter { !$0.isWarning }
    }

    static func board(_ path: String) throws(Refusal) -> BoardSettings {
        switch loadBoard(path: path) {
        case .success(let board): return board
        case .failure(let error): throw Refusal(error.findings.map(\.description))
        }
    }

    private static func findings<T>(_ result: Result<T, SettingsError>) -> [String] {
        if case .failure(let error) = result { error.findings.map(\.description) } else { [] }
    }
}

/// A site's file by which the terminal does not run.
struct WrittenSite {
    let text: [UInt8]
    /// What it says; nil: it was not read, or cannot be.
    let sheet: SettingsSheet?
}

/// A file of settings: its name in findings, and what stands in it.
struct SettingsFile {
    let path: String
    private let bytes: Result<[UInt8], SettingsError>

    /// Read once: everything that is said of it is said of the same text.
    init(_ path: String) { (self.path, bytes) = (path, readFile(path)) }

    init(_ path: String, text: [UInt8]) { (self.path, bytes) = (path, .success(text)) }

    /// Empty when it cannot be read.
    var text: [UInt8] { if case .success(let bytes) = bytes { bytes } else { [] } }

    var board: Result<(BoardSettings, [SettingsEntry]), SettingsError> {
        bytes.flatMap { readBoardEntries($0, file: path) }
    }

    var site: Result<SiteSheet, SettingsError> { bytes.flatMap { SiteSheet.read($0, file: path) } }
}
