/// Values as a file says them, always in the same way.
enum TomlText {
    static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    static func list(_ texts: [String]) -> String { "[\(texts.map(string).joined(separator: ", "))]" }

    /// What stands at `path`; nil for what no settings have: tables, fractions, dates.
    static func value(at path: String, in nodes: [String: TomlNode]) -> String? {
        switch nodes[path]?.value {
        case .integer(let number): return String(number)
        case .boolean(let flag): return String(flag)
        case .string(let text): return string(text)
        case .array(let count):
            let members = (0..<count).compactMap { value(at: "\(path)[\($0)]", in: nodes) }
            return members.count == count ? "[\(members.joined(separator: ", "))]" : nil
        case .table, .float, .dateOrTime, nil: return nil
        }
    }
}
