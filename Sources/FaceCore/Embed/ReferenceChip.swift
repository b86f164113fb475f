/// The chip whose layer outputs a pack carries digests of: a formula, not a picture of anybody.
///
/// Soft rings about the centre, a slope across, and a little noise from a 32-bit linear congruence, so that every layer
/// has something to answer to:
///
///     d     = (x - 75)² + (y - 75)²
///     noise = state >> 28, state = state * 1664525 + 1013904223 (mod 2^32), once per byte, from 1
///     byte  = clamp(200 - d / 40 + (x * (c + 1)) / 4 - y / 2 + 40 * ((d / 256) mod 2) + noise, to: 0...255)
///
/// over rows y, columns x, colours c, in memory order; all divisions are of non-negative numbers, rounded down.
enum ReferenceChip {
    static func make() -> Chip {
        Chip { bytes in
            var state: UInt32 = 1
            var index = 0
            for y in 0..<Chip.sidePixels {
                for x in 0..<Chip.sidePixels {
                    let d = (x - 75) * (x - 75) + (y - 75) * (y - 75)
                    for c in 0..<3 {
                        state = state &* 1_664_525 &+ 1_013_904_223
                        let rings = 40 * ((d / 256) % 2)
                        let value = 200 - d / 40 + (x * (c + 1)) / 4 - y / 2 + rings + Int(state >> 28)
                        bytes[index] = UInt8(clamping: value)
                        index += 1
                    }
                }
            }
        }
    }
}
