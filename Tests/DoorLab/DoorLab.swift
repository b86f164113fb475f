import Door
import Hardware
import Law
import SeededRandom
import Timekeeping

@testable import Controller

/// A real Controller at a simulated doorway, with people, thieves and fires before it, and onlookers beside it.
struct DoorLab {
    let build: SimulatedDoor.Build
    let policy: DoorPolicy
    private(set) var failure: String?
    /// Nil: the power is off.
    private var controller: Controller?
    private var door: SimulatedDoor
    private var wires = LabWires()
    private var store = LabStore()
    private var onlookers: [any Onlooker]
    private var now = Uptime(milliseconds: 0)
    private var wallAhead: Int64 = 0
    private var trust = ClockTrust.trusted
    private(set) var runs = 1
    private(set) var passages = 0, thefts = 0, fires = 0, walks = 0

    private static let console = ConsoleID(0)

    init(_ build: SimulatedDoor.Build, _ policy: DoorPolicy, seed: UInt64) {
        (self.build, self.policy) = (build, policy)
        door = SimulatedDoor(build, seed: seed)
        onlookers = [
            ReasonIsLogged(), TimeIsKept(policy), NobodyIsKeptIn(), NobodyComesThrough(build, policy),
        ]
        start()
    }

    private var clock: ClockReading {
        ClockReading(
            uptime: now, wall: WallTime(seconds: 1_772_413_200 + now.milliseconds / 1_000 + wallAhead), trust: trust)
    }

    // MARK: what happens

    /// One thing, and some time.
    mutating func step(_ random: inout SplitMix64) {
        if controller == nil, random.below(4) == 0 { act(.powerBack) }
        switch random.below(20) {
        case 0...7: act(Self.acts[random.below(Self.acts.count)])
        case 8...10: enter()
        case 11...13: deliver(.command(Self.commands[random.below(Self.commands.count)], from: Self.console))
        case 14: deliver(.touch(ScreenButton.allCases[random.below(ScreenButton.allCases.count)]))
        case 15: disturbStore(&random)
        case 16: disturbClock(&random)
        case 17: wires.take(.interlock, random.below(3) == 0, at: now)
        case 18: deliver(.alternative(random.below(2) == 0 ? .card : .keypad, isHealthy: random.below(3) > 0))
        default: if random.below(8) == 0 { act(.powerCut) }
        }
        advance(Int64(random.below([5, 400, 3_000, 40_000][random.below(4)])))
        probe()
    }

    private static let acts = SimulatedDoor.Act.allCases.filter { act in
        switch act {
        case .powerCut, .powerBack, .leafIsPutOpen, .leafIsPutShut: false
        default: true
        }
    }

    private static let commands: [Command] = [
        .doorUnlock(reason: "parcel"), .doorHold(minutes: 1, reason: "moving"),
        .doorHold(minutes: nil, reason: "moving"),
        .doorLock, .doorLock, .doorReset, .doorReset, .doorTest, .door, .status, .commission(.start(isInUse: true)),
        .commission(.next), .commission(.again), .commission(.skip(reason: "none")),
        .commission(.answer(isYes: true, name: "Li")), .commission(.answer(isYes: false, name: nil)),
        .commission(.stop), .commission(.report), .commission(.state), .cameraAim(seconds: 5),
    ]

    /// Number and PIN at the screen, then through the door.
    private mutating func enter() {
        for button in [ScreenButton.back, .pin, .digit(1), .enter, .digit(4), .digit(7), .digit(1), .digit(1), .enter] {
            deliver(.touch(button))
        }
        act(.personEnters)
    }

    private mutating func disturbStore(_ random: inout SplitMix64) {
        switch random.below(4) {
        case 0: store.isBroken.toggle()
        case 1: store.isSilent = true
        default: for event in store.answers() { deliver(event) }
        }
    }

    private mutating func disturbClock(_ random: inout SplitMix64) {
        wallAhead += Int64(random.below(200_000)) - 100_000
        trust = ClockTrust.allCases[random.below(ClockTrust.allCases.count)]
    }

    private mutating func act(_ act: SimulatedDoor.Act) {
        let isPower = act == .powerCut || act == .powerBack
        guard !isPower || (act == .powerBack) == (controller == nil) else { return }
        if act == .thiefForces { thefts += 1 }
        if act == .panelCalls { fires += 1 }
        look(.acted(act))
        if act == .powerCut {
            controller = nil
            store.forget()
            look(.power(isOn: false))
        }
        if act == .powerBack { look(.power(isOn: true)) }
        take(door.act(act, at: now))
        guard act == .powerBack else { return }
        runs += 1
        store.restart()
        start()
    }

