import RingStore

/// Counts what goes through to the flash below: nothing that reaches it is left out, whoever asked.
final class CountingFlash: Flash {
    struct Counts: Equatable {
        var programs = 0
        var programmedBytes = 0
        var erases = 0
        var reads = 0
        var readBytes = 0

        static func - (a: Self, b: Self) -> Self {
            Self(
                programs: a.programs - b.programs, programmedBytes: a.programmedBytes - b.programmedBytes,
                erases: a.erases - b.erases, reads: a.reads - b.reads, readBytes: a.readBytes - b.readBytes)
        }

        static func + (a: Self, b: Self) -> Self {
            Self(
                programs: a.programs + b.programs, programmedBytes: a.programmedBytes + b.programmedBytes,
                erases: a.erases + b.erases, reads: a.reads + b.reads, readBytes: a.readBytes + b.readBytes)
        }
    }

    let base: any Flash
    /// By block.
    private(set) var counts: [Counts]

    init(_ base: any Flash) {
        self.base = base
        counts = [Counts](repeating: Counts(), count: base.geometry.blockCount)
    }

    var geometry: FlashGeometry { base.geometry }
    var promises: FlashPromises { base.promises }
    var keyPromises: FlashPromises { base.keyPromises }

    func total(of blocks: Range<Int>) -> Counts { counts[blocks].reduce(Counts(), +) }
    var total: Counts { total(of: 0..<counts.count) }

    func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError) {
        counts[block.number].reads += 1
        counts[block.number].readBytes += buffer.count
        try base.read(block, offsetBytes: offsetBytes, into: buffer)
    }

    func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        counts[block.number].programs += 1
        counts[block.number].programmedBytes += bytes.count
        try base.program(block, offsetBytes: offsetBytes, bytes)
    }

    func isBad(_ block: BlockIndex) throws(FlashError) -> Bool { try base.isBad(block) }
    func takesBadMark(_ block: BlockIndex) -> Bool { base.takesBadMark(block) }
    func markBad(_ block: BlockIndex) throws(FlashError) -> Bool { try base.markBad(block) }
    func overwriteWithZeros(_ block: BlockIndex) throws(FlashError) -> Bool {
        try base.overwriteWithZeros(block)
    }

    func erase(_ block: BlockIndex) throws(FlashError) {
        counts[block.number].erases += 1
        try base.erase(block)
    }
}
