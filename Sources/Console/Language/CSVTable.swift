/// A table as CSV (RFC 4180), with a first line that names the columns.
struct CSVTable {
    /// One line behind the first, by the columns' names; what is left out is empty.
    struct Row {
        /// Counted from 1, the line of columns being the first.
        let line: Int
        fileprivate let values: [String: String]
        subscript(_ column: String) -> String { values[column] ?? "" }

        func mistake(_ words: String) -> TableMistake { TableMistake(line: line, words: words) }
    }

    private let rows: [Result<Row, TableMistake>]

    /// Empty lines are none.
    /// - Parameters:
    ///   - columns: what may stand there, in any order.
    ///   - needed: what must.
    init(_ lines: [String], columns: [String], needed: [String]) throws(TableMistake) {
        guard let header = lines.first else { throw TableMistake(line: 1, words: "there is no line of columns") }
        let names = header.split(separator: ",", omittingEmptySubsequences: false).map { String($0.lowercased()) }
        guard names.allSatisfy(columns.contains), Set(names).count == names.count, needed.allSatisfy(names.contains)
        else {
            throw TableMistake(
                line: 1,
                words:
                    "the columns are some of \(columns.joined(separator: ",")), \(needed.joined(separator: " and ")) always"
            )
        }
        var rows: [Result<Row, TableMistake>] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            guard let values = Self.fields(of: line), values.count == names.count else {
                rows.append(.failure(TableMistake(line: index + 1, words: "it has not \(names.count) fields")))
                continue
            }
            rows.append(.success(Row(line: index + 1, values: Dictionary(uniqueKeysWithValues: zip(names, values)))))
        }
        guard !rows.isEmpty else { throw TableMistake(line: 1, words: "nothing stands below it") }
        self.rows = rows
    }

    /// What each row is, and what is wrong with those that are none.
    func reading<Value>(_ make: (Row) throws(TableMistake) -> Value) -> TableReading<Value> {
        var reading = TableReading<Value>()
        for row in rows {
            do throws(TableMistake) { reading.values.append(try make(try row.get())) } catch {
                reading.mistakes.append(error)
            }
        }
        return reading
    }

    static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }

    /// Nil when a quote is not closed, or something stands behind one.
    private static func fields(of line: String) -> [String]? {
        var fields: [String] = [], field = "", isQuoted = false, wasQuoted = false
        var rest = Substring(line)
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                rest.removeFirst()
                field.append("\"")
            case "\"" where isQuoted: (isQuoted, wasQuoted) = (false, true)
            case "\"" where field.isEmpty && !wasQuoted: isQuoted = true
            case "," where !isQuoted:
                fields.append(field)
                (field, wasQuoted) = ("", false)
            case _ where wasQuoted: return nil
            default: field.append(character)
            }
        }
        return isQuoted ? nil : fields + [field]
    }
}

/// The rows of a table as they were understood.
struct TableReading<Value> {
    var values: [Value] = []
    var mistakes: [TableMistake] = []

    /// All of them.
    /// - Throws: what is wrong with the first line that is wrong.
    func all() throws(TableMistake) -> [Value] {
        if let first = mistakes.first { throw first }
        return values
    }

    /// What is wrong with all lines, for one; nil: nothing.
    var words: String? {
        guard !mistakes.isEmpty else { return nil }
        let told = mistakes.prefix(10).map { "line \($0.line): \($0.words)" }.joined(separator: "; ")
        let more = mistakes.count > 10 ? "; and \(mistakes.count - 10) more" : ""
        return "\(values.count) lines are sound, \(mistakes.count) are not: \(told)\(more)"
    }
}

/// What is wrong with a table, and in which line; never a secret of it.
struct TableMistake: Error, Equatable {
    let line: Int
    let words: String
}
