import Glibc
import RingStore
import Testing
import Timekeeping

@testable import Hardware

/// A file with the strictness of flash.
@Suite struct FileFlashTests {
    let geometry = FlashGeometry(blockCount: 21, blockBytes: 4096, programUnitBytes: 16)

    @Test("A new file is erased; an existing one is never touched")
    func creation() throws {
        try withPath { path in
            try FileFlash.create(path: path, geometry: geometry)
            #expect(throws: FileFlashError(.exists, path: path)) {
                try FileFlash.create(path: path, geometry: geometry)
            }
            let flash = try FileFlash(path: path, geometry: geometry)
            #expect(try FlashSearch.image(of: flash).allSatisfy { $0 == 0xFF })
            #expect(flash.promises == .file)
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        }
    }

    @Test("Missing, of another size, open elsewhere: refused with the reason")
    func refusals() throws {
        try withPath { path in
            #expect(throws: FileFlashError(.missing, path: path)) { try FileFlash(path: path, geometry: geometry) }
            try FileFlash.create(path: path, geometry: geometry)
            let other = FlashGeometry(blockCount: 22, blockBytes: 4096, programUnitBytes: 16)
            #expect(throws: FileFlashError(.wrongSize(expectedBytes: 22 * 4096, actualBytes: 21 * 4096), path: path)) {
                try FileFlash(path: path, geometry: other)
            }
            let first = try FileFlash(path: path, geometry: geometry)
            #expect(throws: FileFlashError(.busy, path: path)) { try FileFlash(path: path, geometry: geometry) }
            withExtendedLifetime(first) {}
        }
        #expect(throws: FileFlashError.self) { try FileFlash(path: "/tmp", geometry: geometry) }
    }

    @Test("Bits only fall until an erase; a refused program changes nothing")
    func strictness() throws {
        try withPath { path in
            try FileFlash.create(path: path, geometry: geometry)
            let flash = try FileFlash(path: path, geometry: geometry)
            try program(flash, 3, 32, [UInt8](repeating: 0xF0, count: 16))
            try program(flash, 3, 32, [UInt8](repeating: 0x30, count: 16))
            let before = try FlashSearch.image(of: flash)
            #expect(throws: FlashError(.raisesBits, at: BlockIndex(3))) {
                try program(
                    flash, 3, 16, [UInt8](repeating: 0xFF, count: 16) + [0x31] + [UInt8](repeating: 0, count: 15))
            }
            #expect(try FlashSearch.image(of: flash) == before)
            #expect(before[3 * 4096 + 32] == 0x30)
            try flash.erase(BlockIndex(3))
            #expect(try FlashSearch.image(of: flash).allSatisfy { $0 == 0xFF })
        }
    }

    @Test("A store in a file survives a process that stops at any moment")
    func abruptStop() throws {
        for stop in 0..<14 {
            try withPath { path in
                try FileFlash.create(path: path, geometry: geometry)
                var kept: [String] = []
                do {
                    let flash = StoppingFlash(try FileFlash(path: path, geometry: geometry))
                    try RingStore.format(
                        flash, as: .bench, layout: StoreLayout(keyBlocks: 3, ringBlocks: [8, 4, 4]),
                        deviceKey: deviceKey(),
                        now: WallTime(seconds: 0), today: CivilDay(number: 100), entropy: SeededEntropy(seed: 1))
                    let store = try mount(flash)
                    flash.stepsLeft = stop
                    for number in 0..<6 {
                        var batch = store.makeBatch()
                        batch.add(kind: 1, expiry: .after(CivilDay(number: 100 + Int32(number)))) {
                            $0.text("line \(number)")
                        }
                        do throws(RingStoreError) {
                            try store.append(batch, to: RingID(1))
                            kept.append("line \(number)")
                        } catch { break }
                    }
                }
                let again = try mount(FileFlash(path: path, geometry: geometry))
                let found = try again.records(in: RingID(1)).map { try again.read($0.id, in: RingID(1)) { $0.text() } }
                #expect(found == kept, "stopped after \(stop) steps")
            }
        }
    }

    private func deviceKey() -> DeviceKey { DeviceKey { $0.initializeMemory(as: UInt8.self, repeating: 9) } }

    private func mount(_ flash: any Flash) throws(RingStoreError) -> RingStore {
        try RingStore.mount(
            flash, as: .bench, deviceKey: deviceKey(), today: CivilDay(number: 100), entropy: SeededEntropy(seed: 2))
    }

    private func program(_ flash: FileFlash, _ block: Int, _ offset: Int, _ bytes: [UInt8]) throws {
        let copy = LockedBytes(count: bytes.count)
        copy.bytes.copyBytes(from: bytes)
        try flash.program(BlockIndex(block), offsetBytes: offset, copy.readOnly)
    }

    private func withPath(_ body: (String) throws -> Void) throws {
        let path = "/tmp/menshen-flash-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        defer { unlink(path) }
        try body(path)
    }
}

/// Stops for good after so many steps, as a killed process does.
private final class StoppingFlash: Flash {
    private let file: FileFlash
    var stepsLeft = Int.max

    init(_ file: FileFlash) { self.file = file }
    var geometry: FlashGeometry { file.geometry }
    var promises: FlashPromises { file.promises }

    func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError) {
        try file.read(block, offsetBytes: offsetBytes, into: buffer)
    }

    func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        try step(block)
        try file.program(block, offsetBytes: offsetBytes, bytes)
    }

    func erase(_ block: BlockIndex) throws(FlashError) {
        try step(block)
        try file.erase(block)
    }

    private func step(_ block: BlockIndex) throws(FlashError) {
        guard stepsLeft > 0 else { throw FlashError(.gone, at: block) }
        stepsLeft -= 1
    }
}
