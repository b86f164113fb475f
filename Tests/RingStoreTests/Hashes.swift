import CSodium
import Testing

/// Keys and MACs as `Format.md` tells them, for device key 32 × 0x07. No code of the store takes part.
struct Hashes {
    let storeID: [UInt8]
    let headers: [UInt8]
    let sealing: [UInt8]

    /// - Parameter image: its first block is a root block.
    init(_ image: [UInt8]) {
        storeID = Array(image[32..<48])
        let root = Self.blake2b(Array("menshen store".utf8) + storeID, [UInt8](repeating: 7, count: 32), 32)
        headers = Self.blake2b(Array("menshen headers".utf8), root, 32)
        sealing = Self.blake2b(Array("menshen cohort keys".utf8), root, 32)
    }

    func mac(_ domain: UInt64, _ first: UInt64, _ second: UInt64, _ bytes: [UInt8], _ count: Int) -> [UInt8] {
        let message = Self.little(domain) + storeID + Self.little(first) + Self.little(second) + bytes
        return Array(Self.blake2b(message, headers, 32)[..<count])
    }

    static func little(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    static func blake2b(_ message: [UInt8], _ key: [UInt8], _ count: Int) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        #expect(crypto_generichash_blake2b(&output, count, message, UInt64(message.count), key, key.count) == 0)
        return output
    }
}
