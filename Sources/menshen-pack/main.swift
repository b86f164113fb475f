import Arguments
import FaceCore
import Foundation

let program = Program(
    "menshen-pack", summary: "makes, shows and measures model packs for menshen",
    commands: [BuildDlib.command, ShowInfo.command, Evaluate.command])

func fail(_ message: some CustomStringConvertible, _ code: Int32) -> Never {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
    exit(code)
}

do {
    switch try program.parse(Array(CommandLine.arguments.dropFirst())) {
    case .help(let text): print(text)
    case .run(let invocation):
        switch invocation.path {
        case BuildDlib.command.path: try BuildDlib(invocation).run()
        case ShowInfo.command.path: try ShowInfo(invocation).run()
        case Evaluate.command.path: try Evaluate(invocation).run()
        default: preconditionFailure("a command without a row here: \(invocation.path)")
        }
    }
} catch let error as ArgumentsError {
    fail(error, ExitCode.usage)
} catch let error as CommandError {
    fail("menshen-pack: \(error)", ExitCode.failure)
} catch {
    fail("menshen-pack: \(error)", ExitCode.failure)
}
