import SeededRandom
import Testing

@testable import menshen_pack

@Suite("dlib's primitives")
struct DlibReaderTests {
    @Test("integers: sign, length, and what is none")
    func integers() throws {
        let rows: [([UInt8], Int)] = [
            ([1, 0], 0), ([1, 5], 5), ([0x81, 5], -5), ([2, 0x34, 0x12], 0x1234), ([0x82, 0, 1], -256),
            ([8, 1, 0, 0, 0, 0, 0, 0, 0], 1), ([8, 255, 255, 255, 255, 255, 255, 255, 127], .max),
        ]
        for (bytes, want) in rows {
            var reader = DlibReader(bytes)
            #expect(try reader.readInt() == want)
            try reader.finish()
        }
        for bytes: [UInt8] in [[0], [9], [0x41, 1], [8, 0, 0, 0, 0, 0, 0, 0, 128]] {
            var reader = DlibReader(bytes)
            #expect { try reader.readInt() } throws: { error in
                if case .unexpected = (error as? ImportError)?.code { true } else { false }
            }
        }
        for bytes: [UInt8] in [[], [1], [4, 1, 2, 3]] {
            var reader = DlibReader(bytes)
            #expect(throws: ImportError(.truncated(offset: bytes.count))) { try reader.readInt() }
        }
    }

    @Test("floats are mantissa and exponent; infinities and NaN are refused")
    func floats() throws {
        var half = DlibReader([1, 1, 0x81, 1])
        #expect(try half.readFloat() == 0.5)
        var many = DlibReader([0x81, 3, 1, 4])
        #expect(try many.readFloat() == -48)
        for exponent in [32_000, 32_001, 32_002, 2000] {
            var reader = DlibReader([1, 1, 2, UInt8(exponent & 255), UInt8(exponent >> 8)])
            #expect(throws: ImportError.self) { try reader.readFloat() }
        }
    }

    @Test("tensors: as many numbers as their sides say, and never more than there are")
    func tensors() throws {
        let header: [UInt8] = [1, 2, 1, 1, 1, 2, 1, 1, 1, 1]
        var good = DlibReader(header + [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
        let (sides, values) = try good.readTensor()
        #expect(sides == [1, 2, 1, 1] && values == [1, -2])
        var short = DlibReader(header + [0, 0, 0x80, 0x3F])
        #expect(throws: ImportError(.truncated(offset: 10))) { try short.readTensor() }
        let huge: [UInt8] = [1, 2] + [UInt8]([4, 255, 255, 255, 127]) + [4, 255, 255, 255, 127] + [1, 4, 1, 4]
        var overflowing = DlibReader(huge)
        #expect(throws: ImportError.self) { try overflowing.readTensor() }
        var negative = DlibReader([1, 2, 0x81, 1, 1, 2, 1, 1, 1, 1])
        #expect(throws: ImportError.self) { try negative.readTensor() }
        var notFinite = DlibReader(header + [0, 0, 0x80, 0x7F, 0, 0, 0, 0])
        #expect(throws: ImportError.self) { try notFinite.readTensor() }
    }

    @Test("matrices have negative sides")
    func matrices() throws {
        var good = DlibReader([0x81, 2, 0x81, 1, 1, 1, 1, 0, 1, 3, 1, 1])
        let matrix = try good.readMatrix(maximumCount: 2)
        #expect(matrix.rows == 2 && matrix.columns == 1 && matrix.values == [1, 6])
        var positive = DlibReader([1, 2, 1, 1])
        #expect(throws: ImportError.self) { try positive.readMatrix(maximumCount: 2) }
        var large = DlibReader([0x81, 3, 0x81, 1])
        #expect(throws: ImportError.self) { try large.readMatrix(maximumCount: 2) }
    }
}

@Suite("Importing dlib's network: only the one that is known", .enabled(if: Assets.hasModels))
struct ResnetImportTests {
    private static let file = (try? InputFile.read(Assets.models + "/" + ResnetImport.fileName)) ?? []

    private func code(_ bytes: [UInt8]) -> ImportError.Code? {
        do throws(ImportError) {
            _ = try ResnetImport.read(bytes)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("the published file is read whole")
    func whole() throws {
        let network = try Assets.dlibResnet.get()
        #expect(network.blocks.count == 14 && network.blocks.filter(\.halves).count == 4)
        #expect(network.head.count == 128 && network.head[0].count == 256)
        let convolutions = [network.stem] + network.blocks.flatMap { [$0.first, $0.second] }
        #expect(convolutions.count == 29)
        #expect(convolutions.reduce(128 * 256) { $0 + $1.weights.count } == 5_603_936)
        #expect(InputFile.sha256(Self.file) == ResnetImport.sha256)
    }

    @Test("130 versions stand before the layers") func versions() { #expect(ResnetImport.layerVersions.count == 130) }

    @Test("cut off anywhere")
    func truncated() {
        let cuts = Array(0..<360) + (1..<10).map { $0 * Self.file.count / 10 } + [Self.file.count - 1]
        for count in cuts {
            if case .truncated = code(Array(Self.file.prefix(count))) { continue }
            Issue.record("\(count) bytes were not called cut off")
        }
        #expect(code(Self.file + [1]) == .trailing(bytes: 1))
    }

    @Test("other files")
    func foreign() throws {
        for text in ["", "<?xml version=\"1.0\"?>", "a text of some length that is no model at all"] {
            #expect(code(Array(text.utf8)) != nil)
        }
        #expect(code(try InputFile.read(Assets.models + "/" + BuildDlib.landmarksName)) != nil)
        #expect(code([1, 1, 1, 6] + Array("loss_m".utf8)) == .foreign("it begins with \"loss_m\""))
    }

    @Test("damage in what the file says about itself is noticed", arguments: [1, 2] as [UInt64])
    func damaged(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        // The first 334 bytes are all structure; the weights after them may be anything.
        for _ in 0..<60 {
            var file = Array(Self.file.prefix(2000))
            let offset = Int.random(in: 0..<17, using: &generator)
            file[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            #expect(code(file) != nil, "seed=\(seed) byte \(offset)")
            var versions = Array(Self.file.prefix(2000))
            let place = Int.random(in: 30..<290, using: &generator)
            versions[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            #expect(code(versions) != nil, "seed=\(seed) byte \(place)")
        }
    }
}
