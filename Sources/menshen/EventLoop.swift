import Console
import Controller
import Door
import Glibc
import Hardware
import Signage
import Timekeeping

/// The one thread in which the terminal decides: events in, the Controller's actions out, in order.
final class EventLoop {
    private(set) var controller: Controller
    private let clock: any TerminalClock
    private let inbox: Mailbox<Event>
    private let storage: StorageThread
    private let vision: VisionThread?
    private let wires: DoorWires
    private let painter: ScreenPainter
    private let say: (ConsoleID, Reply) -> Void
    private let complain: (String) -> Void
    private let announce: (String) -> Void
    private let logOut: (ConsoleID) -> Void
    private let inspect: (ConsoleID, Inspection) -> Void
    private let observe: (Event) -> Void
    private let secretsAreLocked: () -> Bool
    /// Answered by `.settingsSaved`.
    var saveSettings: (SettingsSave) -> Void = { _ in preconditionFailure("nobody saves settings here") }
    /// Forgets the starts that failed.
    var leaveSafeMode: () -> Void = { preconditionFailure("nobody counts starts here") }
    /// Called once, when this run has lasted so long that it was a good start.
    var hasLasted: (() -> Void)?
    private var isSaving = false
    private var wasToldOfSwap = false
    /// Jobs that are out and must still be answered.
    private var outstandingTickets: Set<Ticket> = []
    private var runningCapture: CaptureID?
    private var isMounting = false
    /// The last event has been handled: what comes now is not looked at.
    private(set) var isStopped = false
    /// Why there is no store, as it was said last.
    private var saidFault: String?

    init(
        _ controller: Controller, clock: any TerminalClock, inbox: Mailbox<Event>, storage: StorageThread,
        vision: VisionThread?, doorLines: any DoorLines, painter: ScreenPainter,
        say: @escaping (ConsoleID, Reply) -> Void, complain: @escaping (String) -> Void,
        announce: @escaping (String) -> Void, logOut: @escaping (ConsoleID) -> Void,
        inspect: @escaping (ConsoleID, Inspection) -> Void = { _, _ in },
        observe: @escaping (Event) -> Void, secretsAreLocked: @escaping () -> Bool = { true }
    ) {
        self.controller = controller
        self.clock = clock
        self.inbox = inbox
        self.storage = storage
        self.vision = vision
        wires = DoorWires(
            doorLines, now: { clock.read().uptime }, complain: complain,
            // Behind the actions that are being carried out.
            tell: { [inbox] in inbox.put(.doorLines(isFailing: $0)) })
        self.painter = painter
        self.say = say
        self.complain = complain
        self.announce = announce
        self.logOut = logOut
        self.inspect = inspect
        self.observe = observe
        self.secretsAreLocked = secretsAreLocked
    }

    /// The terminal begins: the door at once, everybody else when the store is mounted. A door that the fire line holds open is
    /// never locked on the way.
    func start() {
        mount()
        for event in DoorStart(wires.activeInputs()).events { handle(.door(event)) }
        handle(.begun)
    }

    private func mount() {
        isMounting = true
        storage.mount()
    }

    /// Several touches as one: the screen shows only where they led.
    func together(_ body: () -> Void) {
        painter.holds = true
        body()
        painter.holds = false
    }

    /// What the screen offers to a finger now.
    var buttons: Set<ScreenButton> { painter.buttons }

    /// Nothing is under way: no job is out, no camera is on, no event waits.
    var isQuiet: Bool { outstandingTickets.isEmpty && runningCapture == nil && !isMounting && !isSaving }

    /// What `poll` watches for answers of the other threads.
    var descriptor: Int32 { inbox.descriptor }

    func handle(_ event: Event) {
        // Locking can fail at any enrolment or look, long after the start.
        if !wasToldOfSwap, !secretsAreLocked() {
            wasToldOfSwap = true
            handle(.secretsCanReachSwap)
        }
        note(event)
        if isStopped { return }
        if case .stopping = event { isStopped = true }
        observe(event)
        for action in controller.handle(event, at: clock.read()) { perform(action) }
    }

