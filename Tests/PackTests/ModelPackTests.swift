import SeededRandom
import Foundation
import Testing

@testable import FaceCore
@testable import menshen_pack

@Suite("Model pack: what is not whole is refused with its reason")
struct ModelPackTests {
    private static let sections: [(SectionName, [UInt8])] = [
        (SectionName("AAAA"), [1, 2, 3]), (SectionName("B0B0"), []),
        (SectionName("CCCC"), [UInt8](repeating: 9, count: 200)),
    ]
    private static let good = PackWriter.file(sections)

    private func code(_ bytes: [UInt8]) -> PackError.Code? {
        do throws(PackError) {
            _ = try ModelPack(copying: bytes)
            return nil
        } catch {
            #expect(!error.description.isEmpty && !error.description.contains("\n"))
            return error.code
        }
    }

    /// `good` with some bytes replaced, its checksum made right again.
    private func changed(at offset: Int, to bytes: [UInt8]) -> [UInt8] {
        var file = Self.good
        file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        PackWriter.seal(&file)
        return file
    }

    @Test("sections come back, aligned")
    func roundTrip() throws {
        let pack = try ModelPack(copying: Self.good)
        defer { withExtendedLifetime(pack) {} }
        #expect(pack.sections.map(\.name) == Self.sections.map(\.0))
        #expect(pack.sections.map(\.byteCount) == Self.sections.map(\.1.count))
        for (name, bytes) in Self.sections {
            let section = try pack.section(name)
            #expect(Array(section) == bytes)
            #expect(Int(bitPattern: section.baseAddress) % 64 == 0)
        }
        #expect(throws: PackError(.missing(SectionName("NONE")))) { try pack.section(SectionName("NONE")) }
    }

    @Test("a mapped file is the same as a copy, and outlives the handle")
    func mapped() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("menshen-pack-\(UUID()).mpack").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try OutputFile.write(Self.good, to: path)
        let pack = try ModelPack(MappedFile(path: path))
        #expect(Array(try pack.section(SectionName("AAAA"))) == [1, 2, 3])
        // Replaced by renaming: the old one stays whole.
        try OutputFile.write(PackWriter.file([(SectionName("AAAA"), [7])]), to: path)
        #expect(Array(try pack.section(SectionName("AAAA"))) == [1, 2, 3])
    }

    @Test("files that cannot be mapped")
    func unmappable() {
        #expect(throws: PackError(.unreadable(errno: ENOENT))) { try MappedFile(path: "/nonexistent/pack") }
        #expect(throws: PackError(.unreadable(errno: EINVAL))) { try MappedFile(path: "/tmp") }
        #expect(throws: PackError(.unreadable(errno: EINVAL))) { try MappedFile(path: "/dev/null") }
        // Nobody writes into it: whoever waited for that would wait for ever.
        let pipe = NSTemporaryDirectory() + "menshen-fifo-\(UUID())"
        #expect(mkfifo(pipe, 0o600) == 0)
        defer { unlink(pipe) }
        #expect(throws: PackError(.unreadable(errno: EINVAL))) { try MappedFile(path: pipe) }
    }

    @Test("an empty file is no pack")
    func emptyFile() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("menshen-empty-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try OutputFile.write([], to: path)
        #expect(throws: PackError(.foreign)) { try MappedFile(path: path) }
    }

    @Test("every truncation, down to nothing")
    func truncations() {
        for count in 0..<Self.good.count {
            let code = code(Array(Self.good.prefix(count)))
            if count < PackFormat.headerBytes {
                #expect(code == .foreign, "\(count) bytes")
            } else {
                #expect(
                    code == .wrongSize(promisedBytes: UInt64(Self.good.count), actualBytes: count), "\(count) bytes")
            }
        }
        #expect(
            code(Self.good + [0])
                == .wrongSize(promisedBytes: UInt64(Self.good.count), actualBytes: Self.good.count + 1))
    }

    @Test("every bit flip anywhere")
    func bitFlips() {
        for offset in Self.good.indices {
            for bit in 0..<8 {
                var file = Self.good
                file[offset] ^= 1 << UInt8(bit)
                #expect(code(file) != nil, "byte \(offset) bit \(bit)")
            }
        }
    }

    @Test("foreign files")
    func foreign() {
        #expect(code(Array("not a pack, but long enough to have a header, or so one would think".utf8)) == .foreign)
        // Sent as text: the line feeds were doubled.
        #expect(code(Self.good.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }) == .foreign)
        #expect(code(changed(at: 8, to: [2, 0, 0, 0])) == .wrongVersion(2))
    }

    @Test("tables that contradict themselves, with a right checksum")
    func tables() {
        func isBadTable(_ file: [UInt8]) -> Bool { if case .badTable = code(file) { true } else { false } }
        let rows: [(String, Int, [UInt8])] = [
            ("no sections", 12, [0, 0, 0, 0]),
            ("too many sections", 12, [33, 0, 0, 0]),
            ("more sections than there are", 12, [4, 0, 0, 0]),
            ("fewer sections than there are", 12, [2, 0, 0, 0]),
            ("count is huge", 12, [255, 255, 255, 255]),
            ("reserved in header", 24, [1]),
            ("name with a space", 64, [0x20]),
            ("the same name twice", 96, Array("AAAA".utf8)),
            ("reserved in entry", 68, [1]),
            ("reserved at entry's end", 88, [1]),
            ("offset not aligned", 72, [161]),
            ("offset into the table", 72, [64, 0]),
            ("offset far away", 79, [0x80]),
            ("overlapping the one before", 104, [192 - 64, 0]),
            ("length beyond the file", 80, [255, 255, 255, 255, 255, 255, 255, 127]),
            ("length that wraps", 80, [255, 255, 255, 255, 255, 255, 255, 255]),
            ("last one shorter than the file", 144, [199]),
            ("last one longer than the file", 144, [201]),
        ]
        for (name, offset, bytes) in rows { #expect(isBadTable(changed(at: offset, to: bytes)), "\(name)") }
    }

    @Test("random damage to header and table, with a right checksum, never crashes", arguments: [1, 2, 3] as [UInt64])
    func fuzz(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<3000 {
            var file = Self.good
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                file[Int.random(in: 8..<160, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            PackWriter.seal(&file)
            // Whatever it says, whatever is left of it must be readable to its ends.
            if let pack = try? ModelPack(copying: file) {
                for (name, count) in pack.sections { #expect((try? pack.section(name))?.count == count) }
            }
        }
    }
}
