import CToml

/// One node of a TOML file with its place.
struct TomlNode {
    enum Value: Equatable {
        case table
        case array(count: Int)
        case string(String)
        case integer(Int64)
        case boolean(Bool)
        case float
        case dateOrTime
    }
    /// E.g. `door.strike_milliseconds`, `alternatives.ways[0]`.
    let path: String
    let value: Value
    let position: SettingsFinding.Position
    /// Behind the last character of a value.
    let end: SettingsFinding.Position
    let keyPosition: SettingsFinding.Position
}

extension TomlNode.Value {
    /// As a message says it, e.g. `the string "3 s"`.
    var words: String {
        switch self {
        case .table: "a table"
        case .array: "an array"
        case .string(let text): "the string \"\(text.count > 40 ? text.prefix(40) + "…" : text[...])\""
        case .integer(let number): "\(number)"
        case .boolean(let flag): "\(flag)"
        case .float: "a number with a decimal point"
        case .dateOrTime: "a date or time"
        }
    }
}

/// The nodes of a text, or the first thing wrong with it.
func parseToml(_ bytes: [UInt8]) -> Result<[TomlNode], TomlSyntaxError> {
    let document = bytes.withUnsafeBytes {
        menshen_toml_parse($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    }
    defer { menshen_toml_free(document) }
    var line: UInt32 = 0
    var column: UInt32 = 0
    if let message = menshen_toml_error(document, &line, &column) {
        let position = SettingsFinding.Position(line: Int(max(line, 1)), column: Int(max(column, 1)))
        return .failure(TomlSyntaxError(position: position, message: String(cString: message)))
    }
    return .success((0..<menshen_toml_count(document)).map { TomlNode(menshen_toml_at(document, $0)) })
}

struct TomlSyntaxError: Error, Equatable {
    let position: SettingsFinding.Position
    let message: String
}

extension TomlNode {
    fileprivate init(_ node: menshen_toml_node) {
        path = text(node.path, node.path_bytes)
        position = SettingsFinding.Position(line: Int(max(node.line, 1)), column: Int(max(node.column, 1)))
        end = SettingsFinding.Position(line: Int(max(node.end_line, 1)), column: Int(max(node.end_column, 1)))
        keyPosition = SettingsFinding.Position(line: Int(max(node.key_line, 1)), column: Int(max(node.key_column, 1)))
        switch node.kind {
        case MENSHEN_TOML_TABLE.rawValue: value = .table
        case MENSHEN_TOML_ARRAY.rawValue: value = .array(count: Int(node.number))
        case MENSHEN_TOML_STRING.rawValue: value = .string(text(node.text, node.text_bytes))
        case MENSHEN_TOML_INTEGER.rawValue: value = .integer(node.number)
        case MENSHEN_TOML_BOOLEAN.rawValue: value = .boolean(node.number != 0)
        case MENSHEN_TOML_FLOAT.rawValue: value = .float
        default: value = .dateOrTime
        }
    }
}

private func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
}
