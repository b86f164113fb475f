import Door
import Timekeeping

extension Controller {
    /// Door inputs act at once; what happened is written down after (free exit waits for nothing).
    mutating func handleDoor(_ event: DoorEvent) {
        run(door.handle(event, at: now.uptime))
        switch event {
        case .exitButton: journal(.exitButton)
        case .fire:
            raise(.fire)
            journal(.fire)
        case .fireReset:
            silence(.fire)
            journal(.fireReset)
        case .grant, .contactOpened, .contactClosed, .tick: break
        }
    }

    mutating func run(_ doorActions: [DoorAction]) {
        for action in doorActions {
            switch action {
            case .strikeUnlock: actions.append(.unlockStrike)
            case .strikeLock: actions.append(.lockStrike)
            case .alarmStart(let alarm):
                raise(.door(alarm))
                journal(.doorAlarm(alarm))
            case .alarmStop(let alarm): silence(.door(alarm))
            }
        }
    }

    /// The grant is on flash (or, for a credential, in the volatile journal): only now may the strike move.
    mutating func open(_ method: Method) {
        grants[method, default: 0] += 1
        lastDecision = Decision(method: method, result: .granted)
        run(door.handle(.grant, at: now.uptime))
        end(with: .opened(method))
    }

    /// Writes the grant down; the strike moves when that is answered.
    mutating func grant(_ method: Method, to person: PersonSummary, showing scene: Scene) {
        let entry = LogEntry.decision(Decision(method: method, result: .granted), person: person.id)
        guard storeFault == nil else { return grantWithoutStore(method, entry) }
        let deadline = now.uptime + configuration.timings.storageMilliseconds
        let ticket = store(.journal(entry), then: .grant(method, entry, deadline: deadline))
        dialogue = .waiting(for: ticket, showing: scene, until: now.uptime + configuration.timings.entryMilliseconds)
    }

    /// R40: no face without a committed record; a card or a PIN opens, with an alarm, and is remembered in memory.
    mutating func grantWithoutStore(_ method: Method, _ entry: LogEntry) {
        guard method != .face else { return refuse(.face, .notRecorded, person: nil) }
        volatileJournal.append(entry)
        raise(.storage)
        open(method)
    }

    mutating func giveUpOnSlowStore() {
        for (ticket, pending) in pending.sorted(by: { $0.key < $1.key }) {
            guard case .grant(let method, let entry, let deadline) = pending, now.uptime >= deadline else { continue }
            self.pending[ticket] = nil
            grantWithoutStore(method, entry)
        }
    }

    mutating func refuse(_ method: Method?, _ reason: RefusalReason, person: PersonSummary?) {
        refusals += 1
        let decision = Decision(method: method, result: .refused(reason))
        lastDecision = decision
        if storeFault == nil { _ = store(.journal(.decision(decision, person: person?.id)), then: .nothing) }
        end(with: .refused(reason, phone: phone))
    }

    mutating func end(with scene: Scene) {
        dialogue = .result(scene, until: now.uptime + configuration.timings.resultMilliseconds)
    }

    /// For receipts, which a person wants to copy down.
    mutating func endSlowly(with scene: Scene) {
        dialogue = .result(scene, until: now.uptime + configuration.timings.receiptMilliseconds)
    }
}
