import SeededRandom
import Testing

@testable import FaceCore
@testable import menshen_pack

@Suite("Sections with a right checksum and wrong content are refused, never a crash")
struct SectionFuzzTests {
    private static let names: [SectionName] = [.statement, .network, .calibration, .digests]

    private static let sections: [SectionName: [UInt8]] = {
        let pack = try! ModelPack(copying: SmallNetwork(seed: 1).pack())
        return Dictionary(uniqueKeysWithValues: names.map { ($0, Array(try! pack.section($0))) })
    }()

    /// The small pack with one section replaced, checksum right; what opening and testing it says.
    private func open(_ name: SectionName, _ content: [UInt8]) -> PackError? {
        var sections = Self.sections
        sections[name] = content
        do throws(PackError) {
            let pack = try ModelPack(copying: PackWriter.file(Self.names.map { ($0, sections[$0]!) }))
            try FaceEngine(pack: pack).selfTest()
            return nil
        } catch {
            #expect(!error.description.contains("\n"))
            return error
        }
    }

    @Test("as it is, it opens") func good() {
        for name in Self.names { #expect(open(name, Self.sections[name]!) == nil) }
    }

    @Test("cut off anywhere (a sweep), or with something after its end", arguments: names)
    func cutOff(name: SectionName) {
        let content = Self.sections[name]!
        let cuts = Set(
            (0..<64).map { $0 * content.count / 64 } + Array(0..<min(200, content.count)) + [content.count - 1])
        for count in cuts where name != .statement {
            #expect(open(name, Array(content.prefix(count))) != nil, "\(count)")
        }
        // A text that ends early may still declare everything; it only must not crash.
        for count in cuts where name == .statement { _ = open(name, Array(content.prefix(count))) }
        if name != .statement { #expect(open(name, content + [0]) != nil) }
        #expect(open(name, []) != nil)
    }

    @Test("damaged headers and fields", arguments: names, [1, 2] as [UInt64])
    func damaged(name: SectionName, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let content = Self.sections[name]!
        var refusals = 0
        for _ in 0..<400 {
            var bytes = content
            // Where the fields are: the beginning, mostly.
            let reach = Bool.random(using: &generator) ? min(256, bytes.count) : bytes.count
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &generator)]
                bytes[Int.random(in: 0..<reach, using: &generator)] = extremes.randomElement(using: &generator)!
            }
            if open(name, bytes) != nil { refusals += 1 }
        }
        #expect(refusals > 50, "seed=\(seed): damage hardly matters to \(name)")
    }

    @Test("every field of a layer, at its extremes")
    func layerFields() {
        let content = Self.sections[.network]!
        var refusals = 0
        for field in 0..<20 {
            for value in [0, 1, 2, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] as [UInt32] {
                var bytes = content
                let at = NetworkFormat.headerBytes + NetworkFormat.nameBytes + 4 * field
                Swift.withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(at..<at + 4, with: $0) }
                if open(.network, bytes) != nil { refusals += 1 }
            }
        }
        #expect(refusals > 60, "extremes hardly matter")
    }

    @Test("a layer that reads a slot nobody wrote, writes what it reads, or has another shape than its slot")
    func contradictions() {
        let changes: [(String, (inout SmallNetwork) -> Void)] = [
            ("unwritten slot", { $0.parts[1].geometry.source = 2 }),
            ("writes what it reads", { $0.parts[1].geometry.destination = 1 }),
            ("writes its identity", { $0.parts[3].geometry.destination = 2 }),
            ("another input", { $0.parts[2].geometry.input.height = 17 }),
            ("another output", { $0.parts[2].geometry.output.height = 9 }),
            ("output smaller than its convolution", { $0.parts[3].geometry.output.height = 7 }),
            ("identity of another size", { $0.parts[3].geometry.identityPool = 1 }),
            ("odd stride", { $0.parts[0].geometry.stride = 5 }),
            ("padding of a pool", { $0.parts[1].geometry.padding = 1 }),
            ("head that is not last", { $0.parts.append($0.parts[1]) }),
            ("no head", { $0.parts.removeLast() }),
            ("more work than any terminal has time for", { Self.makeSlow(&$0) }),
            ("bias out of range", { $0.parts[0].bias[0] = .max }),
        ]
        for (name, change) in changes {
            var network = SmallNetwork(seed: 1)
            change(&network)
            if case .malformed(.network, _) = open(.network, network.section)?.code { continue }
            Issue.record("not refused: \(name)")
        }
    }

    /// Some thousand million steps out of a small section: a wide layer over many pixels.
    private static func makeSlow(_ network: inout SmallNetwork) {
        let wide = NetworkWriter.Shape(height: 150, width: 150, channels: 128)
        func part(_ name: String, _ from: Int, _ to: Int, _ input: NetworkWriter.Shape) -> SmallNetwork.Part {
            let patchBytes = (9 * input.channels + 15) / 16 * 16
            return .init(
                geometry: .init(
                    name: name, kind: .convolution, source: from, destination: to, input: input, output: wide,
                    kernel: 3,
                    padding: 1, patchBytes: patchBytes),
                weights: Array(repeating: 0, count: 128 * patchBytes), bias: Array(repeating: 0, count: 128),
                scaling: Array(repeating: FixedMultiplier(1), count: 128))
        }
        network.parts.insert(
            contentsOf: [
                part("wide.first", 0, 1, .init(height: 150, width: 150, channels: 3)), part("wide.second", 1, 2, wide),
            ], at: 0)
    }

    @Test("statements: what must be declared, and texts that must not reach a console")
    func statements() {
        let lines = SmallNetwork.statement.split(separator: "\n").map(String.init)
        for index in lines.indices {
            var fewer = lines
            fewer.remove(at: index)
            #expect(open(.statement, Array(fewer.joined(separator: "\n").utf8)) != nil, "without \(lines[index])")
        }
        for extra in ["modes", "x=y", "name = twice", "bell = \u{7}", "escape = \u{1B}[31m", " = nothing", "key = "] {
            #expect(open(.statement, Array((SmallNetwork.statement + extra + "\n").utf8)) != nil, "\(extra)")
        }
        let unknownMode = SmallNetwork.statement.replacing("modes = verify", with: "modes = verify,guess")
        #expect(open(.statement, Array(unknownMode.utf8)) != nil)
        #expect(open(.statement, [0xC3, 0x28]) != nil)
        #expect(open(.statement, Array((SmallNetwork.statement + "note.1 = more is fine\n").utf8)) == nil)
    }

    @Test("digests of other layers")
    func digests() {
        var content = Self.sections[.digests]!
        content[16] ^= 1
        #expect(open(.digests, content)?.code == .malformed(.digests, "it is about other layers than the network has"))
    }
}
