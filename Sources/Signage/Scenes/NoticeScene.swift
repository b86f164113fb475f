import Controller
import Law

// R26…R31: one page of the notice, Chinese above English.
extension Sheet {
    mutating func notice(_ page: NoticePage, index: Int, count: Int) throws(SignageError) {
        try header(Texts.noticeTitle(page: index + 1, of: count), camera: .off)
        _ = takeBottom(28)
        try quietButtons([(.back, Texts.back), (.next, Texts.next)])
        try place(Self.noticeStack(page), in: free, .top, mayGrow: true)
    }

    private static func noticeStack(_ page: NoticePage) -> Stack {
        var stack = Stack()
        stack.items.append(.text(page.titleChinese, .chinese(48, .bold)))
        for paragraph in page.textChinese { stack.items += [.gap(14), .text(paragraph, .chinese(36))] }
        stack.items += [.gap(24), .rule(.line), .gap(18), .text(page.titleEnglish, .english(38, .bold))]
        for paragraph in page.textEnglish { stack.items += [.gap(12), .text(paragraph, .english(30))] }
        return stack
    }
}
