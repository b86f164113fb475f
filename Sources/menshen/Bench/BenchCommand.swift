import Controller
import Door
import Hardware
import Law

/// What a hand, a leaf, a cable or the calendar does to a bench terminal; typed as a line beside the console's commands.
enum BenchCommand: Equatable {
    case touch(ScreenButton, times: Int)
    case hold(milliseconds: Int)
    /// Keys of the keypad, then enter; what is no digit is a code that no key has.
    case key(String)
    /// What a card sends: its digits, or 0 and 1.
    case card(CardFrame.Form, String)
    /// Who stands in front of the camera: picture files in turn; none: nobody.
    case look([String])
    case input(DoorInput, isActive: Bool)
    /// Pressed and let go.
    case press(DoorInput)
    /// The same by a contact that jumps for so long.
    case bounce(DoorInput, milliseconds: Int)
    case fireReset
    /// Something is done at the simulated doorway.
    case doorway(SimulatedDoor.Act)
    case reader(Alternative.Kind, isHealthy: Bool)
    case pass(milliseconds: Int64)
    case search
    case quit
    /// The power is cut: nothing is finished, nothing is written.
    case abort
}

extension BenchCommand {
    enum Parsed: Equatable {
        case command(BenchCommand)
        case mistake(String)
        /// Not a bench verb: the console's to read.
        case other
    }

    static let help = [
        "  touch BUTTON [TIMES]     a finger on the screen; a wrong one lists them",
        "  hold MILLISECONDS        hold the agree button",
        "  key DIGITS               type on the keypad, then enter",
        "  card NUMBER              hold a card to the reader",
        "  card wiegand BITS        the same, as 0 and 1 over two wires",
        "  look FILE... | nobody    who stands in front of the camera",
        "  door open|close          the leaf, as the contact sees it",
        "  exit [hold|free]         press the exit button; hold it down, let it go",
        "  exit bounce MILLISECONDS press it; its contact jumps for so long",
        "  guard press              press the release button at the guard's desk",
        "  housing open|close       the tamper switch of the enclosure",
        "  other open|close         the other door of a pair (interlock)",
        "  ring                     press the call button",
        "  service press|release    the button inside the enclosure",
        "  fire on|off|reset        the fire line; a person ends the evacuation",
        "  person leaves|enters     by the exit button; or waits for the strike",
        "  person turns-handle      out, without a button",
        "  hand pushes              tries whether it is open",
        "  guard releases           the guard's button, held for a second",
        "  thief forces             opens the leaf, locked or not",
        "  thief cuts-contact|wedges-exit|opens-housing|is-gone",
        "  tailgater holds          keeps the open leaf open",
        "  panel fire|reset         the fire panel; it cuts a magnet's supply itself",
        "  leaf wedge|free          something lies in the doorway",
        "  unplug|plug card|keypad  a reader's cable",
        "  pass N s|min|h|d         time passes, powered on",
        "  search                   search the raw flash for templates",
        "  abort                    cut the power: nothing is finished",
        "  quit",
    ]

    static func parse(_ line: String) -> Parsed {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        guard let verb = words.first else { return .other }
        let rest = Array(words.dropFirst())
        if let act = SimulatedDoor.Act(rawValue: words.joined(separator: " ")), act.isForHands {
            return .command(.doorway(act))
        }
        guard let usage = usages[verb] else { return .other }
        // The leaf is the bench's, the strike the console's.
        if verb == "door", rest.first != "open", rest.first != "close" { return .other }
        return command(verb, rest).map(Parsed.command) ?? .mistake("error: usage: \(usage)")
    }

    private static let usages = [
        "touch": "touch BUTTON [TIMES]", "hold": "hold MILLISECONDS", "key": "key DIGITS",
        "card": "card NUMBER | wiegand BITS",
        "look": "look FILE... | nobody", "door": "door open|close", "exit": "exit [hold|free] | bounce MILLISECONDS",
        "guard": "guard press", "housing": "housing open|close", "other": "other open|close", "ring": "ring",
        "service": "service press|release",
        "fire": "fire on|off|reset",
        "unplug": "unplug card|keypad", "plug": "plug card|keypad", "pass": "pass N s|min|h|d", "search": "search",
        "quit": "quit", "abort": "abort",
    ]

