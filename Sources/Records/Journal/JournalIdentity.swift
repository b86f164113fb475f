import CSodium
import RingStore

/// The Ed25519 key pair that a store signs its journals with.
///
/// Its seed is derived: BLAKE2b(store root; "menshen use journal identity"), and the store root from device key and store
/// id. So it needs no place on the flash, nobody without the device key can sign, and formatting ends it together with the
/// journals it stood for: a journal that begins anew at line 1 is never taken for the old one.
public final class JournalIdentity: CustomStringConvertible {
    public static let publicKeyBytes = Int(crypto_sign_PUBLICKEYBYTES)
    static let signatureBytes = Int(crypto_sign_BYTES)

    /// 32 bytes; no secret.
    public let publicKey: [UInt8]
    private let secret: LockedBytes

    /// - Precondition: 32 bytes.
    init(seed: LockedBytes) {
        precondition(seed.count == Int(crypto_sign_SEEDBYTES))
        secret = LockedBytes(count: Int(crypto_sign_SECRETKEYBYTES))
        var publicKey = [UInt8](repeating: 0, count: Self.publicKeyBytes)
        let status = crypto_sign_seed_keypair(&publicKey, secret.octets, seed.octets)
        precondition(status == 0)
        self.publicKey = publicKey
    }

    /// The public key, 64 hexadecimal digits.
    public var description: String { JournalText.hex(publicKey) }

    func sign(_ message: some Sequence<UInt8>) -> [UInt8] {
        let message = Array(message)
        var signature = [UInt8](repeating: 0, count: Self.signatureBytes)
        let status = crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret.octets)
        precondition(status == 0)
        return signature
    }

    static func isSigned(_ message: some Sequence<UInt8>, by publicKey: [UInt8], _ signature: [UInt8]) -> Bool {
        guard publicKey.count == publicKeyBytes, signature.count == signatureBytes else { return false }
        let message = Array(message)
        return crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }
}
