import Foundation

/// Where each tensor is clipped: int8 = real * 127 / clip, 0...127.
///
/// Names: a0 after the stem; m0...m13 inside and b0...b13 behind each block.
struct ActivationRanges: Decodable {
    let network: String
    /// On which pictures, with which statistic.
    let measured: String
    let clips: [String: Double]

    init(network: String, measured: String, clips: [String: Double]) {
        (self.network, self.measured, self.clips) = (network, measured, clips)
    }

    init(path: String) throws {
        let data = try InputFile.read(path)
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(data))
        } catch {
            throw CommandError("\(path): not a file of activation ranges (\(InputFile.reason(error)))")
        }
    }

    /// What a clip may be: beyond, the accumulators of no trained network would fit.
    static let possibleClips = 0.25...256

    /// What one step of the int8 is worth.
    func scale(_ tensor: String) throws -> Double {
        guard let clip = clips[tensor] else {
            throw CommandError("the activation ranges have no clip for tensor \(tensor)")
        }
        guard Self.possibleClips.contains(clip) else {
            throw CommandError("the activation ranges clip tensor \(tensor) at \(clip), it must be 0.25...256")
        }
        return clip / 127
    }
}
