import ConsoleLab
import Glibc

/// What a crash says: a trap leaves time for nothing else.
nonisolated(unsafe) var currentNumber: UInt64 = 0

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "--case" where words.count == 2:
    guard let number = UInt64(words[1]) else { refuse() }
    noteCrashes()
    currentNumber = number
    var one = ConsoleCase(number, on: .fresh(), tell: { say($0) })
    if let violation = one.run() {
        say("fuzz-console: \(number): \(violation)", to: 2)
        exit(1)
    }
    say("\(number): \(one.inputs) inputs, everything holds")
case "--worker" where words.count == 4: work(words)
default: refuse()
}

/// Tries case after case until so many inputs have been typed: `--worker INPUTS FIRST STRIDE`. Prints `done INPUTS CASES COMMANDS` now
/// and then, and `violation NUMBER: …` for each one.
func work(_ words: [String]) {
    guard let count = Int(words[1]), var number = UInt64(words[2]), let stride = UInt64(words[3]) else { refuse() }
    noteCrashes()
    let fresh = LabTerminal.fresh()
    var (inputs, cases, commands, violations) = (0, 0, 0, 0)
    while inputs < count {
        currentNumber = number
        var one = ConsoleCase(number, on: fresh)
        if let violation = one.run() {
            say("violation \(number): \(violation)")
            violations += 1
            if violations == 20 { exit(1) }
        }
        inputs += one.inputs
        cases += 1
        commands += one.commands
        number += stride
        if cases % 5_000 == 0 || inputs >= count { say("done \(inputs) \(cases) \(commands)") }
    }
}

/// The number of the case, before the process ends by what ends it.
func noteCrashes() {
    for trap in [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE] {
        signal(trap) { number in
            say("violation \(currentNumber): it crashes")
            signal(number, SIG_DFL)
            raise(number)
        }
    }
}

func refuse() -> Never {
    say("usage: fuzz-console --worker INPUTS FIRST STRIDE | --case NUMBER", to: 2)
    exit(2)
}

/// One line, at once.
func say(_ text: String, to file: Int32 = 1) {
    let line = Array((text + "\n").utf8)
    _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
}
