import Signage

/// The drawn signs, pixel by pixel. They need no font.
struct SymbolsPart {
    private static let sidePixels = 96
    /// A symbol is lines on a ground: neither nothing nor all of it.
    var drawnPercent = 3...60

    /// Of all pixels. Drawn alike by FreeType 2.12.1 and 2.13.3, on x86-64 and on emulated ARM cores; what another version
    /// draws has no known answer.
    static let knownAnswer = "ea10a5921c672c7d"
    static let knownVersions = ["2.12.1", "2.13.3"]
    var expected = knownAnswer

    func run() -> SelfTestReport {
        var report = SelfTestReport()
        let painter = SymbolPainter()
        var all: [UInt8] = []
        for symbol in Symbol.allCases {
            let pixels = painter.paint(symbol, sidePixels: Self.sidePixels).withBytes { Array($0) }
            let dark = stride(from: 0, to: pixels.count, by: 3).count { pixels[$0] < 128 }
            let share = dark * 100 / (Self.sidePixels * Self.sidePixels)
            if !drawnPercent.contains(share) {
                let (least, most) = (drawnPercent.lowerBound, drawnPercent.upperBound)
                report.failures.append("\(symbol): expected \(least) to \(most) % of it drawn, came \(share) %")
            }
            all += pixels
        }
        let digest = Digest(of: all).short
        report.summary = "\(Symbol.allCases.count) drawn, pixels \(digest)"
        if Self.knownVersions.contains(painter.freeTypeVersion) {
            report.expect("pixels", expected, came: digest)
        } else {
            report.details.append("no known answer for this version of FreeType")
        }
        return report
    }
}
