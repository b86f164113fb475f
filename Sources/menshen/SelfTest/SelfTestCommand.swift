import Arguments
import CSodium
import Settings
import Signage

/// `menshen selftest`: whether this binary computes on this CPU what it computes everywhere. Touches no disk but to read.
struct SelfTestCommand {
    let boardPath: String?, sitePath: String?, packPath: String?

    /// Of the binary alone.
    init() { (boardPath, sitePath, packPath) = (nil, nil, nil) }

    init(_ invocation: Invocation) {
        boardPath = invocation.optionalText("board")
        sitePath = invocation.optionalText("site")
        packPath = invocation.optionalText("pack")
    }

    /// The first line names the build; every other is the same on all machines that have the same files.
    /// - Returns: 1 when anything failed, or could not be said: a report that was cut short is none.
    func carryOut() -> Int32 {
        var isSaid = Output.write(Self.build + "\n")
        let passed = run { if !Output.write($0 + "\n") { isSaid = false } }
        if !isSaid { Output.complain("the report could not be written") }
        return passed && isSaid ? ExitCode.success : ExitCode.failure
    }

    func run(say: (String) -> Void) -> Bool { SelfTest(parts: parts).run(say: say) }

    var parts: [SelfTest.Part] {
        let board = boardPath.map(loadBoard), site = sitePath.map(loadSite)
        return [
            SelfTest.Part(name: "integers") { IntegersPart().run() },
            SelfTest.Part(name: "crypto") { CryptoPart().run() },
            SelfTest.Part(name: "store") { StorePart().run() },
            SelfTest.Part(name: "faces") { FacesPart(packPath: packPath).run() },
            SelfTest.Part(name: "symbols") { SymbolsPart().run() },
            SelfTest.Part(name: "font") { FontPart(board: board, site: site).run() },
            SelfTest.Part(name: "settings") { SettingsPart(board: board, site: site).run() },
        ]
    }

    /// The libraries belong to it: pixels may differ between two versions of FreeType.
    static var build: String {
        let sodium = String(cString: sodium_version_string())
        return
            "menshen \(CommandTable.version) \(architecture), FreeType \(SymbolPainter().freeTypeVersion), libsodium \(sodium)"
    }

    private static var architecture: String {
        #if arch(arm64)
            "aarch64"
        #elseif arch(x86_64)
            "x86_64"
        #else
            "unknown"
        #endif
    }
}
