/// Where each key of a file stands, kept with the values so that a later check can still name the line.
public struct SourceMap: Equatable, Sendable {
    public let file: String
    let positions: [String: SettingsFinding.Position]

    /// A finding at `path`, e.g. `match.false_match_rate`; at the nearest table above when the key is not in the file.
    public func finding(at path: String, _ message: String) -> SettingsFinding {
        SettingsFinding(file: file, position: position(of: path), message: "\(path) \(message)")
    }

    func position(of path: String) -> SettingsFinding.Position {
        var path = path[...]
        while true {
            if let position = positions[String(path)] { return position }
            guard let dot = path.lastIndex(of: ".") else { return SettingsFinding.Position(line: 1, column: 1) }
            path = path[..<dot]
        }
    }
}
