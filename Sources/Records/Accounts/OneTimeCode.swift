import RingStore

/// Twenty letters and digits that are printed once and typed once: 100 bits. Nothing in it can be mistaken for something
/// else (Crockford's base 32), and hyphens, spaces and small letters do not matter.
public struct OneTimeCode: Sendable, CustomStringConvertible {
    static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    static let letterCount = 20

    private let text: [UInt8]

    init(entropy: any Entropy) {
        text = entropy.bytes(Self.letterCount).map { Self.letters[Int($0 & 31)] }
    }

    /// In groups of five.
    public var description: String {
        stride(from: 0, to: text.count, by: 5).map { String(decoding: text[$0..<$0 + 5], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// What was typed, as it was printed; nothing of it stays, also when it is none.
    /// - Returns: nil unless it is twenty of the letters.
    static func normalised(_ typed: UnsafeRawBufferPointer) -> LockedBytes? {
        let code = LockedBytes(count: letterCount)
        var count = 0
        for byte in typed where byte != UInt8(ascii: "-") && byte != UInt8(ascii: " ") {
            guard count < letterCount, let letter = letter(typedAs: byte) else { return nil }
            code.bytes[count] = letter
            count += 1
        }
        return count == letterCount ? code : nil
    }

    private static func letter(typedAs byte: UInt8) -> UInt8? {
        switch byte >= 0x61 ? byte - 0x20 : byte {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case let letter where letters.contains(letter): letter
        default: nil
        }
    }

    var bytes: [UInt8] { text }
}

/// What a code is good for, once. Kind 17.
///
///     1  purpose
///    56  code      `HardenedSecret`
///
/// The code for the first account until it is used, then the one that brings a lost passphrase back. A code that was used is
/// erased.
struct CodeRecord: Equatable, SealableRecord {
    static let kind = RecordKind.consoleCode
    /// Nobody guesses 100 bits, whatever a guess costs.
    static let work = HardenedSecret.Work(operations: 1, memoryBytes: 1 << 20)

    enum Purpose: UInt8, CaseIterable {
        case claim = 1
        case recovery = 2
    }

    let purpose: Purpose
    let code: HardenedSecret

    init(purpose: Purpose, code: HardenedSecret) { (self.purpose, self.code) = (purpose, code) }

    func write(to writer: inout ByteWriter) {
        writer.integer(purpose.rawValue)
        code.write(to: &writer)
    }

    init?(from reader: inout ByteReader) {
        guard let purpose = Purpose(rawValue: reader.integer()), let code = HardenedSecret(from: &reader),
            reader.isComplete
        else { return nil }
        (self.purpose, self.code) = (purpose, code)
    }
}
