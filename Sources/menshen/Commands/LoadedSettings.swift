import Controller
import Settings

/// Both files, or every finding of both; refused together when the flash cannot keep what the site declares.
struct LoadedSettings {
    let board: BoardSettings
    /// As `board` lists them.
    let boardEntries: [SettingsEntry]
    let site: SiteSettings
    let siteSheet: SettingsSheet
    let sitePath: String

    init(boardPath: String, sitePath: String) throws(Refusal) {
        switch (loadBoardEntries(path: boardPath), SiteSheet.load(path: sitePath)) {
        case (.success((let board, let entries)), .success(let site)):
            let overload = Self.overload(board, site.settings)
            guard overload.isEmpty else { throw Refusal(overload.map(\.description)) }
            (self.board, boardEntries) = (board, entries)
            (self.site, siteSheet, self.sitePath) = (site.settings, site.sheet, sitePath)
        case (let board, let site): throw Refusal(Self.findings(board) + Self.findings(site))
        }
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
