/// R27: a number people can call.
enum PhoneNumber {
    /// Why it is none; nil when it looks like one: 5…20 digits with `+ - ( ) / ext. 转` and spaces around them, not all
    /// alike and not 12345….
    static func lapse(in text: String) -> String? {
        let plain = PlainText(text)
        let digits = plain.scalars.filter { ("0"..."9").contains($0) }.map { $0.value }
        let others = plain.scalars.filter { !("0"..."9").contains($0) }
        let allowed = Set("+()/ .ext转,".unicodeScalars)
        if let odd = others.first(where: { !allowed.contains($0) }) { return "has '\(odd)' in it" }
        if !(5...20).contains(digits.count) { return "must have 5…20 digits, has \(digits.count)" }
        let steps = Set(zip(digits.dropFirst(), digits).map { Int($0) - Int($1) })
        if steps == [0] || steps == [1] || steps == [-1] { return "looks like a placeholder" }
        return nil
    }
}
