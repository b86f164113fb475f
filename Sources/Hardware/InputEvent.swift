import Readers

/// One `struct input_event` of Linux (`linux/input.h`): seconds and microseconds as machine words, then type, code and value.
struct InputEvent: Equatable {
    /// `EV_KEY`
    static let keyType: UInt16 = 1
    /// `EV_SYN` with `SYN_DROPPED`: the kernel had no room for what came before.
    static let synchronisationType: UInt16 = 0, droppedCode: UInt16 = 3

    let type: UInt16
    let code: UInt16
    let value: Int32
    let atNanoseconds: Int64

    /// - Parameter wordBytes: of the machine's `long`: 8 or 4.
    static func byteCount(wordBytes: Int = MemoryLayout<Int>.size) -> Int { 2 * wordBytes + 8 }

    /// - Precondition: as many bytes as one event has.
    init(_ bytes: UnsafeRawBufferPointer, wordBytes: Int = MemoryLayout<Int>.size) {
        precondition(bytes.count == Self.byteCount(wordBytes: wordBytes))
        func word(_ place: Int) -> Int64 {
            wordBytes == 8
                ? bytes.loadUnaligned(fromByteOffset: place, as: Int64.self)
                : Int64(bytes.loadUnaligned(fromByteOffset: place, as: Int32.self))
        }
        atNanoseconds = word(0) &* 1_000_000_000 &+ word(wordBytes) &* 1_000
        type = bytes.loadUnaligned(fromByteOffset: 2 * wordBytes, as: UInt16.self)
        code = bytes.loadUnaligned(fromByteOffset: 2 * wordBytes + 2, as: UInt16.self)
        value = bytes.loadUnaligned(fromByteOffset: 2 * wordBytes + 4, as: Int32.self)
    }

    /// Nil where it is no key's.
    var key: KeyEvent? {
        guard type == Self.keyType, let motion = KeyEvent.Motion(rawValue: value) else { return nil }
        return KeyEvent(code, motion, atNanoseconds: atNanoseconds)
    }

    var isLoss: Bool { type == Self.synchronisationType && code == Self.droppedCode }
}
