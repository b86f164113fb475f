import Glibc

/// What this process has taken so far: time and memory.
enum ProcessUse {
    /// Since some moment in the past. The corresponding C call is `clock_gettime(CLOCK_MONOTONIC)`.
    static var microseconds: Int {
        read(CLOCK_MONOTONIC)
    }

    /// For which a processor was at work for this process, in it or in the kernel. The corresponding C call is
    /// `clock_gettime(CLOCK_PROCESS_CPUTIME_ID)`.
    static var processorMicroseconds: Int { read(CLOCK_PROCESS_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Int {
        var now = timespec()
        clock_gettime(clock, &now)
        return Int(now.tv_sec) * 1_000_000 + Int(now.tv_nsec) / 1000
    }

    /// The most memory that was resident since the last `forgetPeak`, in bytes; nil when the system does not say.
    static var peakBytes: Int? {
        guard let status = readWholeFile("/proc/self/status") else { return nil }
        for line in String(decoding: status, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
        }
        return nil
    }

    /// See `clear_refs` in proc(5). Without it, `peakBytes` counts from the start of the process.
    static func forgetPeak() {
        let descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = write(descriptor, "5", 1)
        close(descriptor)
    }
}
