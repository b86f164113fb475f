import Timekeeping

extension WallTime {
    /// Exactly `YYYY-MM-DDThh:mm:ssZ`.
    public init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            bytes[19] == UInt8(ascii: "Z")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            range.reduce(0) { sum, index in
                let digit = Int(bytes[index]) - 48
                return (0...9).contains(digit) ? sum.map { $0 * 10 + digit } : nil
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19),
            let civilDay = CivilDay(year: year, month: month, day: day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        self.init(seconds: Int64(civilDay.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second))
    }
}
