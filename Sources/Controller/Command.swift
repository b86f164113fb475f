import Law
import Records

/// A console command, parsed. Who may give it: see `roles`.
public enum Command: Equatable, Sendable {
    case status
    case law
    case lawWhy(RequirementID)
    /// Those behind this personal number, or from the first.
    case people(after: String? = nil)
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
}
