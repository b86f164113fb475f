import Signage

/// The drawn signs, pixel by pixel. They need no font; their pixels belong to one version of FreeType.
struct SymbolsPart {
    static let sidePixels = 96

    func run() -> SelfTestReport {
        var report = SelfTestReport()
        let painter = SymbolPainter()
        var all: [UInt8] = []
        for symbol in Symbol.allCases {
            let pixels = painter.paint(symbol, sidePixels: Self.sidePixels).withBytes { Array($0) }
            let dark = stride(from: 0, to: pixels.count, by: 3).count { pixels[$0] < 128 }
            // A symbol is lines on a ground: neither nothing nor all of it.
            let share = dark * 100 / (Self.sidePixels * Self.sidePixels)
            if !(3...60).contains(share) {
                report.failures.append("\(symbol): expected 3 to 60 % of it drawn, came \(share) %")
            }
            all += pixels
        }
        report.summary =
            "\(Symbol.allCases.count) drawn with FreeType \(painter.freeTypeVersion), digest \(Digest(of: all).short)"
        return report
    }
}
