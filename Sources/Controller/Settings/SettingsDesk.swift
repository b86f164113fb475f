import Timekeeping

/// The site's settings while the terminal runs: what is set, what is only being tried, and what the file says.
///
/// A terminal that does not run by its file can be given one that the next start takes: what is edited is then what the file says,
/// where that can be read, else what the terminal runs by; and a save writes all of it in the place of the file.
///
/// A try that nobody confirms leaves no trace: the sheet of the moment before it is put back, whoever has hung up since; a
/// restart does the same, because a try is never saved.
public struct SettingsDesk: Sendable {
    public static let trySeconds = 10...600
    /// Everybody is told so long before a try is put back.
    static let warningMilliseconds: Int64 = 10_000

    struct Trial: Sendable {
        let before: SettingsSheet
        let until: Uptime
        var isAnnounced = false
    }

    private let editor: any SettingsEditor
    /// What the terminal started with: what is not live runs by it.
    let started: SettingsSheet
    /// What the file says.
    private(set) var saved: SettingsSheet
    private(set) var current: SettingsSheet
    private(set) var trial: Trial?
    /// What is edited is not what the terminal runs by: nothing of it takes effect before the next start.
    let isApart: Bool
    /// The file says what `saved` says; false: nothing of it is used, and `saved` has its bytes alone.
    private(set) var isFileKnown: Bool
    /// On its way to the file.
    private(set) var saving: (sheet: SettingsSheet, console: ConsoleID)?

    /// - Parameters:
    ///   - sheet: by which the terminal runs.
    ///   - written: what stands in the file, where that is something else; empty: there is no file.
    ///   - edited: what the file says, where it can be read.
    public init(
        _ sheet: SettingsSheet, written: [UInt8]? = nil, edited: SettingsSheet? = nil, editor: any SettingsEditor
    ) {
        let current = edited ?? sheet
        (started, self.current, self.editor) = (sheet, current, editor)
        isApart = current.text != sheet.text
        isFileKnown = written.map { $0 == current.text } ?? true
        saved = isFileKnown ? current : current.unwritten(text: written!)
    }

    /// When `passTime` has something to do.
    var nextDeadline: Uptime? {
        trial.map { $0.isAnnounced ? $0.until : $0.until + -Self.warningMilliseconds }
    }

    /// Warns before a try ends, and puts back what was before it when it does.
    mutating func passTime(_ now: Uptime) -> TrialNews? {
        guard let trial else { return nil }
        if now >= trial.until {
            putBack(trial)
            return .putBack
        }
        guard !trial.isAnnounced, now + Self.warningMilliseconds >= trial.until else { return nil }
        self.trial?.isAnnounced = true
        return .ends(milliseconds: trial.until - now)
    }

    private mutating func putBack(_ trial: Trial) {
        current = trial.before
        self.trial = nil
    }

    // MARK: commands; each changes everything it says, or nothing

    mutating func set(_ changes: [SettingsChange]) throws(SettingsRefusal) {
        guard trial == nil else { throw SettingsRefusal(["a try is open: 'config confirm' or 'config revert' first"]) }
        try change(changes)
    }

    mutating func begin(
        _ changes: [SettingsChange], seconds: Int, at now: Uptime
    ) throws(SettingsRefusal) {
        guard trial == nil else { throw SettingsRefusal(["a try is open: 'config confirm' or 'config revert' first"]) }
        guard Self.trySeconds.contains(seconds) else {
            let range = "\(Self.trySeconds.lowerBound)...\(Self.trySeconds.upperBound)"
            throw SettingsRefusal(["a try takes \(range) seconds, got \(seconds)"])
        }
        guard !isApart else {
            throw SettingsRefusal([
                "the terminal does not run by these settings: 'config set' and 'config save' change them"
            ])
        }
        let before = current
        try change(changes)
        if let late = current.changes(from: before).first(where: { !$0.isLive }) {
            current = before
            throw SettingsRefusal([
                "\(late.key) takes effect at the next start, so it cannot be tried: 'config set' sets it"
            ])
        }
        trial = Trial(before: before, until: now + Int64(seconds) * 1_000)
    }

    private mutating func change(_ changes: [SettingsChange]) throws(SettingsRefusal) {
        let next = try editor.setting(changes, in: current)
        // Set and set back: then the file's own way of writing it is as good, and nothing is left to save.
        current = next.entries == saved.entries ? saved : next
    }

    mutating func confirm() throws(SettingsRefusal) {
        guard trial != nil else { throw SettingsRefusal(["nothing is being tried"]) }
        trial = nil
    }

    mutating func revert() throws(SettingsRefusal) {
        guard let trial else { throw SettingsRefusal(["nothing is being tried"]) }
        putBack(trial)
    }

    /// - Returns: what is to be written; nil when the file says it already.
    mutating func beginSaving(for console: ConsoleID) throws(SettingsRefusal) -> SettingsSave? {
        guard trial == nil else { throw SettingsRefusal(["a try is open: 'config confirm' or 'config revert' first"]) }
        guard saving == nil else { throw SettingsRefusal(["the settings are being saved"]) }
        guard current != saved else { return nil }
        saving = (current, console)
        return SettingsSave(sheet: current, replaced: saved.text, keepsReplaced: !isFileKnown && !saved.text.isEmpty)
    }

    /// - Returns: what is on the file now, and who asked for it; nil for an answer that nobody waits for.
    mutating func finishSaving(_ outcome: SettingsSaveOutcome) -> (sheet: SettingsSheet, console: ConsoleID)? {
        defer { saving = nil }
        if let saving, case .saved = outcome { (saved, isFileKnown) = (saving.sheet, true) }
        return saving
    }
}

/// What every console is told, asked or not.
enum TrialNews: Equatable {
    case ends(milliseconds: Int64)
    case putBack

    var words: String {
        switch self {
        case .ends(let milliseconds):
            "settings: the try is put back in \((milliseconds + 999) / 1_000) s, unless 'config confirm' comes first"
        case .putBack: "settings: the try was not confirmed, and is put back"
        }
    }
}

/// A sheet for the site's file.
public struct SettingsSave: Equatable, Sendable {
    public let sheet: SettingsSheet
    /// The file must still say this.
    public let replaced: [UInt8]
    /// It cannot be read: it stays beside the new one, as `NAME.broken`.
    public let keepsReplaced: Bool

    public init(sheet: SettingsSheet, replaced: [UInt8], keepsReplaced: Bool = false) {
        (self.sheet, self.replaced, self.keepsReplaced) = (sheet, replaced, keepsReplaced)
    }
}

/// How a save came out.
public enum SettingsSaveOutcome: Equatable, Sendable {
    /// The new file is there, whole, also after a power cut.
    case saved
    /// The old file is there, whole; why, in words.
    case failed(String)
}
