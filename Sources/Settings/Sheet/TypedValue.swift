/// What somebody typed for a key, as a file would say it.
enum TypedValue {
    /// A text may come without its quotes, a list without its brackets; what does not fit the key's form is left to its
    /// reader, which says what would fit.
    /// - Returns: nil for a text or a list that is begun and not ended.
    static func toml(_ typed: String, as form: KnownKey.Form) -> String? {
        switch form {
        case .number, .flag:
            if let number = Int64(typed) { return String(number) }
            if typed == "true" || typed == "false" { return typed }
            return typed.first == "\"" ? parsed(typed) : TomlText.string(typed)
        case .text: return typed.first == "\"" || typed.first == "'" ? parsed(typed) : TomlText.string(typed)
        case .list:
            if typed.first == "[" { return parsed(typed) }
            let words = typed.split(separator: ",").map { $0.trimming(" ") }
            return TomlText.list(words.map(String.init))
        }
    }

    /// One value and nothing behind it.
    private static func parsed(_ typed: String) -> String? {
        guard case .success(let nodes) = parseToml(Array("value = \(typed)".utf8)),
            nodes.allSatisfy({ $0.path == "value" || $0.path.hasPrefix("value[") })
        else { return nil }
        let byPath = Dictionary(nodes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        return TomlText.value(at: "value", in: byPath)
    }
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> Substring {
        var text = drop { $0 == character }
        while text.last == character { text.removeLast() }
        return text
    }
}
