import Signage

/// The drawn signs, pixel by pixel. They need no font; their pixels belong to one version of FreeType.
struct SymbolsPart {
    private static let sidePixels = 96
    /// A symbol is lines on a ground: neither nothing nor all of it.
    var drawnPercent = 3...60

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
        report.summary =
            "\(Symbol.allCases.count) drawn, pixels \(Digest(of: all).short)"
        return report
    }
}
