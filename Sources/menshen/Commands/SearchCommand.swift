import Arguments
import Settings

/// `menshen search`: what of the raw flash can still be opened.
struct SearchCommand {
    let boardPath: String, stateDirectory: String?

    init(_ invocation: Invocation) {
        boardPath = invocation.text("board")
        stateDirectory = invocation.optionalText("state")
    }

    func carryOut() throws(Refusal) -> Int32 {
        let place = BenchPlace(try LoadedSettings.board(boardPath), override: stateDirectory)
        for line in try FlashReport.lines(place) { print(line) }
        return ExitCode.success
    }
}
