import RingStore

/// A flash without power: its bytes, the units that a cut has touched, and the bits it has left weak.
public struct Medium: Sendable {
    public let geometry: FlashGeometry
    public var image: [UInt8]
    /// Both slots of the anchor beside the flash.
    public var anchor: [UInt8]
    public var touched: Set<Int> = []
    public var weak = WeakBits()
    /// Marked as bad.
    public var badBlocks: Set<Int> = []
    /// They take no erase.
    public var worn: Set<Int> = []

    public init(_ geometry: FlashGeometry, image: [UInt8], anchor: [UInt8] = blankAnchor) {
        (self.geometry, self.image, self.anchor) = (geometry, image, anchor)
    }

    /// As it comes from the factory.
    public static let blankAnchor = [UInt8](repeating: 0xFF, count: 2 * SlottedAnchor.slotBytes)

    /// With power again.
    public var flash: LabFlash { flash(reading: .unsteady) }

    /// With power again, and weak bits that read so.
    public func flash(reading: WeakReading) -> LabFlash {
        let flash = LabFlash(geometry, image: image, anchor: anchor, touched: touched, weak: weak, reading: reading)
        flash.badBlocks = badBlocks
        flash.faults.worn = worn
        return flash
    }

    /// Does a whole step.
    public mutating func apply(_ step: LabFlash.Step) {
        switch step {
        case .program(let block, let offset, let bytes):
            let at = block * geometry.blockBytes + offset
            for index in bytes.indices { image[at + index] = bytes[index] }
        case .erase(let block):
            let range = block * geometry.blockBytes..<(block + 1) * geometry.blockBytes
            image.replaceSubrange(range, with: repeatElement(0xFF, count: geometry.blockBytes))
            let unit = geometry.programUnitBytes
            if !touched.isEmpty { touched.subtract(range.lowerBound / unit..<range.upperBound / unit) }
            weak.settle(range)
        case .zeros(let block):
            let range = block * geometry.blockBytes..<(block + 1) * geometry.blockBytes
            image.replaceSubrange(range, with: repeatElement(0, count: geometry.blockBytes))
            weak.settle(range)
        case .mark(let block): badBlocks.insert(block)
        case .anchor(let slot, let bytes):
            anchor.replaceSubrange(slot * bytes.count..<(slot + 1) * bytes.count, with: bytes)
        }
    }
}
