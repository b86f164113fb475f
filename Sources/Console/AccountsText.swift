import Records
import Timekeeping

/// `accounts`: who may log in, by name.
enum AccountsText {
    static func lines(_ accounts: [Account], today: CivilDay) -> [String] {
        if accounts.isEmpty { return ["nobody may log in yet; 'claim' makes the first account"] }
        return accounts.map { account in
            let name = ReplyText.padded(account.name.text, AccountName.limitBytes)
            let role = ReplyText.padded(account.role.word, 11)
            return "\(name) \(role) \(account.lastDay < today ? "LAPSED after" : "until") \(account.lastDay)"
        }
    }
}
