import Door
import Timekeeping

extension Controller {
    /// Door inputs act at once; what happened is written down after (free exit waits for nothing).
    mutating func handleDoor(_ event: DoorEvent) {
        let edges = move(event)
        switch event {
        case .fire: raise(.fire)
        case .fireReset: silence(.fire)
        default: break
        }
        if let words = event.journalWords { record(.doorInput(words)) }
        edges.forEach { record($0) }
    }

    /// What the wire errs to is an edge of its own, and has come before.
    mutating func handleLine(_ input: DoorInput, isChattering: Bool) {
        if isChattering { raise(.line(input)) } else { silence(.line(input)) }
        record(.doorInput("\(input.rawValue) line \(isChattering ? "chatters" : "at rest")"))
    }

    /// Moves the door's outputs, and writes their edges down afterwards.
    /// - Returns: whether the other door kept it from being done.
    @discardableResult
    mutating func moveAndRecord(_ event: DoorEvent) -> Bool {
        let edges = move(event)
        edges.forEach { record($0) }
        return edges.contains { if case .doorInterlocked = $0 { true } else { false } }
    }

    /// The outputs first, all of them; what they were is to be written down by whoever calls.
    private mutating func move(_ event: DoorEvent) -> [ProcessingEvent] {
        var isReleased = door.state.isReleased
        var edges: [ProcessingEvent] = []
        for action in door.handle(event, at: now.uptime) {
            switch action {
            case .strikeUnlock(let cause):
                actions.append(.unlockStrike)
                if !isReleased { edges.append(.strikeReleased(cause, at: now.uptime)) }
                isReleased = true
            case .strikeLock(let cause):
                actions.append(.lockStrike)
                edges.append(.strikeLocked(cause, at: now.uptime))
                isReleased = false
            case .alarmStart(let alarm):
                raise(.door(alarm))
                edges.append(.doorAlarm(alarm))
            case .alarmStop(let alarm):
                silence(.door(alarm))
                edges.append(.doorAlarmEnded(alarm))
            case .output(let output, let isOn):
                actions.append(.setOutput(output, isOn: isOn))
                edges.append(.relay(output, isOn: isOn, at: now.uptime))
            case .interlocked(let cause): edges.append(.doorInterlocked(cause))
            }
        }
        return edges
    }

    /// The grant is on flash (or, for a credential, in the volatile journal): only now may the strike move.
    mutating func open(_ method: Method) {
        grants[method, default: 0] += 1
        lastDecision = Decision(method: method, result: .granted)
        let wasHeldBack = moveAndRecord(.grant(isExtended: false))
        end(with: wasHeldBack ? .refused(.otherDoorOpen, phone: phone) : .opened(method))
    }

    /// Writes the grant down; the strike moves when that is answered.
    mutating func grant(_ method: Method, to person: PersonSummary, showing scene: Scene) {
        guard !door.state.releases.isInterlocked else { return refuse(method, .otherDoorOpen, person: person) }
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
