import CSodium
import Foundation

/// Reads whole files, and says in plain words why one cannot be read.
enum InputFile {
    static func read(_ path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw CommandError("\(path): \(reason(error))")
        }
    }

    /// One line, without Foundation's codes where it has words.
    static func reason(_ error: Error) -> String {
        switch error {
        case let error as CocoaError where error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile:
            return "there is no such file"
        case let error as CocoaError where error.code == .fileReadNoPermission: return "it may not be read"
        case DecodingError.keyNotFound(let key, _): return "\(key.stringValue) is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            return "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is of the wrong type"
        case DecodingError.dataCorrupted: return "it is not JSON"
        default: return String(describing: error).split(separator: "\n").first.map(String.init) ?? "unknown reason"
        }
    }

    /// In lower-case hexadecimal.
    static func sha256(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest.hexadecimal
    }
}

extension Sequence where Element == UInt8 {
    var hexadecimal: String {
        map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
