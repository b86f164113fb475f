import Controller

/// One line that is being typed on a VT100, in a row of its own: keys in, bytes for the screen out.
///
/// A line that is wider than the screen scrolls sideways; so nothing depends on how a terminal wraps. It holds
/// `longestLineBytes` at most: what is typed beyond that rings the bell, and the line is not taken.
public struct LineEditor: Sendable {
    /// What a key led to.
    public enum Outcome: Equatable, Sendable {
        case editing
        case line(String)
        /// The same where `isAnswer`.
        case secret(SecretText)
        /// More was typed than a line holds; it is gone.
        case tooLong
        /// Ctrl-C, or a serial break: the line is gone.
        case cancelled
        /// Ctrl-D on an empty line.
        case endOfInput
        case completion
        /// `?` where a word would begin.
        case help
        /// The screen is to be cleared: Ctrl-L.
        case clear
    }

    /// The columns of the terminal; 80 unless it says otherwise. The last one stays free.
    public var columns = 80 {
        didSet { columns = max(20, columns) }
    }
    public var prompt: String
    /// Nothing is echoed, and nothing is remembered.
    public var isSecret = false
    /// Whether a line may be remembered.
    var isKept: @Sendable (String) -> Bool = { _ in true }
    /// The line is a secret as a whole, and leaves as one.
    public var isAnswer = false

    private let longestLineBytes: Int
    /// A byte each at least; zeroed when the line has gone, whatever it was.
    private(set) var scalars: SecretCells<Unicode.Scalar>
    private var byteCount = 0
    private var cursor = 0
    /// Something of the line was lost.
    private var isCut = false
    /// The first scalar that is shown.
    private var firstShown = 0
    /// So many are shown: more than columns, when some take none.
    private(set) var shownCount = 0
    private var history = LineHistory()
    private var output: [UInt8] = []

    public init(prompt: String, longestLineBytes: Int = ConsoleLanguage.longestLineBytes) {
        self.prompt = prompt
        self.longestLineBytes = longestLineBytes
        scalars = SecretCells(capacity: longestLineBytes)
    }

    /// What the screen must be sent since the last call.
    public mutating func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    /// What stands before the cursor.
    public var textBeforeCursor: String { String(String.UnicodeScalarView(scalars[..<cursor])) }

    /// What was typed before belongs to somebody else.
    public mutating func forgetHistory() { history = LineHistory() }

    /// Nothing has been typed.
    public var isEmpty: Bool { scalars.isEmpty }

    // MARK: keys

