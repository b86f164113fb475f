extension Controller {
    /// Somebody has to look after a terminal that does not run as its files say.
    mutating func updateModeAlarm() {
        switch configuration.startMode {
        case .normal: break
        case .lastGood: raise(.settings)
        case .safe: raise(.safeMode)
        }
    }

    /// The next start is a normal one, as far as its files let it.
    mutating func leaveSafeMode(_ console: ConsoleID?) {
        guard configuration.startMode.isSafe else {
            return answer(console, .failed("the terminal is not in safe mode"))
        }
        // A service ends with it, and its outputs come to rest.
        guard door.state.phase != .evacuating else {
            return answer(console, .failed("not during an evacuation: 'door reset' ends it"))
        }
        actions.append(.leaveSafeMode)
        let next = "the next start uses the files again"
        answer(
            console,
            .done(
                configuration.benchConsole == nil
                    ? "\(next); the terminal ends now, and its service starts it" : "\(next): 'quit', and start it"))
    }
}
