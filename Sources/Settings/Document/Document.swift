/// One settings file while it is read: hands out typed values, and collects everything that is wrong.
///
/// A reading function asks for every key it knows, whatever was wrong before; what nobody asked for is unknown.
final class Document {
    typealias Position = SettingsFinding.Position

    let file: String
    let nodes: [String: TomlNode]
    /// The same as they were parsed.
    let order: [TomlNode]
    /// After a syntax error a line is left out: its key is not missing then.
    private let isPartial: Bool
    private(set) var findings: [SettingsFinding] = []
    /// What is no reason to refuse the file.
    private(set) var warnings: [SettingsFinding] = []
    private var asked: Set<String> = []
    /// Every key that was asked for as a value, in the order of asking.
    private(set) var known: [KnownKey] = []

    /// The text must have been checked and parsed.
    init(file: String, nodes order: [TomlNode], isPartial: Bool) {
        self.file = file
        self.order = order
        self.isPartial = isPartial
        nodes = Dictionary(order.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var source: SourceMap { SourceMap(file: file, positions: nodes.mapValues(\.position)) }

    /// - Parameter build: nil only together with a finding.
    static func read<Value>(
        _ bytes: [UInt8], file: String, build: (Document) -> Value?
    ) -> Result<Value, SettingsError> {
        open(bytes, file: file, build: build).map(\.value)
    }

    /// The same together with the document, for its keys.
    /// - Parameter parsed: what the bytes parse to, where that is known already.
    /// - Parameter build: nil only together with a finding.
    static func open<Value>(
        _ bytes: [UInt8], file: String, parsed: [TomlNode]? = nil, build: (Document) -> Value?
    ) -> Result<(value: Value, document: Document), SettingsError> {
        let text = SourceText(bytes, file: file)
        guard text.findings.isEmpty else { return .failure(SettingsError(text.findings)) }
        let recovery = parsed.map(SyntaxRecovery.init(parsed:)) ?? SyntaxRecovery(bytes)
        var findings = recovery.errors.map { SettingsFinding(file: file, position: $0.position, message: $0.message) }
        var read: (Value, Document)?
        if let nodes = recovery.nodes {
            let document = Document(file: file, nodes: nodes, isPartial: !recovery.errors.isEmpty)
            read = build(document).map { ($0, document) }
            document.reportUnknownKeys()
            findings += document.findings
        }
        if findings.isEmpty, let read { return .success(read) }
        return .failure(SettingsError(findings.stablySorted()))
    }

    // MARK: asking

    /// The node at `path`, or nil after saying that it is missing.
    func required(_ path: String, _ form: KnownKey.Form, _ wanted: String) -> TomlNode? {
        if let node = optional(path, form) { return node }
        if !isPartial && !isInsideSomethingElse(path) {
            refuse(source.position(of: path), "\(path) is missing, it must be \(wanted)")
        }
        return nil
    }

    /// The node at `path`; asking makes the key known.
    func optional(_ path: String) -> TomlNode? {
        asked.insert(path)
        return nodes[path]
    }

    /// The node at `path`, which may have a value of this form; asking makes the key known with what it is without a node.
    /// - Parameter standard: as a file would say it; nil: nothing.
    func optional(_ path: String, _ form: KnownKey.Form, standard: String? = nil) -> TomlNode? {
        if !known.contains(where: { $0.path == path }) {
            known.append(KnownKey(path: path, form: form, standard: standard))
        }
        return optional(path)
    }

    func refuse(_ node: TomlNode, _ wanted: String, hint: String = "") {
        refuse(node.position, "\(node.path) must be \(wanted), got \(node.value.words)\(hint)")
    }

    func refuse(_ position: Position, _ message: String) {
        findings.append(SettingsFinding(file: file, position: position, message: message))
    }

    /// - Parameter words: behind the key.
    func warn(_ path: String, _ words: String) { warnings.append(source.finding(at: path, words).asWarning) }

    /// Whether a table on the way to `path` is something else, which is a finding of its own.
    private func isInsideSomethingElse(_ path: String) -> Bool {
        parents(of: path).contains { parent in nodes[parent].map { $0.value != .table } ?? false }
    }

    // MARK: what nobody asked for

    private func reportUnknownKeys() {
        let tables = Set(asked.flatMap(parents(of:)))
        var skipped: Set<String> = []
        for node in order {
            if parents(of: node.path).contains(where: skipped.contains) { continue }
            if tables.contains(node.path) {
                if node.value == .table { continue }
                refuse(node, "a table")
                skipped.insert(node.path)
            } else if asked.contains(node.path) {
                // Its members, if it has any, are its reader's.
                skipped.insert(node.path)
            } else {
                refuse(node.keyPosition, unknown(node.path, isTable: node.value == .table))
                skipped.insert(node.path)
            }
        }
    }

    /// What is said of a name that nobody asked for.
    /// - Parameter isInFile: then it was not meant as a key that is there as well.
    func unknown(_ path: String, isTable: Bool = false, isInFile: Bool = true) -> String {
        let hint = nearest(to: path, besideOthers: isInFile).map { "; did you mean \($0)?" } ?? ""
        return "\(path) is an unknown \(isTable ? "table" : "key")\(hint)"
    }

    /// The known name that looks like `path`: in the same table first, then the same key in another table.
    private func nearest(to path: String, besideOthers: Bool) -> String? {
        let known = asked.union(asked.flatMap(parents(of:))).subtracting([path]).sorted()
        let (parent, name) = split(path)
        let siblings = known.filter { split($0).parent == parent && (nodes[$0] == nil || !besideOthers) }
        if let sibling = nearestName(to: name, among: siblings.map { split($0).name }) {
            return parent.isEmpty ? sibling : "\(parent).\(sibling)"
        }
        return known.first { split($0).name == name }
    }
}

/// The tables a key lies in, outermost first: `a` and `a.b` for `a.b.c`; `a` for `a[0]`. Keys in quotes are never known.
private func parents(of path: String) -> [String] {
    let text = path.utf8
    return text.indices.filter { text[$0] == UInt8(ascii: ".") || text[$0] == UInt8(ascii: "[") }
        .map { String(path[..<$0]) }
}

private func split(_ path: String) -> (parent: String, name: String) {
    guard let dot = path.lastIndex(of: ".") else { return ("", path) }
    return (String(path[..<dot]), String(path[path.index(after: dot)...]))
}

extension [SettingsFinding] {
    /// By place; findings at one place keep their order.
    fileprivate func stablySorted() -> [SettingsFinding] {
        let nowhere = SettingsFinding.Position(line: 0, column: 0)
        return enumerated().sorted { a, b in
            (a.element.position ?? nowhere, a.offset) < (b.element.position ?? nowhere, b.offset)
        }.map(\.element)
    }
}
