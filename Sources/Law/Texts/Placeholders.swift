/// R26, R27: words that stand where something true was to be filled in.
enum Placeholders {
    private static let anywhere = [
        "待定", "待补", "待填", "待确认", "待完善", "占位", "暂无", "某某", "××", "此处填写", "请填写",
        "tbd", "tba", "tbc", "todo", "fixme", "changeme", "change me", "placeholder", "lorem ipsum", "to be determined",
        "to be decided", "to be confirmed", "to be announced", "fill in here", "insert here", "your company",
        "your name",
        "???", "___",
    ].map(Phrase.init)
    private static let alone: Set<String> = [
        "无", "没有", "空", "未知", "测试", "不详", "na", "n/a", "none", "null", "nil", "unknown", "test", "name", "address",
        "phone", "string", "text", "foo", "bar", "asdf", "...", "…", "。。。", "?", "/",
    ]

    /// What gives the text away; nil when it reads like a real one.
    static func found(in text: String) -> String? {
        let plain = PlainText(text)
        let squeezed = plain.squeezed
        let whole = String(String.UnicodeScalarView(squeezed.scalars))
        if whole.isEmpty || alone.contains(whole) { return String(text.trimmed) }
        if let run = runOfX(in: plain) { return run }
        return anywhere.first { plain.contains($0.plain) || squeezed.contains($0.plain) }?.words
    }

    /// `xx`, `XXX` … as a word of its own: `XX公司`.
    private static func runOfX(in text: PlainText) -> String? {
        text.scalars.split { !$0.isLatinWord }.first { $0.count >= 2 && $0.allSatisfy { $0 == "x" } }
            .map { String(String.UnicodeScalarView($0)) }
    }
}
