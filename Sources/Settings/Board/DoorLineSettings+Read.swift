import Door

extension DoorLineSettings {
    private static func path(_ function: String) -> String { "door_lines.\(function)" }

    /// - Parameters:
    ///   - chips: of the board; nil when they are malformed.
    ///   - isWired: false on a bench: it has the times of the inputs, and no wires.
    static func read(_ document: Document, _ chips: [String]?, isWired: Bool) -> DoorLineSettings? {
        let before = document.findings.count
        var (outputs, inputs): ([DoorOutput: OutputLine], [DoorInput: InputLine]) = ([:], [:])
        var timings: [DoorInput: InputTiming] = [:]
        if isWired {
            for output in DoorOutput.allCases {
                outputs[output] = OutputLine.readOptional(document, path(output.rawValue), chips)
            }
        }
        for input in DoorInput.allCases {
            let path = path(input.rawValue)
            guard document.optional(path) != nil else {
                timings[input] = .standard(input)
                continue
            }
            if isWired { inputs[input] = InputLine.read(document, path, chips) }
            timings[input] = InputTiming.read(document, path, input)
        }
        let strike = isWired ? OutputLine.read(document, path("strike"), chips) : nil
        guard document.findings.count == before, strike != nil || !isWired else { return nil }
        return DoorLineSettings(strike: strike, outputs: outputs, inputs: inputs, timings: timings)
    }
}

extension InputTiming {
    fileprivate static func read(_ document: Document, _ path: String, _ input: DoorInput) -> InputTiming? {
        let standard = InputTiming.standard(input)
        let debounce = document.integer(
            "\(path).debounce_milliseconds", in: input.debounceRange, default: standard.debounceMilliseconds)
        let chatter = document.integer(
            "\(path).chatter_milliseconds", in: input.chatterRange, default: standard.chatterMilliseconds)
        guard let debounce, let chatter else { return nil }
        guard chatter > debounce else {
            document.refuse(
                document.source.position(of: "\(path).chatter_milliseconds"),
                "\(path).chatter_milliseconds must be more than \(path).debounce_milliseconds (\(debounce)), got \(chatter)"
            )
            return nil
        }
        return InputTiming(debounceMilliseconds: debounce, chatterMilliseconds: chatter)
    }
}
