/// Finds more than the first syntax error: a line `key = value` that does not parse is left out, and the rest is read
/// again. After a damaged table header, or an error that stays, nothing more can be said.
struct SyntaxRecovery {
    /// More than these are not worth reading.
    static let mostErrors = 20

    private(set) var errors: [TomlSyntaxError] = []
    /// What could be read around the errors; nil when their effect reaches beyond their lines.
    private(set) var nodes: [TomlNode]?

    /// Of a text that is in order.
    init(parsed nodes: [TomlNode]) { self.nodes = nodes }

    init(_ bytes: [UInt8]) {
        // What is in order needs no lines.
        if case .success(let nodes) = parseToml(bytes) {
            self.nodes = nodes
            return
        }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        while errors.count < Self.mostErrors {
            switch parseToml(Array(lines.joined(separator: [0x0A]))) {
            case .success(let nodes):
                self.nodes = nodes
                return
            case .failure(let error):
                errors.append(error)
                let index = error.position.line - 1
                guard lines.indices.contains(index), Self.isKeyValue(lines[index]) else { return }
                lines[index] = []
            }
        }
    }

    /// Looks like `key = value` on one line.
    private static func isKeyValue(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return false }
        return first != UInt8(ascii: "[") && first != UInt8(ascii: "#") && line.contains(UInt8(ascii: "="))
    }
}
