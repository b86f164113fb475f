import Controller
import Records

extension StorageWorker {
    func carryOut(_ request: AccountRequest) throws(RecordsError) -> StorageOutcome {
        switch request {
        case .login(let name, let passphrase):
            let account = try passphrase.withBytes { (bytes) throws(RecordsError) in
                try records.account(name, passphrase: bytes)
            }
            return account.map { .login($0) } ?? .wrongSecret(isKnown: isKnown(name))
        case .claim(let name, let code, let passphrase): return try claim(name, code, passphrase)
        case .recover(let name, let code, let passphrase):
            return try answeringWrongCodes(name) { () throws(RecordsError) in
                try code.withBytes { (code) throws(RecordsError) in
                    try passphrase.withBytes { (bytes) throws(RecordsError) in
                        try records.recover(name, code: code, passphrase: bytes, at: now)
                    }
                }
            }
        case .newCode(let name, let passphrase):
            let account = try passphrase.withBytes { (bytes) throws(RecordsError) in
                try records.account(name, passphrase: bytes)
            }
            guard account != nil else { return .wrongSecret(isKnown: isKnown(name)) }
            return .code(try records.renewRecoveryCode(for: name, at: now).description)
        case .list: return .accounts(records.allAccounts)
        case .add(let name, let role, let passphrase):
            try passphrase.withBytes { (bytes) throws(RecordsError) in
                try records.addAccount(name, role, passphrase: bytes, at: now)
            }
            return .said("\(name) may log in as \(role.word)")
        case .renew(let name, let days):
            return .said("\(name)'s rights last until \(try records.renewAccount(name, days: days, at: now))")
        case .remove(let name):
            try records.removeAccount(name, at: now)
            return .said("\(name) may not log in any more")
        case .setPassphrase(let name, let old, let new):
            let account = try old.withBytes { (bytes) throws(RecordsError) in
                try records.account(name, passphrase: bytes)
            }
            guard account != nil else { return .wrongSecret(isKnown: isKnown(name)) }
            try new.withBytes { (bytes) throws(RecordsError) in
                try records.setPassphrase(of: name, bytes, at: now)
            }
            return .said("your passphrase is another one now")
        }
    }

    private func claim(
        _ name: AccountName, _ code: SecretText?, _ passphrase: SecretText
    ) throws(RecordsError) -> StorageOutcome {
        try answeringWrongCodes(name) { () throws(RecordsError) in
            try passphrase.withBytes { (bytes) throws(RecordsError) in
                guard let code else { return try records.claim(name, code: nil, passphrase: bytes, at: now) }
                return try code.withBytes { (code) throws(RecordsError) in
                    try records.claim(name, code: code, passphrase: bytes, at: now)
                }
            }
        }
    }

    private func isKnown(_ name: AccountName) -> Bool { records.allAccounts.contains { $0.name == name } }

    /// A wrong code is a guess, and slows the next one down.
    private func answeringWrongCodes(
        _ name: AccountName, _ body: () throws(RecordsError) -> OneTimeCode
    ) throws(RecordsError) -> StorageOutcome {
        do { return .code(try body().description) } catch {
            if error.code == .wrongCode { return .wrongSecret(isKnown: isKnown(name)) }
            throw error
        }
    }

    /// - Returns: the certificate, signed with the key that signs the journals.
    func wipe() throws(RecordsError) -> [String] { try records.wipeWithCertificate(at: now) }

    func certificate() throws(RecordsError) -> StorageOutcome {
        guard let lines = try records.erasureCertificate() else {
            return .failed("nothing was erased by 'decommission' or the service button since the store was formatted")
        }
        return .lines(lines, isEnd: true)
    }
}
