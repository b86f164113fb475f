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
                try records.export(exported) { Output.write("\($0)\n") }
                return ExitCode.success
            }
            var status = ExitCode.success
            print("public key \(records.identity)")
            for journal in Journal.allCases {
                let verdict = try records.verify(journal)
                print("\(journal.word): \(verdict.words)")
                if !verdict.holds { status = ExitCode.failure }
            }
            return status
        } catch { throw Refusal("\(place.flashPath): \(error)") }
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
