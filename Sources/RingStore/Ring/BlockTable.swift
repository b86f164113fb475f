/// The blocks of one ring, which lie one after the other.
struct BlockTable: Sequence {
    private let first: Int
    private var blocks: [RingBlock?]

    init(_ range: Range<Int>) {
        first = range.lowerBound
        blocks = Array(repeating: nil, count: range.count)
    }

    /// Nil for a block that mount has not come to, and for one of another ring.
    subscript(block: Int) -> RingBlock? {
        get { blocks.indices.contains(block - first) ? blocks[block - first] : nil }
        _modify { yield &blocks[block - first] }
    }

    var count: Int { blocks.count { $0 != nil } }
    var values: some Sequence<RingBlock> { blocks.lazy.compactMap { $0 } }

    func makeIterator() -> some IteratorProtocol<(key: Int, value: RingBlock)> {
        zip(first..., blocks).lazy.compactMap { number, block in block.map { (key: number, value: $0) } }.makeIterator()
    }
}
