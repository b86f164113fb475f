import Console
import Controller
import Door
import Law
import Records
import Timekeeping

/// A whole terminal with two consoles and no devices: a real Controller, sessions, output queues, and a store that answers when it
/// is told to. Looks at everything that goes past.
public struct LabTerminal {
    struct Seat {
        var id: ConsoleID
        var session = ConsoleSession(name: "menshen")
        var queue = OutputQueue()
        var typed = TypedLines()
        var screen = SeenScreen()
        /// As the Controller has said.
        var login: Login?
        /// A command is under way.
        var awaits = false
        var commands = 0
        var mistakes = 0
        var replies = 0
    }

    private(set) var seats = [Seat(id: ConsoleID(1)), Seat(id: ConsoleID(2))]
    /// What did not hold, first of all.
    private(set) var violation: String?
    /// Jobs that wait for an answer.
    private(set) var jobs: [(ticket: Ticket, request: StorageRequest)] = []
    var answersAtOnce = true
    /// Each answer comes twice.
    var repeats = false

    /// At all consoles together, those that hung up included.
    private(set) var commandsGiven = 0
    /// Of these, those of which it was known what had been typed.
    private(set) var commandsExplained = 0

    /// Told what happens, line by line; nil: nobody listens.
    var tell: ((String) -> Void)?

    private var controller: Controller
    private var store: StoreDouble
    private var licences = Licences()
    private var now: ClockReading
    private var lastNumber = 2
    private var isPressed = false

    private static let start = ClockReading(
        uptime: Uptime(milliseconds: 0), wall: WallTime(seconds: 1_772_413_200), trust: .trusted)

    /// Mounted, with nobody logged in. To be made once, and copied for each case.
    public static func fresh() -> LabTerminal {
        var terminal = LabTerminal()
        terminal.happen(.mounted(.ready))
        for index in terminal.seats.indices { terminal.deliver(terminal.seats[index].session.begin(), index) }
        return terminal
    }

    private init() {
        let configuration = Configuration(
            site: SiteDeclaration(), doorPolicy: DoorPolicy(strikeMilliseconds: 3_000, heldOpenMilliseconds: 30_000),
            pack: nil, faceFault: "there is none", isBench: true, version: "lab")
        now = Self.start
        let today = now.wall.civilDay(utcOffsetMinutes: 0)
        controller = Controller(configuration, alternatives: [], leaf: .closed, at: now)
        store = StoreDouble(lastDay: today + 100)
    }

    // MARK: what happens

    /// - Parameter isSettled: what there is to do is done before the next bytes come, as a line with flow control does it.
    mutating func type(_ bytes: [UInt8], at index: Int, isSettled: Bool = true) {
        // Whoever is away too long is logged out before the first key counts.
        deliver(seats[index].session.receive([], at: now.uptime), index)
        var rest = bytes[...]
        while !rest.isEmpty, violation == nil {
            let piece = Self.piece(of: rest)
            rest = rest.dropFirst(piece.count)
            tell?("\(index + 1) < \(Self.shown(piece))")
            for byte in piece { seats[index].typed.take(byte) }
            deliver(seats[index].session.receive(piece, at: now.uptime), index)
            if isSettled { settle(index) }
        }
        drain(index)
    }

    /// What comes at once; up to a break, which drops what stands before it, and nothing behind it.
    private static func piece(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let piece = bytes.prefix(64)
        return piece.firstIndex(of: 0).map { piece[...$0] } ?? piece
    }

    /// Until there is nothing to do without something from outside.
    mutating func settle(_ index: Int) {
        var turns = 0
        while seats[index].session.hasMore, violation == nil {
            deliver(seats[index].session.goOn(), index)
            drain(index)
            turns += 1
            if turns > 100_000 { fail("never comes to an end") }
        }
    }

    /// The oldest job, or any, is answered.
    mutating func answerJob(_ place: Int) {
        guard jobs.indices.contains(place) else { return }
        let (ticket, request) = jobs.remove(at: place)
        answer(ticket, request)
    }

    mutating func answerAll() { while !jobs.isEmpty, violation == nil { answerJob(0) } }

    /// Everything is answered: then no console waits for anything.
    mutating func end() {
        answerAll()
        for index in seats.indices {
            settle(index)
            answerAll()
            if seats[index].awaits { fail("a command was never answered") }
        }
    }

    mutating func pass(milliseconds: Int64) {
        now.uptime.milliseconds += milliseconds
        now.wall.seconds += milliseconds / 1_000
        if isPressed, milliseconds >= 10_000 { licences.allowWipe() }
        happen(.tick)
        for index in seats.indices {
            deliver(seats[index].session.tick(at: now.uptime), index)
            settle(index)
        }
    }

    /// The cable is pulled, and somebody else plugs in.
    mutating func hangUp(_ index: Int) {
        happen(.hungUp(seats[index].id))
        lastNumber += 1
        var seat = Seat(id: ConsoleID(lastNumber))
        seat.session = seats[index].session
        seat.session.hangUp()
        seats[index] = seat
        deliver(seats[index].session.begin(), index)
    }

    mutating func press(_ isPressed: Bool) {
        self.isPressed = isPressed
        happen(.service(isPressed: isPressed))
    }

