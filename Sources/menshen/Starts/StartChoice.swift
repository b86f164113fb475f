import Controller
import Settings

/// With which settings to start: a terminal that cannot have its own takes the last good ones, else those that are built in.
struct StartChoice {
    let settings: LoadedSettings
    let mode: StartMode

    /// - Parameters:
    ///   - stateDirectory: in place of the board's.
    ///   - earlierStarts: those before this one that failed; nil: as the state directory says.
    ///   - mayFallBack: false: what is wrong with the files refuses the start, as for a tour.
    /// - Throws: when not even the board is known: then nobody knows what is wired.
    init(
        board: SettingsFile, site: SettingsFile, stateDirectory: String?, earlierStarts: Int? = nil, mayFallBack: Bool
    ) throws(Refusal) {
        guard mayFallBack else {
            (settings, mode) = (try LoadedSettings(board: board, site: site), .normal)
            return
        }
        let directory = stateDirectory ?? BoardSettings.stateDirectory(salvaging: board.text)
        let count = earlierStarts ?? directory.map { StartCount($0).read() } ?? 0
        let last = directory.flatMap(LastGood.read)
        if count >= StartMode.mostUnfinishedStarts {
            // It may be the reading that ends it: a safe mode that has failed as often looks at no file any more, if it can do without.
            let isReading = last == nil || count < 2 * StartMode.mostUnfinishedStarts
            self = try Self.safe(.unfinishedStarts(count), board, site, last, isReading: isReading)
            return
        }
        let findings: [String]
        do throws(Refusal) {
            (settings, mode) = (try LoadedSettings(board: board, site: site), .normal)
            return
        } catch { findings = error.lines }
        if let last, let settings = Self.lastGood(last, board, site) {
            (self.settings, mode) = (settings, .lastGood(findings: findings))
            return
        }
        self = try Self.safe(.badSettings(findings: findings), board, site, last)
    }

    /// What is said at the start, the reasons first.
    var complaints: [String] {
        let why =
            switch mode {
            case .normal: [String]()
            case .lastGood(let findings): findings + ["the settings of the last good start are used"]
            case .safe(.badSettings(let findings)): findings + ["safe mode: no start before was a good one"]
            case .safe(.unfinishedStarts): ["safe mode: \(mode.cause!)"]
            }
        return why + settings.warnings
    }

    private init(_ settings: LoadedSettings, _ cause: SafeModeCause) {
        (self.settings, mode) = (settings, .safe(cause))
    }

    /// As much as can be used of what the files say now, the rest as it was at the last good start; nil: nothing goes together.
    private static func lastGood(_ last: LastGood, _ board: SettingsFile, _ site: SettingsFile) -> LoadedSettings? {
        let goodBoard = SettingsFile(board.path, text: last.board), goodSite = SettingsFile(site.path, text: last.site)
        for (board, chosen) in [(board, goodSite), (goodBoard, site), (goodBoard, goodSite)] {
            // Another lock was fitted since: what unlocked that one would lock this one.
            if chosen.text == last.site, SafeSite.lockDiffers(site.text, from: last.site) { continue }
            guard var settings = try? LoadedSettings(board: board, site: chosen) else { continue }
            settings.written = WrittenSite(text: site.text, sheet: nil)
            return settings
        }
        return nil
    }

    /// - Parameter isReading: false: the files are not looked at.
    private static func safe(
        _ cause: SafeModeCause, _ board: SettingsFile, _ site: SettingsFile, _ last: LastGood?, isReading: Bool = true
    ) throws(Refusal) -> StartChoice {
        let goodBoard = last.map { SettingsFile(board.path, text: $0.board) }
        let salvaged = isReading ? site.text : []
        let builtIn = SettingsFile(site.path, text: SafeSite.text(salvaging: salvaged, else: last?.site))
        // Unread files come last: a newer version may read the kept board no more.
        let boards = isReading ? [board, goodBoard] : [goodBoard, board]
        for board in boards.compactMap(\.self) {
            guard var settings = try? LoadedSettings(board: board, site: builtIn) else { continue }
            settings.written = WrittenSite(text: site.text, sheet: isReading ? (try? site.site.get())?.sheet : nil)
            return StartChoice(settings, cause)
        }
        let findings = if case .badSettings(let findings) = cause { findings } else { [String]() }
        throw Refusal(findings + ["\(board.path): without a board nobody knows what is wired: nothing was started"])
    }
}
