/// Bytes to lines. A line beyond the limit is dropped whole and reported once.
struct LineReader {
    enum Item: Equatable {
        case line(String)
        case tooLong
    }

    private let limitBytes: Int
    private var pending: [UInt8] = []
    private var isSkipping = false

    init(limitBytes: Int) { self.limitBytes = limitBytes }

    /// The lines that are complete with these bytes; bytes that are not UTF-8 become replacement characters.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Item] {
        var items: [Item] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if isSkipping { items.append(.tooLong) } else if !pending.isEmpty { items.append(take()) }
                isSkipping = false
                pending = []
            } else if pending.count == limitBytes {
                isSkipping = true
            } else if !isSkipping {
                pending.append(byte)
            }
        }
        return items
    }

    /// What is left when the input ends without a newline.
    mutating func finish() -> [Item] { feed([UInt8(ascii: "\n")]) }

    private func take() -> Item { .line(String(decoding: pending, as: UTF8.self)) }
}
