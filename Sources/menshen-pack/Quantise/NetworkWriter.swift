import FaceCore

/// Writes the section NETW; `NetworkFormat` draws it.
struct NetworkWriter {
    struct Shape { var height: Int, width: Int, channels: Int }

    struct Geometry {
        var name: String
        var kind: LayerKind
        var source = 0, destination = 0, identity = 0
        var input: Shape, output: Shape
        var kernel = 1, stride = 1, padding = 0
        var patchBytes = 0
        var identityPool = 1
        var identityScaling = FixedMultiplier(1)
    }

    private var bytes: [UInt8] = []
    private var layerCount: UInt32 = 0
    private let slotCount: UInt32

    init(slotCount: Int) { self.slotCount = UInt32(slotCount) }

    mutating func add(_ geometry: Geometry, weights: [Int8] = [], bias: [Int32] = [], scaling: [FixedMultiplier] = []) {
        bytes.pad(to: NetworkFormat.alignmentBytes)
        let name = Array(geometry.name.utf8)
        precondition(name.count <= NetworkFormat.nameBytes)
        bytes += name + [UInt8](repeating: 0, count: NetworkFormat.nameBytes - name.count)
        let g = geometry
        let fields = [
            Int(g.kind.rawValue), g.source, g.destination, g.identity,
            g.input.height, g.input.width, g.input.channels, g.output.height, g.output.width, g.output.channels,
            g.kernel, g.stride, g.padding, g.patchBytes, 0, 0,
            g.identityPool, Int(g.identityScaling.multiplier), Int(g.identityScaling.shift), 0,
        ]
        for field in fields { bytes.append(littleEndian: UInt32(field)) }
        bytes.pad(to: NetworkFormat.alignmentBytes)
        bytes += weights.map { UInt8(bitPattern: $0) }
        for numbers in [bias, scaling.map(\.multiplier), scaling.map(\.shift)] {
            bytes.pad(to: NetworkFormat.alignmentBytes)
            for number in numbers { bytes.append(littleEndian: number) }
        }
        layerCount += 1
    }

    func finish() -> [UInt8] {
        var header: [UInt8] = []
        for field in [
            layerCount, slotCount, UInt32(NetworkFormat.chipSidePixels), UInt32(Embedding.length),
            UInt32(Embedding.fractionalBits),
        ] { header.append(littleEndian: field) }
        header.pad(to: NetworkFormat.headerBytes)
        return header + bytes
    }
}
