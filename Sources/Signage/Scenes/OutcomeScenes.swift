import Controller
import Law
import Timekeeping

// How it ended. Whatever the end, the other ways stand beside it (R15, R60).
extension Sheet {
    mutating func opened(_ method: Method) throws(SignageError) {
        let words = Texts.method(method)
        var stack = Stack(items: [.symbol(.check, sidePixels: 320, .white), .gap(48)])
        stack.text(Texts.openedTitle, .chinese(108, .bold, .opened).centred, .english(64, .bold, .opened).centred)
        stack.items.append(.gap(28))
        stack.text(Texts.opened, .chinese(52, .regular, .opened).centred, .english(38, .regular, .opened).centred)
        stack.items.append(.gap(64))
        stack.text(words, .chinese(40, .regular, .opened).centred, .english(32, .regular, .opened).centred)
        if method != .face {
            stack.items.append(.gap(16))
            stack.text(
                Texts.cameraWasOff, .chinese(36, .regular, .opened).centred, .english(30, .regular, .opened).centred)
        }
        try place(stack, in: free)
    }

    mutating func refused(_ reason: RefusalReason, phone: String) throws(SignageError) {
        let isEnrolment = [.minor, .noAlternative, .clockInDoubt].contains(reason)
        try header(isEnrolment ? Texts.notEnrolledTitle : Texts.refusedTitle, camera: .off)
        var stack = Stack()
        stack.text(Texts.reason(reason), .chinese(64, .bold).centred, .english(42, .bold).centred, gap: 12)
        stack.items.append(.gap(44))
        stack.text(Texts.otherWays(phone: phone), .chinese(42).centred, .english(34).centred)
        try ending(stack)
    }

    mutating func declined() throws(SignageError) {
        try header(Texts.declinedTitle, camera: .off)
        var stack = Stack()
        stack.text(Texts.declined, .chinese(54, .bold).centred, .english(40).centred, gap: 28)
        try ending(stack)
    }

    mutating func faceBlocked(_ requirements: [RequirementID], phone: String) throws(SignageError) {
        try header(Texts.blockedTitle, camera: .off)
        var stack = Stack()
        if requirements.contains(.R8) {
            stack.text(Texts.placeForbidden, .chinese(44, .bold), .english(32), gap: 18)
        } else {
            stack.text(Texts.blocked(by: requirements, phone: phone), .chinese(46, .bold), .english(34), gap: 14)
            // Every number is in the sentence above; behind the first few stands what they mean.
            for requirement in requirements.prefix(3) {
                let reason = Texts.requirement(requirement)
                stack.items += [
                    .gap(22),
                    .row(
                        label: ("\(requirement)", .chinese(34, .bold)), labelWidth: 110,
                        value: ("\(reason.chinese)\n\(reason.english)", .chinese(32))),
                ]
            }
        }
        if !requirements.contains(.R14) {
            stack.items.append(.gap(36))
            stack.text(Texts.otherWays(phone: phone), .chinese(38), .english(30))
        }
        try ending(stack)
    }

    /// Card and PIN, alike, and the way back.
    private mutating func ending(_ stack: Stack) throws(SignageError) {
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.home)])
        let choices = takeBottom(240, gap: Sheet.gap)
        try equalButtons(
            [ButtonFace(.card, Texts.card, symbol: .card), ButtonFace(.pin, Texts.pin, symbol: .keypad)], in: choices)
        try place(stack, in: free)
    }

    mutating func enrolled(receipt: String, lastDay: CivilDay) throws(SignageError) {
        try header(Texts.enrolledTitle, camera: .off)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.home)])
        var stack = Stack(items: [.symbol(.check, sidePixels: 150, .jade), .gap(28)])
        stack.text(Texts.enrolled(until: lastDay), .chinese(44, .bold).centred, .english(34).centred, gap: 16)
        stack.items.append(.gap(40))
        receiptLines(receipt, into: &stack)
        stack.items.append(.gap(40))
        stack.text(Texts.withdrawAnyTime, .chinese(36).centred, .english(30).centred)
        try place(stack, in: free)
    }

    mutating func withdrawn(receipt: String) throws(SignageError) {
        try header(Texts.withdrawnTitle, camera: .off)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.home)])
        var stack = Stack(items: [.symbol(.check, sidePixels: 150, .jade), .gap(28)])
        stack.text(Texts.withdrawn, .chinese(48, .bold).centred, .english(36).centred, gap: 16)
        stack.items.append(.gap(48))
        receiptLines(receipt, into: &stack)
        try place(stack, in: free)
    }

    private func receiptLines(_ receipt: String, into stack: inout Stack) {
        stack.items += [
            .rule(.line), .gap(20),
            .text("\(Texts.receipt.chinese) \(Texts.receipt.english)", .chinese(32, .regular, .quiet).centred),
            .text(receipt, .chinese(56, .bold).centred), .gap(20), .rule(.line),
        ]
    }

    mutating func myFace(lastDay: CivilDay?, phone: String) throws(SignageError) {
        try header(Texts.myFaceTitle, camera: .off)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.home)])
        if lastDay != nil {
            try equalButtons([ButtonFace(.withdraw, Texts.withdraw)], in: takeBottom(180, gap: Sheet.gap))
        }
        var stack = Stack()
        stack.text(lastDay.map(Texts.stored(until:)) ?? Texts.nothingStored, .chinese(48, .bold), .english(36), gap: 18)
        if lastDay != nil {
            stack.items.append(.gap(48))
            stack.text(Texts.otherRights(phone: phone), .chinese(36), .english(30), gap: 14)
        }
        try place(stack, in: free)
    }

    mutating func message(_ text: String) throws(SignageError) {
        try header(Texts.messageTitle, camera: .off)
        try place(Stack(items: [.text(text, .chinese(48, .bold).centred)]), in: free)
    }
}
