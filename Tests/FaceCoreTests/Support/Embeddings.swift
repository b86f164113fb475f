import SeededRandom
@testable import FaceCore

extension Embedding {
    /// - Precondition: 128 numbers within ±2^23.
    init(_ numbers: [Int32]) {
        precondition(numbers.count == Embedding.length)
        self.init()
        for (index, number) in numbers.enumerated() { values[index] = number }
    }

    /// Numbers of the size that the network gives.
    static func random(using generator: inout SplitMix64) -> Embedding {
        Embedding((0..<length).map { _ in Int32.random(in: -20_000...20_000, using: &generator) })
    }
}

extension TemplateKey {
    static func counting(from first: UInt8) -> TemplateKey {
        TemplateKey { bytes in
            for index in bytes.indices { bytes[index] = first &+ UInt8(index) }
        }
    }

    static func random(using generator: inout SplitMix64) -> TemplateKey {
        TemplateKey { bytes in
            for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
        }
    }
}
