import CSodium

/// The published example of XChaCha20-Poly1305, to be opened as it is or with something changed.
struct SealedVector {
    var key = [UInt8](0x80..<0xA0)
    var nonce = [UInt8](0x40..<0x58)
    var associated = CryptoVectors.associatedData
    /// Ciphertext, then tag.
    var bytes: [UInt8]

    static func seal() -> [UInt8] {
        let example = SealedVector(bytes: [])
        let text = CryptoVectors.plaintext
        var sealed = [UInt8](repeating: 0, count: text.count + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES))
        let status = crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, nil, text, UInt64(text.count), example.associated, UInt64(example.associated.count), nil,
            example.nonce, example.key)
        precondition(status == 0)
        return sealed
    }

    /// The plaintext in hexadecimal digits, or "refused".
    var opened: String {
        var text = [UInt8](repeating: 0, count: max(0, bytes.count - Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)))
        let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &text, nil, nil, bytes, UInt64(bytes.count), associated, UInt64(associated.count), nonce, key)
        return status == 0 ? text.hexadecimal : "refused"
    }

    /// With the lowest bit of one byte flipped.
    func changing(_ field: WritableKeyPath<Self, [UInt8]>, at index: Int) -> Self {
        var changed = self
        changed[keyPath: field][index] ^= 1
        return changed
    }
}
