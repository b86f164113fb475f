import Law

/// A console command, parsed. What each may do and who may give it is Console's.
public enum Command: Equatable, Sendable {
    case status
    case law
    case lawWhy(RequirementID)
    case people
    case personAdd(PersonRequest)
    case personRemove(number: String)
    case journal(count: Int)
    case journalVerify
    case explainLast
    /// The site's settings whose keys begin so; nil: all.
    case configShow(prefix: String?)
    /// What differs from the saved file, as commands.
    case configDiff
    /// In memory only; all of them or none.
    case configSet([SettingsChange])
    /// The same, put back by itself unless it is confirmed in time.
    case configTry(seconds: Int, [SettingsChange])
    case configConfirm
    case configRevert
    case configSave
    /// The settings of the board.
    case board
}
