import Controller

/// What a start leaves in the state directory for those that follow. Belongs to the process that has the directory's lock.
final class StartRecord {
    /// Those before it that came to no good end.
    let earlier: Int
    private let count: StartCount
    private let directory: String
    private var threads: [Thread] = []
    private let complain: @Sendable (String) -> Void

    /// Counts this start as one that has not come to a good end; before its files are read, for they may be what ends it.
    init(directory: String, complain: @escaping @Sendable (String) -> Void) {
        (self.directory, self.complain) = (directory, complain)
        count = StartCount(directory)
        earlier = count.read()
        set(earlier + 1)
    }

    /// The door works: its settings are good ones, unless a part of them could not be had. Written down beside everything else.
    func began(_ choice: StartChoice) {
        guard choice.mode == .normal else { return }
        let good = LastGood(board: choice.settings.boardText, site: choice.settings.siteSheet.text)
        threads.append(
            Thread { [directory, complain] in
                do throws(Refusal) { try good.keep(in: directory) } catch { error.lines.forEach(complain) }
            })
    }

    /// Ten good minutes. In safe mode they prove nothing about settings that ended three starts: the next one is in safe mode, too.
    func lasted(in mode: StartMode) {
        let left = if case .safe(.unfinishedStarts) = mode { StartMode.mostUnfinishedStarts } else { 0 }
        threads.append(Thread { [count] in try? count.write(left) })
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
