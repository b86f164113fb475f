import RingStore
import Testing

@Suite("Flash in memory keeps the rules") struct MemoryFlashTests {
    private let flash = MemoryFlash(FlashGeometry(blockCount: 2, blockBytes: 64, programUnitBytes: 16))

    private func program(_ byte: UInt8, _ count: Int, at offset: Int, block: Int = 0) throws(FlashError) {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        defer { bytes.deallocate() }
        bytes.initializeMemory(as: UInt8.self, repeating: byte)
        try flash.program(BlockIndex(block), offsetBytes: offset, UnsafeRawBufferPointer(bytes))
    }

    private func expectRefused(_ code: FlashError.Code, _ body: () throws(FlashError) -> Void) {
        let before = flash.image
        #expect(throws: FlashError(code, at: BlockIndex(0))) { try body() }
        #expect(flash.image == before)
    }

    @Test("a unit is programmed once between two erases; only an erase raises bits") func once() throws {
        try program(0x0F, 32, at: 16)
        #expect(flash.image[16..<48].allSatisfy { $0 == 0x0F })
        expectRefused(.programmedTwice) { () throws(FlashError) in try program(0x0F, 16, at: 32) }
        expectRefused(.outOfOrder) { () throws(FlashError) in try program(0, 16, at: 0) }
        flash.image[48] = 0
        expectRefused(.raisesBits) { () throws(FlashError) in try program(0x01, 16, at: 48) }
        try flash.erase(BlockIndex(0))
        #expect(flash.image.allSatisfy { $0 == 0xFF })
        try program(0x01, 16, at: 32)
    }

    @Test("whole units, inside a block") func whole() {
        expectRefused(.notWholeUnits) { () throws(FlashError) in try program(0, 15, at: 0) }
        expectRefused(.notWholeUnits) { () throws(FlashError) in try program(0, 16, at: 8) }
        expectRefused(.outOfBlock) { () throws(FlashError) in try program(0, 32, at: 48) }
        expectRefused(.outOfBlock) { () throws(FlashError) in try program(0, 16, at: -16) }
    }

    @Test("nobody touches a block that is marked as bad, and NOR flash takes no marks") func bad() throws {
        #expect(!flash.markBad(BlockIndex(0)) && !flash.isBad(BlockIndex(0)))
        flash.badBlocks = [0]
        expectRefused(.markedBad) { () throws(FlashError) in try program(0, 16, at: 0) }
        expectRefused(.markedBad) { () throws(FlashError) in try flash.erase(BlockIndex(0)) }
        try program(0, 16, at: 0, block: 1)
        let pages = MemoryFlash(FlashGeometry(blockCount: 2, blockBytes: 1024, programUnitBytes: 512))
        #expect(pages.markBad(BlockIndex(1)) && pages.isBad(BlockIndex(1)) && pages.badBlocks == [1])
        #expect(try MemoryFlash(copying: pages).badBlocks == [1])
    }

    @Test("power fails in a unit: the ones before stand, half of it does, and nothing answers any more") func power()
        throws
    {
        flash.unitsUntilPowerFails = 3
        try program(0, 16, at: 0)
        #expect(throws: FlashError(.gone, at: BlockIndex(0))) { try program(0, 48, at: 16) }
        #expect(
            flash.image.prefix(64).elementsEqual([UInt8](repeating: 0, count: 40) + [UInt8](repeating: 0xFF, count: 24))
        )
        expectRefused(.gone) { () throws(FlashError) in try flash.erase(BlockIndex(0)) }
        flash.unitsUntilPowerFails = nil
        expectRefused(.programmedTwice) { () throws(FlashError) in try program(0, 16, at: 32) }
        try program(0, 16, at: 48)
    }
}
