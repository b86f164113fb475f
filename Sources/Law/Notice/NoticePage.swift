/// One page of the notice in both languages (R26…R31).
public struct NoticePage: Equatable, Sendable {
    public var titleChinese: String
    public var titleEnglish: String
    /// Paragraphs, top down.
    public var textChinese: [String]
    public var textEnglish: [String]
    public init(titleChinese: String, titleEnglish: String, textChinese: [String], textEnglish: [String]) {
        self.titleChinese = titleChinese
        self.titleEnglish = titleEnglish
        self.textChinese = textChinese
        self.textEnglish = textEnglish
    }
}
