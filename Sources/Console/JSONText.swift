/// What `--json` prints: keys in alphabetical order.
public enum JSONText: Sendable {
    case string(String)
    case number(Int)
    case yesNo(Bool)
    case list([JSONText])
    case object([String: JSONText])
    case none

    /// Two spaces a level, as `menshen-pack` prints it, without a line feed at the end.
    public var text: String { write("") }

    /// All in one line, for a reader that takes lines.
    public var line: String {
        switch self {
        case .list(let values): "[\(values.map(\.line).joined(separator: ","))]"
        case .object(let values):
            "{\(values.sorted { $0.key < $1.key }.map { "\(Self.quoted($0)):\($1.line)" }.joined(separator: ","))}"
        default: text
        }
    }

    private func write(_ indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .string(let text): return Self.quoted(text)
        case .number(let number): return String(number)
        case .yesNo(let answer): return answer ? "true" : "false"
        case .none: return "null"
        case .list(let values):
            let lines = values.map { inner + $0.write(inner) }
            return lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
        case .object(let values):
            let lines = values.sorted { $0.key < $1.key }.map { key, value in
                "\(inner)\(Self.quoted(key)) : \(value.write(inner))"
            }
            return lines.isEmpty ? "{}" : "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension JSONText {
    /// 64-bit counters are far below what a reader of JSON can hold exactly.
    public static func number(_ number: UInt64) -> JSONText { .number(Int(clamping: number)) }
}
