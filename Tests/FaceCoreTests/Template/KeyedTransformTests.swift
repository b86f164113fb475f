import SeededRandom
import Testing

@testable import FaceCore

@Suite("The keyed transform keeps angles and hides the rest")
struct KeyedTransformTests {
    private func transformed(_ embedding: borrowing Embedding, _ key: borrowing TemplateKey) -> [Int32] {
        var output = [Int32](repeating: 0, count: Embedding.length)
        KeyedTransform(key).apply(UnsafePointer(embedding.values.baseAddress!), &output)
        return output
    }

    private func dot(_ a: [Int32], _ b: [Int32]) -> Int64 { zip(a, b).reduce(0) { $0 + Int64($1.0) * Int64($1.1) } }

    @Test("Walsh–Hadamard twice is 128 times the input", arguments: 1...20 as ClosedRange<UInt64>)
    func selfInverse(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let input = (0..<128).map { _ in Int32.random(in: -60_000...60_000, using: &generator) }
        var values = input
        walshHadamard(&values)
        #expect(values != input)
        walshHadamard(&values)
        #expect(values == input.map { $0 * 128 }, "seed=\(seed)")
    }

    @Test("Walsh–Hadamard of a unit vector is a row of ±1: the definition")
    func definition() {
        for place in 0..<128 {
            var values = [Int32](repeating: 0, count: 128)
            values[place] = 1
            walshHadamard(&values)
            #expect(values == (0..<128).map { (place & $0).nonzeroBitCount % 2 == 0 ? 1 : -1 })
        }
    }

    @Test("the largest inputs do not overflow")
    func largest() {
        let limit = KeyedTransform.inputLimit
        var values = [Int32](repeating: limit, count: 128)
        walshHadamard(&values)
        #expect(values[0] == limit * 128 && values.dropFirst().allSatisfy { $0 == 0 })
    }

    @Test("dot products are kept exactly, times 128", arguments: 1...50 as ClosedRange<UInt64>)
    func keepsDotProducts(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let key = TemplateKey.random(using: &generator)
        let a = Embedding.random(using: &generator)
        let b = Embedding.random(using: &generator)
        let plain = dot(Array(a.values), Array(b.values))
        #expect(dot(transformed(a, key), transformed(b, key)) == 128 * plain, "seed=\(seed)")
    }

    @Test("one bit of the key changes everything")
    func keyMatters() {
        var generator = SplitMix64(seed: 5)
        let embedding = Embedding.random(using: &generator)
        let first = transformed(embedding, TemplateKey.counting(from: 0))
        let same = transformed(embedding, TemplateKey.counting(from: 0))
        let other = transformed(
            embedding,
            TemplateKey { bytes in
                for index in bytes.indices { bytes[index] = UInt8(index) }
                bytes[31] ^= 0x80
            })
        #expect(first == same)
        #expect(zip(first, other).filter { $0 == $1 }.count < 8)
    }

    @Test("the stream's draws are uniform: no place is favoured")
    func uniform() {
        // 128 draws from 0...99 come from bytes 0..<200; without rejection the first 56 would come up more often.
        var stream = KeyStream(TemplateKey.counting(from: 9), "uniformity test 1")
        var counts = [Int](repeating: 0, count: 100)
        for _ in 0..<100_000 { counts[stream.next(through: 99)] += 1 }
        // 1000 expected each, standard deviation 31.5; five of them.
        #expect(counts.allSatisfy { (842...1158).contains($0) }, "\(counts)")
        let lower = counts[..<56].reduce(0, +)
        #expect((55_200...56_800).contains(lower), "\(lower)")
    }

    @Test("same face, two keys: nothing to compare", arguments: [11, 12] as [UInt64])
    func unlinkable(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var cosines: [Double] = []
        for _ in 0..<400 {
            let embedding = Embedding.random(using: &generator)
            let a = transformed(embedding, TemplateKey.random(using: &generator))
            let b = transformed(embedding, TemplateKey.random(using: &generator))
            cosines.append(Double(dot(a, b)) / (Double(dot(a, a)) * Double(dot(b, b))).squareRoot())
        }
        let mean = cosines.reduce(0, +) / Double(cosines.count)
        let deviation = (cosines.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(cosines.count)).squareRoot()
        // Two random directions in 128 dimensions: mean 0, deviation 1/√128 = 0.088; the mean of 400: ± 0.0044.
        #expect(abs(mean) < 0.02, "seed=\(seed) mean \(mean)")
        #expect((0.075...0.102).contains(deviation), "seed=\(seed) deviation \(deviation)")
    }
}
