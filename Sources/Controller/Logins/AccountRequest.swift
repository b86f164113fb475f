import Records
import Timekeeping

/// A job for the storage thread about who may log in. Each secret is compared or hardened there and goes nowhere else.
public enum AccountRequest: Sendable {
    /// Answered by `.login`, or by `.wrongSecret`, as all that compare a secret.
    case login(AccountName, passphrase: SecretText)
    /// - code: what was printed when the store was made; nil for a hand inside the enclosure. Answered by `.code`.
    case claim(AccountName, code: SecretText?, passphrase: SecretText)
    /// Answered by `.code`.
    case recover(AccountName, code: SecretText, passphrase: SecretText)
    /// Another recovery code, for whoever knows the passphrase of an account with the role responsible. Answered by `.code`,
    /// or by `.wrongSecret`.
    case newCode(AccountName, passphrase: SecretText)
    /// Answered by `.accounts`.
    case list
    case add(AccountName, Role, passphrase: SecretText)
    case renew(AccountName, days: Int)
    case remove(AccountName)
    /// - old: what it must be until now; `.wrongSecret` when it is not.
    case setPassphrase(AccountName, old: SecretText, new: SecretText)
}
