import Law
import Records

/// A console command, parsed. Who may give it: see `roles`.
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
    case login(AccountName, passphrase: SecretText)
    case logout
    /// - code: nil when a hand inside the enclosure stands for it.
    case claim(AccountName, code: SecretText?, passphrase: SecretText)
    case recover(AccountName, code: SecretText, passphrase: SecretText)
    /// One's own.
    case passphrase(old: SecretText, new: SecretText)
    case accounts
    case accountAdd(AccountName, Role, passphrase: SecretText)
    case accountRenew(AccountName, days: Int)
    case accountRemove(AccountName)
    /// By a second person, of what the first asked for.
    case approve
    case reject
    case clockConfirm
    case decommission
    case doorUnlock(reason: String)
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
