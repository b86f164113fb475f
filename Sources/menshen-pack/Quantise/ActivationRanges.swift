import Foundation

/// Where each tensor is clipped: int8 = real * 127 / clip, 0...127.
///
/// Names: a0 after the stem; m0...m13 inside and b0...b13 behind each block.
struct ActivationRanges: Decodable {
    let network: String
    /// On which pictures, with which statistic.
    let measured: String
    let clips: [String: Double]

    init(path: String) throws {
        let data = try InputFile.read(path)
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(data))
        } catch {
            throw CommandError("\(path): not a file of activation ranges (\(InputFile.reason(error)))")
        }
    }

    /// What one step of the int8 is worth.
    func scale(_ tensor: String) throws -> Double {
        guard let clip = clips[tensor], clip.isFinite, clip > 0x1p-10, clip < 0x1p10 else {
            throw CommandError("the activation ranges have no usable clip for tensor \(tensor)")
        }
        return clip / 127
    }
}