    public mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .text("?") where !isSecret && isAtWordBegin: return .help
        case .text(let scalar): insert(scalar)
        case .enter: return enter()
        case .tab: return isSecret ? .editing : .completion
        case .control("C"), .lineBreak: return cancel()
        case .control("D") where scalars.isEmpty: return .endOfInput
        case .control("L"): return .clear
        default: edit(key)
        }
        return .editing
    }

    private mutating func edit(_ key: Key) {
        switch key {
        case .backspace: if cursor > 0 { remove(cursor - 1..<cursor) }
        case .delete, .control("D"): if cursor < scalars.count { remove(cursor..<cursor + 1) }
        case .left, .control("B"): move(to: cursor - 1)
        case .right, .control("F"): move(to: cursor + 1)
        case .home, .control("A"): move(to: 0)
        case .end, .control("E"): move(to: scalars.count)
        case .wordLeft: move(to: wordBegin)
        case .wordRight: move(to: wordEnd)
        case .control("W"): remove(wordBegin..<cursor)
        case .control("U"): remove(0..<cursor)
        case .control("K"): remove(cursor..<scalars.count)
        case .up, .control("P"): if !isSecret { history.up(from: String.text(scalars)).map { replace(with: $0) } }
        case .down, .control("N"): if !isSecret { history.down().map { replace(with: $0) } }
        default: break
        }
    }

    /// At the cursor, as if typed.
    public mutating func insert(_ text: String) {
        for scalar in text.unicodeScalars { insert(scalar) }
    }

    private mutating func insert(_ scalar: Unicode.Scalar) {
        let bytes = UTF8.width(scalar)
        guard byteCount + bytes <= longestLineBytes else {
            isCut = true
            return output.append(0x07)
        }
        scalars.insert(scalar, at: cursor)
        (byteCount, cursor) = (byteCount + bytes, cursor + 1)
        guard !isSecret else { return }
        // The usual key is sent back as it is.
        let isPlain = cursor == scalars.count && DisplayWidth.columns(of: scalar) > 0
        if isPlain, fits(scalars[firstShown...]) {
            output += Array(String(scalar).utf8)
            shownCount += 1
        } else {
            redraw()
        }
    }

    private mutating func remove(_ range: Range<Int>) {
        if range.isEmpty { return }
        byteCount -= scalars[range].reduce(0) { $0 + UTF8.width($1) }
        scalars.removeSubrange(range)
        cursor = range.lowerBound
        // Nobody takes what begins anew for what was cut.
        if scalars.isEmpty { isCut = false }
        redraw()
    }

    private mutating func move(to place: Int) {
        let place = min(max(0, place), scalars.count)
        if place == cursor { return }
        cursor = place
        redraw()
    }

    private mutating func replace(with line: String) {
        isCut = false
        scalars.removeAll()
        for scalar in line.unicodeScalars.prefix(longestLineBytes) { scalars.append(scalar) }
        byteCount = scalars.reduce(0) { $0 + UTF8.width($1) }
        cursor = scalars.count
        redraw()
    }

    private mutating func enter() -> Outcome {
        defer {
            wipe()
            output += [0x0D, 0x0A]
        }
        if isCut { return .tooLong }
        if isAnswer { return .secret(SecretText(utf8Of: scalars)) }
        let line = String.text(scalars)
        if !isSecret && isKept(line) { history.add(line) }
        return .line(line)
    }

    private mutating func cancel() -> Outcome {
        wipe()
        output += Array("^C\r\n".utf8)
        return .cancelled
    }

    /// The line is gone, without a word.
    mutating func discard() {
        wipe()
        output = []
    }

    /// Forgets the line and what was typed before it.
    public mutating func forget() {
        wipe()
        history.forget()
    }

    private mutating func wipe() {
        scalars.removeAll()
        (byteCount, cursor, firstShown, shownCount, isCut) = (0, 0, 0, 0, false)
    }

    /// What the line and the history hold.
    var heldBytes: Int {
        history.heldBytes + scalars.heldBytes + output.capacity + prompt.utf8.count
    }

    // MARK: words

    private var isAtWordBegin: Bool { cursor == scalars.count && (cursor == 0 || scalars[cursor - 1] == " ") }

    private var wordBegin: Int {
        var place = cursor
        while place > 0, scalars[place - 1] == " " { place -= 1 }
        while place > 0, scalars[place - 1] != " " { place -= 1 }
        return place
    }

    private var wordEnd: Int {
        var place = cursor
        while place < scalars.count, scalars[place] == " " { place += 1 }
        while place < scalars.count, scalars[place] != " " { place += 1 }
        return place
    }

    // MARK: the row on the screen

    private var room: Int { max(8, columns - 1 - DisplayWidth.columns(of: prompt.unicodeScalars)) }

    /// Looks at no more of it than there is room for.
    private func fits(_ part: Slice<SecretCells<Unicode.Scalar>>) -> Bool {
        let room = room
        var width = 0
        for scalar in part {
            width += DisplayWidth.columns(of: scalar)
            if width > room { return false }
        }
        return true
    }

    /// The first scalar from which everything up to the cursor fits; not before `firstShown`.
    private var firstThatFits: Int {
        let room = room
        var (place, width) = (cursor, 0)
        while place > firstShown {
            width += DisplayWidth.columns(of: scalars[place - 1])
            if width > room { break }
            place -= 1
        }
        return place
    }

    /// The prompt, and of the line what fits around the cursor.
    public mutating func redraw() {
        output += Array("\r\(prompt)".utf8)
        if isSecret { return output += Self.eraseToEnd }
        // Nothing is hidden that there is room for.
        if firstShown > 0, fits(scalars[...]) { firstShown = 0 }
        firstShown = min(firstShown, cursor)
        firstShown = firstThatFits
        let room = room
        var (end, width, back) = (firstShown, 0, 0)
        while end < scalars.count {
            let columns = DisplayWidth.columns(of: scalars[end])
            if width + columns > room { break }
            width += columns
            if end >= cursor { back += columns }
            end += 1
        }
        shownCount = end - firstShown
        for place in firstShown..<end { output += UTF8.encode(scalars[place])! }
        output += Self.eraseToEnd
        if back > 0 { output += Array("\u{1B}[\(back)D".utf8) }
    }

    private static let eraseToEnd = Array("\u{1B}[K".utf8)
}

extension String {
    static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        for scalar in scalars { view.append(scalar) }
        return String(view)
    }
}
