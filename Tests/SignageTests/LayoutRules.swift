import Controller
import Glibc

@testable import Signage

/// What must hold for every layout, whatever stands on it: a list of what does not.
func brokenRules(of layout: Layout, isBench: Bool) -> [String] {
    var broken: [String] = []
    let panel = layout.panel.box
    for mark in layout.marks where !panel.contains(mark.box) { broken.append("leaves the panel: \(mark)") }

    let texts = layout.texts
    for (index, text) in texts.enumerated() {
        for other in texts[(index + 1)...] where text.box.intersects(other.box) {
            broken.append("overlap: “\(text.string)” and “\(other.string)”")
        }
        if contrast(text.colour, text.background) < 7 { broken.append("contrast below 7: “\(text.string)”") }
        for box in layout.buttons.values where box.intersects(text.box) && !box.contains(text.box) {
            broken.append("sticks out of its button: “\(text.string)”")
        }
    }
    let buttons = Array(layout.buttons)
    for (index, button) in buttons.enumerated() {
        for other in buttons[(index + 1)...] where button.value.intersects(other.value) {
            broken.append("buttons overlap: \(button.key), \(other.key)")
        }
        let (dx, dy) = (button.value.x + button.value.width / 2, button.value.y + button.value.height / 2)
        if layout.button(atX: dx, y: dy) != button.key { broken.append("a touch misses \(button.key)") }
    }
    broken += wrongBackgrounds(layout) + tooSmall(layout)
    if isBench != texts.contains(where: { $0.string.contains("BENCH") }) { broken.append("BENCH: \(isBench)") }
    return broken
}

/// The colour a text says that it stands on must be the one painted below it; and no symbol may lie under a text.
private func wrongBackgrounds(_ layout: Layout) -> [String] {
    var broken: [String] = []
    var fills: [(Box, Colour)] = [(layout.panel.box, layout.background)]
    var symbols: [Box] = []
    for mark in layout.marks {
        switch mark {
        case .fill(let box, let colour, _): fills.append((box, colour))
        case .symbol(_, let box, _): symbols.append(box)
        case .text(let line):
            let below = fills.last { $0.0.intersects(line.box) }
            if below?.1 != line.background || below?.0.contains(line.box) != true {
                broken.append("stands on \(below.map { "\($0.1)" } ?? "-"), says \(line.background): “\(line.string)”")
            }
            if symbols.contains(where: { $0.intersects(line.box) }) { broken.append("on a symbol: “\(line.string)”") }
        case .outline, .oval: break
        }
    }
    return broken
}

/// R26, R52: Chinese at least 30, all else at least 26 pixels on the reference panel, in proportion on others.
private func tooSmall(_ layout: Layout) -> [String] {
    let (width, height) = (layout.panel.widthPixels, layout.panel.heightPixels)
    let scale = min(width * 1000 / 800, height * 1000 / 1280)
    return layout.texts.compactMap { text in
        // A Chinese name in an English sentence has the sentence's size.
        let isChinese =
            text.string.contains(where: LineBreak.isIdeographic) && !text.string.contains { $0.isASCII && $0.isLetter }
        let least = (isChinese ? TypeStyle.leastChinesePixels : TypeStyle.leastEnglishPixels) * scale / 1000
        return text.sizePixels < least ? "too small (\(text.sizePixels)): “\(text.string)”" : nil
    }
}

/// WCAG 2.2: (lighter + 0.05) / (darker + 0.05).
func contrast(_ a: Colour, _ b: Colour) -> Double {
    func linear(_ value: UInt8) -> Double {
        let v = Double(value) / 255
        return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
    }
    func luminance(_ c: Colour) -> Double {
        0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue)
    }
    let (high, low) = (max(luminance(a), luminance(b)), min(luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)
}
