import Arguments
import CSodium
import Glibc

guard sodium_init() >= 0 else {
    Output.complain("libsodium cannot start: no random bytes on this machine")
    exit(ExitCode.failure)
}
guard CoreDumps.forbid() else {
    Output.complain("core dumps cannot be forbidden, and one would hold every key")
    exit(ExitCode.failure)
}
exit(menshen(Array(CommandLine.arguments.dropFirst())))

/// - Returns: the exit status.
func menshen(_ words: [String]) -> Int32 {
    do {
        switch try CommandTable.program.parse(words) {
        case .help(let text):
            print(text)
            return ExitCode.success
        case .run(let invocation): return try CommandTable.carryOut(invocation)
        }
    } catch let error as ArgumentsError {
        Output.complain(error.description)
        return ExitCode.usage
    } catch let error as Refusal {
        error.lines.forEach(Output.complain)
        return ExitCode.failure
    } catch {
        preconditionFailure("an error of no known kind: \(error)")
    }
}
