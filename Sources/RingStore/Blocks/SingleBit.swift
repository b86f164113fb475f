/// Makes good a single flipped bit in something short that carries its own MAC: the MAC says which bit it was.
///
/// Worth trying where so little stands that all bits can be tried: a block's label and opening, a record's header, a mark.
enum SingleBit {
    /// Flips each bit of `bytes` in turn until the whole is authentic.
    /// - Returns: whether it is now; if not, `bytes` is as it was.
    static func repair(_ bytes: UnsafeMutableRawBufferPointer, isAuthentic: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        for index in bytes.indices {
            for bit in 0..<8 {
                bytes[index] ^= 1 << bit
                if isAuthentic(UnsafeRawBufferPointer(bytes)) { return true }
                bytes[index] ^= 1 << bit
            }
        }
        return false
    }
}
