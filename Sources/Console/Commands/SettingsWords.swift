import Controller

/// What is typed behind `config set` and `config try`.
///
///     KEY VALUE          the value is the rest of the line; one `=` before it says nothing
///     unset KEY ...      behind `config try`
///     KEY=VALUE ...      one or more; a value with spaces stands in quotes or brackets
enum SettingsWords {
    /// Behind `config try`: `unset KEY ...` too.
    static func tried(_ text: String) throws(SettingsWordsError) -> [SettingsChange] {
        let words = words(text)
        guard words.first == "unset" else { return try changes(text, isPairsOnly: true) }
        return try keys(words.dropFirst()).map { SettingsChange(key: $0, value: nil) }
    }

    /// Behind `config unset`.
    static func keys(_ text: String) throws(SettingsWordsError) -> [String] { try keys(words(text)[...]) }

    private static func keys(_ words: ArraySlice<Substring>) throws(SettingsWordsError) -> [String] {
        guard !words.isEmpty else { throw SettingsWordsError("KEY is missing: unset KEY ...") }
        if let word = words.first(where: { $0.contains("=") }) {
            throw SettingsWordsError("'\(word)' is not a key: what is unset has no value")
        }
        return words.map(String.init)
    }

    static func changes(_ text: String, isPairsOnly: Bool) throws(SettingsWordsError) -> [SettingsChange] {
        let key = text.prefix { $0 != " " && $0 != "\t" && $0 != "=" }
        let rest = text[key.endIndex...]
        if isPairsOnly || rest.hasPrefix("=") {
            var changes: [SettingsChange] = []
            for word in words(text) { changes.append(try pair(word)) }
            return changes
        }
        var value = rest.drop { $0 == " " || $0 == "\t" }
        if value.hasPrefix("=") { value = value.dropFirst().drop { $0 == " " || $0 == "\t" } }
        guard !value.isEmpty else { throw SettingsWordsError("VALUE is missing: config set KEY VALUE") }
        return [SettingsChange(key: String(key), value: String(value))]
    }

    private static func pair(_ word: Substring) throws(SettingsWordsError) -> SettingsChange {
        guard let sign = word.firstIndex(of: "="), sign > word.startIndex, word.index(after: sign) < word.endIndex
        else {
            throw SettingsWordsError("'\(word)' is not KEY=VALUE; a value with spaces stands in quotes")
        }
        return SettingsChange(key: String(word[..<sign]), value: String(word[word.index(after: sign)...]))
    }

    /// Apart by spaces, but not where a quote or a bracket is open. A quote opens only at the beginning of a value or in a list.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        var quote: Character?
        var isEscaped = false
        var depth = 0
        var before: Character = " "
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open, !isEscaped { quote = nil }
                isEscaped = character == "\\" && open == "\"" && !isEscaped
            } else if depth == 0, character == " " || character == "\t" {
                if start < index { words.append(text[start..<index]) }
                start = text.index(after: index)
            } else if character == "\"" || character == "'", before == "=" || depth > 0 {
                quote = character
            } else if character == "[", before == "=" || depth > 0 {
                depth += 1
            } else if character == "]", depth > 0 {
                depth -= 1
            }
            before = character
        }
        if start < text.endIndex { words.append(text[start...]) }
        return words
    }
}

/// What is wrong with the words, for one line.
struct SettingsWordsError: Error {
    let words: String
    init(_ words: String) { self.words = words }
}
