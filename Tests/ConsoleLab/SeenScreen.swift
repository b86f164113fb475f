import Glibc

/// Everything one console has been sent: only what a VT100 may get, no secret, and nobody's number without a login.
struct SeenScreen {
    private enum State { case ground, escape, sequence }
    private var state = State.ground
    /// The end of what came before, so that nothing hides between two pieces.
    private var tail: [UInt8] = []
    private var secrets: [[UInt8]] = []
    private var wasLoggedIn = false
    private(set) var ending: [UInt8] = []

    mutating func keep(secret: [UInt8]) { secrets.append(secret) }

    /// Whoever looks is another one.
    mutating func clear() { (state, tail, secrets) = (.ground, [], []) }

    /// - Returns: what is wrong with it.
    mutating func take(_ bytes: [UInt8], isLoggedIn: Bool) -> String? {
        for byte in bytes where !takes(byte) { return "sent the control character \(byte)" }
        // What was seen before a logout has been seen.
        if wasLoggedIn, !isLoggedIn { tail = [] }
        wasLoggedIn = isLoggedIn
        let both = tail + bytes
        tail = Array(both.suffix(40))
        ending = Array(both.suffix(16))
        if !isLoggedIn, Self.find(StoreDouble.canary, in: both) { return "showed personal data without a login" }
        for secret in secrets where Self.find(secret, in: both) { return "showed a secret" }
        return nil
    }

    /// What is shown last asks for a secret.
    var asksForSecret: Bool { ending.suffix(6) == Array("): \u{1B}[K".utf8)[...] }

    private mutating func takes(_ byte: UInt8) -> Bool {
        switch (state, byte) {
        case (.ground, 0x1B): state = .escape
        case (.ground, 0x0D), (.ground, 0x0A), (.ground, 0x07), (.ground, 0x20...0x7E), (.ground, 0x80...): break
        case (.escape, UInt8(ascii: "[")): state = .sequence
        case (.sequence, 0x30...0x39): break
        case (.sequence, UInt8(ascii: "K")), (.sequence, UInt8(ascii: "D")), (.sequence, UInt8(ascii: "H")),
            (.sequence, UInt8(ascii: "J")):
            state = .ground
        default: return false
        }
        return true
    }

    static func count(_ needle: [UInt8], in bytes: [UInt8]) -> Int {
        guard find(needle, in: bytes) else { return 0 }
        return bytes.indices.count { bytes[$0...].starts(with: needle) }
    }

    static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Bool {
        if bytes.count < needle.count { return false }
        return bytes.withUnsafeBytes { hay in
            needle.withUnsafeBytes { needle in
                (0...hay.count - needle.count).contains { place in
                    hay[place] == needle[0] && memcmp(hay.baseAddress! + place, needle.baseAddress!, needle.count) == 0
                }
            }
        }
    }
}
