/// A declared text as it is compared with lists of phrases: full-width forms as ASCII, ASCII in lower case, invisible
/// characters gone, runs of spaces and hyphens as one space.
struct PlainText {
    let scalars: [Unicode.Scalar]

    init(_ text: String) {
        var out: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0xAD: continue
            case 0x21...0x2C, 0x2E...0x40, 0x5B...0x7E: out.append(scalar)
            case 0x41...0x5A: out.append(Unicode.Scalar(scalar.value + 0x20)!)
            case 0xFF21...0xFF3A: out.append(Unicode.Scalar(scalar.value - 0xFEE0 + 0x20)!)
            case 0xFF01...0xFF5E: out.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
            case _ where scalar.properties.isWhitespace || scalar.properties.isDash:
                if let last = out.last, last != " " { out.append(" ") }
            default: out.append(scalar)
            }
        }
        while out.last == " " { out.removeLast() }
        scalars = out
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    /// Without spaces, as Chinese phrases are searched.
    var squeezed: PlainText { PlainText(scalars: scalars.filter { $0 != " " }) }

    /// Where `phrase` begins, every time. A Latin letter or digit at an end of the phrase does not match inside a word.
    func occurrences(of phrase: PlainText) -> [Int] {
        let wanted = phrase.scalars
        guard let first = wanted.first, let last = wanted.last, wanted.count <= scalars.count else { return [] }
        var places: [Int] = []
        for start in 0...scalars.count - wanted.count where scalars[start] == first {
            let end = start + wanted.count
            if scalars[start..<end].elementsEqual(wanted)
                && !(first.isLatinWord && start > 0 && scalars[start - 1].isLatinWord)
                && !(last.isLatinWord && end < scalars.count && scalars[end].isLatinWord)
            {
                places.append(start)
            }
        }
        return places
    }

    func contains(_ phrase: PlainText) -> Bool { !occurrences(of: phrase).isEmpty }

    func endsBefore(_ index: Int, with suffix: [Unicode.Scalar]) -> Bool {
        index >= suffix.count && scalars[index - suffix.count..<index].elementsEqual(suffix)
    }
}

/// A phrase as it stands in a list, and as it is searched.
struct Phrase {
    let words: String
    let plain: PlainText
    init(_ words: String) { (self.words, plain) = (words, PlainText(words)) }
}

extension Unicode.Scalar {
    var isLatinWord: Bool { (0x61...0x7A).contains(value) || (0x30...0x39).contains(value) }
}

extension String {
    /// Without the spaces around it.
    var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return self[first...last]
    }
}
