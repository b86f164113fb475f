/// R12, R51: phrases that push people towards a face, or make an agreement endless. A site's texts may have none.
enum CoercivePhrases {
    private static let chinese = [
        "必须刷脸", "必须人脸", "必需刷脸", "只能刷脸", "仅限刷脸", "只限刷脸", "均须刷脸", "都须刷脸", "只认脸", "不刷脸不", "强制", "强迫", "一律刷脸", "统一刷脸",
        "刷脸优先", "优先刷脸", "刷脸更快", "更快通行", "快速通道", "优先通行", "贵宾", "尊享", "刷脸有礼", "刷脸优惠",
        "不可撤销", "不得撤回", "不可撤回", "永久", "无限期", "转授权",
    ].map(Phrase.init)
    private static let english = [
        "vip", "face only", "faces only", "only by face", "only faces", "must use face", "must use your face",
        "must use face recognition", "face required", "face is required", "faces are required",
        "face recognition required", "face recognition is required", "mandatory", "compulsory", "faster entry",
        "faster access", "fast lane", "skip the queue", "skip the line", "priority entry", "priority access",
        "no face no entry", "irrevocable", "irrevocably", "perpetual", "unlimited time", "sublicensable",
        "sub licensable", "sublicense", "sub license",
    ].map(Phrase.init)
    /// "不强制刷脸" says the opposite, and so does "not mandatory".
    private static let denials = [
        "不", "非", "无", "未", "没", "不会", "不得", "不能", "没有", "不是", "禁止", "not ", "never ", "no ", "non ",
    ].map { Array($0.unicodeScalars) }

    /// The first phrase found, as it stands in the list; nil when there is none.
    static func found(in text: String) -> String? {
        let spaced = PlainText(text)
        let squeezed = spaced.squeezed
        return (chinese.first { stands($0.plain, in: squeezed) } ?? english.first { stands($0.plain, in: spaced) })?
            .words
    }

    private static func stands(_ phrase: PlainText, in text: PlainText) -> Bool {
        text.occurrences(of: phrase).contains { start in
            !denials.contains { text.endsBefore(start, with: $0) }
        }
    }
}
