import Foundation
import RingStore
import Testing
import Timekeeping

@testable import Hardware

/// A partition as flash. A regular file stands for the device; what only the kernel knows of a device is asked of the file. Where
/// a loop device can be had, it is a real one.
@Suite(.serialized) struct BlockDeviceFlashTests {
    private static let geometry = FlashGeometry(blockCount: 17, blockBytes: 4096, programUnitBytes: 16)

    private static let fileProbe = BlockDevice.Probe(
        isDevice: { $0 & S_IFMT == S_IFREG },
        byteCount: { descriptor in
            var status = stat()
            return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
        })

    private func open(
        _ path: String, for purpose: BlockDeviceFlash.Purpose, _ geometry: FlashGeometry = geometry
    ) throws(FileFlashError) -> BlockDeviceFlash {
        try BlockDeviceFlash(path: path, geometry: geometry, for: purpose, probe: Self.fileProbe)
    }

    @Test("What holds no store is touched by a format alone; too small, missing and no device are refused")
    func refusals() throws {
        try withFile(byteCount: 18 * 4096, filledWith: 0x41) { path in
            #expect(throws: FileFlashError(.foreign, path: path)) { try open(path, for: .store) }
            #expect(throws: FileFlashError(.notBlockDevice, path: path)) {
                try BlockDeviceFlash(path: path, geometry: Self.geometry, for: .formatting)
            }
            let larger = FlashGeometry(blockCount: 19, blockBytes: 4096, programUnitBytes: 16)
            #expect(throws: FileFlashError(.tooSmall(neededBytes: 19 * 4096, actualBytes: 18 * 4096), path: path)) {
                try open(path, for: .formatting, larger)
            }
            #expect(throws: FileFlashError(.missing, path: path + "x")) { try open(path + "x", for: .store) }
            #expect(try Data(contentsOf: URL(filePath: path)).allSatisfy { $0 == 0x41 })
            try format(open(path, for: .formatting))
            #expect(try mounted(open(path, for: .store)) == [])
            let behind = try Data(contentsOf: URL(filePath: path)).dropFirst(17 * 4096)
            #expect(
                behind.count == 4096 && behind.allSatisfy { $0 == 0x41 }, "behind the last block nothing is touched")
        }
    }

    @Test("Bits only fall until an erase; one half of a store is known by its labels")
    func strictness() throws {
        try withFile(byteCount: 17 * 4096, filledWith: 0xFF) { path in
            let flash = try open(path, for: .formatting)
            #expect(flash.promises == .partition)
            try program(flash, 3, 32, [UInt8](repeating: 0x30, count: 16))
            #expect(throws: FlashError(.raisesBits, at: BlockIndex(3))) {
                try program(flash, 3, 32, [UInt8](repeating: 0x31, count: 16))
            }
            try flash.erase(BlockIndex(3))
            #expect(try FlashSearch.image(of: flash).allSatisfy { $0 == 0xFF })
            try program(flash, 7, 0, Array("MBLK".utf8) + [UInt8](repeating: 0, count: 12))
        }
        try withFile(byteCount: 17 * 4096, filledWith: 0xFF) { path in
            try program(open(path, for: .formatting), 7, 0, Array("MBLK".utf8) + [UInt8](repeating: 0, count: 12))
            _ = try open(path, for: .store)
        }
    }

    @Test("On a loop device: formatted, mounted, used and mounted again; the kernel keeps others away")
    func loopDevice() throws {
        try withFile(byteCount: 20 * 4096, filledWith: 0) { file in
            let device = try shell("losetup --find --show \(file)")
            guard device.status == 0 else {
                print("SKIPPED, no loop device can be had here: a real block device was not tried")
                return
            }
            let path = device.output.trimmingCharacters(in: .whitespacesAndNewlines)
            defer { _ = try? shell("losetup --detach \(path)") }
            #expect(BlockDeviceFlash.isThere(path))
            #expect(throws: FileFlashError(.foreign, path: path)) {
                try BlockDeviceFlash(path: path, geometry: Self.geometry, for: .store)
            }
            let larger = FlashGeometry(blockCount: 21, blockBytes: 4096, programUnitBytes: 16)
            #expect(throws: FileFlashError(.tooSmall(neededBytes: 21 * 4096, actualBytes: 20 * 4096), path: path)) {
                try BlockDeviceFlash(path: path, geometry: larger, for: .formatting)
            }
            try format(BlockDeviceFlash(path: path, geometry: Self.geometry, for: .formatting))
            do {
                let flash = try BlockDeviceFlash(path: path, geometry: Self.geometry, for: .store)
                #expect(throws: FileFlashError(.busy, path: path)) {
                    try BlockDeviceFlash(path: path, geometry: Self.geometry, for: .store)
                }
                #expect(throws: FileFlashError(.busy, path: path)) {
                    try ReadOnlyFileFlash(path: path, geometry: Self.geometry)
                }
                let store = try mount(flash)
                var batch = store.makeBatch()
                batch.add(kind: 1, expiry: .never) { $0.text("on a partition") }
                try store.append(batch, to: RingID(1))
                #expect(store.promises.mediaWords == "partition")
            }
            let again = try mounted(BlockDeviceFlash(path: path, geometry: Self.geometry, for: .store))
            #expect(again == ["on a partition"])
            let looked = try ReadOnlyFileFlash(path: path, geometry: Self.geometry)
            #expect(looked.promises == .partition)
            #expect(try StoreExamination(looked, deviceKey: deviceKey()).damage.isEmpty)
            let onDisk = try [UInt8](Data(contentsOf: URL(filePath: file)))
            #expect(try FlashSearch.image(of: looked).elementsEqual(onDisk.prefix(17 * 4096)))
        }
    }

    // MARK: help

    private func deviceKey() -> DeviceKey { DeviceKey { $0.initializeMemory(as: UInt8.self, repeating: 9) } }

    private func format(_ flash: any Flash) throws {
        try RingStore.format(
            flash, as: .bench, layout: StoreLayout(keyBlocks: 3, ringBlocks: [4, 4, 4]), deviceKey: deviceKey(),
            now: WallTime(seconds: 0), today: CivilDay(number: 100), entropy: SeededEntropy(seed: 1))
    }

    private func mount(_ flash: any Flash) throws(RingStoreError) -> RingStore {
        try RingStore.mount(
            flash, as: .bench, deviceKey: deviceKey(), today: CivilDay(number: 100), entropy: SeededEntropy(seed: 2))
    }

    private func mounted(_ flash: any Flash) throws -> [String] {
        let store = try mount(flash)
        return try store.records(in: RingID(1)).map { try store.read($0.id, in: RingID(1)) { $0.text() } }
    }

    private func program(_ flash: any Flash, _ block: Int, _ offset: Int, _ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try flash.program(BlockIndex(block), offsetBytes: offset, $0) }
    }

    private func shell(_ command: String) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

/// A file of its own, gone afterwards.
func withFile(byteCount: Int, filledWith byte: UInt8, _ body: (String) throws -> Void) throws {
    let path = "/tmp/menshen-device-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    try Data(repeating: byte, count: byteCount).write(to: URL(filePath: path))
    defer { unlink(path) }
    try body(path)
}
