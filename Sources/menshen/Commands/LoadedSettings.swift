import Settings

/// Both files, or every finding of both; refused together when the flash cannot keep what the site declares.
struct LoadedSettings {
    let board: BoardSettings
    let site: SiteSettings

    init(boardPath: String, sitePath: String) throws(Refusal) {
        switch (loadBoard(path: boardPath), loadSite(path: sitePath)) {
        case (.success(let board), .success(let site)):
            let overload = Self.overload(board, site)
            guard overload.isEmpty else { throw Refusal(overload) }
            (self.board, self.site) = (board, site)
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