    private static func command(_ verb: String, _ rest: [String]) -> BenchCommand? {
        switch (verb, rest.count) {
        case ("touch", 1): button(rest[0]).map { .touch($0, times: 1) }
        case ("touch", 2):
            Int(rest[1]).flatMap { times in
                (1...100).contains(times) ? button(rest[0]).map { .touch($0, times: times) } : nil
            }
        case ("hold", 1): Int(rest[0]).flatMap { (0...60_000).contains($0) ? .hold(milliseconds: $0) : nil }
        case ("key", 1): isOnWires(rest[0]) ? .key(rest[0]) : nil
        case ("card", 1): isOnWires(rest[0]) ? .card(.characters, rest[0]) : nil
        case ("card", 2): rest[0] == "wiegand" && isOnTwoWires(rest[1]) ? .card(.wiegand, rest[1]) : nil
        case ("look", 1) where rest[0] == "nobody": .look([])
        case ("look", 1...8): .look(rest)
        case ("door", 1): ["open": true, "close": false][rest[0]].map { .input(.contact, isActive: $0) }
        case ("exit", 0): .press(.exitButton)
        case ("exit", 1): ["hold": true, "free": false][rest[0]].map { .input(.exitButton, isActive: $0) }
        case ("exit", 2) where rest[0] == "bounce":
            Int(rest[1]).flatMap { (1...10_000).contains($0) ? .bounce(.exitButton, milliseconds: $0) : nil }
        case ("guard", 1) where rest[0] == "press": .press(.guard)
        case ("housing", 1): ["open": true, "close": false][rest[0]].map { .input(.tamper, isActive: $0) }
        case ("other", 1): ["open": true, "close": false][rest[0]].map { .input(.interlock, isActive: $0) }
        case ("ring", 0): .press(.call)
        case ("service", 1): ["press": true, "release": false][rest[0]].map { .input(.service, isActive: $0) }
        case ("fire", 1) where rest[0] == "reset": .fireReset
        case ("fire", 1): ["on": true, "off": false][rest[0]].map { .input(.fire, isActive: $0) }
        case ("unplug", 1): Alternative.Kind(rawValue: rest[0]).map { .reader($0, isHealthy: false) }
        case ("plug", 1): Alternative.Kind(rawValue: rest[0]).map { .reader($0, isHealthy: true) }
        case ("pass", 2): duration(rest[0], rest[1]).map { .pass(milliseconds: $0) }
        case ("search", 0): .search
        case ("quit", 0): .quit
        case ("abort", 0): .abort
        default: nil
        }
    }

    private static func button(_ word: String) -> ScreenButton? {
        ScreenButton.allCases.first { $0.description == word }
    }

    /// Up to 400 days: a year of retention, and some.
    private static func duration(_ number: String, _ unit: String) -> Int64? {
        let units: [String: Int64] = ["s": 1_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let count = Int64(number), count > 0, count <= 100_000_000, let length = units[unit] else { return nil }
        return count * length <= 400 * 86_400_000 ? count * length : nil
    }

    /// A pulse for each; more than any card has, too.
    private static func isOnTwoWires(_ word: String) -> Bool {
        (1...100).contains(word.utf8.count)
            && word.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }
    }

    /// What wires may bring, right or wrong.
    private static func isOnWires(_ word: String) -> Bool {
        (1...64).contains(word.utf8.count) && word.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension SimulatedDoor.Act {
    /// The leaf is put somewhere by `door open`, and the power is cut by `abort`.
    fileprivate var isForHands: Bool {
        switch self {
        case .leafIsPutOpen, .leafIsPutShut, .powerCut, .powerBack: false
        default: true
        }
    }
}
