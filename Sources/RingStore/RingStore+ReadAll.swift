extension RingStore {
    /// Opens every record that may be read today and is wanted, and lends its plaintext to `body`; each is zeroed when `body`
    /// returns. For whoever needs them all: each block is read once. They come in the order they lie in; `body` leaves the
    /// store alone.
    /// - Returns: the records that cannot be opened, because ciphertext or header was altered.
    public func readAll(
        in ringID: RingID, where isWanted: (RecordInfo) -> Bool = { _ in true },
        _ body: (RecordInfo, inout ByteReader) -> Void
    ) throws(RingStoreError) -> [RecordID] {
        let ring = ring(ringID)
        var damaged: [RecordID] = []
        var blockRead: Int?
        var image = UnsafeRawBufferPointer(start: nil, count: 0)
        for (number, place) in ring.placesInOrder(where: { isReadable($0) && isWanted(RecordInfo($1, $0)) }) {
            let block = Int(place.block)
            if block != blockRead {
                image = try core.readImage(of: block)
                blockRead = block
            }
            guard let plain = ring.open(place, in: image) else {
                damaged.append(RecordID(number))
                continue
            }
            var reader = ByteReader(UnsafeRawBufferPointer(plain))
            body(RecordInfo(RecordID(number), place), &reader)
            plain.zero()
        }
        return damaged
    }
}

extension Ring {
    /// What is wanted, block by block.
    fileprivate func placesInOrder(
        where isWanted: (RecordPlace, RecordID) -> Bool
    ) -> [(number: UInt64, place: RecordPlace)] {
        var places: [(number: UInt64, place: RecordPlace)] = []
        for (number, place) in index where isWanted(place, RecordID(number)) { places.append((number, place)) }
        places.sort { ($0.place.block, $0.place.offset) < ($1.place.block, $1.place.offset) }
        return places
    }

    /// Opens a record of a block that has been read, into the front of `plain`; the caller zeroes it.
    fileprivate func open(_ place: RecordPlace, in image: UnsafeRawBufferPointer) -> UnsafeMutableRawBufferPointer? {
        let record = image.part(Int(place.offset), place.storedBytes)
        guard let header = RecordHeader(lenient: record), let key = table.key(for: place.cohort) else { return nil }
        let markAt = Int(place.offset) + header.bytesToMark
        guard header.bodyBytes == Int(place.bodyBytes), markAt + CommitMark.byteCount <= image.count else { return nil }
        let body = plain.bytes.part(0, header.bodyBytes)
        let isOpen = RecordSeal.open(
            record, cohortKey: key, mark: image.part(markAt, CommitMark.byteCount), storeID: core.keys.storeID,
            sequence: blocks[Int(place.block)]!.sequence, into: body)
        return isOpen ? body : nil
    }
}
