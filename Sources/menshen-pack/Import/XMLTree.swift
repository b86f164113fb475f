import Foundation
import FoundationXML

/// An element of an XML file with its text and children.
final class XMLTree {
    let name: String
    let line: Int
    private(set) var text = ""
    private(set) var children: [XMLTree] = []

    fileprivate init(name: String, line: Int) { (self.name, self.line) = (name, line) }

    /// The file's outermost element.
    /// - Throws: `.foreign` when it is not XML, or nests deeper than any file we read.
    static func parse(_ bytes: [UInt8]) throws(ImportError) -> XMLTree {
        let builder = Builder()
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.delegate = builder
        guard parser.parse(), let root = builder.root else {
            throw ImportError(.foreign("it is not complete XML (line \(max(1, parser.lineNumber)))"))
        }
        return root
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

    private final class Builder: NSObject, XMLParserDelegate {
        static let mostDepth = 32
        var root: XMLTree?
        private var open: [XMLTree] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            guard open.count < Self.mostDepth else { return parser.abortParsing() }
            let element = XMLTree(name: name, line: parser.lineNumber)
            if let parent = open.last { parent.children.append(element) } else { root = element }
            open.append(element)
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            open.removeLast()
        }
    }
}
