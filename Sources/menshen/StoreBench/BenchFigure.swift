/// One figure of a bench: how it is called in JSON (its unit last) and in words, and what it should not exceed.
struct BenchFigure: Equatable {
    enum Quantity: Equatable {
        case count(Int), bytes(Int), microseconds(Int)
        /// A ratio.
        case thousandths(Int)

        var number: Int {
            switch self {
            case .count(let number), .bytes(let number), .microseconds(let number), .thousandths(let number): number
            }
        }
    }

    let name: String
    let words: String
    let quantity: Quantity
    var limit: Quantity?

    init(_ name: String, _ words: String, _ quantity: Quantity, limit: Quantity? = nil) {
        (self.name, self.words, self.quantity, self.limit) = (name, words, quantity, limit)
    }

    var isWithinLimit: Bool { limit.map { quantity.number <= $0.number } ?? true }
}

/// Figures that belong together: one run of one thing.
struct BenchSection: Equatable {
    let name: String
    let words: String
    var figures: [BenchFigure]

    subscript(name: String) -> BenchFigure? { figures.first { $0.name == name } }

    /// A table: words, figure, and what it should not exceed.
    var lines: [String] {
        [words]
            + figures.map { figure in
                var line = "  " + figure.words.padded(to: 58) + figure.quantity.text.padded(to: 14, isRight: true)
                if let limit = figure.limit {
                    line += "   \(figure.isWithinLimit ? "within" : "OVER") \(limit.text)"
                }
                return line
            }
    }

    /// `"name": {"figure": 1, …}`
    var json: String {
        let members = figures.map { "    \"\($0.name)\": \($0.quantity.json)" }
        return "  \"\(name)\": {\n" + members.joined(separator: ",\n") + "\n  }"
    }
}

extension [BenchSection] {
    var lines: [String] { map(\.lines).joined(separator: [""]).map { $0 } }
    /// One object; a ratio is a decimal fraction, everything else a whole number in the unit that ends its name.
    var json: String { "{\n" + map(\.json).joined(separator: ",\n") + "\n}" }
}

extension BenchFigure.Quantity {
    var text: String {
        switch self {
        case .count(let number): number.grouped
        case .bytes(let number): "\(number.grouped) B"
        case .microseconds(let number): "\((number / 1000).grouped).\((number % 1000 / 100)) ms"
        case .thousandths(let number): Self.decimal(number)
        }
    }

    var json: String { if case .thousandths(let number) = self { Self.decimal(number) } else { "\(number)" } }

    private static func decimal(_ thousandths: Int) -> String {
        "\(thousandths / 1000)." + String(String(1000 + thousandths % 1000).dropFirst())
    }

    /// `part` in thousandths of `whole`, rounded up.
    static func ratio(_ part: Int, to whole: Int) -> Self {
        .thousandths(whole == 0 ? 0 : (part * 1000 + whole - 1) / whole)
    }
}

extension Int {
    /// Groups of three digits, with thin commas as is usual in tables.
    fileprivate var grouped: String {
        let digits = String(self)
        return digits.indices.map { index in
            let left = digits.distance(from: index, to: digits.endIndex)
            return left % 3 == 0 && index != digits.startIndex ? ",\(digits[index])" : "\(digits[index])"
        }.joined()
    }
}

extension String {
    fileprivate func padded(to width: Int, isRight: Bool = false) -> String {
        let room = String(repeating: " ", count: Swift.max(0, width - count))
        return isRight ? room + self : self + room
    }
}
