import Controller
import Hardware
import Law
import Settings

/// The readers that are devices: part of the event loop, which never waits for one.
final class ReaderDesk {
    private let wedge: WedgeReader?
    private let give: (Event) -> Void
    private let announce: (String) -> Void

    convenience init(
        _ settings: ReaderSettings, give: @escaping (Event) -> Void, announce: @escaping (String) -> Void
    ) {
        let wedge = settings.usbWedge.map { WedgeReader(path: $0.device, gapMilliseconds: $0.gapMilliseconds) }
        self.init(wedge: wedge, give: give, announce: announce)
    }

    /// - Parameter announce: to the log, and to whoever is at a console.
    init(wedge: WedgeReader?, give: @escaping (Event) -> Void, announce: @escaping (String) -> Void) {
        (self.wedge, self.give, self.announce) = (wedge, give, announce)
    }

    var descriptors: [Int32] { wedge?.descriptor.map { [$0] } ?? [] }

    /// For how long nothing is to be done unless one of them can be read; nil: for ever.
    var waitMilliseconds: Int64? { wedge?.waitMilliseconds }

    /// Whatever the readers have said. Never waits.
    func pass() {
        guard let wedge else { return }
        for news in wedge.pass() { take(news, from: wedge) }
    }

    private func take(_ news: WedgeReader.News, from wedge: WedgeReader) {
        switch news {
        case .isThere:
            announce("\(wedge.path): the card reader is there")
            give(.alternative(.card, isHealthy: true))
        case .isGone(let error):
            announce("\(wedge.path): no card reader: \(error)")
            give(.alternative(.card, isHealthy: false))
        case .card(let frame): give(.card(frame))
        }
    }
}
