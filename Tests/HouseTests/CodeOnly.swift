/// Swift or C text with comments and the insides of strings blanked out; line breaks stay, so line numbers hold.
/// Code inside of `\(…)` stays too. Regex literals are not known: the house has none.
func codeOnly(_ text: String) -> String {
    var stripper = CodeStripper(text)
    return stripper.strip()
}

private struct CodeStripper {
    private let bytes: [UInt8]
    private var at = 0
    private var out: [UInt8] = []

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func strip() -> String {
        code(until: nil)
        return String(decoding: out, as: UTF8.self)
    }

    private func sees(_ word: String) -> Bool { bytes[at...].starts(with: word.utf8) }

    private mutating func keep(_ count: Int = 1) {
        out += bytes[at..<at + count]
        at += count
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where at < bytes.count {
            out.append(bytes[at] == UInt8(ascii: "\n") ? bytes[at] : UInt8(ascii: " "))
            at += 1
        }
    }

    /// Code up to the end, or to the parenthesis that closes an interpolation.
    private mutating func code(until closing: UInt8?) {
        var depth = 0
        while at < bytes.count {
            if sees("//") {
                while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { blank() }
            } else if sees("/*") {
                blockComment()
            } else if let hashes = openingHashes() {
                string(hashes: hashes)
            } else {
                if bytes[at] == UInt8(ascii: "(") { depth += 1 }
                if bytes[at] == closing {
                    if depth == 0 { return }
                    depth -= 1
                }
                keep()
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if sees("/*") { depth += 1 } else if sees("*/") { depth -= 1 }
            blank(sees("/*") || sees("*/") ? 2 : 1)
        } while depth > 0 && at < bytes.count
    }

    /// The number of `#` before the quotation mark that begins a string here; `nil` if none begins here.
    private func openingHashes() -> Int? {
        let hashes = bytes[at...].prefix { $0 == UInt8(ascii: "#") }.count
        return at + hashes < bytes.count && bytes[at + hashes] == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func string(hashes: Int) {
        let pounds = String(repeating: "#", count: hashes)
        keep(hashes)
        let quotes = sees("\"\"\"") ? "\"\"\"" : "\""
        keep(quotes.count)
        while at < bytes.count, !sees(quotes + pounds) {
            if quotes.count == 1, bytes[at] == UInt8(ascii: "\n") { return }
            if sees("\\" + pounds + "(") {
                blank(hashes + 1)
                keep()
                code(until: UInt8(ascii: ")"))
                if at < bytes.count { keep() }
            } else if sees("\\" + pounds) {
                blank(hashes + 2)
            } else {
                blank()
            }
        }
        if at < bytes.count { keep(quotes.count + hashes) }
    }
}
