import SeededRandom
import Testing

@_spi(Sealing) @testable import FaceCore

@Suite("Templates: one quantisation, then comparison in the key's domain")
struct TemplateTests {
    private var key: TemplateKey { .counting(from: 1) }

    @Test("the largest magnitude is 127", arguments: 1...20 as ClosedRange<UInt64>)
    func fullScale(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let template = Template(.random(using: &generator), key: key)
        #expect(template.values.map { abs(Int($0)) }.max() == 127, "seed=\(seed)")
        #expect(!template.values.contains(-128))
    }

    @Test("scaling a face does not change its template")
    func scaleFree() {
        let numbers = (0..<128).map { Int32($0 * $0 % 97 - 40) }
        let small = Template(Embedding(numbers), key: key)
        let large = Template(Embedding(numbers.map { $0 * 1000 }), key: key)
        #expect(Array(small.values) == Array(large.values))
        #expect(small.compare(large) == .highest)
    }

    @Test("zeros make a template of zeros that matches nothing, not even itself")
    func zeros() {
        let nothing = Template(Embedding(), key: key)
        var generator = SplitMix64(seed: 3)
        let something = Template(.random(using: &generator), key: key)
        #expect(nothing.values.allSatisfy { $0 == 0 })
        #expect(nothing.compare(nothing) == .lowest)
        #expect(nothing.compare(something) == .lowest && something.compare(nothing) == .lowest)
    }

    @Test("a face scores 1 with itself and 0 with its opposite")
    func extremes() {
        var generator = SplitMix64(seed: 8)
        let numbers = (0..<128).map { _ in Int32.random(in: -9999...9999, using: &generator) }
        let face = Template(Embedding(numbers), key: key)
        let opposite = Template(Embedding(numbers.map { -$0 }), key: key)
        #expect(face.compare(face) == .highest)
        #expect(face.compare(opposite) == .lowest)
    }

    @Test("the score is the cosine of the int8 values, rounded down", arguments: 1...100 as ClosedRange<UInt64>)
    func score(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let numbers = (0..<128).map { _ in Int32.random(in: -9999...9999, using: &generator) }
        let near = numbers.map { $0 + Int32.random(in: -4000...4000, using: &generator) }
        let a = Template(Embedding(numbers), key: key)
        let b = Template(Embedding(near), key: key)
        func dot(_ x: borrowing Template, _ y: borrowing Template) -> Double {
            var sum = 0.0
            for index in 0..<128 { sum += Double(x.values[index]) * Double(y.values[index]) }
            return sum
        }
        let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
        let score = a.compare(b)
        #expect(score == b.compare(a))
        // The root is rounded down as well: at most one step above the floor.
        #expect(abs(Double(score.rawValue) - cosine * 32768) <= 1.05, "seed=\(seed) \(cosine)")
    }

    @Test("quantising costs little: the score is the embeddings' cosine", arguments: 1...30 as ClosedRange<UInt64>)
    func quantisationLoss(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let numbers = (0..<128).map { _ in Int32.random(in: -20_000...20_000, using: &generator) }
        let near = numbers.map { $0 + Int32.random(in: -6000...6000, using: &generator) }
        let dots = [(numbers, near), (numbers, numbers), (near, near)].map { pair in
            zip(pair.0, pair.1).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        }
        let cosine = dots[0] / (dots[1] * dots[2]).squareRoot()
        let score = Template(Embedding(numbers), key: key).compare(Template(Embedding(near), key: key))
        #expect(abs(Double(score.rawValue) / 32768 - cosine) < 0.002, "seed=\(seed)")
    }

    @Test("templates under different keys are not compared")
    func otherKey() {
        var generator = SplitMix64(seed: 4)
        let embedding = Embedding.random(using: &generator)
        let a = Template(embedding, key: key)
        let b = Template(embedding, key: .counting(from: 2))
        #expect(a.compare(b) == .lowest)
        #expect(Array(a.values) != Array(b.values))
    }

    @Test("sealing and unsealing gives the same template")
    func sealing() {
        var generator = SplitMix64(seed: 6)
        let template = Template(.random(using: &generator), key: key)
        let bytes = template.withSealableBytes { Array($0) }
        #expect(bytes.count == Template.sealableByteCount)
        guard let back = Template(sealedBytes: bytes.span.bytes, key: key) else {
            Issue.record("it was refused")
            return
        }
        #expect(back.compare(template) == .highest)
        let other = Template(sealedBytes: bytes.span.bytes, key: .counting(from: 2))?.compare(template)
        #expect(other == .lowest)
    }

    @Test("bytes that no template has are refused", arguments: [0, 127, 129])
    func unsealingRubbish(count: Int) {
        let wrongLength = [UInt8](repeating: 1, count: count)
        #expect(!isAccepted(wrongLength))
        var bytes = [UInt8](repeating: 1, count: 128)
        bytes[count % 128] = 0x80
        #expect(!isAccepted(bytes))
        #expect(isAccepted([UInt8](repeating: 1, count: 128)))
    }

    private func isAccepted(_ bytes: [UInt8]) -> Bool {
        switch Template(sealedBytes: bytes.span.bytes, key: key) {
        case .none: false
        case .some: true
        }
    }

    @Test("scores print as four decimals")
    func description() {
        let rows: [(Int32, String)] = [
            (0, "0.0000"), (32768, "1.0000"), (16384, "0.5000"), (31097, "0.9490"), (3, "0.0001"),
        ]
        for (raw, text) in rows { #expect(ComparisonScore(raw).description == text) }
    }
}

@Suite("Template sets")
struct TemplateSetTests {
    private var key: TemplateKey { .counting(from: 1) }

    @Test("the best and the worst of several")
    func bestAndWorst() {
        var generator = SplitMix64(seed: 21)
        let numbers = (0..<128).map { _ in Int32.random(in: -9999...9999, using: &generator) }
        func near(_ spread: Int32) -> Template {
            Template(Embedding(numbers.map { $0 + Int32.random(in: -spread...spread, using: &generator) }), key: key)
        }
        let probe = Template(Embedding(numbers), key: key)
        var set = TemplateSet()
        #expect(set.bestScore(for: probe) == .lowest && set.worstScore(for: probe) == nil && set.isEmpty)
        var scores: [ComparisonScore] = []
        for spread in [5000, 1000, 9000] as [Int32] {
            let template = near(spread)
            scores.append(template.compare(probe))
            set.append(template)
        }
        #expect(set.count == 3)
        #expect(set.bestScore(for: probe) == scores.max() && set.worstScore(for: probe) == scores.min())
        var seen: [ComparisonScore] = []
        set.forEach { seen.append($0.compare(probe)) }
        #expect(seen == scores)
        let last = set.removeLast()?.compare(probe)
        #expect(last == scores[2] && set.count == 2)
        #expect(set.bestScore(for: probe) == scores[..<2].max())
    }
}
