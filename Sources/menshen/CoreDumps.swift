import Glibc

/// prctl(2) takes variable arguments in C, and so has no name in Swift; integers are passed alike on arm64 and x86-64.
@_silgen_name("prctl")
private func prctl(_ option: CInt, _ a: UInt, _ b: UInt, _ c: UInt, _ d: UInt) -> CInt

/// A core file would hold every key of the store: there is none, and no other process of this user may look into this one.
enum CoreDumps {
    /// PR_GET_DUMPABLE and PR_SET_DUMPABLE of linux/prctl.h.
    private static let getDumpable: CInt = 3, setDumpable: CInt = 4

    /// Before anything secret is read.
    /// - Returns: false when the kernel refuses.
    static func forbid() -> Bool {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        return setrlimit(__rlimit_resource_t(UInt32(RLIMIT_CORE.rawValue)), &none) == 0
            && prctl(setDumpable, 0, 0, 0, 0) == 0
    }

    static var areForbidden: Bool {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_CORE.rawValue)), &limit) == 0 else { return false }
        return limit.rlim_cur == 0 && limit.rlim_max == 0 && prctl(getDumpable, 0, 0, 0, 0) == 0
    }
}
