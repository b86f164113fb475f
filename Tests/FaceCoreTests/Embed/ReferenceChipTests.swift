import Testing

@testable import FaceCore

@Suite("The reference chip")
struct ReferenceChipTests {
    @Test("it is the same everywhere, and its formula is the one in its comment")
    func formula() {
        let chip = ReferenceChip.make()
        var noise: UInt32 = 1
        var wrong = 0
        for index in 0..<Chip.byteCount {
            let (pixel, c) = index.quotientAndRemainder(dividingBy: 3)
            let (y, x) = pixel.quotientAndRemainder(dividingBy: 150)
            let d = (x - 75) * (x - 75) + (y - 75) * (y - 75)
            noise = noise &* 1_664_525 &+ 1_013_904_223
            let value = 200 - d / 40 + x * (c + 1) / 4 - y / 2 + 40 * (d / 256 % 2) + Int(noise >> 28)
            if chip.bytes[index] != UInt8(min(max(value, 0), 255)) { wrong += 1 }
        }
        #expect(wrong == 0)
        let hash = Blake2b(digestBytes: 16)
        hash.update(UnsafeRawBufferPointer(chip.bytes))
        let digest = hash.finish()
        #expect(digest == [96, 191, 48, 168, 15, 54, 164, 139, 3, 8, 136, 235, 80, 170, 168, 86])
    }
}
