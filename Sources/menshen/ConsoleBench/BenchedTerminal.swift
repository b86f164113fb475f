import Console
import Controller
import Door
import Glibc
import Hardware
import Law
import Records
import RingStore
import Settings
import Timekeeping

/// A Controller, a console and a store with many people, without a screen and a door: an event loop whose every turn is timed.
final class BenchedTerminal {
    /// For one turn of the loop that the console caused: how long it was held.
    struct Turn {
        var nanoseconds: Int
        /// Of these, a processor was at work for this thread: what others on the machine do is not in it.
        var processorNanoseconds: Int
        var words: String
    }

    private(set) var turns: [Turn] = []
    let line = MemoryLine(descriptor: 1_000_000)
    private let desk = ConsoleDesk(complain: { _ in })
    private let inbox = Mailbox<Event>(isPolled: true)
    private let clock = SimulatedClock(start: WallTime(seconds: 1_772_413_200), runsByItself: true)
    private let storage: StorageThread
    private var controller: Controller
    private var words = "start"

    init(_ store: ManyPeople) {
        storage = StorageThread(of: store, clock: clock, answers: inbox)
        var configuration = Configuration(
            site: SiteDeclaration(), doorPolicy: DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000),
            pack: nil, faceFault: "no model pack was given", isBench: true, version: CommandTable.version)
        // Every command may be given, and there are settings.
        configuration.benchConsole = ConsoleID(1)
        if case .success(let site) = SiteSheet.read(Array(SampleSettings.site.utf8), file: "site.toml") {
            configuration.settings = SettingsDesk(site.sheet, editor: SiteEditor(file: "site.toml"))
        }
        controller = Controller(configuration, alternatives: [], leaf: .closed, at: clock.read())
        desk.carryOut = { [unowned self] command, console in handle(.command(command, from: console)) }
        desk.leave = { [unowned self] console in handle(.hungUp(console)) }
        desk.add("bench", at: clock.read().uptime) { [line] () throws(ConsoleLineError) in line }
        storage.mount()
        run { self.isMounted }
    }

    func stop() { storage.stopAndJoin() }

    /// Types, and goes on until everything has been read and done, and the terminal waits for a key.
    /// - Returns: the nanoseconds from the first key to the last byte.
    @discardableResult
    func type(_ text: String, as words: String? = nil) -> Int {
        self.words = words ?? text
        line.type(Array(text.utf8))
        let start = Self.nanoseconds(CLOCK_MONOTONIC)
        run { self.line.isRead && self.waits }
        return Self.nanoseconds(CLOCK_MONOTONIC) - start
    }

    func forgetTurns() { turns = [] }

    // MARK: the loop

    private var isMounted = false

    private static let endings = ["> \u{1B}[K", "): \u{1B}[K", "q --", "stops --\u{1B}[J", "fits --\u{1B}[J"]

    private var waits: Bool {
        if let deadline = desk.nextDeadline, deadline.milliseconds == 0 { return false }
        return Self.endings.contains { line.ending.hasSuffix($0) }
    }

    private func run(until isDone: () -> Bool) {
        while true {
            for event in inbox.takeAll() {
                if case .mounted = event { isMounted = true }
                time { handle(event) }
            }
            time { turnDesk() }
            if isDone() { return }
            let now = clock.read().uptime
            let deadline = min(controller.nextDeadline, desk.nextDeadline ?? now + 1_000)
            let mayWait = line.isRead && deadline > now
            Poll.wait(for: [inbox.descriptor], atMostMilliseconds: mayWait ? min(deadline - now, 1_000) : 0)
            if clock.read().uptime >= controller.nextDeadline { handle(.tick) }
        }
    }

    private func turnDesk() {
        let now = clock.read().uptime
        desk.handle([line.descriptor], at: now)
        desk.tick(at: now)
    }

    private func time(_ body: () -> Void) {
        let (start, processorStart) = (
            Self.nanoseconds(CLOCK_MONOTONIC), Self.nanoseconds(CLOCK_THREAD_CPUTIME_ID)
        )
        body()
        turns.append(
            Turn(
                nanoseconds: Self.nanoseconds(CLOCK_MONOTONIC) - start,
                processorNanoseconds: Self.nanoseconds(CLOCK_THREAD_CPUTIME_ID) - processorStart, words: words))
    }

    private func handle(_ event: Event) {
        for action in controller.handle(event, at: clock.read()) {
            switch action {
            case .store(let ticket, let request): storage.put(ticket, request)
            case .mount: storage.mount()
            case .reply(let console, let reply): desk.take(reply, for: console, at: clock.read().uptime)
            case .announce(let words): desk.announce(words, at: clock.read().uptime)
            case .logOut(let console): desk.logOut(console)
            case .saveSettings: inbox.put(.settingsSaved(.saved))
            case .inspect(let console, .door(let report)):
                desk.take(.door(report), for: console, at: clock.read().uptime)
            case .inspect(let console, .camera(let report)):
                desk.take(.camera(report), for: console, at: clock.read().uptime)
            case .inspect(let console, _):
                desk.take(.verbatim(["not on this bench"]), for: console, at: clock.read().uptime)
            default: break
            }
        }
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int {
        var now = timespec()
        clock_gettime(clock, &now)
        return Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