    /// When something falls due that no descriptor tells of: a time of the Controller, or a wire that comes to rest.
    var nextDeadline: Uptime {
        let lasted = hasLasted.map { _ in Uptime(milliseconds: StartMode.goodMilliseconds) }
        return [wires.nextDeadline, lasted].compactMap(\.self).reduce(controller.nextDeadline, min)
    }

    /// Everything that waits in the inbox and on the door's wires. Never waits itself.
    func handleWaiting() {
        let (edges, chatter) = wires.take()
        for edge in edges { handle(.edge(edge)) }
        for line in chatter { handle(.line(line.input, isChattering: line.isChattering)) }
        wires.recover { catchUp(with: $0) }
        for event in inbox.takeAll() { handle(event) }
    }

    /// What has moved while nobody could read the lines, the ways out first. A button that was pressed unseen calls nobody, and wipes
    /// nothing: who means it presses again.
    private func catchUp(with active: Set<DoorInput>) {
        let changed = DoorInput.allCases.filter { input in
            let isActive = active.contains(input)
            return isActive != controller.activeInputs.contains(input)
                && !(isActive && (input == .service || input == .call))
        }
        for input in changed.filter(\.isWayOut) + changed.filter({ !$0.isWayOut }) {
            handle(.edge(DoorEdge(input, isActive: active.contains(input), at: clock.read().uptime)))
        }
    }

    /// Waits until every job that is out was answered. What falls due meanwhile is done when it is due: a store that
    /// takes its time must not keep a door shut. Whoever ends the terminal does not wait for a camera.
    func settle() {
        handleWaiting()
        while !isQuiet && !isStopped {
            let wait = nextDeadline - clock.read().uptime
            Poll.wait(for: [descriptor], atMostMilliseconds: max(1, min(wait, 1_000)))
            handleWaiting()
            tickIfDue()
        }
    }

    func tickIfDue() {
        let now = clock.read().uptime
        if now >= controller.nextDeadline { handle(.tick) }
        wires.retryIfDue()
        if let hasLasted, now.milliseconds >= StartMode.goodMilliseconds {
            self.hasLasted = nil
            hasLasted()
        }
    }

    private func note(_ event: Event) {
        switch event {
        case .stored(let ticket, _):
            outstandingTickets.remove(ticket)
            storage.takeWords().forEach(complain)
        case .mounted(let outcome): noteMount(outcome)
        case .settingsSaved: isSaving = false
        case .captureReport(let capture, .ended) where runningCapture == capture: runningCapture = nil
        default: break
        }
    }

    private func noteMount(_ outcome: MountOutcome) {
        isMounting = false
        storage.takeWords().forEach(complain)
        guard case .failed(let fault) = outcome else {
            if saidFault != nil { complain("the store is mounted") }
            saidFault = nil
            return
        }
        // It is tried again and again, and said once.
        if fault != saidFault { complain("no store: \(fault)") }
        saidFault = fault
    }

    private func perform(_ action: Action) {
        switch action {
        case .unlockStrike: wires.setStrike(released: true)
        case .lockStrike: wires.setStrike(released: false)
        case .setOutput(let output, let isOn): wires.setOutput(output, isOn: isOn)
        case .rest: wires.rest()
        case .startAlarm(let alarm): announce("alarm on: \(ReplyText.words(for: alarm))")
        case .stopAlarm(let alarm): announce("alarm off: \(ReplyText.words(for: alarm))")
        case .show(let scene): painter.show(scene)
        case .startCapture(let capture, let job): start(capture, job)
        case .stopCapture:
            vision?.stop()
        case .store(let ticket, let request):
            outstandingTickets.insert(ticket)
            storage.put(ticket, request)
        case .mount: mount()
        case .reply(let console, let reply): say(console, reply)
        case .saveSettings(let save):
            isSaving = true
            saveSettings(save)
        case .inspect(let console, let inspection): inspect(console, inspection)
        case .announce(let words): announce(words)
        case .logOut(let console): logOut(console)
        case .leaveSafeMode: leaveSafeMode()
        }
    }

    private func start(_ capture: CaptureID, _ job: CaptureJob) {
        guard let vision else {
            return inbox.put(.captureReport(capture, .cameraFailed("nothing looks through it without a model pack")))
        }
        runningCapture = capture
        vision.start(capture, job)
    }
}
