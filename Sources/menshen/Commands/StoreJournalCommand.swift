import Arguments
import Records
import Settings

/// `menshen store journal export` and `verify`: the journals, while no terminal runs.
struct StoreJournalCommand {
    let boardPath: String, stateDirectory: String?
    /// Nil: verify.
    let exported: Journal?

    init(_ invocation: Invocation) {
        boardPath = invocation.text("board")
        stateDirectory = invocation.optionalText("state")
        let word = invocation.path.last == "export" ? invocation.text("journal") : nil
        exported = Journal.allCases.first { $0.word == word }
    }

    /// - Returns: 1 when a chain is broken.
    func carryOut() throws(Refusal) -> Int32 {
        let place = BenchPlace(try LoadedSettings.board(boardPath), override: stateDirectory)
        let records = try OfflineStore.journals(place)
        do throws(RecordsError) {
            if let exported {
                var isTaken = true
                try records.export(exported) { isTaken = Output.write("\($0)\n") && isTaken }
                return isTaken ? ExitCode.success : Self.refuse()
            }
            var status = ExitCode.success
            var isTaken = Output.write("public key \(records.identity)\n")
            for journal in Journal.allCases {
                let verdict = try records.verify(journal)
                isTaken = Output.write("\(journal.word): \(verdict.words)\n") && isTaken
                if !verdict.holds { status = ExitCode.failure }
            }
            return isTaken ? status : Self.refuse()
        } catch { throw Refusal("\(place.flashPath): \(error)") }
    }

    /// A list that stops in the middle must not pass for a whole one.
    private static func refuse() -> Int32 {
        Output.complain("standard output takes no more: what was written is not complete")
        return ExitCode.failure
    }
}

extension JournalVerdict {
    fileprivate var words: String {
        if let brokenAt { return "the chain is broken at line \(brokenAt)" }
        guard let firstSequence, let lastSequence else { return "the chain holds, no line is kept" }
        let expired = firstSequence > 1 ? "; lines 1 to \(firstSequence - 1) have expired" : ""
        return "the chain holds, lines \(firstSequence) to \(lastSequence)\(expired)"
    }
}
