/// How often the blocks of all rings that are in service have been erased, together. Every erase adds one, and the root log knows
/// of every erase; so blocks that come to less are older copies of themselves, put back.
struct EraseSum: Equatable {
    /// How many blocks; 0: not known, until a mount has counted.
    var blocks: UInt32
    /// Of all together; it may wrap.
    var erases: UInt32

    static let unknown = EraseSum(blocks: 0, erases: 0)

    /// Of the blocks whose count is known. A block under erase counts as it was before.
    init(_ counts: [(block: Int, eraseCount: UInt32?)], _ root: RootLog) {
        self = .unknown
        for (block, count) in counts {
            guard let count = root.underErase[block].map({ $0.eraseCount &- 1 }) ?? count else { continue }
            blocks += 1
            erases &+= count
        }
    }

    init(blocks: UInt32, erases: UInt32) { (self.blocks, self.erases) = (blocks, erases) }

    /// The same blocks, as far as can be told, and erased less often.
    func isOlder(than expected: EraseSum) -> Bool {
        blocks > 0 && blocks == expected.blocks && Int32(bitPattern: erases &- expected.erases) < 0
    }
}
