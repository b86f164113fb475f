/// How much may live at once in a ring. Known before there is a store, so that what does not fit is refused in advance.
public enum RingCapacity {
    /// Head and reserve are not counted, and of each block only what no batch can fail to fill.
    /// - Parameter blocks: in service.
    public static func bytes(blocks: Int, blockBytes: Int) -> Int {
        max(0, blocks - Ring.reserveBlocks - 1)
            * (blockBytes - BlockHeader.byteCount - batchLimitBytes(blockBytes: blockBytes))
    }

    /// No batch is longer: what a block may waste at its end is bounded by it.
    static func batchLimitBytes(blockBytes: Int) -> Int { max(2048, blockBytes / 8) }
}
