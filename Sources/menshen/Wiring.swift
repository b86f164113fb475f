import Console
import Controller
import Door
import FaceCore
import Hardware
import Law
import Readers
import Records
import RingStore
import Settings
import Signage
import Timekeeping

/// Every part of the terminal, put together for a bench board.
final class Wiring {
    let bench: Bench
    let clock: SimulatedClock
    let desk: ConsoleDesk
    /// Why nothing, or not everything, can be shown on the screen; nil: everything can.
    let screenFault: String?
    /// The readers that are devices, also beside a bench.
    let readers: ReaderDesk
    private let loop: EventLoop
    private let storage: StorageThread
    private let vision: VisionThread?
    private let settingsThread: SettingsThread

    /// - Parameters:
    ///   - activeInputs: what the door's wires say at start.
    ///   - inbox: of the event loop.
    init(
        _ settings: LoadedSettings, startMode: StartMode, crashNote: String?, parts: FaceParts?, faceFault: String?,
        place: BenchPlace, tour: TourScript?,
        pictureDirectories: [String], activeInputs: Set<DoorInput>, transcript: Transcript,
        inbox: Mailbox<Event>, hasBench: Bool
    ) throws(Refusal) {
        let (board, site) = (settings.board, settings.site)
        let clock = SimulatedClock(
            start: tour?.start ?? board.clockStart ?? SimulatedClock.machineTime(), runsByItself: tour == nil)
        let stamp = BenchStamp(clock: clock, utcOffsetMinutes: site.declaration.utcOffsetMinutes)
        let log = TerminalLog()
        func say(_ words: String) {
            let line = stamp.line(words)
            log.keep(line)
            transcript.say(line)
        }
        // A tour's random bytes come from the board's seed, so that its transcript is the same every time.
        func entropy(_ use: UInt64) -> any Entropy {
            tour == nil ? SodiumEntropy() : SeededEntropy(seed: board.camera.seed &+ use)
        }
        let notice = Notice.make(for: site.declaration, errorRates: parts?.summary.errorRates)
        let drawing = ScreenDrawing(board.screen, place, notice, say)
        screenFault = drawing.fault
        if tour != nil, let fault = drawing.fault { throw Refusal(fault) }
        // What cannot be shown cannot be agreed to, either: who has a card or a number needs no screen.
        let faceFault = drawing.fault ?? faceFault
        if let faceFault { say("faces are off: \(faceFault)") }
        say("camera seed \(board.camera.seed)")

        var configuration = Configuration(
            site: site.declaration, doorPolicy: site.door, pack: parts?.summary,
            faceFault: faceFault, isBench: true, version: CommandTable.version)
        configuration.startMode = startMode
        configuration.crashNote = crashNote
        configuration.timings.take(site.live)
        configuration.timings.longestGuessWaitMilliseconds = Int64(site.guessingWaitSeconds) * 1_000
        configuration.take(settings, parts)
        configuration.benchConsole = hasBench ? Bench.console : nil
        configuration.noticePages = drawing.noticePages

        let rate = parts.map { "false match rate \($0.point.wanted) among \($0.point.population)" } ?? ""
        let packDigest = parts?.vision.engine.pack.digest
        let random = entropy(1)
        storage = StorageThread(answers: inbox, idles: tour == nil) { say in
            StoreKeeper(
                clock: clock, say: say,
                open: { () throws(Refusal) in
                    try BenchStore(place, site: site, clock: clock, entropy: random, say: say)
                },
                worker: { StorageWorker($0, notice: notice, packDigest: packDigest, clock: clock) })
        }
        // Should a secret not be locked later, the loop is told.
        configuration.secretKeeping = SecretKeeping(
            keySource: place.keySource, memoryIsLocked: Self.secretsAreLocked)
        settingsThread = SettingsThread(SiteFile(path: settings.sitePath), answers: inbox)
        let camera = SimulatedCamera(
            seed: board.camera.seed, widthPixels: board.camera.widthPixels, heightPixels: board.camera.heightPixels)
        vision = parts.map { VisionThread(Self.watcher($0, camera, site, entropy(2)), answers: inbox) }
        let doorway = BenchDoorway(
            site.door.failure, seed: board.camera.seed, active: activeInputs, clock: clock, say: say)
        let lines = SimulatedDoorLines(
            policy: site.door, active: activeInputs, timings: board.doorLines.timings, now: { clock.read().uptime },
            report: { edge, _ in
                say(edge.words)
                doorway.obey(edge)
            })
        doorway.lines = lines
        let doorStart = DoorStart(activeInputs)
        let replies = ReplyWriter(transcript)
        let desk = ConsoleDesk(complain: say)
        self.desk = desk
        func reply(_ console: ConsoleID, _ reply: Reply) {
            if console == Bench.console {
                replies.write(reply)
                if case .piece(_, let next) = reply { inbox.put(.command(next, from: console)) }
                return
            }
            desk.take(reply, for: console, at: clock.read().uptime)
        }
        let inspector = Inspector(lines: lines, camera: camera, log: log, answers: inbox, reply: reply)
        loop = EventLoop(
            Controller(configuration, alternatives: board.alternatives, leaf: doorStart.leaf, at: clock.read()),
            clock: clock,
            inbox: inbox, storage: storage, vision: vision, doorLines: lines,
            painter: ScreenPainter(drawing.drawn, complain: say),
            say: reply,
            complain: say,
            announce: { words in
                say(words)
                desk.announce(words, at: clock.read().uptime)
            },
            logOut: { desk.logOut($0) }, inspect: inspector.answer,
            observe: { if let words = $0.benchWords(rate: rate) { say(words) } },
            secretsAreLocked: { Self.secretsAreLocked })
        bench = Bench(
            loop: loop, clock: clock, camera: camera, lines: lines, doorway: doorway,
            transcript: transcript,
            pictureDirectories: pictureDirectories, readers: board.alternatives.map(\.kind),
            wiegand: SimulatedWiegandReader(board.readers.wiegand?.timing ?? .standard, hasKeys: board.hasKeypad),
            replies: replies,
            search: {
                do throws(Refusal) { return try FlashReport.lines(place) } catch { return error.lines }
            })
        self.clock = clock
        readers = ReaderDesk(
            board.readers, give: { [loop] in loop.handle($0) },
            announce: { words in
                say(words)
                desk.announce(words, at: clock.read().uptime)
            })
        loop.saveSettings = { [settingsThread] save in settingsThread.put(save) }
        desk.carryOut = { [loop] command, console in loop.handle(.command(command, from: console)) }
        desk.leave = { [loop] console in loop.handle(.hungUp(console)) }
    }

    /// The door works when it returns; the store is mounted meanwhile.
    func start() { loop.start() }

    /// Keys, PINs' keys, templates: nothing of them can have reached swap.
    private static var secretsAreLocked: Bool {
        LockedBytes.allAreLocked && LockedSlots.allAreLocked && SecretMemory.allIsApart
    }

    /// Where a maintainer's terminal is plugged in.
    func addConsole(_ place: ConsolePlace) {
        desk.add(place.path, at: clock.read().uptime) { () throws(ConsoleLineError) in
            try SerialLine(path: place.path, baud: place.baud)
        }
    }

    func stop() {
        vision?.stopAndJoin()
        settingsThread.stopAndJoin()
        storage.stopAndJoin()
    }

    private static func watcher(
        _ parts: FaceParts, _ camera: SimulatedCamera, _ site: SiteSettings, _ entropy: any Entropy
    ) -> Watcher {
        Watcher(
            camera: camera, vision: parts.vision,
            policy: Watcher.Policy(
                threshold: parts.point.threshold, agreeingFrames: site.match.agreeingFrames,
                enrolmentCaptures: site.match.enrolmentCaptures),
            entropy: entropy)
    }
}
