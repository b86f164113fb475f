import Glibc

/// What a signal leaves behind that ends the terminal: which one, from whom, at which place of the program, how long after the start.
///
/// The place is counted from the beginning of the program as it lies in memory, so that the same build's symbols give file and
/// line: `addr2line -e menshen 0x…`, on another machine. Power that goes, and SIGKILL, leave none.
struct CrashNote: Equatable {
    let signal: Int32
    /// Above 0 the kernel raised it, for what the program did.
    let code: Int32
    /// Of another process, where one sent it.
    let sender: Int32
    let offset: UInt64
    let milliseconds: Int64

    /// One note, in the byte order of the machine that writes and reads it.
    static let byteCount = 48
    static let magic: UInt64 = 0x4D45_4E43_5241_5348

    static func file(in directory: String) -> SmallFile { SmallFile("\(directory)/crash-note") }

    /// Nil when there is none, or it is not whole.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        func load<Value: BitwiseCopyable>(_ offset: Int, _: Value.Type) -> Value {
            bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
        }
        guard load(0, UInt64.self) == Self.magic, load(40, UInt64.self) == ~Self.magic else { return nil }
        signal = load(8, Int32.self)
        code = load(12, Int32.self)
        sender = load(16, Int32.self)
        offset = load(24, UInt64.self)
        milliseconds = load(32, Int64.self)
    }

    /// E.g. `a trap (SIGILL) at menshen+0x1a2b3c, 12 s after its start`.
    var words: String {
        let name = Self.names.first { $0.number == signal }?.name ?? "signal \(signal)"
        let after = "\(milliseconds / 1_000) s after its start"
        if code <= 0, sender > 0 {
            let watchdog = signal == SIGABRT ? ", as a watchdog sends it" : ""
            return "\(name) from process \(sender)\(watchdog), \(after)"
        }
        let what =
            switch signal {
            case SIGILL, SIGTRAP: "a trap"
            case SIGSEGV, SIGBUS: "a wild access"
            default: "an abort"
            }
        return "\(what) (\(name)) at menshen+0x\(String(offset, radix: 16)), \(after)"
    }

    static let names: [(number: Int32, name: String)] = [
        (SIGILL, "SIGILL"), (SIGTRAP, "SIGTRAP"), (SIGSEGV, "SIGSEGV"), (SIGBUS, "SIGBUS"), (SIGABRT, "SIGABRT"),
    ]
}

/// Writes the note, from inside a signal: everything it needs is made before, and nothing is allocated there.
enum CrashWatch {
    /// What the handler finds.
    private struct Ready {
        var descriptor: Int32
        var base: UInt64
        var startMilliseconds: Int64
        var processID: Int32
        /// Of `CrashNote.byteCount`.
        var note: UnsafeMutableRawPointer
    }

    /// Set once, before any handler can run.
    nonisolated(unsafe) private static var ready: UnsafeMutablePointer<Ready>?

    /// Takes the note of the run before, and leaves an empty one for this run's.
    /// - Returns: what the run before left.
    static func begin(in directory: String) -> CrashNote? {
        let file = CrashNote.file(in: directory)
        let earlier = file.read().flatMap { CrashNote($0) }
        guard ready == nil else { return earlier }
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return earlier }
        let place = UnsafeMutablePointer<Ready>.allocate(capacity: 1)
        place.initialize(
            to: Ready(
                descriptor: descriptor, base: programBase(), startMilliseconds: monotonicMilliseconds(),
                processID: getpid(), note: .allocate(byteCount: CrashNote.byteCount, alignment: 8)))
        ready = place
        install()
        return earlier
    }

    /// The end came in order: there is nothing to tell.
    static func end(in directory: String) { unlink(CrashNote.file(in: directory).path) }

    private static func install() {
        // A stack that has run over leaves no room on itself for a handler; the main thread gets one beside it.
        let bytes = 65_536
        var stack = stack_t()
        stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
        stack.ss_size = bytes
        sigaltstack(&stack, nil)
        var set = sigset_t()
        sigemptyset(&set)
        for (number, _) in CrashNote.names {
            sigaddset(&set, number)
            var action = sigaction()
            action.__sigaction_handler.sa_sigaction = { CrashWatch.note($0, $1, $2) }
            // Once: what comes out of the handler, and what happens in it, ends the process as it would have without it.
            action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK | Int32(bitPattern: 0x8000_0000)
            sigaction(number, &action, nil)
        }
        // Whoever started us may have blocked them: a watchdog's signal would wait for ever.
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    private static func note(
        _ number: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?
    ) {
        if let ready {
            let note = ready.pointee.note
            let code = info?.pointee.si_code ?? 0
            note.storeBytes(of: CrashNote.magic, as: UInt64.self)
            note.storeBytes(of: number, toByteOffset: 8, as: Int32.self)
            note.storeBytes(of: code, toByteOffset: 12, as: Int32.self)
            let sender = code <= 0 ? info?.pointee._sifields._kill.si_pid ?? 0 : 0
            // What a program sends itself is its own doing.
            note.storeBytes(of: sender == ready.pointee.processID ? 0 : sender, toByteOffset: 16, as: Int32.self)
            note.storeBytes(of: 0, toByteOffset: 20, as: Int32.self)
            note.storeBytes(of: place(context) &- ready.pointee.base, toByteOffset: 24, as: UInt64.self)
            note.storeBytes(
                of: monotonicMilliseconds() - ready.pointee.startMilliseconds, toByteOffset: 32, as: Int64.self)
            note.storeBytes(of: ~CrashNote.magic, toByteOffset: 40, as: UInt64.self)
            _ = write(ready.pointee.descriptor, note, CrashNote.byteCount)
            fsync(ready.pointee.descriptor)
        }
        raise(number)
    }

    /// Where the program was. Offsets of the program counter in Linux's ucontext (asm/ucontext.h, asm/sigcontext.h): 40 bytes of
    /// flags, link and stack; on x86-64 the registers follow, rip as the 17th; on arm64 128 bytes of signal mask, 8 to align, the
    /// fault's address, 31 registers and the stack pointer come before.
    private static func place(_ context: UnsafeMutableRawPointer?) -> UInt64 {
        #if arch(x86_64)
            return context?.load(fromByteOffset: 40 + 16 * 8, as: UInt64.self) ?? 0
        #elseif arch(arm64)
            return context?.load(fromByteOffset: 40 + 128 + 8 + 8 + 31 * 8 + 8, as: UInt64.self) ?? 0
        #else
            return 0
        #endif
    }

    /// Where the program begins in memory: the first line of its map is its own first page.
    private static func programBase() -> UInt64 {
        guard let maps = readWholeFile("/proc/self/maps") else { return 0 }
        return UInt64(String(decoding: maps.prefix { $0 != UInt8(ascii: "-") }, as: UTF8.self), radix: 16) ?? 0
    }

    private static func monotonicMilliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }
}
