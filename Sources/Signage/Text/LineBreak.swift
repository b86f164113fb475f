/// Where a line may end: between words in English, between any two characters in Chinese, with the usual rules for
/// punctuation (GB/T 15834: no closing mark starts a line, no opening mark ends one).
enum LineBreak {
    static let noStart: Set<Character> = [
        "，", "。", "、", "；", "：", "？", "！", "）", "》", "」", "』", "】", "〉", "”", "’", "…", "—", "·", "％", "～",
        ",", ".", ";", ":", "?", "!", ")", "]", "}", "%",
    ]
    static let noEnd: Set<Character> = ["（", "《", "「", "『", "【", "〈", "“", "‘", "￥", "(", "[", "{", "¥", "$"]

    /// A number keeps its unit: 12月, 30天, 2秒.
    static let units: Set<Character> = ["年", "月", "日", "天", "时", "分", "秒", "周", "岁", "页", "条", "号"]

    /// - Returns: whether a line may end with `before` and the next begin with `after`.
    static func isAllowed(between before: Character, and after: Character) -> Bool {
        if isSpace(after) { return false }
        if noStart.contains(after) || noEnd.contains(before) { return false }
        if isSpace(before) { return true }
        if before.isNumber, units.contains(after) { return false }
        if isIdeographic(before) || isIdeographic(after) { return true }
        return (before == "-" || before == "/") && after.isLetter
    }

    /// A space that a line end swallows; the no-break space is not one.
    static func isSpace(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\u{3000}"
    }

    /// Characters that need no space between words: Han, kana, hangul, their punctuation and full-width forms.
    static func isIdeographic(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first?.value else { return false }
        return switch scalar {
        case 0x2E80...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
