import CSodium
import Records

/// Every primitive of libsodium that the firmware uses, against answers that others have published.
struct CryptoPart {
    var vectors = CryptoVectors()
    private var report = SelfTestReport()
    private var checks = 0

    init(vectors: CryptoVectors = CryptoVectors()) { self.vectors = vectors }

    func run() -> SelfTestReport {
        var part = self
        part.checkAll()
        part.report.summary = "\(part.checks) checks"
        return part.report
    }

    private mutating func checkAll() {
        check("BLAKE2b-512", "RFC 7693 A", vectors.blake2bOfABC, came: Self.blake2b(Array("abc".utf8), bytes: 64))
        check("BLAKE2b keyed", "RFC 7693 E", vectors.blake2bOfAll, came: Self.blake2bOfAll())
        check("BLAKE2b in pieces", "RFC 7693 A", vectors.blake2bOfABC, came: Self.blake2bInPieces())
        check("ChaCha20", "RFC 8439 2.4.2", vectors.chacha20, came: Self.chacha20())
        check(
            "XChaCha20-Poly1305", "draft-irtf-cfrg-xchacha-03 A.3.1", vectors.xchacha20Poly1305,
            came: SealedVector.seal())
        checkOpening()
        checkArgon2id()
        check("seeded stream", "RFC 8439; benches only", vectors.repeatableStream, came: Self.repeatableStream())
        checkComparison()
    }

    /// With the memory that one PIN takes, so that a board that is too small is noticed here.
    private mutating func checkArgon2id() {
        let memory = "\(vectors.argon2idMemoryBytes >> 20) MiB"
        guard let hash = Self.argon2id(memoryBytes: vectors.argon2idMemoryBytes) else {
            checks += 1
            let expected = vectors.argon2id.hexadecimal
            return report.failures.append("Argon2id: expected \(expected), came nothing: \(memory) cannot be had")
        }
        let source = "\(memory), \(PINHardening.passes) passes; reference implementation"
        check("Argon2id", source, vectors.argon2id, came: hash)
    }

    private mutating func check(_ primitive: String, _ source: String, _ expected: [UInt8], came: [UInt8]) {
        checks += 1
        report.details.append("\(primitive.padded(to: 19)) \(came.shortHexadecimal)  \(source)")
        if came == expected { return }
        report.failures.append("\(primitive): expected \(expected.hexadecimal), came \(came.hexadecimal)")
    }

    /// The published ciphertext opens; with one bit of anything changed it does not.
    private mutating func checkOpening() {
        let sealed = SealedVector(bytes: vectors.xchacha20Poly1305)
        report.expect("opening the published ciphertext", CryptoVectors.plaintext.hexadecimal, came: sealed.opened)
        let tampered: [(what: String, vector: SealedVector)] = [
            ("ciphertext", sealed.changing(\.bytes, at: 0)),
            ("tag", sealed.changing(\.bytes, at: sealed.bytes.count - 1)),
            ("associated data", sealed.changing(\.associated, at: 5)), ("nonce", sealed.changing(\.nonce, at: 23)),
            ("key", sealed.changing(\.key, at: 31)),
        ]
        for (what, vector) in tampered {
            report.expect("opening with one bit of the \(what) changed", "refused", came: vector.opened)
        }
        checks += 1 + tampered.count
        report.details.append("\("tampering".padded(to: 19)) refused: \(tampered.map(\.what).joined(separator: ", "))")
    }

    private mutating func checkComparison() {
        let a: [UInt8] = [1, 2, 3, 4], b: [UInt8] = [1, 2, 3, 5]
        report.expect("comparing equal secrets", 0, came: sodium_memcmp(a, a, a.count))
        report.expect("comparing unequal secrets", -1, came: sodium_memcmp(a, b, a.count))
        // Random bytes have no known answer; two draws of 256 bits that are alike come from no source of them.
        let first = Self.randomBytes(), second = Self.randomBytes()
        report.expect("two draws of random bytes", "different", came: first == second ? "alike" : "different")
        checks += 3
    }
}

// The calls, as the firmware makes them.
extension CryptoPart {
    private static func blake2b(_ message: [UInt8], key: [UInt8] = [], bytes count: Int) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: count)
        let status = crypto_generichash_blake2b(
            &digest, count, message, UInt64(message.count), key.isEmpty ? nil : key, key.count)
        precondition(status == 0)
        return digest
    }

    /// The self-test of RFC 7693, appendix E, as it is written there.
    private static func blake2bOfAll() -> [UInt8] {
        var all: [UInt8] = []
        for digestBytes in [20, 32, 48, 64] {
            let key = sequence(count: digestBytes, seed: UInt32(digestBytes))
            for messageBytes in [0, 3, 128, 129, 255, 1024] {
                let message = sequence(count: messageBytes, seed: UInt32(messageBytes))
                all += blake2b(message, bytes: digestBytes) + blake2b(message, key: key, bytes: digestBytes)
            }
        }
        return blake2b(all, bytes: 32)
    }

    /// A Fibonacci sequence; the upper 8 of 32 bits.
    private static func sequence(count: Int, seed: UInt32) -> [UInt8] {
        var (a, b): (UInt32, UInt32) = (0xDEAD_4BAD &* seed, 1)
        return (0..<count).map { _ in
            (a, b) = (b, a &+ b)
            return UInt8(b >> 24)
        }
    }

    private static func blake2bInPieces() -> [UInt8] {
        // The C struct asks for 64-byte alignment and comes to Swift without a layout.
        let memory = UnsafeMutableRawPointer.allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
        defer { memory.deallocate() }
        let state = OpaquePointer(memory)
        crypto_generichash_init(state, nil, 0, 64)
        crypto_generichash_update(state, Array("a".utf8), 1)
        crypto_generichash_update(state, Array("bc".utf8), 2)
        var digest = [UInt8](repeating: 0, count: 64)
        crypto_generichash_final(state, &digest, digest.count)
        return digest
    }

    private static func chacha20() -> [UInt8] {
        let text = CryptoVectors.plaintext
        var out = [UInt8](repeating: 0, count: text.count)
        crypto_stream_chacha20_ietf_xor_ic(
            &out, text, UInt64(text.count), CryptoVectors.chacha20Nonce, 1, Array(0..<32))
        return out
    }

    /// Nil when there is not so much memory.
    private static func argon2id(memoryBytes: Int) -> [UInt8]? {
        var hash = [UInt8](repeating: 0, count: 32)
        let password = (0..<32).map { CChar($0) }
        let status = crypto_pwhash_argon2id(
            &hash, UInt64(hash.count), password, UInt64(password.count), Array(0x20..<0x30),
            UInt64(PINHardening.passes), memoryBytes, crypto_pwhash_argon2id_ALG_ARGON2ID13)
        return status == 0 ? hash : nil
    }

    private static func repeatableStream() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64)
        randombytes_buf_deterministic(&bytes, bytes.count, Array(0..<32))
        return bytes
    }

    private static func randomBytes() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        return bytes
    }
}
