import Door
import Law

/// All settings of a site at one instant, with the text of the file that says them.
public struct SettingsSheet: Equatable, Sendable {
    /// What would be saved, byte for byte.
    public let text: [UInt8]
    /// Every key there is, in the order of the tables; written or not.
    public let entries: [SettingsEntry]
    public let live: LiveSettings
    /// What the next start would declare.
    public let declaration: SiteDeclaration

    public init(text: [UInt8], entries: [SettingsEntry], live: LiveSettings, declaration: SiteDeclaration) {
        (self.text, self.entries, self.live, self.declaration) = (text, entries, live, declaration)
    }
}

/// One key and how it stands.
public struct SettingsEntry: Equatable, Sendable {
    /// E.g. `door.strike_milliseconds`.
    public let key: String
    /// As a file would say it, e.g. `4000`, `"1 in 100"`, `["card+pin"]`; nil: there is none.
    public let value: String?
    /// False: nobody wrote it, and the value is the default.
    public let isWritten: Bool
    /// It can take effect while the terminal runs; the others do at the next start.
    public let isLive: Bool
    /// Keys of one group make sense only together, and are set by one command; nil: it stands alone.
    public let group: String?

    public init(key: String, value: String?, isWritten: Bool, isLive: Bool = false, group: String? = nil) {
        self.key = key
        self.value = value
        self.isWritten = isWritten
        self.isLive = isLive
        self.group = group
    }
}

/// What may change while the terminal runs. Nothing of it is in the notice or in a digest of it.
public struct LiveSettings: Equatable, Sendable {
    /// Its times, and what is done with them; how it is wired waits for the next start.
    public var door: DoorPolicy
    /// As in `Timings`.
    public var entryMilliseconds: Int64
    public var resultMilliseconds: Int64
    public var captureMilliseconds: Int64
    public var consentHoldMilliseconds: Int

    public init(
        door: DoorPolicy, entryMilliseconds: Int64, resultMilliseconds: Int64, captureMilliseconds: Int64,
        consentHoldMilliseconds: Int
    ) {
        self.door = door
        self.entryMilliseconds = entryMilliseconds
        self.resultMilliseconds = resultMilliseconds
        self.captureMilliseconds = captureMilliseconds
        self.consentHoldMilliseconds = consentHoldMilliseconds
    }
}

extension Timings {
    /// Whoever is in the middle of something keeps the times it began with.
    public mutating func take(_ live: LiveSettings) {
        entryMilliseconds = live.entryMilliseconds
        resultMilliseconds = live.resultMilliseconds
        captureMilliseconds = live.captureMilliseconds
        consentHoldMilliseconds = live.consentHoldMilliseconds
    }
}

/// One key that is to have another value, or none of its own.
public struct SettingsChange: Equatable, Sendable {
    public let key: String
    /// As it is typed: as a file would say it, or a text without its quotes; nil: the key goes, and its default holds.
    public let value: String?
    public init(key: String, value: String?) { (self.key, self.value) = (key, value) }
}

extension [String] {
    /// These keys without a value of their own.
    var unset: [SettingsChange] { map { SettingsChange(key: $0, value: nil) } }
}

extension [SettingsChange] {
    /// For the journal: everything that was typed, so that it tells what was changed. No setting of a site is a secret.
    var journalWords: String {
        let isUnset = allSatisfy { $0.value == nil }
        return (isUnset ? "unset " : "")
            + map { change in change.value.map { "\(change.key)=\($0)" } ?? change.key }.joined(separator: " ")
    }
}

/// Knows which settings are well formed: what reads the file. Pure: the same sheet and changes give the same answer.
public protocol SettingsEditor: Sendable {
    /// All changes or none.
    /// - Throws: everything that is wrong with them, one sentence each, with the key, what fits and what came.
    func setting(
        _ changes: [SettingsChange], in sheet: SettingsSheet
    ) throws(SettingsRefusal) -> SettingsSheet
}

/// Why nothing was changed.
public struct SettingsRefusal: Error, Equatable, Sendable {
    /// Never empty.
    public let reasons: [String]
    public init(_ reasons: [String]) {
        precondition(!reasons.isEmpty)
        self.reasons = reasons
    }
}
