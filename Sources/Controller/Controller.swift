import Door
import Law
import Records
import Timekeeping

/// The whole terminal as one pure state machine: what happened goes in, what to do comes out, in order.
///
/// It knows no device, no thread, no file; the same events at the same times give the same actions. Two paths share the
/// door and nothing else: credentials (card, PIN, exit, fire) go on when faces are blocked, the camera is gone or the
/// store is down.
public struct Controller {
    var configuration: Configuration
    var settings: SettingsDesk?
    var door: DoorMachine
    /// The door's inputs that are active, as far as they were told of.
    public internal(set) var activeInputs: Set<DoorInput> = []
    /// Somebody has ended an evacuation since the start.
    var hasResetFire = false
    /// When the strike is put where it belongs, unless the store tells of an evacuation until then.
    var strikeSettlesAt: Uptime?
    /// Somebody at the console has left the door open.
    var hold: DoorHold?
    /// The alarm relay, which the door and the walk drive together.
    var alarmRelay = AlarmRelay()
    /// The walk along the wires that is under way, or the newest one.
    var commission: Commission?
    /// When somebody last went in or out; nil: not since the start.
    var lastUseAt: Uptime?
    var dialogue = Dialogue.starting
    var storeFault: String?
    /// When a store that could not be mounted is tried again.
    var mountRetryAt: Uptime?
    /// What the store said last about consents (R34, R35).
    var consents = ConsentTally()
    /// The last day whose expiry the store has finished.
    var expiredThrough: CivilDay?
    /// The store failed to finish an expiry; when to ask again.
    var expiryRetryAt: Uptime?
    /// Of the store that is mounted.
    var mediumLapses = MediumLapses()
    /// A secret could not be locked into memory since the start.
    var secretsCanReachSwap = false
    /// The clock jumped, and the store keeps the keys of what ended by that; when to ask again.
    var clockDoubt: (doubt: ClockDoubt, askAgainAt: Uptime)?
    var alternatives: [Alternative]
    /// What the readers' wires brought last.
    var wires = ReaderWires()
    var findings: [Finding] = []
    /// What `findings` was judged from.
    var judgedFacts: Facts?
    var alarms: [Alarm] = []
    /// As the vision thread says it, not as it was told.
    var cameraIsOn = false
    /// Of PINs at the keypad.
    var backOff: GuessingBackOff
    /// Of cards that are not known, at the card reader.
    var cardBackOff: GuessingBackOff
    var cardFlood = CardFlood()
    /// Somebody was forced to open, and nobody has looked after it since.
    var isUnderDuress = false
    var volatileJournal = VolatileJournal()
    var lineCount: UInt64 = 0
    /// See `LineStamp`.
    var recordRuns: [Journal: UInt64] = [:]
    /// Of the lines that memory had no room for, how many the journal knows of.
    var lostLinesTold = 0
    /// Journals whose last record was not taken (R40).
    var troubledJournals: Set<Journal> = []
    /// When the store is tried again after it refused a record.
    var recordRetryAt: Uptime?
    var pending: [Ticket: Pending] = [:]
    /// When each of them was asked for.
    var askedAt: [Ticket: Uptime] = [:]
    var grants: [Method: Int] = [:]
    var refusals = 0
    var lastDecision: Decision?
    var logins: [ConsoleID: Login] = [:]
    /// Of secrets, by console line: nobody at one line keeps others out at another.
    var loginBackOffs: [Int: GuessingBackOff] = [:]
    /// What each line's begins with: a restart makes guessing no cheaper.
    var firstLoginBackOff = GuessingBackOff()
    /// Nil until a store has been mounted.
    var earlierRun: EarlierRun?
    var proposal: Proposal?
    var service = ServiceButton()
    /// Who may come in when; nil until the store has told. The store's, whole, after each change.
    var accessTables: AccessTables?
    var doorHours = DoorHours()
    /// As the door was told.
    var hoursAreOpen = false
    /// When the store last said how far the clock is believed.
    var clockJudged: ClockReading?
    /// At the event before.
    var lastReading: ClockReading?
    /// What the camera saw last while it was turned.
    var aim: CameraAim?

    private var nextTicketNumber: UInt64 = 1
    private var nextCaptureNumber: UInt64 = 1
    private var shownScene: Scene?
    /// The actions of the event being handled.
    var actions: [Action] = []
    /// The instant of the event being handled.
    var now: ClockReading

    /// - Parameter alternatives: the readers this board has, with their health at start.
    /// - Parameter leaf: what the door contact says at start.
    public init(_ configuration: Configuration, alternatives: [Alternative], leaf: DoorLeaf, at now: ClockReading) {
        self.configuration = configuration
        settings = configuration.settings
        self.alternatives = alternatives
        self.now = now
        let wait = configuration.timings.longestGuessWaitMilliseconds
        backOff = GuessingBackOff(longestWaitMilliseconds: wait)
        // Where a PIN is asked for too, a strange card is a slip; where none is, it is a guess.
        cardBackOff = GuessingBackOff(
            freeFailures: configuration.site.opensByCardAlone ? 3 : 10, longestWaitMilliseconds: wait)
        door = DoorMachine(configuration.doorPolicy, leaf: leaf, at: now.uptime)
        if leaf == .open { activeInputs = [.contact] }
    }

