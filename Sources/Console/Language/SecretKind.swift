import Controller
import Records

/// What a secret looks like.
enum SecretKind: Equatable, Sendable {
    /// So many digits.
    case digits(ClosedRange<Int>)
    case passphrase
    case newPassphrase
    /// As it was printed; empty where a hand inside the enclosure stands for it.
    case claimCode
    /// As it was shown.
    case recoveryCode

    var range: String {
        switch self {
        case .digits(let count): "\(count.lowerBound)...\(count.upperBound) digits"
        case .passphrase: "not shown"
        case .newPassphrase: "\(Account.passphraseBytes.lowerBound)...\(Account.passphraseBytes.upperBound) bytes"
        case .claimCode: "as printed, or nothing with the service button held"
        case .recoveryCode: "as it was shown"
        }
    }

    func accepts(_ secret: SecretText) -> Bool {
        switch self {
        case .digits(let count):
            count.contains(secret.count)
                && secret.withBytes { $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
        case .passphrase: secret.count <= Account.passphraseBytes.upperBound
        case .newPassphrase: Account.passphraseBytes.contains(secret.count)
        case .claimCode: secret.count <= 64
        case .recoveryCode: (1...64).contains(secret.count)
        }
    }
}
