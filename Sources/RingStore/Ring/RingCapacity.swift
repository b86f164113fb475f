/// How much may live at once in a ring. Known before there is a store, so that what does not fit is refused in advance.
///
/// What is alive is charged with its stored bytes and 32 for a mark, for each record, as if each had a batch of its own with
/// units of 16 bytes. With larger units a batch may cost more than that, its **excess**: the end of a unit in front of the
/// commitment, and the rest of the unit with the mark. So a ring of one-record batches is full of padding long before its
/// capacity is reached; but before a ring says `full`, everything alive moves, and is packed. What is packed:
///
/// - a batch is closed when the next one's records do not fit it, so two that follow each other hold more than one limit;
/// - of what was moved from one block only the last batch may be shorter;
/// - at the end of a block less is left than the longest batch takes.
public enum RingCapacity {
    /// Head and reserve are not counted, and of each block only what packed batches cannot fail to fill.
    /// - Parameter blocks: in service.
    public static func bytes(blocks: Int, geometry: FlashGeometry) -> Int {
        bytes(blocks: blocks, layout: PageLayout(geometry))
    }

    static func bytes(blocks: Int, layout: PageLayout) -> Int {
        let excess = layout.excessBytes, limit = layout.batchLimitBytes
        let filled = layout.blockBytes - layout.recordsOffset - limit - excess
        let payload = payloadBytes(layout)
        return max(0, blocks - Ring.reserveBlocks - 1) * max(0, filled * payload / (payload + 2 * excess))
    }

    /// Ids that one block can have given: as many as it holds of the shortest records.
    static func mostRecords(inBlockOf layout: PageLayout) -> Int {
        (layout.blockBytes - layout.recordsOffset) / RecordHeader.storedBytes(bodyBytes: 0)
    }

    /// What so much takes at most when it has been moved from one block: more cannot be gained by moving it again.
    static func packedBytes(charged: Int, layout: PageLayout) -> Int {
        let excess = layout.excessBytes
        return charged + charged * 2 * excess / payloadBytes(layout) + excess
    }

    /// Of records, in a batch that has no room for one byte more.
    private static func payloadBytes(_ layout: PageLayout) -> Int {
        layout.batchLimitBytes - layout.markUnitBytes - CommitMark.commitmentBytes
    }

    /// What is charged for records.
    /// - Parameter recordBytes: headers, ciphertexts, tags and their padding.
    static func charge(records: Int, recordBytes: Int) -> Int {
        recordBytes + records * (CommitMark.byteCount + CommitMark.commitmentBytes)
    }

    /// How many blocks may have to move until everything is packed. One turn squeezes out what is not alive; with an excess each
    /// turn leaves a fraction of the short batches that the one before has left.
    static func turns(_ layout: PageLayout) -> Int { layout.excessBytes == 0 ? 2 : 8 }
}
