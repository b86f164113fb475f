import Controller

extension MountOutcome {
    /// Whatever its media promise.
    var isMounted: Bool { if case .mounted = self { true } else { false } }
}
