import CSodium

extension UnsafeMutableRawBufferPointer {
    /// Zeroes with a call the optimiser may not drop, then frees.
    func zeroAndFree() {
        if let baseAddress { sodium_memzero(baseAddress, count) }
        deallocate()
    }
}
