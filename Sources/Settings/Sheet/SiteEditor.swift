import Controller

/// Changes a site's settings the only way there is: the text of the file is edited and read again, by what reads the file.
public struct SiteEditor: SettingsEditor {
    /// A console's line takes so many bytes; what was set must fit in one again, as `config diff` says it.
    static let longestCommandBytes = 1_000

    private let file: String
    private let check: @Sendable (SiteSettings) -> [String]

    /// - Parameters:
    ///   - file: as it is to be named in findings.
    ///   - check: what else is wrong with settings that are well formed, e.g. that the flash cannot keep what they declare.
    public init(file: String, check: @escaping @Sendable (SiteSettings) -> [String] = { _ in [] }) {
        (self.file, self.check) = (file, check)
    }

    public func setting(
        _ changes: [SettingsChange], in sheet: SettingsSheet
    ) throws(SettingsRefusal) -> SettingsSheet {
        guard
            case .success((let before, let document)) = Document.open(
                sheet.text, file: file, build: { SiteSettings.read($0) })
        else { preconditionFailure("a sheet is only made of a text that was read") }
        let edits = try edits(changes, document)
        let text = try edited(TextEdit(sheet.text, document.order), edits)
        switch SiteSheet.read(text.bytes, file: file, parsed: text.nodes) {
        case .failure(let error): throw SettingsRefusal(error.findings.map(\.message))
        case .success(let site):
            // What was wrong already is not this change's fault.
            let known = check(before)
            let lapses = check(site.settings).filter { !known.contains($0) }
            guard lapses.isEmpty else { throw SettingsRefusal(lapses) }
            return site.sheet
        }
    }

    private func edits(
        _ changes: [SettingsChange], _ document: Document
    ) throws(SettingsRefusal) -> [(key: String, value: String?)] {
        var edits: [(key: String, value: String?)] = []
        for change in changes {
            let key = Self.wholeName(of: change.key)
            guard let known = document.known.first(where: { $0.path == key }) else {
                throw SettingsRefusal([document.unknown(change.key, isInFile: false)])
            }
            guard !edits.contains(where: { $0.key == key }) else { throw SettingsRefusal(["\(key) is set twice"]) }
            guard let typed = change.value else {
                edits.append((key, nil))
                continue
            }
            guard let value = TypedValue.toml(typed, as: known.form) else {
                throw SettingsRefusal(["\(key): the value is not ended as it was begun, got '\(typed)'"])
            }
            edits.append((key, value))
        }
        let bytes = edits.reduce(0) { $0 + $1.key.utf8.count + ($1.value?.utf8.count ?? 0) + 2 }
        guard bytes <= Self.longestCommandBytes else {
            throw SettingsRefusal([
                "\(edits[0].key): the values must have at most \(Self.longestCommandBytes) bytes, have \(bytes)"
            ])
        }
        return edits
    }

    private func edited(_ text: TextEdit, _ edits: [(key: String, value: String?)]) throws(SettingsRefusal) -> TextEdit
    {
        var text = text
        for (key, value) in edits {
            guard let next = value.map({ text.setting(key, to: $0) }) ?? text.removing(key) else {
                throw SettingsRefusal(["\(key): no place for it was found in the way this file is written"])
            }
            text = next
        }
        return text
    }

    /// `door.strike_ms` for `door.strike_milliseconds`: nobody types more than they must.
    private static func wholeName(of key: String) -> String {
        for (short, long) in [("_ms", "_milliseconds"), ("_s", "_seconds")] where key.hasSuffix(short) {
            return key.dropLast(short.count) + long
        }
        return key
    }
}