    mutating func fire() {
        happen(.door(.fire))
        happen(.door(.fireReset))
    }

    mutating func keep(secret: [UInt8], _ index: Int) { seats[index].screen.keep(secret: secret) }
    mutating func setRows(_ rows: Int, _ index: Int) { seats[index].session.rows = rows }

    // MARK: what it leads to

    private mutating func happen(_ event: Event) {
        if violation != nil { return }
        if let tell { tell("    \(event)") }
        for action in controller.handle(event, at: now) { perform(action) }
    }

    private mutating func perform(_ action: Action) {
        switch action {
        case .store(let ticket, let request):
            guard licences.spend(request) else {
                return fail("asked the store for what nobody gave who may: \(request)")
            }
            jobs.append((ticket, request))
            if answersAtOnce { answerJob(jobs.count - 1) }
        case .reply(let id, let reply): take(reply, for: id)
        case .logOut(let id):
            guard let index = seats.firstIndex(where: { $0.id == id }) else { return }
            seats[index].login = nil
            seats[index].typed.drop()
            deliver(seats[index].session.logOut(), index)
        case .inspect(let id, let inspection): inspect(id, inspection)
        case .announce(let words):
            for index in seats.indices { deliver(seats[index].session.announce(words), index) }
        default: break
        }
    }

    private mutating func inspect(_ id: ConsoleID, _ inspection: Inspection) {
        switch inspection {
        case .door(let report): take(.door(report), for: id)
        case .camera(let report): take(.camera(report), for: id)
        case .log(let count): take(.verbatim(Array(repeating: "a line of the log", count: count)), for: id)
        case .selfTest: happen(.inspected(id, ["one part", "all is well"]))
        }
    }

    private mutating func answer(_ ticket: Ticket, _ request: StorageRequest) {
        let outcome = store.carryOut(request)
        happen(.stored(ticket, outcome))
        if repeats { happen(.stored(ticket, outcome)) }
    }

    private mutating func take(_ reply: Reply, for id: ConsoleID) {
        guard let index = seats.firstIndex(where: { $0.id == id }) else { return }
        if case .failed(let words) = reply, words.unicodeScalars.contains(where: { $0.value < 32 }) {
            return fail("an error has more than one line: \(words)")
        }
        if case .loggedIn(let login) = reply { seats[index].login = login }
        if case .loggedOut = reply {
            seats[index].login = nil
            // What was typed ahead goes with whoever typed it.
            seats[index].typed.drop()
        }
        if case .piece(_, let next) = reply { seats[index].typed.offer(next) } else { seats[index].typed.offer(nil) }
        seats[index].awaits = false
        seats[index].replies += 1
        deliver(seats[index].session.take(reply, at: now.uptime), index)
        guard repeats, !seats[index].awaits, !seats[index].session.hasMore, violation == nil else { return }
        let again = seats[index].session.take(reply, at: now.uptime)
        if again.contains(where: { if case .command = $0 { true } else { false } }) {
            fail("an answer that came twice gave a command")
        }
        deliver(again, index)
    }

    private mutating func deliver(_ outputs: [ConsoleSession.Output], _ index: Int) {
        for output in outputs where violation == nil {
            switch output {
            case .write(let bytes): see(bytes, index)
            case .command(let command): give(command, index)
            case .left:
                seats[index].login = nil
                seats[index].typed.drop()
                happen(.hungUp(seats[index].id))
            }
        }
    }

    private mutating func see(_ bytes: [UInt8], _ index: Int) {
        if let wrong = seats[index].screen.take(bytes, isLoggedIn: seats[index].login != nil) { fail(wrong) }
        if SeenScreen.find(Array("Space, Enter, q --".utf8), in: bytes) { seats[index].typed.lose() }
        if SeenScreen.find(Array("keys were lost".utf8), in: bytes) { seats[index].typed.loseLines() }
        if SeenScreen.find(Array("-- any key stops".utf8), in: bytes) { seats[index].typed.lose() }
        seats[index].mistakes += SeenScreen.count(Array("error: ".utf8), in: bytes)
        seats[index].queue.put(bytes)
        tell?("\(index + 1) > \(Self.shown(bytes[...]))")
    }

    private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).debugDescription
    }

    private mutating func give(_ command: Command, _ index: Int) {
        if seats[index].awaits { return fail("gave a command while another was under way") }
        guard seats[index].typed.explain(command) else { return fail("gave a command that nobody typed: \(command)") }
        if seats[index].typed.areKnown { commandsExplained += 1 }
        seats[index].awaits = true
        seats[index].commands += 1
        commandsGiven += 1
        let may = licences.note(command, by: seats[index].login, at: now)
        let replies = seats[index].replies
        happen(.command(command, from: seats[index].id))
        if !may, seats[index].replies == replies {
            fail("neither carried out nor refused at once what is not for them: \(command)")
        }
    }

    private mutating func drain(_ index: Int) {
        if seats[index].session.heldBytes > ConsoleSession.longestHeldBytes { fail("a session holds too much") }
        if seats[index].queue.count > OutputQueue.longestBytes { fail("a queue holds too much") }
        seats[index].queue.drop(seats[index].queue.count)
    }

    mutating func fail(_ words: String) { violation = violation ?? words }
}
