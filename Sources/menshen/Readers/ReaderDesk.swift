import Controller
import Glibc
import Hardware
import Law
import Readers
import Settings

/// The readers that are devices: part of the event loop, which never waits for one.
final class ReaderDesk {
    private let wedge: WedgeReader?
    private var pace = CardPace()
    private let give: (Event) -> Void
    private let complain: (String) -> Void

    init(_ settings: ReaderSettings, give: @escaping (Event) -> Void, complain: @escaping (String) -> Void) {
        wedge = settings.usbWedge.map { WedgeReader(path: $0.device, gapMilliseconds: $0.gapMilliseconds) }
        (self.give, self.complain) = (give, complain)
    }

    var descriptors: [Int32] { wedge?.descriptor.map { [$0] } ?? [] }

    /// For how long nothing is to be done unless one of them can be read; nil: for ever.
    var waitMilliseconds: Int64? {
        let flood = pace.nextDeadlineNanoseconds.map { max(0, ($0 - WedgeReader.now()) / 1_000_000 + 1) }
        return [wedge?.waitMilliseconds, flood].compactMap(\.self).min()
    }

    /// Whatever the readers have said. Never waits.
    func pass() {
        guard let wedge else { return }
        for news in wedge.pass() { take(news, wedge.path) }
        if let missed = pace.pass(WedgeReader.now()) {
            complain("\(wedge.path): the flood of cards is over, \(missed) were not looked at")
        }
    }

    private func take(_ news: WedgeReader.News, _ path: String) {
        switch news {
        case .isThere:
            complain("\(path): the card reader is there")
            give(.alternative(.card, isHealthy: true))
        case .isGone(let error):
            complain("\(path): no card reader: \(error)")
            give(.alternative(.card, isHealthy: false))
        case .card(let frame):
            switch pace.take(atNanoseconds: WedgeReader.now()) {
            case .look: give(.card(frame))
            case .floodBegins:
                complain("\(path): a flood of cards; one in \(CardPace.intervalMilliseconds) ms is looked at")
            case .tooMany: break
            }
        }
    }
}