    /// Takes one event and answers with what to do, in order. Never waits.
    /// - Parameter now: both clocks at the event; uptime never goes back from one call to the next.
    public mutating func handle(_ event: Event, at now: ClockReading) -> [Action] {
        precondition(now.uptime >= self.now.uptime, "uptime went back")
        self.now = now
        actions = []
        let due = passTrial()
        switch event {
        // The way out first.
        case .door(let input): handleDoor(input)
        case .begun: begin()
        case .edge(let edge): handleEdge(edge)
        case .line(let input, let isChattering): handleLine(input, isChattering: isChattering)
        case .doorLines(let isFailing): handleLines(isFailing: isFailing)
        case .mounted(let outcome): handleMounted(outcome)
        case .touch(let button): handleTouch(button)
        case .held(let milliseconds): handleHold(milliseconds)
        case .card(let frame): handleFrame(frame)
        case .keypad(let key): handleKey(key)
        case .captureReport(let capture, let report): handleReport(capture, report)
        case .alternative(let kind, let isHealthy): handleAlternative(kind, isHealthy)
        case .stored(let ticket, let outcome): handleStored(ticket, outcome)
        case .command(let command, let console): handleCommand(command, console)
        case .settingsSaved(let outcome): handleSaved(outcome)
        case .inspected(let console, let lines): answer(console, .verbatim(lines))
        case .hungUp(let console): handleHangUp(console)
        case .service(let isPressed): handleService(isPressed: isPressed)
        case .secretsCanReachSwap: secretsCanReachSwap = true
        case .stopping, .tick: break
        }
        tell(due)
        tell(passTrial())
        passTime()
        updateStorageAlarm()
        updateClockAlarm()
        updateModeAlarm()
        regate()
        showScene()
        // Behind everything else: nothing of this run may stand behind its last word.
        if case .stopping(let who) = event { stop(by: who) }
        return actions
    }

    /// When the next `.tick` is due at the latest: never more than an hour away, and never past a midnight.
    public var nextDeadline: Uptime {
        let deadlines =
            [
                dialogue.deadline, door.nextDeadline, strikeSettlesAt, expiryRetryAt, recordRetryAt, mountRetryAt,
                clockDoubt?.askAgainAt, service.wipeAt, settings?.nextDeadline,
                wires.forgetAt, hoursChangeAt, hold?.until, alarmRelay.pulseUntil, commission?.endsAt, cardFlood.endsAt,
            ]
            + pending.values.map(\.deadline)
        // What was due is done; a deadline that lies behind waits for an answer, not for time.
        return deadlines.compactMap { $0 }.filter { $0 > now.uptime }.reduce(min(now.uptime + 3_600_000, nextDay), min)
    }

    /// The first instant of the next civil day, as far as the wall clock keeps its pace.
    private var nextDay: Uptime {
        let dayStart = Int64((today + 1).number) * 86_400 - Int64(configuration.site.utcOffsetMinutes) * 60
        return now.uptime + (dayStart - now.wall.seconds) * 1_000
    }

    var today: CivilDay { now.wall.civilDay(utcOffsetMinutes: configuration.site.utcOffsetMinutes) }
    /// In both languages where both were declared.
    var operatorName: String {
        guard let name = configuration.site.operatorParty?.name else { return "" }
        return [name.chinese, name.english].filter { !$0.isEmpty }.joined(separator: " ")
    }
    var phone: String { configuration.site.operatorParty?.phone ?? "" }

    // MARK: - Asking for things

    mutating func store(_ request: StorageRequest, then pending: Pending) -> Ticket {
        let ticket = Ticket(nextTicketNumber)
        nextTicketNumber += 1
        self.pending[ticket] = pending
        askedAt[ticket] = now.uptime
        actions.append(.store(ticket, request))
        return ticket
    }

    mutating func newCapture() -> CaptureID {
        defer { nextCaptureNumber += 1 }
        return CaptureID(nextCaptureNumber)
    }

    mutating func raise(_ alarm: Alarm) {
        guard !alarms.contains(alarm) else { return }
        alarms.append(alarm)
        actions.append(.startAlarm(alarm))
        if let words = alarm.journalWords { record(.alarm(words, isOn: true)) }
    }

    mutating func silence(_ alarm: Alarm) {
        guard let index = alarms.firstIndex(of: alarm) else { return }
        alarms.remove(at: index)
        actions.append(.stopAlarm(alarm))
        if let words = alarm.journalWords { record(.alarm(words, isOn: false)) }
    }

    // MARK: - The screen

    /// The scene follows from the dialogue; it is shown when it changed.
    private mutating func showScene() {
        let scene = scene(for: dialogue)
        guard scene != shownScene else { return }
        shownScene = scene
        actions.append(.show(scene))
    }
}
