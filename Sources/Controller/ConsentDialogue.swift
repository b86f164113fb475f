import Law
import Records
import Timekeeping

/// What the screen shows on the road to a consent; whether it is one, `ConsentFlow` alone decides (R26, R34, R36).
struct ConsentDialogue {
    enum Stage: Equatable {
        case notice(page: Int)
        case age
        case consent
    }

    let person: PersonSummary
    let pages: [NoticePage]
    let purpose: Purpose
    private(set) var flow: ConsentFlow
    private(set) var stage = Stage.notice(page: 0)
    /// When the page that is shown came up.
    private var pageSince: Uptime

    init(person: PersonSummary, pages: [NoticePage], purpose: Purpose, flow: ConsentFlow, at now: Uptime) {
        precondition(flow.pageCount == pages.count)
        self.person = person
        self.pages = pages
        self.purpose = purpose
        self.flow = flow
        pageSince = now
    }

    var scene: Scene {
        switch stage {
        case .notice(let page): .notice(pages[page], index: page, count: pages.count)
        case .age: .ageQuestion
        case .consent:
            .consent(
                purpose: purpose, lastDay: flow.content.lastDay, holdMilliseconds: flow.requiredHoldMilliseconds)
        }
    }

    mutating func next(at now: Uptime) {
        guard case .notice(let page) = stage else { return }
        flow.turned(page: page, after: now - pageSince)
        pageSince = now
        stage = page + 1 < pages.count ? .notice(page: page + 1) : .age
    }

    mutating func answer(isFourteenOrOlder: Bool) {
        flow.answered(isFourteenOrOlder: isFourteenOrOlder)
        if isFourteenOrOlder { stage = .consent }
    }

    /// - Returns: false when there is nothing before this.
    mutating func back(at now: Uptime) -> Bool {
        pageSince = now
        switch stage {
        case .notice(0): return false
        case .notice(let page): stage = .notice(page: page - 1)
        case .age: stage = .notice(page: pages.count - 1)
        case .consent: stage = .age
        }
        return true
    }
}
