import Door
import Timekeeping

extension Controller {
    /// Door inputs act at once; what happened is written down after (free exit waits for nothing).
    mutating func handleDoor(_ event: DoorEvent) {
        run(door.handle(event, at: now.uptime))
        switch event {
        case .exitButton: record(.exitButton)
        case .fire:
            raise(.fire)
            record(.fire)
        case .fireReset:
            silence(.fire)
            record(.fireReset)
        case .grant, .test, .contactOpened, .contactClosed, .tick: break
        }
    }

    mutating func run(_ doorActions: [DoorAction]) {
        for action in doorActions {
            switch action {
            case .strikeUnlock: actions.append(.unlockStrike)
            case .strikeLock: actions.append(.lockStrike)
            case .alarmStart(let alarm):
                raise(.door(alarm))
                record(.doorAlarm(alarm))
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
        let line = newLine(.decision(Decision(method: method, result: .granted), person: person.id))
        guard storeFault == nil else { return grantWithoutStore(method, line) }
        let deadline = now.uptime + configuration.timings.storageMilliseconds
        let request: StorageRequest =
            method == .face
            ? .grantFace(line.entry, to: person.id, at: line.time) : .journal(line.entry, at: line.time)
        let ticket = store(request, then: .grant(method, line, deadline: deadline))
        dialogue = .waiting(for: ticket, showing: scene, until: now.uptime + configuration.timings.entryMilliseconds)
    }

    /// R40: no face without a committed record; a card or a PIN opens, with an alarm, and is remembered in memory.
    mutating func grantWithoutStore(_ method: Method, _ line: VolatileJournal.Line) {
        guard method != .face else {
            recordsAreTaken = false
            recordRetryAt = now.uptime + configuration.timings.recordRetryMilliseconds
            return refuse(.face, .notRecorded, person: nil)
        }
        recordWasRefused(line)
        open(method)
    }

    mutating func giveUpOnSlowStore() {
        for (ticket, pending) in pending.sorted(by: { $0.key < $1.key }) {
            guard case .grant(let method, let line, let deadline) = pending, now.uptime >= deadline else { continue }
            self.pending[ticket] = .abandoned(method, line)
            grantWithoutStore(method, line)
        }
    }

    mutating func refuse(_ method: Method?, _ reason: RefusalReason, person: PersonSummary?) {
        refusals += 1
        let decision = Decision(method: method, result: .refused(reason))
        lastDecision = decision
        record(.decision(decision, person: person?.id))
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
