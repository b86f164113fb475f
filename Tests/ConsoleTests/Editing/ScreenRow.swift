@testable import Console

/// The last row of a VT100 of 80 columns, as far as the line editor uses one; anything else traps.
struct ScreenRow {
    static let columns = 80
    /// One scalar a cell; the second cell of a wide one is empty. A combining one joins the cell before.
    private(set) var cells = [String](repeating: " ", count: columns)
    private(set) var cursor = 0
    private(set) var rows: [String] = []

    var text: String {
        var text = cells.joined()
        while text.last == " " { text.removeLast() }
        return text
    }

    mutating func take(_ bytes: [UInt8]) {
        var rest = Substring(String(validating: bytes, as: UTF8.self)!).unicodeScalars
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": cursor = 0
            case "\n":
                rows.append(text)
                cells = [String](repeating: " ", count: Self.columns)
            case "\u{7}": break
            case "\u{1B}": sequence(&rest)
            default: put(scalar)
            }
        }
    }

    private mutating func sequence(_ rest: inout Substring.UnicodeScalarView) {
        precondition(rest.popFirst() == "[")
        var number = ""
        while let digit = rest.first, digit.properties.numericType != nil {
            number.unicodeScalars.append(digit)
            rest.removeFirst()
        }
        switch rest.popFirst() {
        case "K": for column in cursor..<Self.columns { cells[column] = " " }
        case "D": cursor -= Int(number) ?? 1
        case let other: preconditionFailure("the row knows no \(String(describing: other))")
        }
        precondition(cursor >= 0)
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = DisplayWidth.columns(of: scalar)
        if width == 0 { return cells[cursor - 1] += String(scalar) }
        // The last column stays free: terminals differ in what they do behind it.
        precondition(cursor + width < Self.columns, "at the right edge")
        cells[cursor] = String(scalar)
        if width == 2 { cells[cursor + 1] = "" }
        cursor += width
    }
}
