extension Document {
    // MARK: required, or with a default

    func integer(_ path: String, in range: ClosedRange<Int>, default standard: Int? = nil) -> Int? {
        let wanted = "\(range.lowerBound)…\(range.upperBound)"
        let node =
            if let standard { optional(path, .number, standard: String(standard)) } else {
                required(path, .number, wanted)
            }
        guard let node else { return standard }
        guard case .integer(let number) = node.value, let value = Int(exactly: number), range.contains(value) else {
            refuse(node, wanted)
            return nil
        }
        return value
    }

    func flag(_ path: String, default standard: Bool? = nil) -> Bool? {
        let node =
            if let standard { optional(path, .flag, standard: String(standard)) } else {
                required(path, .flag, "true or false")
            }
        guard let node else { return standard }
        guard case .boolean(let value) = node.value else {
            refuse(node, "true or false")
            return nil
        }
        return value
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ path: String, default standard: Choice? = nil)
        -> Choice?
    {
        let node =
            if let standard { optional(path, .text, standard: TomlText.string(standard.rawValue)) } else {
                required(path, .text, oneOf(Choice.self))
            }
        return node.map(asChoice) ?? standard
    }

    func text(_ path: String, default standard: String? = nil, longest: Int = 200) -> String? {
        let node =
            if let standard { optional(path, .text, standard: TomlText.string(standard)) } else {
                required(path, .text, "a text")
            }
        return node.map { asText($0, longest: longest) } ?? standard
    }

    // MARK: may be missing

    func optionalInteger(_ path: String, in range: ClosedRange<Int>) -> Int? {
        optional(path, .number) == nil ? nil : integer(path, in: range)
    }

    func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(_ path: String) -> Choice? {
        optional(path, .text).flatMap(asChoice)
    }

    /// Each choice once, in the order of the file; nil when the key is missing or something is wrong.
    /// - Parameter standard: what the caller takes when the key is missing.
    func optionalChoices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
        _ path: String, default standard: [Choice]
    ) -> [Choice]? {
        _ = optional(path, .list, standard: TomlText.list(standard.map(\.rawValue)))
        guard let members = optionalMembers(path, "a list out of \(names(Choice.self))") else { return nil }
        var choices: [Choice] = []
        for member in members {
            guard let choice: Choice = asChoice(member) else { continue }
            if choices.contains(choice) {
                refuse(member.position, "\(member.path) says \"\(choice.rawValue)\" again")
            } else {
                choices.append(choice)
            }
        }
        return choices.count == members.count ? choices : nil
    }

    func texts(_ path: String) -> [String]? {
        guard required(path, .list, "a list of texts") != nil, let members = optionalMembers(path, "a list of texts")
        else {
            return nil
        }
        if members.isEmpty {
            refuse(nodes[path]!.position, "\(path) must not be empty")
            return nil
        }
        let texts = members.compactMap { asText($0, longest: 1000) }
        return texts.count == members.count ? texts : nil
    }

    // MARK: one node

    private func optionalMembers(_ path: String, _ wanted: String) -> [TomlNode]? {
        guard let node = optional(path) else { return nil }
        guard case .array(let count) = node.value else {
            refuse(node, wanted)
            return nil
        }
        return (0..<count).compactMap { nodes["\(path)[\($0)]"] }
    }

    private func oneOf<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) -> String {
        (Choice.allCases.count == 1 ? "" : "one of ") + names(Choice.self)
    }

    private func names<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) -> String {
        Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    }

    private func asChoice<Choice: RawRepresentable<String> & CaseIterable>(_ node: TomlNode) -> Choice? {
        guard case .string(let name) = node.value, let choice = Choice(rawValue: name) else {
            var hint = ""
            if case .string(let name) = node.value,
                let near = nearestName(to: name, among: Choice.allCases.map(\.rawValue))
            {
                hint = "; did you mean \"\(near)\"?"
            }
            refuse(node, oneOf(Choice.self), hint: hint)
            return nil
        }
        return choice
    }

    /// One line of visible characters: what a screen can show, and nothing that reorders or hides it.
    private func asText(_ node: TomlNode, longest: Int) -> String? {
        guard case .string(let text) = node.value else {
            refuse(node, "a text")
            return nil
        }
        if let odd = text.unicodeScalars.first(where: \.isInvisibleInText) {
            let code = String(odd.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
            refuse(node.position, "\(node.path) must be one line without control characters, has U+\(padded)")
            return nil
        }
        if text.count > longest {
            refuse(node.position, "\(node.path) must have at most \(longest) characters, has \(text.count)")
            return nil
        }
        return text
    }
}

extension Unicode.Scalar {
    /// Control characters, line ends, and the marks that turn the direction of writing.
    fileprivate var isInvisibleInText: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
