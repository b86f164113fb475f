import Testing

@testable import menshen_pack

/// The twin was run against the ONNX oracle in onnxruntime once, on 12 faces and the reference chip: the largest
/// difference of any output was 3.0e-7. What can be repeated here is that both have the same parameters.
@Suite("The float twin is the oracle's network", .enabled(if: Assets.hasModels && Assets.hasOracle))
struct FloatTwinTests {
    @Test("every folded weight and bias equals the oracle's")
    func parameters() throws {
        let oracle = try #require(OnnxParameters(InputFile.read(Assets.oracle)), "the oracle cannot be read")
        let network = try Assets.dlibResnet.get()
        let convolutions = [network.stem] + network.blocks.flatMap { [$0.first, $0.second] }
        for (index, convolution) in convolutions.enumerated() {
            expectEqual(convolution.weights, oracle.values["W\(index)"], "W\(index)")
            expectEqual(convolution.bias, oracle.values["b\(index)"], "b\(index)")
        }
        #expect(oracle.values["W\(convolutions.count)"] == nil)
        let head = (0..<256).flatMap { input in network.head.map { $0[input] } }
        expectEqual(head, oracle.values["fc"], "fc")
    }

    private func expectEqual(_ have: [Float], _ want: [Float]?, _ name: String) {
        guard let want, want.count == have.count else {
            Issue.record("\(name) has \(want?.count ?? 0) numbers, not \(have.count)")
            return
        }
        // Folding multiplies and adds once; the order of it may differ in the last bit.
        let scale = want.map(\.magnitude).max()!
        let worst = zip(have, want).map { ($0 - $1).magnitude }.max()!
        #expect(worst <= scale * 4 * .ulpOfOne, "\(name): \(worst) of \(scale)")
    }
}
