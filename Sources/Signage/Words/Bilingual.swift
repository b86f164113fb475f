/// The same in Chinese and in English. Chinese always stands first.
struct Bilingual: Equatable, Sendable {
    var chinese: String, english: String

    init(_ chinese: String, _ english: String) { (self.chinese, self.english) = (chinese, english) }

    /// One sentence after the other.
    static func + (a: Self, b: Self) -> Self { Self(a.chinese + b.chinese, a.english + " " + b.english) }
}
