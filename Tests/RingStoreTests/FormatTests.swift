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

    @Test("A stranger who follows Format.md finds the keys and opens the record")
    func stranger() throws {
        let image = try Self.example().image
        // The root: the mount's first write began epoch 2 in block 1.
        let root = Array(image[4096..<4096 + 128])
        #expect(Array(root[0..<8]) == Array("MENSHEN".utf8) + [0] && number(root, 24, 8) == 2)
        let storeID = Array(root[32..<48])
        #expect(Array(root[96..<112]) == Array(hash(Array(root[0..<96]), key: [], 16)))
        let storeRoot = hash(Array("menshen store".utf8) + storeID, key: [UInt8](repeating: 7, count: 32), 32)
        let headers = hash(Array("menshen headers".utf8), key: storeRoot, 32)
        let sealing = hash(Array("menshen cohort keys".utf8), key: storeRoot, 32)
        #expect(Array(root[112..<128]) == mac(headers, storeID, 1, 0, 0, Array(root[0..<112]), 16))

        // Generation 1 is the first block of the keys, block 2: a snapshot, then one key.
        var cohorts: [UInt64: [UInt8]] = [:]
        var at = 96
        let keyBlock = Array(image[2 * 4096..<3 * 4096])
        while at < 4096 {
            if keyBlock[at..<at + 16].allSatisfy({ $0 == 0xFF }) {
                at += 16
                continue
            }
            let (body, next) = try #require(record(keyBlock, at, sequence: 1, storeID, headers, cohortKey: sealing))
            for entry in stride(from: 0, to: body.count, by: 36) {
                cohorts[number(body, entry, 4)] = Array(body[entry + 4..<entry + 36])
            }
            at = next
        }
        #expect(cohorts.keys.sorted() == [20_010, 0x7FFF_FFFF])

        // The record is the first of ring 1's first block.
        let first = Bench.layout.blocks(ofRing: 1).lowerBound
        let block = Array(image[first * 4096..<(first + 1) * 4096])
        #expect(Array(block[0..<4]) == Array("MBLK".utf8) && number(block, 8, 4) == UInt64(first))
        #expect(Array(block[32..<48]) == mac(headers, storeID, 3, UInt64(first), 0, Array(block[0..<32]), 16))
        #expect(Array(block[48..<52]) == Array("MOPN".utf8) && number(block, 56, 8) == 1)
        #expect(
            Array(block[80..<96])
                == mac(headers, storeID, 4, UInt64(first), number(block, 12, 4), Array(block[48..<80]), 16))
        let (body, end) = try #require(record(block, 96, sequence: 1, storeID, headers, cohortKey: cohorts[20_010]!))
        #expect(body == [5, 0] + Array("hello".utf8))
        #expect(block[end...].allSatisfy { $0 == 0xFF })
    }

    @Test("A stranger with the anchor finds the generation that fits it and opens its keys; without it nobody does")
    func strangerWithAnchor() throws {
        let flash = LabFlash(Bench.geometry)
        try RingStore.format(
            flash, as: .bench, layout: Bench.layout, deviceKey: Bench.deviceKey(), now: Bench.now,
            today: Bench.firstDay, entropy: SeededEntropy(seed: 1), anchor: SlottedAnchor(flash))
        let root = Array(flash.image[0..<128]), slot = Array(flash.anchorImage[64..<128])
        #expect(root[11] == 1)
        let storeID = Array(root[32..<48])
        let storeRoot = hash(Array("menshen store".utf8) + storeID, key: [UInt8](repeating: 7, count: 32), 32)
        let headers = hash(Array("menshen headers".utf8), key: storeRoot, 32)
        #expect(Array(slot[0..<8]) == Array("MANCHOR".utf8) + [0])
        #expect(Array(slot[48..<64]) == hash(Array(slot[0..<48]), key: [], 16))
        let secret = Array(slot[16..<48])
        #expect(Array(flash.anchorImage[16..<48]) == secret)
        let keyBlock = Array(flash.image[2 * 4096..<3 * 4096])
        #expect(Array(keyBlock[64..<80]) == mac(headers, storeID, 7, 1, 0, secret, 16))
        let sealing = hash(Array("menshen anchored keys".utf8) + secret, key: storeRoot, 32)
        let (body, _) = try #require(record(keyBlock, 96, sequence: 1, storeID, headers, cohortKey: sealing))
        #expect(body.count == 36 && number(body, 0, 4) == 0x7FFF_FFFF)
        let plain = hash(Array("menshen cohort keys".utf8), key: storeRoot, 32)
        #expect(record(keyBlock, 96, sequence: 1, storeID, headers, cohortKey: plain) == nil)
    }

    /// Opens the only record of a batch.
    /// - Returns: its body and where the next batch begins.
    private func record(
        _ block: [UInt8], _ at: Int, sequence: UInt64, _ storeID: [UInt8], _ headers: [UInt8], cohortKey: [UInt8]
    ) -> ([UInt8], Int)? {
        let header = Array(block[at..<at + 64])
        guard Array(header[56..<64]) == mac(headers, storeID, 5, sequence, UInt64(at), Array(header[0..<56]), 8) else {
            return nil
        }
        let bodyBytes = Int(number(header, 24, 4)), markAt = at + Int(number(header, 28, 4))
        let mark = Array(block[markAt..<markAt + 16])
        guard Array(block[markAt - 16..<markAt]) == mac(headers, storeID, 6, sequence, UInt64(markAt), mark, 16) else {
            return nil
        }
        let zeros = [UInt8](repeating: 0, count: 8)
        let message = storeID + header[3..<5] + zeros[..<2] + header[20..<24] + zeros + mark
        let key = hash(message, key: cohortKey, 32)
        let sequenceBytes = (0..<8).map { UInt8(truncatingIfNeeded: sequence >> (8 * UInt64($0))) }
        let associated = storeID + sequenceBytes + header
        var body = [UInt8](repeating: 0, count: bodyBytes)
        let sealed = Array(block[at + 64..<at + 64 + bodyBytes + 16])
        let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &body, nil, nil, sealed, UInt64(sealed.count), associated, UInt64(associated.count), Array(header[32..<56]),
            key)
        return status == 0 ? (body, markAt + 16) : nil
    }

    private func mac(
        _ key: [UInt8], _ storeID: [UInt8], _ domain: UInt64, _ first: UInt64, _ second: UInt64, _ bytes: [UInt8],
        _ count: Int
    ) -> [UInt8] {
        func little(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) } }
        return Array(hash(little(domain) + storeID + little(first) + little(second) + bytes, key: key, 32)[..<count])
    }

    private func hash(_ message: [UInt8], key: [UInt8], _ count: Int) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        #expect(crypto_generichash_blake2b(&output, count, message, UInt64(message.count), key, key.count) == 0)
        return output
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
