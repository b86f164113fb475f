/// Templates of nobody: embeddings by formula instead of a network, for rehearsals of what keeps templates.
///
/// Nothing goes in but a key and a number, so nothing of a face can come out.
public enum NobodysTemplates {
    /// - Parameters:
    ///   - number: which nobody; one number under one key gives the same templates on every machine.
    ///   - count: 1…`TemplateSet.capacity`.
    public static func make(_ number: UInt32, count: Int, key: borrowing TemplateKey) -> TemplateSet {
        var set = TemplateSet()
        var noise = Noise(seed: number)
        for _ in 0..<count {
            let embedding = Embedding()
            for index in embedding.values.indices {
                embedding.values[index] = Int32(noise.next(bits: 20)) - (1 << 19)
            }
            set.append(Template(embedding, key: key))
        }
        return set
    }
}

/// state = state * 1664525 + 1013904223 (mod 2^32), the upper bits of it.
struct Noise {
    private var state: UInt32

    init(seed: UInt32) { state = seed &* 2_654_435_761 &+ 1 }

    /// - Parameter bits: 1…24.
    mutating func next(bits: UInt32) -> UInt32 {
        state = state &* 1_664_525 &+ 1_013_904_223
        return state >> (32 - bits)
    }
}
