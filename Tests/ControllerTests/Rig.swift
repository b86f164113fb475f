import Door
import FaceCore
import Law
import Timekeeping

@testable import Controller
@testable import Records

/// A Controller on a table: events in, actions kept, a clock that is moved, a store that answers when it is told to.
struct Rig {
    var controller: Controller
    var store = MemoryStore()
    var now: ClockReading
    /// Everything that was asked for, in order.
    var log: [Action] = []
    /// Each single event with what it led to.
    var steps: [(event: Event, actions: [Action])] = []
    /// When each of them was.
    var stepTimes: [Uptime] = []
    /// Storage jobs that wait while the store is told not to answer.
    var unanswered: [(Ticket, StorageRequest)] = []
    var answersAtOnce = true
    var scene: Scene?
    /// The capture that was started last.
    var lastCapture: (id: CaptureID, isEnrolment: Bool)?

    static let start = ClockReading(
        uptime: Uptime(milliseconds: 0), wall: WallTime(seconds: 1_772_413_200), trust: .trusted)  // 2026-03-02T01:00Z

    init(
        site: SiteDeclaration = .complete, pack: PackSummary? = .forTests, faceFault: String? = nil,
        mount: MountOutcome? = .ready, secretKeeping: SecretKeeping? = nil, settings: SettingsDesk? = nil,
        door: DoorPolicy = DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000),
        startMode: StartMode = .normal
    ) {
        now = Self.start
        var configuration = Configuration(
            site: site, doorPolicy: door, pack: pack,
            faceFault: faceFault, isBench: true, version: "test")
        configuration.secretKeeping = secretKeeping
        configuration.settings = settings
        configuration.benchConsole = ConsoleID(0)
        configuration.startMode = startMode
        controller = Controller(
            configuration, alternatives: [Alternative(.card, isHealthy: true), Alternative(.keypad, isHealthy: true)],
            leaf: .closed, at: now)
        _ = store.carryOut(
            .addPerson(PersonRequest(number: "1001", card: SecretText("0412".utf8), pin: SecretText("4711".utf8))))
        if let mount { send(.mounted(mount)) }
    }

    /// Hands over one event and, if the store answers at once, all that follows from it.
    /// - Returns: the actions, in order.
    @discardableResult
    mutating func send(_ event: Event) -> [Action] {
        var all: [Action] = []
        var events = [event]
        while !events.isEmpty {
            let event = events.removeFirst()
            let actions = controller.handle(event, at: now)
            steps.append((event, actions))
            stepTimes.append(now.uptime)
            all += actions
            for action in actions {
                if case .show(let scene) = action { self.scene = scene }
                if case .startCapture(let id, let job) = action {
                    var isEnrolment = false
                    if case .enrol = job { isEnrolment = true }
                    lastCapture = (id, isEnrolment)
                }
                guard case .store(let ticket, let request) = action else { continue }
                if answersAtOnce {
                    events.append(.stored(ticket, store.carryOut(request)))
                } else {
                    unanswered.append((ticket, request))
                }
            }
        }
        log += all
        return all
    }

    /// To whoever asked, since the log was emptied.
    var replies: [Reply] { log.compactMap { if case .reply(_, let reply) = $0 { reply } else { nil } } }

    @discardableResult
    mutating func answerOldest() -> [Action] {
        let (ticket, request) = unanswered.removeFirst()
        return send(.stored(ticket, store.carryOut(request)))
    }

    /// Everything that waits, in order, and what follows from it; from then on at once.
    mutating func answerAll() {
        answersAtOnce = false
        while !unanswered.isEmpty { answerOldest() }
        answersAtOnce = true
    }

    @discardableResult
    mutating func pass(milliseconds: Int64) -> [Action] {
        var all: [Action] = []
        let end = now.uptime + milliseconds
        while now.uptime < end {
            let next = max(min(controller.nextDeadline, end), now.uptime + 1)
            now.wall = WallTime(seconds: Self.start.wall.seconds + next.milliseconds / 1_000)
            now.uptime = next
            all += send(.tick)
        }
        return all
    }

    mutating func type(_ digits: String) {
        for digit in digits.utf8 { send(.touch(.digit(Int(digit) - 48))) }
        send(.touch(.enter))
    }

    mutating func tapCard(_ number: String = "0412") { send(.card(CardFrame(.characters, SecretText(number.utf8)))) }

    /// From idle to the consent page of person 1001.
    mutating func goToConsent() {
        send(.touch(.enrol))
        type("1001")
        type("4711")
        for _ in controller.configuration.noticePages { send(.touch(.next)) }
        send(.touch(.fourteenOrOlder))
    }

    mutating func enrol() {
        goToConsent()
        send(.held(milliseconds: 2_000))
        finishCapture(.captured(.forTests))
        pass(milliseconds: 30_000)
    }

    /// The vision thread tells how the capture that is wanted came out.
    @discardableResult
    mutating func finishCapture(_ report: CaptureReport) -> [Action] {
        let capture = lastCapture!.id
        let actions = send(.captureReport(capture, report))
        send(.captureReport(capture, .ended))
        return actions
    }

    mutating func claimFace() {
        send(.touch(.face))
        type("1001")
    }
}

extension MatchEvidence {
    static let good = MatchEvidence(score: ComparisonScore(32_000), threshold: ComparisonScore(31_000))
    static let poor = MatchEvidence(score: ComparisonScore(20_000), threshold: ComparisonScore(31_000))
}

extension PackSummary {
    static let forTests = PackSummary(
        name: "test", errorRates: ErrorRates(falseMatchOneIn: 100, falseNonMatchPerTenThousand: 500, packIdentity: "t"))
}

extension SiteDeclaration {
    /// Everything the law asks for.
    static var complete: SiteDeclaration {
        var site = SiteDeclaration()
        let words = Words(
            chinese: "住户常常提着东西进门，腾不出手取卡或者按密码。", english: "Residents often carry bags and have no hand free.")
        site.operatorParty = OperatorParty(
            kind: .propertyManager, name: Words(chinese: "青山物业", english: "Qingshan Property"),
            address: Words(chinese: "杭州市临安区青山路18号", english: "18 Qingshan Road, Hangzhou"), phone: "0571-5550 0134",
            responsiblePerson: "李静 Li Jing")
        site.door = "东门"
        site.placeKind = .residentialCompound
        site.purpose = .doorAccess
        site.purposeDescription = words
        site.necessity = Necessity(statement: words, whyNotCard: words)
        site.retentionDays = 90
        site.minors = .refuse
        return site
    }
}

extension SiteDeclaration {
    static func opening(by method: Method) -> SiteDeclaration {
        var site = complete
        site.opensByCardAlone = method == .card
        return site
    }
}

extension Action {
    var movesStrike: Bool {
        if case .unlockStrike = self { true } else { false }
    }
    var locksStrike: Bool {
        if case .lockStrike = self { true } else { false }
    }
    var startsCamera: Bool {
        if case .startCapture = self { true } else { false }
    }
    var stopsCamera: Bool {
        if case .stopCapture = self { true } else { false }
    }
    /// A grant on its way to flash.
    var recordsGrant: Bool {
        switch self {
        case .store(_, .journal(.decision(let decision, _), _)),
            .store(_, .grantFace(.decision(let decision, _), _, _)):
            decision.result == .granted
        default: false
        }
    }
    var enrols: Bool {
        if case .store(_, .enrol) = self { true } else { false }
    }
}

extension Sequence<Action> {
    func has(_ property: KeyPath<Action, Bool>) -> Bool { contains { $0[keyPath: property] } }
}
