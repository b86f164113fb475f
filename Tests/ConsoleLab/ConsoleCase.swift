import SeededRandom

/// One terminal and what is done to it: everything follows from the number.
public struct ConsoleCase {
    public let number: UInt64
    /// Pieces that were typed.
    public private(set) var inputs = 0
    /// Commands that reached the Controller.
    public var commands: Int { terminal.commandsGiven }
    /// Of these, those that were looked for among the lines that were typed.
    public var explained: Int { terminal.commandsExplained }

    private var random: SplitMix64
    private var terminal: LabTerminal

    /// - Parameters:
    ///   - terminal: a fresh one.
    ///   - tell: is told what happens, line by line.
    public init(_ number: UInt64, on terminal: LabTerminal, tell: ((String) -> Void)? = nil) {
        (self.number, self.terminal) = (number, terminal)
        self.terminal.tell = tell
        random = SplitMix64(seed: number &* 0x2545_F491_4F6C_DD1D)
        // Numbers that lie side by side begin alike.
        _ = random.next()
    }

    /// - Returns: what did not hold; nil when everything does.
    public mutating func run() -> String? {
        // One in two: no page ever swallows a key, and it stays known what was typed.
        if random.below(2) == 0 { for index in 0..<2 { terminal.setRows(1_000_000, index) } }
        terminal.repeats = random.below(4) == 0
        if random.below(3) > 0 { logIn(0) }
        if random.below(4) == 0 { logIn(1) }
        terminal.answersAtOnce = random.below(3) > 0
        for _ in 0..<(3 + random.below(8)) where terminal.violation == nil { step() }
        terminal.end()
        return terminal.violation
    }

    private mutating func step() {
        let index = random.below(5) == 0 ? 1 : 0
        switch random.below(40) {
        case 0..<8: type(line() + ending(), index)
        case 8..<13: type(mutated(Array((line() + ending()).utf8)), index)
        case 13..<16: type(LineMaker.line(&random, withSecrets: true) + "\r", index)
        case 16..<20: tryWrongLine(index)
        case 20..<24: tryQuestion(index)
        case 24..<27: type(garbage(random.below(60)), index)
        case 27: type(keys(1 + random.below(20)), index)
        case 28: type(cutText(), index)
        case 29: typeAtLength(index)
        case 30: type(random.below(2) == 0 ? [0x03] : [0x00], index)
        case 31: if random.below(2) == 0 { type(batch(), index) } else { typeTable(index) }
        case 32: logIn(index)
        default: somethingHappens(index)
        }
    }

    /// Seldom: each of these takes as long as a hundred others.
    private mutating func typeAtLength(_ index: Int) {
        switch random.below(12) {
        case 0: typeMuch(index)
        case 1: typeAhead(index)
        case 2, 3: takeAccountAway()
        default: type(line() + line() + ending(), index)
        }
    }

    private mutating func somethingHappens(_ index: Int) {
        switch random.below(8) {
        case 0: terminal.hangUp(index)
        case 1: terminal.pass(milliseconds: Int64(random.below(3_000)))
        case 2: terminal.pass(milliseconds: Int64(random.below(2)) * 590_000 + 10_001)
        case 3: terminal.press(random.below(2) == 0)
        case 4: terminal.fire()
        case 5: terminal.answersAtOnce.toggle()
        default: terminal.answerJob(random.below(max(1, terminal.jobs.count)))
        }
    }

    // MARK: what is typed

    private mutating func type(_ bytes: [UInt8], _ index: Int) {
        inputs += 1
        terminal.type(bytes, at: index, isSettled: random.below(8) > 0)
        if random.below(2) == 0 { terminal.settle(index) }
    }

    private mutating func type(_ text: String, _ index: Int) { type(Array(text.utf8), index) }

    private mutating func line() -> String {
        let line = LineMaker.line(&random, withSecrets: false)
        // A command may be shortened.
        return random.below(6) == 0 ? String(line.prefix(1 + random.below(line.count))) : line
    }

