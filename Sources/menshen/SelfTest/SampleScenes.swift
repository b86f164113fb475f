import Controller
import Law
import Timekeeping

/// Scenes that show every word there is, with the fields of nobody's door.
enum SampleScenes {
    static let phone = "000 0000"
    static let lastDay = CivilDay(year: 2026, month: 12, day: 31)!
    static let sign = IdleSign(
        operatorName: "Menshen", purpose: .doorAccess, phone: phone, door: "门神 Menshen", blockedBy: [])

    static var all: [Scene] { signs + entries + outcomes + blocked + commission + [.starting, .outcomeUnknown] }

    private static var commission: [Scene] {
        let states: [CommissionSign.State] = [.open, .asking, .passed, .failed]
        return states.flatMap { state in
            CommissionStep.allCases.map { step in
                .commission(CommissionSign(step: step, index: 8, count: 17, state: state, figures: "0123456789"))
            }
        }
    }

    private static var signs: [Scene] {
        var scenes: [Scene] = [.idle(sign)]
        for purpose in Purpose.allCases.map({ Optional($0) }) + [nil] {
            let bare = IdleSign(operatorName: "", purpose: purpose, phone: "", door: "", blockedBy: [])
            scenes.append(.idle(bare))
        }
        for requirements in [[.R1, .R14, .R19]] + RequirementID.allCases.map({ [$0] }) {
            var sign = sign
            sign.blockedBy = requirements
            scenes.append(.idle(sign))
        }
        var safe = sign
        (safe.blockedBy, safe.isSafeMode) = ([.R1], true)
        scenes.append(.idle(safe))
        return scenes
    }

    private static var entries: [Scene] {
        var scenes: [Scene] = [.ageQuestion, .presentCard, .presentCardAlone, .pinEntry(digitCount: 4)]
        scenes += Purpose.allCases.map { .consent(purpose: $0, lastDay: lastDay, holdMilliseconds: 1500) }
        // Long enough that its beginning is left out.
        scenes += NumberEntryUse.allCases.map { .numberEntry($0, digits: "012345678901234") }
        for use in CaptureUse.allCases {
            scenes += CaptureHint.allCases.map { .looking(use, hint: $0, face: nil, done: 0, wanted: 3) }
        }
        return scenes
    }

    private static var outcomes: [Scene] {
        var scenes: [Scene] = [
            .declined, .enrolled(receipt: "23456789", lastDay: lastDay), .withdrawn(receipt: "ABCDEFGH"),
        ]
        scenes += Method.allCases.map { .opened($0) }
        for phone in [phone, ""] {
            scenes += RefusalReason.allCases.map { .refused($0, phone: phone) }
            scenes += [.myFace(lastDay: nil, phone: phone), .myFace(lastDay: lastDay, phone: phone)]
        }
        return scenes
    }

    private static var blocked: [Scene] {
        [phone, ""].flatMap { phone in
            (RequirementID.allCases.map { [$0] } + [[.R1, .R14]]).map { .faceBlocked($0, phone: phone) }
        }
    }

    static func sign(of site: SiteDeclaration) -> IdleSign {
        IdleSign(
            operatorName: site.operatorParty?.name.chinese ?? "", purpose: site.purpose,
            phone: site.operatorParty?.phone ?? "", door: site.door, blockedBy: [])
    }

    /// The notice in both modes, with measured and estimated rates, and a page so long that it is continued; none while the
    /// declaration is incomplete.
    static func noticePages(of site: SiteDeclaration) -> [NoticePage] {
        var pages: [NoticePage] = []
        for mode in MatchMode.allCases {
            var site = site
            site.matchMode = mode
            for (misses, isEstimated) in [(0, true), (123, false)] {
                let rates = ErrorRates(
                    falseMatchOneIn: 1000, falseNonMatchPerTenThousand: misses, packIdentity: "selftest",
                    isEstimated: isEstimated)
                pages += Notice.make(for: site, errorRates: rates).pages
            }
        }
        guard var long = pages.first else { return [] }
        long.textChinese = Array(repeating: long.textChinese, count: 8).flatMap(\.self)
        return pages + [long]
    }
}
