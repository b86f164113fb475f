import Controller
import Door
import Glibc
import Hardware
import Law
import Records
import Timekeeping

/// A Controller, a door of simulated lines and a store on a flash in memory: every grant is timed from its decision to the edge.
///
/// A PIN is right without Argon2id, which comes before the decision. What lies between is all real: the record sealed and
/// programmed on the storage thread, the way to it and back, the Controller, the line.
final class BenchedDoor {
    /// From the answer that a PIN is right to the edge of the strike.
    private(set) var nanoseconds: [Int] = []
    /// Of the strike and of the relays, as the lines saw them.
    private(set) var edges = 0

    private let inbox = Mailbox<Event>(isPolled: true)
    private let clock = SimulatedClock(start: WallTime(seconds: 1_772_413_200), runsByItself: false)
    private let storage: StorageThread
    private var controller: Controller
    private var lines: SimulatedDoorLines!
    private var decidedAt: Int?
    private var outstanding = 0
    private var isMounted = false
    private var checked: Ticket?

    init(_ store: ManyPeople) {
        let clock = self.clock
        storage = StorageThread(of: store, clock: clock, answers: inbox)
        let policy = DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000)
        controller = Controller(
            Configuration(
                site: SiteDeclaration(), doorPolicy: policy, pack: nil, faceFault: "no model pack was given",
                isBench: true, version: CommandTable.version),
            alternatives: [Alternative(.keypad, isHealthy: true)], leaf: .closed, at: clock.read())
        lines = SimulatedDoorLines(policy: policy, now: { clock.read().uptime }) { [unowned self] edge, _ in note(edge)
        }
        storage.mount()
        run { self.isMounted && self.outstanding == 0 }
    }

    func stop() { storage.stopAndJoin() }

    /// Number and PIN at the keypad; somebody goes through, and the door locks behind them.
    func grant() {
        handle(.touch(.pin))
        for digit in [1, 0, 0, 0, 0, 0] { handle(.touch(.digit(digit))) }
        handle(.touch(.enter))
        for digit in [4, 7, 1, 1] { handle(.touch(.digit(digit))) }
        let before = nanoseconds.count
        handle(.touch(.enter))
        run { self.nanoseconds.count > before }
        clock.pass(milliseconds: 10_000)
        handle(.tick)
        run { self.outstanding == 0 }
    }

    private func run(until isDone: () -> Bool) {
        while !isDone() {
            Poll.wait(for: [inbox.descriptor], atMostMilliseconds: 1_000)
            for event in inbox.takeAll() {
                switch event {
                case .mounted: isMounted = true
                case .stored(let ticket, _):
                    outstanding -= 1
                    if ticket == checked { decidedAt = Self.now() }
                default: break
                }
                handle(event)
            }
        }
    }

    private func handle(_ event: Event) {
        for action in controller.handle(event, at: clock.read()) {
            switch action {
            case .store(let ticket, .verifyNumber(let number, _)):
                checked = ticket
                put(ticket, .findPerson(number: number))
            case .store(let ticket, let request): put(ticket, request)
            case .mount: storage.mount()
            case .unlockStrike: try? lines.setStrike(released: true)
            case .lockStrike: try? lines.setStrike(released: false)
            default: break
            }
        }
    }

    private func put(_ ticket: Ticket, _ request: StorageRequest) {
        outstanding += 1
        storage.put(ticket, request)
    }

    private func note(_ edge: SimulatedDoorLines.Edge) {
        guard case .strike(let released, _) = edge else { return }
        edges += 1
        guard released, let decidedAt else { return }
        nanoseconds.append(Self.now() - decidedAt)
        self.decidedAt = nil
    }

    private static func now() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
    }
}
