import Door

extension SimulatedDoor {
    /// What comes later of what has begun.
    enum Deed: Hashable, Sendable {
        case moveBolt
        /// The door closer has done its next part.
        case fall
        case letGoExit, letGoGuard
        /// Somebody inside tries the leaf for the nth time.
        case tryOut(Int)
        case tryIn(Int)
        case passed(isOut: Bool)
        /// A foot is taken away.
        case letGoLeaf
    }

    /// A hand tries so often again.
    private static let tries = 10

    mutating func begin(_ act: Act) {
        switch act {
        case .personLeaves: pressAndTry(0)
        case .personTurnsHandle: turnHandle()
        case .personEnters: plan(.tryIn(0), in: 1 + below(400))
        case .handPushes: push()
        case .guardReleases: press(.guard, for: .letGoGuard, 1_000)
        case .tailgaterHolds: holdOpen(5_000 + below(60_000))
        case .panelCalls: setPanel(calls: true)
        case .panelReset: setPanel(calls: false)
        case .leafIsWedged: isWedged = true
        case .leafIsFreed: isWedged = false
        case .leafIsPutOpen: put(.open)
        case .leafIsPutShut: put(.shut)
        case .powerCut: setPower(false)
        case .powerBack: setPower(true)
        case .thiefForces, .thiefCutsContact, .thiefWedgesExit, .thiefOpensHousing, .thiefIsGone: steal(act)
        }
        if act == .leafIsFreed, leaf != .shut, !isHeldOpen { plan(.fall, in: build.closerMilliseconds) }
    }

    private mutating func steal(_ act: Act) {
        switch act {
        case .thiefForces: open(isBolted && leaf == .shut ? .force : .free)
        case .thiefCutsContact:
            contactIsCut = true
            setContact()
        case .thiefWedgesExit:
            exitIsWedged = true
            setExit()
        case .thiefOpensHousing: set(.tamper, true)
        default:
            (contactIsCut, exitIsWedged) = (false, false)
            setContact()
            setExit()
            set(.tamper, false)
        }
    }

    mutating func carryOut(_ deed: Deed) {
        switch deed {
        case .moveBolt:
            isBolted.toggle()
            note(.bolt(isBolted: isBolted))
        case .fall: fall()
        case .letGoExit:
            exitHands -= 1
            setExit()
        case .letGoGuard: set(.guard, false)
        case .tryOut(let count): tryOut(count)
        case .tryIn(let count): tryIn(count)
        case .passed(let isOut): note(.passed(isOut: isOut))
        case .letGoLeaf:
            isHeldOpen = false
            if leaf != .shut { plan(.fall, in: build.closerMilliseconds) }
        }
    }

    // MARK: the leaf

    private mutating func open(_ how: Opening) {
        guard leaf != .open else { return }
        if leaf == .shut { note(.opened(how)) }
        setLeaf(.open)
    }

    /// From open to ajar, from ajar to shut; a latch springs past a bolt, and a magnet catches.
    private mutating func fall() {
        guard !isHeldOpen, leaf != .shut else { return }
        // Whatever lies there keeps it ajar.
        if leaf == .open { setLeaf(.ajar) } else if !isWedged { setLeaf(.shut) }
    }

    private mutating func put(_ leaf: Leaf) {
        isHeldOpen = leaf == .open
        forget(.letGoLeaf)
        forget(.fall)
        setLeaf(leaf)
    }

    private mutating func holdOpen(_ milliseconds: Int) {
        guard leaf != .shut else { return }
        isHeldOpen = true
        setLeaf(.open)
        forget(.fall)
        forget(.letGoLeaf)
        plan(.letGoLeaf, in: milliseconds)
    }

    private mutating func push() {
        guard isFree else {
            note(.rattled)
            return rattle(.contact)
        }
        open(.free)
    }

    private mutating func turnHandle() {
        guard build.hasHandle || isFree else { return push() }
        open(isFree ? .free : .handle)
        plan(.passed(isOut: true), in: 800)
    }

    private mutating func tryOut(_ count: Int) {
        if isFree {
            open(.free)
            return plan(.passed(isOut: true), in: 500 + below(1_500))
        }
        push()
        if count < Self.tries { return pressAndTry(count + 1) }
        note(.couldNotLeave)
        if build.hasHandle { turnHandle() }
    }

    /// One hand on the button, the other at the leaf.
    private mutating func pressAndTry(_ count: Int) {
        press(.exitButton, for: .letGoExit, 600 + below(400))
        plan(.tryOut(count), in: 150 + below(400))
    }

    private mutating func tryIn(_ count: Int) {
        if isFree {
            open(.free)
            return plan(.passed(isOut: false), in: 500 + below(1_500))
        }
        if count < Self.tries { plan(.tryIn(count + 1), in: 500) } else { note(.couldNotEnter) }
    }

    // MARK: buttons, panel, power

    private mutating func press(_ input: DoorInput, for letGo: Deed, _ milliseconds: Int) {
        if input == .exitButton {
            exitHands += 1
            setExit()
        } else {
            forget(letGo)
            set(input, true)
        }
        plan(letGo, in: milliseconds)
    }

    private mutating func setExit() { set(.exitButton, exitHands > 0 || exitIsWedged) }

    private mutating func setPanel(calls: Bool) {
        panelCalls = calls
        set(.fire, calls)
        settleLock()
    }

    private mutating func setPower(_ isOn: Bool) {
        hasPower = isOn
        // The terminal's relays fall.
        isCommanded = false
        settleLock()
    }
}
