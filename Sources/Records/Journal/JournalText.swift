import RingStore
import Timekeeping

/// How exported lines are spelled: ASCII, one space between words, a line feed behind each line, one way for each value.
enum JournalText {
    static let version = 1

    static func header(_ journal: Journal, publicKey: [UInt8]) -> String {
        "menshen-journal \(version) \(journal.word) \(hex(publicKey))"
    }

    /// What a signature is made over: it holds in this journal of this store only.
    static func signed(_ statement: String, under header: String) -> String { "\(header)\n\(statement)\n" }

    static func hash(_ text: String) -> [UInt8] { Array(text.utf8).withUnsafeBytes { blake2b32($0) } }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// `2026-03-02T01:00:30Z`
    static func time(_ time: WallTime) -> String { time.utcText }
}
