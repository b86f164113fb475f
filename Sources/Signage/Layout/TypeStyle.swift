/// A kind of text: how large it would like to be, how small it may become, how it stands.
///
/// The least sizes are for 1.5 m from a 10-inch panel of 800 x 1280 (5.9 pixels a millimetre): Chinese 5 mm, English
/// 4.4 mm (an x height of 2.4 mm, 5.5 minutes of arc). Nothing is ever set smaller (R26, R52).
struct TypeStyle: Equatable {
    var sizePixels: Int
    var leastPixels: Int
    var weight = Weight.regular
    var ink = Ink.plain
    var alignment = Alignment.leading
    var isBalanced = false
    var isEnglish = false

    enum Alignment { case leading, centre }

    static let leastChinesePixels = 30
    static let leastEnglishPixels = 26

    static func chinese(_ sizePixels: Int, _ weight: Weight = .regular, _ ink: Ink = .plain) -> Self {
        Self(sizePixels: sizePixels, leastPixels: leastChinesePixels, weight: weight, ink: ink)
    }

    static func english(_ sizePixels: Int, _ weight: Weight = .regular, _ ink: Ink = .plain) -> Self {
        Self(sizePixels: sizePixels, leastPixels: leastEnglishPixels, weight: weight, ink: ink, isEnglish: true)
    }

    var centred: Self {
        var style = self
        style.alignment = .centre
        style.isBalanced = true
        return style
    }

    func size(at percent: Int) -> Int { max(leastPixels, sizePixels * percent / 100) }

    /// Lines stand 1.36 of the type size apart.
    static func lineHeight(_ sizePixels: Int) -> Int { sizePixels * 136 / 100 }
}
