import Arguments
import Controller
import Door
import Glibc
import Hardware
import Settings

/// `menshen run`: the terminal itself.
struct RunCommand {
    let boardPath: String, sitePath: String
    let packPath: String?, stateDirectory: String?, tourPath: String?
    let pictureDirectories: [String]
    let activeInputs: Set<DoorInput>
    /// Serial lines with a maintainer's terminal at the other end.
    let consoles: [ConsolePlace]
    /// Nobody types at the bench: it has no logins.
    let isService: Bool

    init(_ invocation: Invocation) throws(Refusal) {
        boardPath = invocation.text("board")
        sitePath = invocation.text("site")
        packPath = invocation.optionalText("pack")
        stateDirectory = invocation.optionalText("state")
        tourPath = invocation.optionalText("tour")
        pictureDirectories = invocation.texts("pictures")
        activeInputs = Set(invocation.texts("active").compactMap(DoorInput.init))
        consoles = try invocation.texts("console").map { (text) throws(Refusal) in try ConsolePlace(text) }
        isService = invocation.flag("service")
    }

    /// - Returns: for a tour, 1 unless every step went as promised.
    func carryOut() throws(Refusal) -> Int32 {
        let settings = try LoadedSettings(boardPath: boardPath, sitePath: sitePath)
        let script = try tourPath.map { (path) throws(Refusal) in try TourScript(path: path) }
        let (parts, faceFault) = faceParts(settings.site)
        let place = BenchPlace(settings.board, override: stateDirectory)
        try place.makeDirectories()
        let lock = try StateLock(place.directory)
        defer { withExtendedLifetime(lock) {} }
        try checkTour(script, place)
        let transcript = Transcript(keepsLines: script != nil)
        // Before the first thread; a tour ends when it is over, or is killed.
        let inbox = Mailbox<Event>(isPolled: true)
        if script == nil { StopSignals.watch { inbox.put(.stopping(by: $0)) } }
        let wiring = try Wiring(
            settings, parts: parts, faceFault: faceFault, place: place, tour: script,
            pictureDirectories: pictureDirectories, activeInputs: activeInputs, transcript: transcript, inbox: inbox,
            hasBench: !isService)
        wiring.start()
        for place in consoles { wiring.addConsole(place) }
        defer { wiring.stop() }
        guard let script else {
            let prompt = BenchPrompt(
                bench: wiring.bench, clock: wiring.clock, desk: wiring.desk, transcript: transcript)
            if isService { prompt.serve() } else { prompt.run() }
            return ExitCode.success
        }
        let passed = TourRunner(bench: wiring.bench, transcript: transcript).run(script, screens: place.screenDirectory)
        return passed ? ExitCode.success : ExitCode.failure
    }
}

extension RunCommand {
    /// A tour's random bytes are the same every time, its keys too: no other store is made with them, and none of its own
    /// is gone on with.
    private func checkTour(_ script: TourScript?, _ place: BenchPlace) throws(Refusal) {
        if script != nil {
            guard !place.hasFlash else {
                throw Refusal("\(place.flashPath): a tour makes a store of its own; give it an empty --state directory")
            }
            try place.markAsTour()
        } else if place.isMadeByTour {
            throw Refusal("\(place.tourMarkPath): a tour's keys can be guessed; give another --state directory")
        }
    }

    /// A pack that cannot be used takes the faces away, never the door: cards and PINs go on.
    private func faceParts(_ site: SiteSettings) -> (FaceParts?, fault: String?) {
        guard let packPath else { return (nil, "no model pack was given") }
        do throws(Refusal) { return (try FaceParts(packPath: packPath, site: site), nil) } catch {
            return (nil, error.lines.joined(separator: "; "))
        }
    }
}

extension TourScript {
    init(path: String) throws(Refusal) {
        guard let bytes = readWholeFile(path) else { throw Refusal("\(path): \(String(cString: strerror(errno)))") }
        do throws(TourScriptError) { try self.init(String(decoding: bytes, as: UTF8.self)) } catch {
            throw Refusal(error.problems.map { "\(path): \($0)" })
        }
    }
}
