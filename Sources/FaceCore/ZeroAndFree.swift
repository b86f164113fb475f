import CSodium

extension UnsafeMutableRawBufferPointer {
    /// Zeroes with a call the optimiser may not drop.
    func zero() {
        if let baseAddress { sodium_memzero(baseAddress, count) }
    }

    /// Zeroes with a call the optimiser may not drop, then frees.
    func zeroAndFree() {
        zero()
        deallocate()
    }
}
