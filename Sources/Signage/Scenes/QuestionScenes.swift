import Controller
import Law
import Timekeeping

// R34, R36: two buttons alike, none preselected, "no" first; nothing else is asked on the page.
extension Sheet {
    mutating func ageQuestion() throws(SignageError) {
        try header(Texts.ageTitle, camera: .off)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.back)])
        let choices = takeBottom(300, gap: 2 * Sheet.gap)
        try equalButtons(
            [ButtonFace(.fourteenOrOlder, Texts.fourteenOrOlder), ButtonFace(.under14, Texts.under14)], in: choices)
        var stack = Stack()
        stack.text(Texts.ageQuestion, .chinese(64, .bold).centred, .english(46, .bold).centred)
        stack.items.append(.gap(40))
        stack.text(Texts.ageNote, .chinese(36).centred, .english(30).centred)
        try place(stack, in: free)
    }

    mutating func consent(purpose: Purpose, lastDay: CivilDay, holdMilliseconds: Int) throws(SignageError) {
        try header(Texts.consentTitle, camera: .off)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.back)])
        var note = Stack()
        note.text(
            Texts.noAnswerIsNo, .chinese(32, .regular, .quiet).centred, .english(28, .regular, .quiet).centred, gap: 0)
        try place(note, in: takeBottom(96, gap: Sheet.gap))
        let choices = takeBottom(300, gap: Sheet.gap)
        try equalButtons(
            [
                ButtonFace(.decline, Texts.decline),
                ButtonFace(.agreeHold, Texts.agree(holdMilliseconds: holdMilliseconds)),
            ], in: choices)
        var stack = Stack()
        stack.text(Texts.consent(purpose, lastDay), .chinese(46, .bold), .english(36), gap: 32)
        try place(stack, in: free)
    }
}
