import Controller
import Glibc
import Readers

/// A reader that types: its node is opened, and looked for again every two seconds while it is not there (R14).
public final class WedgeReader {
    /// How long a node that is not there is left alone.
    public static let lookAgainMilliseconds: Int64 = 2_000

    /// What it has to say.
    public enum News: Sendable {
        case card(CardFrame)
        /// The node has come, or has gone or cannot be had, and why: each said once.
        case isThere
        case isGone(InputNodeError)
    }

    public let path: String
    private let gapMilliseconds: Int
    private let hold: ((Int32) throws(InputNodeError) -> Void)?
    /// In nanoseconds, of the clock that stamps the keys.
    public let now: () -> Int64
    private var node: InputNode?
    private var wedge: KeyboardWedge
    private var lookAt: Int64
    /// As it was said last; nil: nothing was said.
    private var said: InputNodeError??

    /// - Parameter gapMilliseconds: the longest between two keys of a number.
    public convenience init(path: String, gapMilliseconds: Int) {
        self.init(path: path, gapMilliseconds: gapMilliseconds, hold: nil, now: WedgeReader.monotonicNanoseconds)
    }

    /// - Parameters:
    ///   - hold: in place of what makes an input device ours alone.
    ///   - now: in nanoseconds, of the clock that stamps the events.
    init(
        path: String, gapMilliseconds: Int, hold: ((Int32) throws(InputNodeError) -> Void)?, now: @escaping () -> Int64
    ) {
        (self.path, self.gapMilliseconds, self.hold, self.now) = (path, gapMilliseconds, hold, now)
        lookAt = now()
        wedge = KeyboardWedge(gapMilliseconds: gapMilliseconds, openedAt: lookAt)
    }

    /// What to wait for until it can be read; nil while there is none.
    public var descriptor: Int32? { node?.descriptor }

    /// For how long nothing is to be done unless it can be read; nil: for ever.
    public var waitMilliseconds: Int64? {
        let deadline = node == nil ? lookAt : wedge.nextDeadlineNanoseconds
        return deadline.map { max(0, ($0 - now() + 999_999) / 1_000_000) }
    }

    /// Looks for the node if that is due, reads what has come, and ends what nothing follows. Never waits.
    public func pass() -> [News] {
        var news: [News] = []
        if node == nil, now() >= lookAt { news += look() }
        if let node { news += read(node) }
        // Only now: what has come before its deadline has been taken.
        if let half = wedge.pass(now()) { news.append(.card(half)) }
        return news
    }

    private func look() -> [News] {
        do throws(InputNodeError) {
            node = if let hold { try InputNode(path: path, hold: hold) } else { try InputNode(path: path) }
            wedge = KeyboardWedge(gapMilliseconds: gapMilliseconds, openedAt: now())
            return say(nil)
        } catch { return lose(error) }
    }

    private func read(_ node: InputNode) -> [News] {
        var cards: [CardFrame] = []
        do throws(InputNodeError) {
            try node.read { event in
                let card: CardFrame? =
                    if event.isLoss { wedge.lose(atNanoseconds: event.atNanoseconds) } else {
                        event.key.flatMap { wedge.take($0) }
                    }
                if let card { cards.append(card) }
            }
            return cards.map(News.card)
        } catch { return cards.map(News.card) + lose(error) }
    }

    private func lose(_ error: InputNodeError) -> [News] {
        node = nil
        lookAt = now() + Self.lookAgainMilliseconds * 1_000_000
        // Half a number goes with its reader.
        wedge = KeyboardWedge(gapMilliseconds: gapMilliseconds, openedAt: lookAt)
        return say(error)
    }

    private func say(_ fault: InputNodeError?) -> [News] {
        if let said, said == fault { return [] }
        said = fault
        return [fault.map(News.isGone) ?? .isThere]
    }

    /// Of the clock that an input node is told to stamp with.
    private static func monotonicNanoseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
