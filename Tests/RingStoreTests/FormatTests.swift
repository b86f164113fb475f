import CSodium
import FlashLab
import Foundation
import RingStore
import Testing
import Timekeeping

/// The format as `Format.md` tells it, decoded by hand: no code of the store takes part but the one that wrote the image.
@Suite struct FormatTests {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/RingStore/RingStore.docc/Format.md")

    /// Device key 32 × 0x07; one record, kind 1, last day 20010, body = length 5 and "hello", in ring 1.
    static func example() throws -> LabFlash {
        let flash = try Bench.formatted()
        try Bench.mount(flash).append(["hello"], expiry: .after(CivilDay(number: 20_010)))
        return flash
    }

    @Test("The hex dump of Format.md is what the store writes")
    func dump() throws {
        let image = try Self.example().image
        let block = Bench.layout.blocks(ofRing: 1).lowerBound * 4096
        let lines = hexDump(image, at: 4096, count: 128) + [""] + hexDump(image, at: block, count: 224)
        if ProcessInfo.processInfo.environment["MENSHEN_GOLDEN"] == "write" { try rewrite(lines) }
        let text = try String(contentsOf: Self.path, encoding: .utf8)
        let inside = try #require(
            text.components(separatedBy: "```hexdump\n").last?.components(separatedBy: "\n```").first)
        #expect(inside == lines.joined(separator: "\n"))
    }

    /// A mount, a key and the record on flash with such program units.
    static func example(unitBytes: Int) throws -> LabFlash {
        let flash = try Bench.formatted(
            LabFlash(FlashGeometry(blockCount: 21, blockBytes: 8192, programUnitBytes: unitBytes)))
        try Bench.mount(flash).append(["hello", "world"], expiry: .after(CivilDay(number: 20_010)))
        return flash
    }

    @Test(
        "A stranger who follows Format.md finds the keys and opens the records, whatever the program unit",
        arguments: [1, 16, 64, 512])
    func stranger(programUnitBytes: Int) throws {
        let image = try Self.example(unitBytes: programUnitBytes).image, hashes = Hashes(image)
        let unit = max(16, programUnitBytes), blockBytes = 8192
        func units(_ count: Int) -> Int { (count + unit - 1) / unit * unit }
        // The root: the mount's first write began epoch 2 in block 1.
        let root = Array(image[blockBytes..<blockBytes + 128])
        #expect(Array(root[0..<8]) == Array("MENSHEN".utf8) + [0] && number(root, 8, 2) == 2)
        #expect(number(root, 20, 4) == UInt64(programUnitBytes) && number(root, 24, 8) == 2)
        #expect(Array(root[96..<112]) == Hashes.blake2b(Array(root[0..<96]), [], 16))
        #expect(Array(root[112..<128]) == hashes.mac(1, 0, 0, Array(root[0..<112]), 16))
        // Its slots: the proof, then the key block and the record's block are announced.
        var kinds: [UInt8] = []
        for at in stride(from: blockBytes + units(128), to: 2 * blockBytes, by: units(32)) {
            let slot = Array(image[at..<at + 32])
            if slot.allSatisfy({ $0 == 0xFF }) { break }
            #expect(Array(slot[24..<32]) == hashes.mac(2, 2, UInt64(at - blockBytes), Array(slot[0..<24]), 8))
            #expect(slot[1] == 1)
            kinds.append(slot[0])
        }
        #expect(kinds == [3, 3, 5, 4])

        // Generation 1 is the first block of the keys, block 2: a snapshot, then one key.
        var cohorts: [UInt64: [UInt8]] = [:]
        let keyBlock = Array(image[2 * blockBytes..<3 * blockBytes])
        var at = 2 * units(48)
        while at < blockBytes, !keyBlock[at..<at + 16].allSatisfy({ $0 == 0xFF }) {
            let batch = try #require(batch(keyBlock, at, sequence: 1, unit, hashes) { _ in hashes.sealing })
            for body in batch.bodies {
                for entry in stride(from: 0, to: body.count, by: 36) {
                    cohorts[number(body, entry, 4)] = Array(body[entry + 4..<entry + 36])
                }
            }
            at = batch.end
        }
        #expect(cohorts.keys.sorted() == [20_010, 0x7FFF_FFFF])

        // The records are the first of ring 1's first block.
        let first = Bench.layout.blocks(ofRing: 1).lowerBound
        let block = Array(image[first * blockBytes..<(first + 1) * blockBytes])
        let opening = Array(block[units(48)..<units(48) + 48])
        #expect(Array(block[0..<4]) == Array("MBLK".utf8) && block[4] == 2 && number(block, 8, 4) == UInt64(first))
        #expect(number(block, 6, 2) == UInt64(unit))
        #expect(Array(block[32..<48]) == hashes.mac(3, UInt64(first), 0, Array(block[0..<32]), 16))
        #expect(Array(opening[0..<4]) == Array("MOPN".utf8) && opening[4] == 2 && number(opening, 8, 8) == 1)
        #expect(
            Array(opening[32..<48])
                == hashes.mac(4, UInt64(first), number(block, 12, 4), Array(opening[0..<32]), 16))
        let found = try #require(
            batch(block, 2 * units(48), sequence: 1, unit, hashes) { cohorts[$0] })
        #expect(found.bodies == [[5, 0] + Array("hello".utf8), [5, 0] + Array("world".utf8)])
        #expect(found.end % unit == 0 && block[found.end...].allSatisfy { $0 == 0xFF })
    }

    @Test("A stranger with the anchor finds the generation that fits it and opens its keys; without it nobody does")
    func strangerWithAnchor() throws {
        let flash = LabFlash(Bench.geometry)
        try RingStore.format(
            flash, as: .bench, layout: Bench.layout, deviceKey: Bench.deviceKey(), now: Bench.now,
            today: Bench.firstDay, entropy: SeededEntropy(seed: 1), anchor: SlottedAnchor(flash))
        let hashes = Hashes(flash.image), slot = Array(flash.anchorImage[64..<128])
        #expect(flash.image[11] == 1)
        #expect(Array(slot[0..<8]) == Array("MANCHOR".utf8) + [0])
        #expect(Array(slot[48..<64]) == Hashes.blake2b(Array(slot[0..<48]), [], 16))
        let secret = Array(slot[16..<48])
        #expect(Array(flash.anchorImage[16..<48]) == secret)
        let keyBlock = Array(flash.image[2 * 4096..<3 * 4096])
        #expect(Array(keyBlock[64..<80]) == hashes.mac(7, 1, 0, secret, 16))
        let storeRoot = Hashes.blake2b(
            Array("menshen store".utf8) + hashes.storeID, [UInt8](repeating: 7, count: 32), 32)
        let sealing = Hashes.blake2b(Array("menshen anchored keys".utf8) + secret, storeRoot, 32)
        let found = try #require(batch(keyBlock, 96, sequence: 1, 16, hashes) { _ in sealing })
        #expect(found.bodies.map(\.count) == [36] && number(found.bodies[0], 0, 4) == 0x7FFF_FFFF)
        #expect(batch(keyBlock, 96, sequence: 1, 16, hashes) { _ in hashes.sealing } == nil)
    }

    /// Opens the records of a batch.
    /// - Returns: their bodies and where the next batch begins.
    private func batch(
        _ block: [UInt8], _ start: Int, sequence: UInt64, _ unit: Int, _ hashes: Hashes,
        key: (UInt64) -> [UInt8]?
    ) -> (bodies: [[UInt8]], end: Int)? {
        var bodies: [[UInt8]] = []
        var at = start
        while true {
            let header = Array(block[at..<at + 64])
            guard Array(header[56..<64]) == hashes.mac(5, sequence, UInt64(at), Array(header[0..<56]), 8),
                header[2] == 2
            else { return nil }
            let bodyBytes = Int(number(header, 24, 4)), markAt = at + Int(number(header, 28, 4))
            let mark = Array(block[markAt..<markAt + 16])
            guard markAt % unit == 0,
                Array(block[markAt - 16..<markAt]) == hashes.mac(6, sequence, UInt64(markAt), mark, 16),
                let cohortKey = key(number(header, 20, 4)),
                let body = open(block, at, bodyBytes, header, mark, sequence, hashes, cohortKey)
            else { return nil }
            bodies.append(body)
            at += 64 + (bodyBytes + 16 + 15) / 16 * 16
            // The last one: padding and commitment come, then the mark.
            if at + Int(number(header, 6, 2)) == markAt - 16 {
                return (bodies, markAt + (16 + unit - 1) / unit * unit)
            }
        }
    }

    private func open(
        _ block: [UInt8], _ at: Int, _ bodyBytes: Int, _ header: [UInt8], _ mark: [UInt8], _ sequence: UInt64,
        _ hashes: Hashes, _ cohortKey: [UInt8]
    ) -> [UInt8]? {
        let zeros = [UInt8](repeating: 0, count: 8)
        let message = hashes.storeID + header[3..<5] + zeros[..<2] + header[20..<24] + zeros + mark
        let key = Hashes.blake2b(message, cohortKey, 32)
        let associated = hashes.storeID + Hashes.little(sequence) + header
        var body = [UInt8](repeating: 0, count: bodyBytes)
        let sealed = Array(block[at + 64..<at + 64 + bodyBytes + 16])
        let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &body, nil, nil, sealed, UInt64(sealed.count), associated, UInt64(associated.count), Array(header[32..<56]),
            key)
        return status == 0 ? body : nil
    }

    private func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> UInt64 {
        bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func hexDump(_ image: [UInt8], at start: Int, count: Int) -> [String] {
        stride(from: start, to: start + count, by: 16).map { at in
            let bytes = image[at..<at + 16].map { String(format: "%02x", $0) }
            return String(format: "%06x  ", at) + bytes[..<8].joined(separator: " ") + "  "
                + bytes[8...].joined(separator: " ")
        }
    }

    private func rewrite(_ lines: [String]) throws {
        let text = try String(contentsOf: Self.path, encoding: .utf8)
        let parts = text.components(separatedBy: "```hexdump\n")
        let rest = parts[1].components(separatedBy: "\n```").dropFirst().joined(separator: "\n```")
        try (parts[0] + "```hexdump\n" + lines.joined(separator: "\n") + "\n```" + rest).write(
            to: Self.path, atomically: true, encoding: .utf8)
    }
}
