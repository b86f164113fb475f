import Glibc

/// Waits for the signals that ask a process to end, so that the terminal ends in order and the journal says by what.
///
/// SIGHUP is none of them: a service that looks whether somebody has its line is sent one by its own hand, and one that is
/// blocked waits even where it is ignored.
///
/// A second one ends the process at once, as if nobody had waited: whoever is in a hurry is not kept.
enum StopSignals {
    private static let numbers: [(number: Int32, name: String)] = [
        (SIGTERM, "SIGTERM"), (SIGINT, "SIGINT"),
    ]

    /// To be called before any other thread is started, so that none of them takes the signal.
    /// - Parameter stop: called once, in a thread of its own, with the signal in words: `SIGTERM from process 1`.
    static func watch(_ stop: @escaping @Sendable (String) -> Void) {
        let heeded = numbers.filter { !isIgnored($0.number) }
        var set = set(heeded.map(\.number))
        pthread_sigmask(SIG_BLOCK, &set, nil)
        _ = Thread {
            var (set, info) = (Self.set(heeded.map(\.number)), siginfo_t())
            var number: Int32
            repeat { number = sigwaitinfo(&set, &info) } while number < 0 && errno == EINTR
            guard let name = heeded.first(where: { $0.number == number })?.name else { return }
            stop("\(name) from \(sender(info))")
            pthread_sigmask(SIG_UNBLOCK, &set, nil)
            while true { pause() }
        }
    }

    /// Whoever started us means it: a shell that puts a job in the background.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self) == 1
    }

    private static func set(_ numbers: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        return set
    }

    private static func sender(_ info: siginfo_t) -> String {
        // Above 0 the kernel sent it by itself: a key at a terminal.
        info.si_code > 0 ? "the kernel" : "process \(info._sifields._kill.si_pid)"
    }
}
