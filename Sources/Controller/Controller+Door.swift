import Door
import Timekeeping

extension Controller {
    /// A wire has moved.
    mutating func handleEdge(_ edge: DoorEdge) {
        if let event = edge.event { handleDoor(event) }
        if edge.input == .service { handleService(isPressed: edge.isActive) }
        activeInputs.set(edge.input, isMember: edge.isActive)
        noteForCommission(edge)
    }

    /// Door inputs act at once; what happened is written down after (free exit waits for nothing).
    mutating func handleDoor(_ event: DoorEvent) {
        let edges = move(event)
        if let (input, isActive) = event.wire { activeInputs.set(input, isMember: isActive) }
        switch event {
        case .fire:
            dropResets()
            raise(.fire)
        case .fireReset:
            hasResetFire = true
            silence(.fire)
            noteResetForCommission()
        case .exit(true), .contactOpened: if commission?.isUnderWay != true { lastUseAt = now.uptime }
        default: break
        }
        if let words = event.journalWords { record(.doorInput(words)) }
        edges.forEach { record($0) }
    }

    /// The fire of the run before, which nobody has reset.
    mutating func goOnEvacuating() {
        // Before the store was there, in this run.
        guard !hasResetFire, !door.state.releases.isLatched(by: .fire) else { return }
        let edges = move(.fire)
        raise(.fire)
        record(.doorInput(DoorEvent.fireGoesOn))
        edges.forEach { record($0) }
    }

    /// What the wire errs to is an edge of its own, and has come before.
    mutating func handleLine(_ input: DoorInput, isChattering: Bool) {
        if isChattering { raise(.line(input)) } else { silence(.line(input)) }
        record(.doorInput("\(input.rawValue) line \(isChattering ? "chatters" : "at rest")"))
    }

    /// What was written down of an output meanwhile was not so.
    mutating func handleLines(isFailing: Bool) {
        if isFailing { dropService() }
        if isFailing { raise(.doorLines) } else { silence(.doorLines) }
        record(.doorInput(isFailing ? "lines do not answer" : "lines answer again"))
    }

    /// In order: what is on its way is not done any more, and the outputs are as without power, whatever has released the strike. A
    /// fire panel cuts the magnet's current by itself; after a start an evacuation goes on.
    mutating func stop(by who: String) {
        for (ticket, pending) in pending.sorted(by: { $0.key < $1.key }) {
            switch pending {
            case .grant: record(.grantNotCarriedOut)
            case .abandoned(let line, wasDone: false) where line.entry.isDecision: record(.grantNotCarriedOut)
            case .consequence: giveUp(ticket, mayBeDone: false)
            default: break
            }
        }
        actions.append(.rest)
        let isReleased = configuration.doorPolicy.failure == .failSafe
        if door.state.isReleased != isReleased { record(.strikeAtRest(isReleased: isReleased, at: now.uptime)) }
        if alarmRelay.isOn { record(.relayAtRest(.alarm, at: now.uptime)) }
        if door.state.callsIntercom { record(.relayAtRest(.intercom, at: now.uptime)) }
        // The call for help goes on with the next start.
        if isUnderDuress { record(.relayAtRest(.duress, at: now.uptime)) }
        record(.stopped(by: who))
        sendEverything()
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
            // Who gets out before the store has told of an evacuation does not lock it behind the others.
            case .strikeLock where strikeSettlesAt != nil && configuration.doorPolicy.failure == .failSafe:
                isReleased = false
            case .strikeLock(let cause):
                actions.append(.lockStrike)
                strikeSettlesAt = nil
                edges.append(.strikeLocked(cause, at: now.uptime))
                isReleased = false
            case .alarmStart(let alarm):
                raise(.door(alarm))
                edges.append(.doorAlarm(alarm))
            case .alarmStop(let alarm):
                silence(.door(alarm))
                edges.append(.doorAlarmEnded(alarm))
            case .output(.alarm, let isOn): edges += moveAlarmRelay { $0.isWantedByDoor = isOn }
            case .output(let output, let isOn):
                actions.append(.setOutput(output, isOn: isOn))
                edges.append(.relay(output, isOn: isOn, at: now.uptime))
            case .interlocked(let cause): edges.append(.doorInterlocked(cause))
            }
        }
        return edges
    }

    /// The grant is on flash (or, for a credential, in the volatile journal): only now may the strike move.
    mutating func open(_ grant: Grant) {
        grants[grant.method, default: 0] += 1
        lastDecision = Decision(method: grant.method, result: .granted)
        lastUseAt = now.uptime
        let wasHeldBack = moveAndRecord(.grant(isExtended: grant.isExtended))
        if !wasHeldBack { personCame() }
        end(with: wasHeldBack ? .refused(.otherDoorOpen, phone: phone) : .opened(grant.method))
    }

    /// Somebody who has shown who they are: may they come in now? If so, writes the grant down; the strike moves when that is
    /// answered.
    mutating func grant(_ method: Method, to person: PersonSummary, showing scene: Scene) {
        askForRulesAgain()
        if let reason = refusal(of: person) { return refuse(method, reason, person: person) }
        guard !door.keepsBack(.grant(isExtended: false)) else { return refuse(method, .otherDoorOpen, person: person) }
        var line = newLine(.decision(Decision(method: method, result: .granted), person: person.id))
        let grant = Grant(method: method, isExtended: person.rights.isExtended)
        guard storeTakesLines(of: .doors) else { return grantWithoutStore(grant, line) }
        line = line.sent(in: run(of: .doors))
        let deadline = now.uptime + configuration.timings.storageMilliseconds
        let request: StorageRequest =
            method == .face
            ? .grantFace(line.entry, to: person.id, at: line.stamp) : .journal(line.entry, at: line.stamp)
        let ticket = store(request, then: .grant(grant, line, deadline: deadline))
        dialogue = .waiting(for: ticket, showing: scene, until: now.uptime + configuration.timings.entryMilliseconds)
    }

    /// R40: no face without a committed record; a card or a PIN opens, with an alarm, and is remembered in memory.
    mutating func grantWithoutStore(_ grant: Grant, _ line: VolatileJournal.Line) {
        guard grant.method != .face else {
            noteTrouble(.doors)
            return refuse(.face, .notRecorded, person: nil)
        }
        volatileJournal.insert(line)
        noteTrouble(.doors)
        open(grant)
    }

    /// A door waits so long for a record and no longer; and what the terminal itself comes to much later is not done: whoever asked
    /// has gone from the door, or asks again.
    mutating func giveUpOnSlowStore() {
        for (ticket, pending) in pending.sorted(by: { $0.key < $1.key }) {
            guard let deadline = pending.deadline, now.uptime >= deadline else { continue }
            switch pending {
            case .grant(let grant, let line, _) where isOverdue(deadline):
                self.pending[ticket] = .abandoned(line, wasDone: false)
                noteTrouble(.doors)
                refuse(grant.method, .notRecorded, person: nil)
            case .grant(let grant, let line, _):
                self.pending[ticket] = .abandoned(line, wasDone: grant.method != .face)
                grantWithoutStore(grant, line)
            case .consequence: giveUp(ticket, mayBeDone: !isOverdue(deadline))
            default: break
            }
        }
    }

    /// The terminal itself has come to it too late.
    func isOverdue(_ deadline: Uptime) -> Bool {
        now.uptime >= deadline + configuration.timings.storageMilliseconds
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
