/// Gives one key of a settings file another value, or takes the key away, and leaves every other byte as it is: comments, order, spaces.
///
/// A file can be written in many ways. So the likely place is tried, the text is parsed again, and only a text in which that
/// one key is what it should be, and everything else what it was, is an answer.
struct TextEdit {
    let bytes: [UInt8]
    let nodes: [TomlNode]
    private let places: TextPlaces

    /// Nil when it does not parse.
    init?(_ bytes: [UInt8]) {
        guard case .success(let nodes) = parseToml(bytes) else { return nil }
        self.init(bytes, nodes)
    }

    /// - Parameter nodes: what the bytes parse to.
    init(_ bytes: [UInt8], _ nodes: [TomlNode]) {
        self.bytes = bytes
        self.nodes = nodes
        places = TextPlaces(bytes)
    }

    /// - Parameter value: as a file would say it.
    /// - Returns: nil when this file is written in a way that no place can be found for it.
    func setting(_ path: String, to value: String) -> TextEdit? {
        let wanted = meanings(but: path)
        return candidates(path, Array(value.utf8)).lazy.compactMap { TextEdit($0) }.first { edit in
            edit.value(of: path) == value && edit.meanings(but: path) == wanted
        }
    }

    /// The same text without the key; itself when nobody wrote it. What stands behind the value in its line goes with it.
    /// - Returns: nil when it cannot be told what is to go.
    func removing(_ path: String) -> TextEdit? {
        guard let node = nodes.first(where: { $0.path == path }) else { return self }
        let wanted = meanings(but: path)
        return gaps(node).lazy.compactMap { TextEdit(replacing($0, with: [])) }.first { edit in
            !edit.nodes.contains { Self.lies($0.path, in: path) } && edit.meanings(but: path) == wanted
        }
    }

    private func value(of path: String) -> String? {
        let own = nodes.filter { Self.lies($0.path, in: path) }.map { ($0.path, $0) }
        return TomlText.value(at: path, in: Dictionary(own, uniquingKeysWith: { first, _ in first }))
    }

    /// Everything that is a value; tables are what is in them.
    private func meanings(but path: String) -> [String: TomlNode.Value] {
        let others = nodes.filter { $0.value != .table && !Self.lies($0.path, in: path) }
        return Dictionary(others.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The key itself, or a member of its list.
    private static func lies(_ path: String, in key: String) -> Bool { path == key || path.hasPrefix(key + "[") }

    // MARK: places

    /// The likely one first.
    private func candidates(_ path: String, _ value: [UInt8]) -> [[UInt8]] {
        if let node = nodes.first(where: { $0.path == path }) {
            guard let begin = places.index(of: node.position), let end = places.index(of: node.end), begin <= end else {
                return []
            }
            return [replacing(begin..<end, with: value)]
        }
        let dot = path.lastIndex(of: ".") ?? path.startIndex
        let (table, name) = (String(path[..<dot]), path[dot...].drop { $0 == "." })
        return [
            behindSibling(table, "\(name) = ", value), behindHeader(table, "\(name) = ", value),
            behindSibling(table, "\(path) = ", value), inLine(table, "\(name) = ", value),
            newTable(table, "\(name) = ", value),
        ].compactMap { $0 }
    }

    /// What may be taken away with a key: its lines, or its place in `{ … }` with one of the commas beside it.
    private func gaps(_ node: TomlNode) -> [Range<Int>] {
        guard let begin = places.index(of: node.position), let end = places.index(of: node.end), begin <= end,
            let start = bytes[..<begin].lastIndex(where: { [0x0A, 0x2C, 0x7B].contains($0) })
        else { return places.lines(node.position.line...node.end.line).map { [$0] } ?? [] }
        var gaps = places.lines(node.position.line...node.end.line).map { [$0] } ?? []
        if bytes[start] == 0x2C { gaps.append(start..<end) }
        let rest = bytes[end...].firstIndex { $0 != 0x20 && $0 != 0x09 }
        if let rest, bytes[rest] == 0x2C { gaps.append(start + 1..<rest + 1) }
        gaps.append(start + 1..<end)
        return gaps
    }

    /// A line of its own behind the last key of the table.
    private func behindSibling(_ table: String, _ name: String, _ value: [UInt8]) -> [UInt8]? {
        lastSibling(table).map { newLine(behind: $0.end.line, Array(name.utf8) + value) }
    }

    /// Behind the header of a table that has no keys yet.
    private func behindHeader(_ table: String, _ name: String, _ value: [UInt8]) -> [UInt8]? {
        nodes.first { $0.path == table }.map { newLine(behind: $0.position.line, Array(name.utf8) + value) }
    }

    /// Behind the last member of `table = { … }`.
    private func inLine(_ table: String, _ name: String, _ value: [UInt8]) -> [UInt8]? {
        guard let sibling = lastSibling(table), let end = places.index(of: sibling.end) else { return nil }
        return replacing(end..<end, with: Array(", \(name)".utf8) + value)
    }

    private func newTable(_ table: String, _ name: String, _ value: [UInt8]) -> [UInt8] {
        let end = places.lineEnd
        let isEnded = bytes.isEmpty || bytes.last == 0x0A
        return bytes + (isEnded ? [] : end) + end + Array("[\(table)]".utf8) + end + Array(name.utf8) + value + end
    }

    private func lastSibling(_ table: String) -> TomlNode? {
        let siblings = nodes.filter { node in
            node.value != .table && node.path.hasPrefix(table + ".")
                && !node.path.dropFirst(table.count + 1).contains { $0 == "." || $0 == "[" }
        }
        return siblings.max { $0.end < $1.end }
    }

    private func newLine(behind line: Int, _ text: [UInt8]) -> [UInt8] {
        let end = places.endOfLine(line)
        return replacing(end..<end, with: places.lineEnd + text)
    }

    private func replacing(_ range: Range<Int>, with text: [UInt8]) -> [UInt8] {
        bytes[..<range.lowerBound] + text + bytes[range.upperBound...]
    }
}
