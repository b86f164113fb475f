/// The named Float32 arrays of an ONNX file, and nothing else of it: enough to compare weights.
///
/// protobuf: ModelProto.graph is field 7, GraphProto.initializer field 5; TensorProto.dims 1, name 8, raw_data 9.
struct OnnxParameters {
    private(set) var values: [String: [Float]] = [:]

    init?(_ file: [UInt8]) {
        guard let graph = Self.fields(file[...])?.first(where: { $0.number == 7 }),
            let initialisers = Self.fields(graph.bytes)?.filter({ $0.number == 5 })
        else { return nil }
        for initialiser in initialisers {
            guard let fields = Self.fields(initialiser.bytes), let name = fields.first(where: { $0.number == 8 }),
                let raw = fields.first(where: { $0.number == 9 })
            else { return nil }
            let bytes = Array(raw.bytes)
            values[String(decoding: name.bytes, as: UTF8.self)] = bytes.withUnsafeBytes { raw in
                (0..<raw.count / 4).map {
                    Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
                }
            }
        }
    }

    /// The fields of one message; those without a length (numbers) have no bytes.
    private static func fields(_ message: ArraySlice<UInt8>) -> [(number: Int, bytes: ArraySlice<UInt8>)]? {
        var (rest, fields) = (message, [(number: Int, bytes: ArraySlice<UInt8>)]())
        while !rest.isEmpty {
            guard let key = varint(&rest) else { return nil }
            switch key & 7 {
            case 0:
                guard varint(&rest) != nil else { return nil }
                fields.append((key >> 3, []))
            case 1: rest = rest.dropFirst(8)
            case 2:
                guard let count = varint(&rest), count <= rest.count else { return nil }
                fields.append((key >> 3, rest.prefix(count)))
                rest = rest.dropFirst(count)
            case 5: rest = rest.dropFirst(4)
            default: return nil
            }
        }
        return fields
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 63, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
