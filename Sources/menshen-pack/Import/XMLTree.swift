/// An element of an XML file with its text and children.
///
/// Only what OpenCV's files use: elements, text, comments, the declaration at the top. Attributes are skipped; entities,
/// CDATA and document types are refused. (Foundation's parser ends the process on some damaged files.)
final class XMLTree {
    let name: String
    let line: Int
    fileprivate(set) var text = ""
    fileprivate(set) var children: [XMLTree] = []

    fileprivate init(name: String, line: Int) { (self.name, self.line) = (name, line) }

    /// The file's outermost element.
    /// - Throws: `.foreign` when it is not XML, or nests deeper than any file we read.
    static func parse(_ bytes: [UInt8]) throws(ImportError) -> XMLTree {
        var reader = XMLReader(bytes: bytes)
        return try reader.readDocument()
    }

    func child(_ name: String) throws(ImportError) -> XMLTree {
        guard let child = children.first(where: { $0.name == name }) else {
            throw ImportError(.badElement("<\(self.name)> has no <\(name)>", line: line))
        }
        return child
    }

    func numbers() throws(ImportError) -> [Double] {
        var numbers: [Double] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard let number = Double(word), number.isFinite else {
                throw ImportError(.badElement("<\(name)> holds \"\(word.prefix(40))\" instead of a number", line: line))
            }
            numbers.append(number)
        }
        return numbers
    }

    /// Its numbers, when they are whole and exactly so many.
    func integers(_ count: Int) throws(ImportError) -> [Int] {
        let numbers = try numbers()
        guard numbers.count == count else {
            throw ImportError(.badElement("<\(name)> has \(numbers.count) numbers, expected \(count)", line: line))
        }
        var integers: [Int] = []
        for number in numbers {
            guard let integer = Int(exactly: number) else {
                throw ImportError(.badElement("<\(name)> holds \(number), expected a whole number", line: line))
            }
            integers.append(integer)
        }
        return integers
    }
}

/// Walks through the bytes once.
private struct XMLReader {
    static let mostDepth = 32

    let bytes: [UInt8]
    private var offset = 0
    private var line = 1
    private var open: [XMLTree] = []
    private var root: XMLTree?

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func readDocument() throws(ImportError) -> XMLTree {
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "<") { try readMarkup() } else { try readText() }
        }
        guard let root, open.isEmpty else { throw incomplete() }
        return root
    }

    private mutating func readText() throws(ImportError) {
        let text = take { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "&") }
        guard let readable = String(validating: text, as: UTF8.self),
            offset == bytes.count || bytes[offset] != UInt8(ascii: "&")
        else { throw incomplete() }
        if let element = open.last {
            element.text += readable
        } else if !readable.allSatisfy(\.isWhitespace) {
            throw incomplete()
        }
    }

    private mutating func readMarkup() throws(ImportError) {
        if skip("<?") {
            try skipThrough("?>")
        } else if skip("<!--") {
            try skipThrough("-->")
        } else if skip("</") {
            let name = try readName()
            _ = take(while: Self.isSpace)
            guard skip(">"), open.popLast()?.name == name else { throw incomplete() }
        } else {
            try readStart()
        }
    }

    private mutating func readStart() throws(ImportError) {
        let startLine = line
        guard skip("<") else { throw incomplete() }
        let element = XMLTree(name: try readName(), line: startLine)
        // Attributes: anything up to the bracket, but no bracket of another tag.
        let attributes = take { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") }
        guard skip(">"), open.count < Self.mostDepth, root == nil || !open.isEmpty else { throw incomplete() }
        if let parent = open.last { parent.children.append(element) } else { root = element }
        if attributes.last != UInt8(ascii: "/") { open.append(element) }
    }

    private mutating func readName() throws(ImportError) -> String {
        let name = take { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        guard !name.isEmpty else { throw incomplete() }
        return String(decoding: name, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private mutating func take(while belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = offset
        while offset < bytes.count, belongs(bytes[offset]) {
            if bytes[offset] == 0x0A { line += 1 }
            offset += 1
        }
        return bytes[start..<offset]
    }

    /// Goes past `text` if it stands here.
    private mutating func skip(_ text: StaticString) -> Bool {
        let text = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[offset...].starts(with: text) else { return false }
        offset += text.count
        return true
    }

    private mutating func skipThrough(_ text: StaticString) throws(ImportError) {
        while offset < bytes.count {
            if skip(text) { return }
            if bytes[offset] == 0x0A { line += 1 }
            offset += 1
        }
        throw incomplete()
    }

    private func incomplete() -> ImportError { ImportError(.foreign("it is not complete XML (line \(line))")) }
}
