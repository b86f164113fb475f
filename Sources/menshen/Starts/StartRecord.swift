import Controller

/// What a start leaves in the state directory for those that follow. Belongs to the process that has the directory's lock.
final class StartRecord {
    private let count: StartCount
    private let earlier: Int
    private let lastGood: LastGood?
    private let directory: String
    private let isSafe: Bool
    private var threads: [Thread] = []
    private let complain: @Sendable (String) -> Void

    /// Counts this start as one that has not come to a good end.
    init(_ choice: StartChoice, directory: String, complain: @escaping @Sendable (String) -> Void) {
        (self.directory, self.complain) = (directory, complain)
        isSafe = choice.mode.isSafe
        lastGood =
            choice.mode == .normal
            ? LastGood(board: choice.settings.boardText, site: choice.settings.siteSheet.text) : nil
        count = StartCount(directory)
        earlier = count.read()
        set(earlier + 1)
    }

    /// The door works: its settings are good ones. Written down beside everything else.
    func began() {
        guard let lastGood else { return }
        threads.append(
            Thread { [directory, complain] in
                do throws(Refusal) { try lastGood.keep(in: directory) } catch { error.lines.forEach(complain) }
            })
    }

    /// Ten good minutes. In safe mode they prove nothing about the settings that are not in use.
    func lasted() {
        guard !isSafe else { return }
        threads.append(Thread { [count] in try? count.write(0) })
    }

    /// Somebody wants the next start to be a normal one.
    func leaveSafeMode() { set(0) }

    /// The end came in order.
    func ended() {
        wait()
        set(0)
    }

    /// Until what is written beside everything else is written.
    func wait() {
        threads.forEach { $0.join() }
        threads = []
    }

    /// It did not come to a start: the reason was said, and counts for nothing.
    func refused() { set(earlier) }

    private func set(_ number: Int) {
        do throws(Refusal) { try count.write(number) } catch { error.lines.forEach(complain) }
    }
}
