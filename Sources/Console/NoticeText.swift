import Law

/// `law notice`: what people are told, as it stands on the screen, and the digests that consents carry.
enum NoticeText {
    static func lines(_ pages: [NoticePage], _ material: String?, _ text: String?) -> [String] {
        if pages.isEmpty { return ["there is no notice; 'law why R26' says why"] }
        let body = pages.enumerated().flatMap { index, page in
            ["\(index + 1) \(page.titleChinese) \(page.titleEnglish)"] + page.textChinese + page.textEnglish
        }
        return body + ["material \(material ?? "none")", "text     \(text ?? "none")"]
    }
}