    // MARK: the terminal

    /// As the firmware does it: the strike is locked unless somebody wants out, then the store is mounted.
    private mutating func start() {
        wires.settle()
        let active = wires.active
        controller = Controller(
            configuration, alternatives: [Alternative(.card, isHealthy: true), Alternative(.keypad, isHealthy: true)],
            leaf: active.contains(.contact) ? .open : .closed, at: clock)
        let before = store.lines.count
        for input in [DoorInput.fire, .exitButton, .guard, .interlock, .tamper] where active.contains(input) {
            deliver(.door(DoorEdge(input, isActive: true, at: now).event!))
        }
        deliver(.begun)
        deliver(.mounted(.ready))
        guard !store.isBroken, !store.isSilent else { return }
        let lines = store.lines[before...]
        if !lines.contains(.processing(.started)) { fail("a start that is not written down") }
        let tellsStrike = lines.contains {
            switch $0 {
            case .processing(.strikeLocked), .processing(.strikeReleased): true
            default: false
            }
        }
        if !tellsStrike { fail("the journal does not say how the strike stands after the start") }
    }

    private var configuration: Configuration {
        var configuration = Configuration(
            site: SiteDeclaration(), doorPolicy: policy, pack: nil, faceFault: nil, isBench: true, version: "lab")
        configuration.benchConsole = Self.console
        return configuration
    }

    private mutating func deliver(_ event: Event) {
        guard controller != nil else { return }
        var events = [event]
        while let event = events.first, controller != nil, failure == nil {
            events.removeFirst()
            let number = controller!.lineCount
            let actions = controller!.handle(event, at: clock)
            let logged = Self.lines(of: controller!, after: number)
            for action in actions {
                if case .show(.commission) = action { walks += 1 }
            }
            look(.handled(event, actions, logged: logged))
            for action in actions { events += perform(action) }
        }
    }

    /// What a step has written down, on its way or in memory; what waited from before is no news.
    private static func lines(of controller: Controller, after number: UInt64) -> [LogEntry] {
        let lines = controller.volatileJournal.lines + controller.pending.values.compactMap(\.line)
        let new = Dictionary(lines.map { ($0.number, $0.entry) }) { first, _ in first }
        return new.filter { $0.key > number }.sorted { $0.key < $1.key }.map(\.value)
    }

    private mutating func perform(_ action: Action) -> [Event] {
        switch action {
        case .unlockStrike: move(released: true)
        case .lockStrike: move(released: false)
        case .store(let ticket, let request): return store.take(ticket, request).map { [.stored(ticket, $0)] } ?? []
        case .mount: return [.mounted(store.isBroken ? .failed("broken on purpose") : .ready)]
        case .startCapture(let capture, _):
            return [.captureReport(capture, .cameraFailed("gone")), .captureReport(capture, .ended)]
        default: break
        }
        return []
    }

    private mutating func move(released: Bool) {
        look(.relay(released: released))
        take(door.obey(coilHasCurrent: policy.energisesCoil(released: released), at: now))
    }

    // MARK: time

    private mutating func advance(_ milliseconds: Int64) {
        let target = now + milliseconds
        repeat {
            let deadlines = [door.nextDeadline, wires.nextDeadline, controller?.nextDeadline, target]
            now = min(max(deadlines.compactMap(\.self).min()!, now), target)
            take(door.pass(now))
            for edge in wires.pass(now) { deliver(.edge(edge)) }
            deliver(.tick)
        } while now < target && failure == nil
    }

    private mutating func take(_ happenings: [SimulatedDoor.Happening]) {
        for happening in happenings {
            if case .wire(let input, let isActive) = happening.what { wires.take(input, isActive, at: now) }
            if case .passed = happening.what { passages += 1 }
            look(.happened(happening.what))
        }
    }

    // MARK: looking

    private mutating func look(_ observation: Observation) {
        for index in onlookers.indices {
            if let why = onlookers[index].see(observation, at: now) { fail("\(type(of: onlookers[index])): \(why)") }
        }
    }

    private mutating func fail(_ why: String) { failure = failure ?? "\(now.milliseconds) ms: \(why)" }

    /// Whatever has led here: the exit opens, and without power the lock is as it fails.
    private mutating func probe() {
        guard var copy = controller else {
            let fails = build.failure == .failSecure
            if door.nextDeadline == nil, door.isBolted != fails { fail("not in its fail state") }
            return
        }
        guard policy.hasExitButton else { return }
        _ = copy.handle(.edge(DoorEdge(.exitButton, isActive: true, at: now)), at: clock)
        if !copy.door.state.isReleased { fail("a state from which the exit does not open") }
    }
}
