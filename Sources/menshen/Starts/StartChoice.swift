import Controller
import Settings

/// With which settings to start: a terminal that cannot have its own takes the last good ones, else those that are built in.
struct StartChoice {
    let settings: LoadedSettings
    let mode: StartMode

    /// - Parameters:
    ///   - stateDirectory: in place of the board's.
    ///   - mayFallBack: false: what is wrong with the files refuses the start, as for a tour.
    /// - Throws: when not even the board is known: then nobody knows what is wired.
    init(
        board: SettingsFile, site: SettingsFile, stateDirectory: String?, mayFallBack: Bool
    ) throws(Refusal) {
        let findings: [String]
        do throws(Refusal) {
            let settings = try LoadedSettings(board: board, site: site)
            let count = mayFallBack ? StartCount(stateDirectory ?? settings.board.stateDirectory).read() : 0
            guard count >= StartMode.mostUnfinishedStarts else {
                (self.settings, mode) = (settings, .normal)
                return
            }
            self = Self(try Self.safe(board, site), .unfinishedStarts(count))
            return
        } catch {
            guard mayFallBack else { throw error }
            findings = error.lines
        }
        let directory = stateDirectory ?? (try? board.board.get())?.0.stateDirectory
        guard let directory else {
            throw Refusal(findings + ["\(board.path): without a board nobody knows what is wired: nothing was started"])
        }
        let last = LastGood.read(directory)
        let goodBoard = last.map { SettingsFile(board.path, text: $0.board) }
        let count = StartCount(directory).read()
        if count < StartMode.mostUnfinishedStarts, let last, let goodBoard {
            let goodSite = SettingsFile(site.path, text: last.site)
            let written = site.text
            // As much as can be used of what the files say now.
            for (board, site) in [(board, goodSite), (goodBoard, site), (goodBoard, goodSite)] {
                // Another lock was fitted since: what unlocked that one would lock this one.
                if site.text == last.site, SafeSite.lockDiffers(written, from: last.site) { continue }
                guard let settings = try? LoadedSettings(board: board, site: site) else { continue }
                (self.settings, mode) = (settings, .lastGood(findings: findings))
                return
            }
        }
        let cause: SafeModeCause =
            count < StartMode.mostUnfinishedStarts ? .badSettings(findings: findings) : .unfinishedStarts(count)
        for board in [board, goodBoard].compactMap({ $0 }) {
            guard let settings = try? Self.safe(board, site, last?.site) else { continue }
            self = Self(settings, cause)
            return
        }
        throw Refusal(findings + ["\(board.path): without a board nobody knows what is wired: nothing was started"])
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

    private static func safe(
        _ board: SettingsFile, _ site: SettingsFile, _ older: [UInt8]? = nil
    ) throws(Refusal) -> LoadedSettings {
        let builtIn = SettingsFile(site.path, text: SafeSite.text(salvaging: site.text, else: older))
        return try LoadedSettings(board: board, site: builtIn)
    }
}
