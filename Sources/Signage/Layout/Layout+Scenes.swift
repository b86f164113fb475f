import Controller

extension Layout {
    /// Lays the scene out.
    /// - Throws: `.doesNotFit` where a field is too long at the least legal type size (for notices see `paginate`),
    ///   `.panelTooSmall`.
    public init(_ scene: Scene, style: SignStyle, measure: any TextMeasure) throws(SignageError) {
        func sheet(_ name: String, background: Colour = .paper) throws(SignageError) -> Sheet {
            try Sheet(name: name, style: style, measure: measure, background: background)
        }
        var page: Sheet
        switch scene {
        case .idle(let sign):
            page = try sheet("idle")
            try page.idle(sign)
        case .notice(let notice, let index, let count):
            page = try sheet("notice")
            try page.notice(notice, index: index, count: count)
        case .ageQuestion:
            page = try sheet("age")
            try page.ageQuestion()
        case .consent(let purpose, let lastDay, let hold):
            page = try sheet("consent")
            try page.consent(purpose: purpose, lastDay: lastDay, holdMilliseconds: hold)
        case .numberEntry(let use, let digits):
            page = try sheet("number")
            try page.numberEntry(use, digits: digits)
        case .pinEntry(let count):
            page = try sheet("pin")
            try page.pinEntry(digitCount: count)
        case .presentCard, .presentCardAlone:
            page = try sheet("card")
            try page.presentCard(thenPIN: scene == .presentCard)
        case .looking(let use, let hint, let face, let done, let wanted):
            page = try sheet("looking")
            try page.looking(use, hint: hint, face: face, done: done, wanted: wanted)
        case .enrolled(let receipt, let lastDay):
            page = try sheet("enrolled")
            try page.enrolled(receipt: receipt, lastDay: lastDay)
        case .opened(let method):
            page = try sheet("opened", background: .jade)
            try page.opened(method)
        case .refused(let reason, let phone):
            page = try sheet("refused")
            try page.refused(reason, phone: phone)
        case .declined:
            page = try sheet("declined")
            try page.declined()
        case .myFace(let lastDay, let phone):
            page = try sheet("my-face")
            try page.myFace(lastDay: lastDay, phone: phone)
        case .withdrawn(let receipt):
            page = try sheet("withdrawn")
            try page.withdrawn(receipt: receipt)
        case .faceBlocked(let requirements, let phone):
            page = try sheet("blocked")
            try page.faceBlocked(requirements, phone: phone)
        case .testPattern:
            page = try sheet("test-pattern")
            try page.testPattern()
        case .commission(let sign):
            page = try sheet("commission")
            try page.commission(sign)
        case .message(let text):
            page = try sheet("message")
            try page.message(text)
        }
        self = page.finish()
    }
}
