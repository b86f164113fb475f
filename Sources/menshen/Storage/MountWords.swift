import Records

extension RecordsMountReport {
    /// What a mount found and finished, for the start's transcript; nil when there was nothing.
    var words: String? {
        var parts: [String] = []
        func add(_ count: Int, _ words: String) { if count > 0 { parts.append("\(count) \(words)") } }
        add(damagedRecords + ring.lostRecords, "damaged records")
        add(peopleWithLostRights, "people with no way in until 'person access' gives them rights anew")
        add(ring.damagedPlaces, "damaged places")
        add(ring.setAside.count, "blocks out of service")
        add(ring.notErased.count, "worn blocks that may keep copies")
        if ring.isOlder { parts.append("older blocks were put back, or an erase was only pretended") }
        if ring.lacksKeyBlock { parts.append("no block is left for new keys: replace the flash") }
        if let block = ring.expiryUnfinished {
            parts.append("keys of ended days cannot be erased from block \(block.number)")
        }
        add(ring.badBlocks.count, "blocks marked as bad")
        add(ring.oldBlocks, "blocks of an earlier format version")
        add(ring.erasesFinished.count, "erases finished")
        add(ring.unfinishedBatches, "unfinished writes erased")
        add(templatesErased, "templates without consent erased")
        add(removalsFinished, "removals finished")
        add(resealingsFinished, "earlier last days finished")
        add(linesDelivered, "journal lines delivered")
        add(expiredFaces.count, "faces expired while off")
        return parts.isEmpty ? nil : "store: \(parts.joined(separator: ", "))"
    }
}
