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
        if let tourPath { return try walk(TourScript(path: tourPath)) }
        var start: CountedStart?
        do throws(Refusal) {
            // A directory that is not there yet has seen no start that failed.
            if let stateDirectory, access(stateDirectory, F_OK) == 0 { start = try CountedStart(stateDirectory) }
            let choice = try choice(mayFallBack: true, earlierStarts: start?.record.earlier)
            let place = BenchPlace(choice.settings.board, override: stateDirectory)
            try place.makeDirectories()
            if start == nil { start = try CountedStart(place.directory) }
            guard !place.isMadeByTour else {
                throw Refusal("\(place.tourMarkPath): a tour's keys can be guessed; give another --state directory")
            }
            try serve(choice, place, start!)
        } catch {
            start?.refused()
            throw error
        }
        start?.ended()
        return ExitCode.success
    }

    private func choice(mayFallBack: Bool, earlierStarts: Int? = nil) throws(Refusal) -> StartChoice {
        let choice = try StartChoice(
            board: SettingsFile(boardPath), site: SettingsFile(sitePath), stateDirectory: stateDirectory,
            earlierStarts: earlierStarts, mayFallBack: mayFallBack)
        try checkDrivers(choice.settings.board)
        choice.complaints.forEach(Output.complain)
        return choice
    }

    /// Until it is ended in order.
    private func serve(_ choice: StartChoice, _ place: BenchPlace, _ start: CountedStart) throws(Refusal) {
        let transcript = Transcript(keepsLines: false)
        // Before the first thread.
        let inbox = Mailbox<Event>(isPolled: true)
        StopSignals.watch { inbox.put(.stopping(by: $0)) }
        let wiring = try wiring(choice, place, nil, transcript, inbox, start.crash)
        let loop = wiring.bench.loop
        let record = start.record
        loop.hasLasted = { record.lasted(in: choice.mode) }
        loop.leaveSafeMode = { [isService] in
            record.leaveSafeMode()
            if isService { inbox.put(.stopping(by: "'safemode leave'")) }
        }
        wiring.start()
        if wiring.screenFault == nil { record.began(choice) }
        for place in consoles { wiring.addConsole(place) }
        let prompt = BenchPrompt(
            bench: wiring.bench, clock: wiring.clock, desk: wiring.desk, readers: wiring.readers, transcript: transcript
        )
        if isService { prompt.serve() } else { prompt.run() }
        wiring.stop()
    }

    /// A tour ends when it is over, or is killed.
    private func walk(_ script: TourScript) throws(Refusal) -> Int32 {
        let choice = try choice(mayFallBack: false)
        let place = BenchPlace(choice.settings.board, override: stateDirectory)
        try place.makeDirectories()
        let lock = try StateLock(place.directory)
        defer { withExtendedLifetime(lock) {} }
        try mark(place)
        let transcript = Transcript(keepsLines: true)
        let wiring = try wiring(choice, place, script, transcript, Mailbox<Event>(isPolled: true), nil)
        wiring.start()
        for place in consoles { wiring.addConsole(place) }
        let passed = TourRunner(bench: wiring.bench, transcript: transcript).run(script, screens: place.screenDirectory)
        wiring.stop()
        return passed ? ExitCode.success : ExitCode.failure
    }

    private func wiring(
        _ choice: StartChoice, _ place: BenchPlace, _ script: TourScript?, _ transcript: Transcript,
        _ inbox: Mailbox<Event>, _ crash: CrashNote?
    ) throws(Refusal) -> Wiring {
        let (parts, faceFault) = choice.mode.isSafe ? (nil, "safe mode") : faceParts(choice.settings.site)
        return try Wiring(
            choice.settings, startMode: choice.mode, crashNote: crash?.words, parts: parts, faceFault: faceFault,
            place: place, tour: script, pictureDirectories: pictureDirectories, activeInputs: activeInputs,
            transcript: transcript, inbox: inbox, hasBench: !isService)
    }
}

extension RunCommand {
    /// A board that is described can be checked; what has no driver is not run, and nothing stands in for it.
    private func checkDrivers(_ board: BoardSettings) throws(Refusal) {
        guard board.kind == .bench else {
            let osdp = board.readers.osdp == nil ? [] : ["\(boardPath): readers.osdp: \(OSDPSettings.missing)"]
            throw Refusal(
                osdp + [
                    "\(boardPath): board.kind is \"\(board.kind.rawValue)\", and this version has drivers for \"bench\" only: nothing was started"
                ])
        }
    }

    /// A tour's random bytes are the same every time, its keys too: no other store is made with them, and none of its own
    /// is gone on with.
    private func mark(_ place: BenchPlace) throws(Refusal) {
        guard !place.hasFlash else {
            throw Refusal("\(place.flashPath): a tour makes a store of its own; give it an empty --state directory")
        }
        try place.markAsTour()
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
