import ConsoleLab
import Testing

/// The first of the cases that `Board/fuzz-console` goes on with.
@Suite("Whatever is typed at two consoles") struct FuzzTests {
    @Test("nothing crashes, nothing is done that nobody typed, nothing is shown that is not for them", arguments: 0..<8)
    func quick(_ part: UInt64) {
        let fresh = LabTerminal.fresh()
        var (inputs, commands, explained) = (0, 0, 0)
        for number in 0..<25 {
            var one = ConsoleCase(part * 1_000_000 + UInt64(number), on: fresh)
            let violation = one.run()
            #expect(violation == nil, "Board/fuzz-console --case \(one.number)")
            inputs += one.inputs
            commands += one.commands
            explained += one.explained
        }
        // Most of it must not be noise that nobody listens to.
        #expect(inputs > 100 && commands * 5 > inputs)
        // And of most it must be known whether somebody typed it.
        #expect(explained * 2 > commands)
    }

    @Test("every argument in the help is one that is tried") func everyArgument() {
        #expect(LineMaker.unknown == [])
    }
}
