import Records

/// What libsodium has to give, for every primitive of it that this firmware uses, and where it stands written.
struct CryptoVectors {
    /// RFC 7693, appendix A: BLAKE2b-512 of "abc".
    var blake2bOfABC = [UInt8](
        hexadecimal: """
            ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1
            7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923
            """)

    /// RFC 7693, appendix E: one digest over keyed and unkeyed digests of four lengths, of messages of six lengths.
    var blake2bOfAll = [UInt8](hexadecimal: "c23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475")

    /// RFC 8439, 2.4.2: ChaCha20 with the key 00…1f, the nonce below, block counter 1, of `plaintext`.
    var chacha20 = [UInt8](
        hexadecimal: """
            6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0b
            f91b65c5524733ab8f593dabcd62b3571639d624e65152ab8f530c359f0861d8
            07ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab7793736
            5af90bbf74a35be6b40b8eedf2785e42874d
            """)
    static let chacha20Nonce = [UInt8](hexadecimal: "000000000000004a00000000")

    /// draft-irtf-cfrg-xchacha-03, A.3.1: XChaCha20-Poly1305 of `plaintext` with the key 80…9f, the nonce 40…57 and the
    /// associated data below; ciphertext, then tag.
    var xchacha20Poly1305 = [UInt8](
        hexadecimal: """
            bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb
            731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452
            2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9
            21f9664c97637da9768812f615c68b13b52e
            c0875924c1c7987947deafd8780acf49
            """)
    static let associatedData = [UInt8](hexadecimal: "50515253c0c1c2c3c4c5c6c7")

    static let plaintext = [UInt8](
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
            .utf8)

    /// Argon2id 1.3 of the password 00…1f and the salt 20…2f, 32 bytes, with the firmware's own cost. The vectors of RFC 9106
    /// take a secret, associated data and four lanes, which libsodium does not offer; this one was made with the reference
    /// implementation of Argon2's authors (argon2-cffi 25.1.0, argon2-cffi-bindings 26.2.0).
    var argon2id = [UInt8](hexadecimal: "afc0575088728082d73d58d24ddd5ca949e03e65e7310bd07bbde09dee3c0e95")
    var argon2idMemoryBytes = Int(PINHardening.memoryBytes)

    /// The first 64 bytes of libsodium's repeatable stream for the seed 00…1f, with which benches and the store's part below
    /// draw. It is ChaCha20 (RFC 8439) with the nonce "LibsodiumDRG" from block 0; made so with Python's cryptography 50.0.2.
    var repeatableStream = [UInt8](
        hexadecimal: """
            0d8e6cc68715648926732e7ea73250cfaf2d58422083904c841a8ba33b986111
            f346ba50723a68ae283524a6bded09f83be6b80595856f72e25b86918e8b114b
            """)
}
