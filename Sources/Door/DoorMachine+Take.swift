import Timekeeping

extension DoorMachine {
    /// What an event asked of the strike.
    enum Answer: Equatable { case nothing, released(ReleaseCause), interlocked(ReleaseCause) }

    /// What each event changes, the way out first. There is no `default`: a new event does not compile until it is answered.
    mutating func take(_ event: DoorEvent, at now: Uptime) -> Answer {
        switch event {
        case .fire: return latch(.fire)
        case .exit(let isPressed):
            guard policy.hasExitButton else { return .nothing }
            state.exit.set(isPressed: isPressed, at: now, sticksAfter: policy.stuckMilliseconds)
            return press(.exit, isPressed, at: now)
        case .guard(let isPressed):
            state.guardButton.set(isPressed: isPressed, at: now, sticksAfter: policy.stuckMilliseconds)
            return press(.guard, isPressed, at: now)
        case .fireReset: state.releases.unlatch(.fire)
        case .grant(let isExtended): return grant(isExtended, at: now)
        case .unlock: return ask(.operator, at: now)
        case .hold(true): return isKeptBack(.operator) ? .interlocked(.operator) : latch(.operator)
        case .hold(false): state.releases.unlatch(.operator)
        case .schedule(true): state.releases.latch(.schedule)
        case .schedule(false): state.releases.unlatch(.schedule)
        case .test: return test(at: now)
        case .contactOpened: open(at: now)
        case .contactClosed:
            guard policy.hasContact, state.opening != nil else { return .nothing }
            state.opening = nil
            state.releases.leafClosed()
        case .tamper(let isActive): state.isTampered = isActive
        case .interlock(let isActive): state.releases.interlock(isActive)
        case .call:
            guard policy.callMilliseconds > 0 else { return .nothing }
            state.intercom.obey(.temporary(isOn: true, milliseconds: policy.callMilliseconds), at: now)
        case .tick: break
        }
        return .nothing
    }

    /// Whether an open second door keeps this from being done; a toggled door is locked all the same.
    public func keepsBack(_ event: DoorEvent) -> Bool {
        switch event {
        case .grant: isKeptBack(.credential) && !(policy.mode == .toggle && state.releases.isLatched(by: .credential))
        case .unlock, .hold(true): isKeptBack(.operator)
        case .test: isKeptBack(.test)
        default: false
        }
    }

    private func isKeptBack(_ cause: ReleaseCause) -> Bool {
        state.releases.isInterlocked && !cause.ignoresInterlock
    }

    private mutating func latch(_ cause: ReleaseCause) -> Answer {
        state.releases.latch(cause)
        return .released(cause)
    }

    /// Down, it latches; and every press is given the strike time, however short it was.
    private mutating func press(_ cause: ReleaseCause, _ isPressed: Bool, at now: Uptime) -> Answer {
        guard isPressed else {
            state.releases.unlatch(cause)
            return .nothing
        }
        state.releases.latch(cause)
        return ask(cause, at: now)
    }

    private mutating func grant(_ isExtended: Bool, at now: Uptime) -> Answer {
        switch policy.mode {
        case .momentary: return ask(.credential, isExtended: isExtended, at: now)
        case .toggle where state.releases.isLatched(by: .credential):
            state.releases.unlatch(.credential)
            return .nothing
        case .toggle: return isKeptBack(.credential) ? .interlocked(.credential) : latch(.credential)
        }
    }

    /// Releases for the time that the policy gives; whoever opens the leaf, or has it open, gets the held-open time anew.
    private mutating func ask(_ cause: ReleaseCause, isExtended: Bool = false, at now: Uptime) -> Answer {
        guard !isKeptBack(cause) else { return .interlocked(cause) }
        let (strike, held) = policy.times(isExtended: isExtended)
        state.releases.release(
            for: cause,
            Releases.Timed(
                until: now + Int64(strike), heldOpenMilliseconds: held, relocksOnClose: policy.relocksOnClose,
                isForNext: state.opening != nil))
        if let alarmsAt = state.opening?.alarmsAt, !state.alarms.contains(.heldOpen), alarmsAt < now + Int64(held) {
            state.opening = opening(for: held, at: now)
        }
        return .released(cause)
    }

    private mutating func test(at now: Uptime) -> Answer {
        guard state.phase == .secured else { return .nothing }
        guard !isKeptBack(.test) else { return .interlocked(.test) }
        let until = now + Int64(Self.testMilliseconds(policy))
        state.releases.release(
            for: .test,
            Releases.Timed(
                until: until, heldOpenMilliseconds: policy.heldOpenMilliseconds, relocksOnClose: policy.relocksOnClose)
        )
        return .released(.test)
    }

    private mutating func open(at now: Uptime) {
        guard policy.hasContact, state.opening == nil else { return }
        let isForced = !state.isReleased && policy.alarmsForcedOpen
        let held = state.releases.heldOpenMilliseconds ?? policy.heldOpenMilliseconds
        state.opening = isForced ? .forced : opening(for: held, at: now)
    }
}
