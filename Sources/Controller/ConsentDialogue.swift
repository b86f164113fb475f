import Law
import Records
import Timekeeping

/// The road from the notice to the camera: every page, the age question, the held button. It cannot be shortened, and
/// only its end makes a consent (R26, R34, R36).
struct ConsentDialogue {
    enum Stage: Equatable {
        case notice(page: Int)
        case age
        case consent
    }

    let person: PersonSummary
    let pages: [NoticePage]
    let purpose: Purpose
    let lastDay: CivilDay
    let holdMilliseconds: Int
    private(set) var stage = Stage.notice(page: 0)

    init(
        person: PersonSummary, pages: [NoticePage], purpose: Purpose, lastDay: CivilDay, holdMilliseconds: Int
    ) {
        precondition(!pages.isEmpty, "nobody consents to an empty notice")
        self.person = person
        self.pages = pages
        self.purpose = purpose
        self.lastDay = lastDay
        self.holdMilliseconds = holdMilliseconds
    }

    var scene: Scene {
        switch stage {
        case .notice(let page): .notice(pages[page], index: page, count: pages.count)
        case .age: .ageQuestion
        case .consent: .consent(purpose: purpose, lastDay: lastDay, holdMilliseconds: holdMilliseconds)
        }
    }

    mutating func next() {
        guard case .notice(let page) = stage else { return }
        stage = page + 1 < pages.count ? .notice(page: page + 1) : .age
    }

    /// - Returns: false when there is nothing before this.
    mutating func back() -> Bool {
        switch stage {
        case .notice(0): return false
        case .notice(let page): stage = .notice(page: page - 1)
        case .age: stage = .notice(page: pages.count - 1)
        case .consent: stage = .age
        }
        return true
    }
}