    private mutating func ending() -> String { ["\r", "\r", "\n", "\r\n", ""].randomElement(using: &random)! }
    private mutating func batch() -> String { random.below(3) > 0 ? "batch on\r" : "batch off\r" }

    private mutating func garbage(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...random.below(3) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            switch random.below(6) {
            case 0: bytes[place] ^= 1 << UInt8(random.below(8))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 3: bytes.insert(bytes[place], at: place)
            case 4: bytes.insert([0x03, 0, 0x0D, 0x20, 0x08].randomElement(using: &random)!, at: place)
            default: bytes.insert(contentsOf: keys(1), at: place)
            }
        }
        return bytes
    }

    /// Keys of a terminal, each one cut anywhere now and then.
    private mutating func keys(_ count: Int) -> [UInt8] {
        let keys = [
            "\t", "?", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[H", "\u{1B}[F", "\u{1B}[3~", "\u{1B}OM",
            "\u{1B}[1;5D", "\u{1B}b", "\u{1}", "\u{5}", "\u{15}", "\u{17}", "\u{B}", "\u{C}", "\u{10}", "\u{4}",
            "\u{1B}",
            "q", " ", "\r", "\u{1B}[200~", "\u{1B}[999999999999999999999999m", "\u{8}", "\u{7F}",
        ]
        return (0..<count).flatMap { _ in
            let key = Array(keys.randomElement(using: &random)!.utf8)
            return random.below(5) == 0 ? Array(key.prefix(1 + random.below(key.count))) : key
        }
    }

    /// Chinese, accents and an emoji, cut in the middle of a character now and then.
    private mutating func cutText() -> [UInt8] {
        let text = Array(
            ["门口有包裹", "door unlock 门é🙂门", "é", "🙂🙂", "person remove 10门01\r"].randomElement(using: &random)!.utf8)
        return random.below(2) == 0 ? text : Array(text.prefix(1 + random.below(text.count))) + Array("\r".utf8)
    }

    /// Longer than a line, or than what waits; now and then with a line's end behind it that would make another line of it.
    private mutating func typeMuch(_ index: Int) {
        let line = Array(LineMaker.line(&random, withSecrets: false).utf8)
        let filler: [UInt8] = [UInt8(ascii: "x"), UInt8(ascii: " "), 0x0D].randomElement(using: &random).map { [$0] }!
        let count = [900, 1_100, 1_500, 4_200].randomElement(using: &random)!
        let much = (0..<count / filler.count).flatMap { _ in filler }
        type(random.below(2) == 0 ? line + much : much + line, index)
        if random.below(3) > 0 { type([UInt8(ascii: "7"), 0x0D], index) }
    }

    /// More than what waits while a command is under way, and the first key that is lost lies in a line.
    private mutating func typeAhead(_ index: Int) {
        guard isAtPrompt(index) else { return }
        terminal.answersAtOnce = false
        type("status\r", index)
        let line = LineMaker.line(&random, withSecrets: false)
        let blank = String(repeating: " ", count: 800) + "\r"
        let ahead = String(repeating: blank, count: 5) + String(repeating: " ", count: 91 - random.below(line.count))
        type(ahead + line + "\r", index)
        terminal.answerAll()
        type(random.below(2) == 0 ? "\r" : "1\r", index)
    }

    /// Somebody asks for something at one console, and at the other their account is removed before the answer comes.
    private mutating func takeAccountAway() {
        guard isAtPrompt(0), isAtPrompt(1) else { return }
        terminal.answersAtOnce = true
        let name = StoreDouble.names[1 + random.below(2)]
        answerQuestions("login \(name)", 0) { _ in StoreDouble.passphrase(of: name) }
        answerQuestions("login anna", 1) { _ in StoreDouble.passphrase(of: "anna") }
        guard isAtPrompt(0), isAtPrompt(1) else { return }
        terminal.answersAtOnce = false
        type(
            ["people\r", "journal 20\r", "journal export doors\r", "people export\r"].randomElement(using: &random)!, 0)
        type("account remove \(name)\r", 1)
        // First the lines of the journal, then what they stand for; the last that was asked for comes first.
        for _ in 0..<2 { terminal.answerJob(0) }
        while !terminal.jobs.isEmpty, terminal.violation == nil { terminal.answerJob(terminal.jobs.count - 1) }
    }

    /// People as CSV, right or wrong, with a command in it that is none, and an end or not.
    private mutating func typeTable(_ index: Int) {
        var rows = ["people import", "number,pin"]
        for _ in 0..<random.below(6) {
            let pin = "90\(10_000_000 + random.below(90_000_000))"
            if random.below(2) == 0 { terminal.keep(secret: Array(pin.utf8), index) }
            rows.append("\(1_000 + random.below(9_000)),\(random.below(8) == 0 ? "x" : "")\(pin)")
            if random.below(4) == 0 { rows.append("person remove 1001") }
        }
        if random.below(4) > 0 { rows.append(".") }
        guard isAtPrompt(index) else { return }
        type(rows.joined(separator: "\r") + "\r", index)
    }

    // MARK: what must hold

    /// A wrong argument gives no command, and one line of error.
    private mutating func tryWrongLine(_ index: Int) {
        guard isAtPrompt(index) else { return }
        let line = LineMaker.wrongLine(&random)
        let (commands, mistakes) = (terminal.seats[index].commands, terminal.seats[index].mistakes)
        inputs += 1
        terminal.type(Array("\(line)\r".utf8), at: index)
        if terminal.seats[index].commands != commands { terminal.fail("a wrong line gave a command: \(line)") }
        let count = terminal.seats[index].mistakes - mistakes
        if count != 1 { terminal.fail("a wrong line gave \(count) errors: \(line)") }
        // A question that it may have led to is not answered.
        terminal.type([0x03], at: index)
    }

    /// A secret is never seen, whatever happens while it is typed.
    private mutating func tryQuestion(_ index: Int) {
        guard isAtPrompt(index) else { return }
        answerQuestions(LineMaker.asking(&random), index) { random in
            random.below(2) == 0
                ? "90\(10_000_000 + random.below(90_000_000))" : "zq \(random.next() % 1_000_000_000) x"
        }
        // Nor is it in the history.
        guard random.below(2) == 0 else { return }
        terminal.type(Array(repeatElement("\u{1B}[A", count: 6).joined().utf8) + [0x03], at: index)
    }

    private mutating func logIn(_ index: Int) {
        guard isAtPrompt(index) else { return }
        let name = StoreDouble.names.randomElement(using: &random)!
        answerQuestions("login \(name)", index) { _ in StoreDouble.passphrase(of: name) }
    }

    private mutating func answerQuestions(_ line: String, _ index: Int, _ secret: (inout SplitMix64) -> String) {
        inputs += 1
        terminal.type(Array("\(line)\r".utf8), at: index)
        var answer = Array(secret(&random).utf8)
        while terminal.violation == nil, terminal.seats[index].screen.asksForSecret {
            terminal.keep(secret: answer, index)
            inputs += 1
            if random.below(12) == 0 { return interrupt(answer, index) }
            terminal.type(answer + [0x0D], at: index)
            // The cable is pulled while it is compared.
            if random.below(12) == 0 { terminal.type([0x78, 0x00], at: index) }
            if random.below(6) == 0 { answer = Array(secret(&random).utf8) }
        }
    }

    /// In the middle of a secret, something else happens.
    private mutating func interrupt(_ answer: [UInt8], _ index: Int) {
        terminal.type(Array(answer.prefix(answer.count / 2)), at: index)
        switch random.below(4) {
        case 0: terminal.type([0x03], at: index)
        case 1: terminal.type([0x00], at: index)
        case 2: terminal.hangUp(index)
        default: terminal.pass(milliseconds: 600_001)
        }
    }

    /// Nothing is under way there, and nothing has been typed.
    private mutating func isAtPrompt(_ index: Int) -> Bool {
        terminal.settle(index)
        if terminal.seats[index].awaits { return false }
        terminal.type([0x03, 0x03], at: index)
        return terminal.violation == nil && !terminal.seats[index].awaits
    }
}
