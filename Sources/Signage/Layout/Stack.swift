/// Things one below the other, which shrink together until they fit.
struct Stack {
    enum Item {
        case text(String, TypeStyle)
        /// Two columns, e.g. label and value.
        case row(label: (String, TypeStyle), labelWidth: Int, value: (String, TypeStyle))
        /// A symbol on the left, lines beside it, both in the middle of their height.
        case captioned(Symbol, sidePixels: Int, Colour, [(String, TypeStyle)])
        /// Centred.
        case symbol(Symbol, sidePixels: Int, Colour)
        case gap(Int)
        case rule(Colour)
    }

    var items: [Item] = []

    /// Type sizes are tried from the largest down; a forced line end is accepted at the last only.
    static let growing = [125, 120, 115, 110, 105]
    static let percents = [100, 95, 90, 85, 80, 75, 70, 65, 60, 55, 50]

    mutating func text(_ words: Bilingual, _ chinese: TypeStyle, _ english: TypeStyle, gap: Int = 6) {
        items += [.text(words.chinese, chinese), .gap(gap), .text(words.english, english)]
    }
}

extension Stack {
    /// The stack set at one size.
    struct Setting {
        var marks: [Mark]
        var heightPixels: Int
        var isForced: Bool

        func marks(movedX dx: Int, y dy: Int) -> [Mark] { marks.map { $0.moved(x: dx, y: dy) } }
    }

    /// Sets at `percent` of the wished sizes, from (0, 0) down, in `widthPixels`.
    func set(percent: Int, widthPixels width: Int, measure: some TextMeasure) -> Setting {
        var setting = Setting(marks: [], heightPixels: 0, isForced: false)
        for item in items {
            let top = setting.heightPixels
            switch item {
            case .text(let string, let style):
                setting.heightPixels += setText(
                    string, style, percent, Box(x: 0, y: top, width: width, height: 0), measure, &setting)
            case .row(let label, let labelWidth, let value):
                let left = setText(
                    label.0, label.1, percent, Box(x: 0, y: top, width: labelWidth, height: 0), measure, &setting)
                let right = setText(
                    value.0, value.1, percent, Box(x: labelWidth, y: top, width: width - labelWidth, height: 0),
                    measure, &setting)
                setting.heightPixels += max(left, right)
            case .captioned(let symbol, let wished, let colour, let texts):
                let side = wished * max(60, percent) / 100
                var beside = Setting(marks: [], heightPixels: 0, isForced: setting.isForced)
                for (string, style) in texts {
                    let box = Box(x: side + 20, y: beside.heightPixels, width: width - side - 20, height: 0)
                    beside.heightPixels += setText(string, style, percent, box, measure, &beside)
                }
                let height = max(side, beside.heightPixels)
                let symbolBox = Box(x: 0, y: top + (height - side) / 2, width: side, height: side)
                setting.marks.append(.symbol(symbol, symbolBox, colour))
                setting.marks += beside.marks(movedX: 0, y: top + (height - beside.heightPixels) / 2)
                setting.heightPixels += height
                setting.isForced = beside.isForced
            case .symbol(let symbol, let wished, let colour):
                let side = wished * max(60, percent) / 100
                setting.marks.append(
                    .symbol(symbol, Box(x: (width - side) / 2, y: top, width: side, height: side), colour))
                setting.heightPixels += side
            case .gap(let pixels): setting.heightPixels += pixels * max(50, percent) / 100
            case .rule(let colour):
                setting.marks.append(.fill(Box(x: 0, y: top, width: width, height: 2), colour, cornerPixels: 0))
                setting.heightPixels += 2
            }
        }
        return setting
    }

    /// The largest setting that fits, or nil.
    /// - Parameter mayGrow: sizes above the wished ones are tried first.
    func fitted(widthPixels: Int, heightPixels: Int, measure: some TextMeasure, mayGrow: Bool = false) -> Setting? {
        for percent in (mayGrow ? Self.growing : []) + Self.percents {
            let setting = set(percent: percent, widthPixels: widthPixels, measure: measure)
            if setting.heightPixels <= heightPixels, !setting.isForced || percent == Self.percents.last {
                return setting
            }
        }
        return nil
    }

    /// - Returns: the height.
    private func setText(
        _ string: String, _ style: TypeStyle, _ percent: Int, _ box: Box, _ measure: some TextMeasure,
        _ setting: inout Setting
    ) -> Int {
        if string.isEmpty { return 0 }
        let size = style.size(at: percent)
        let lineHeight = TypeStyle.lineHeight(size)
        let string = style.isEnglish ? string.withNarrowQuotes : string
        let wrapped =
            style.isBalanced
            ? measure.wrapBalanced(string, sizePixels: size, weight: style.weight, widthPixels: box.width)
            : measure.wrap(string, sizePixels: size, weight: style.weight, widthPixels: box.width)
        setting.isForced = setting.isForced || wrapped.isForced
        for (index, line) in wrapped.lines.enumerated() where !line.isEmpty {
            let width = measure.widthPixels(of: line, sizePixels: size, weight: style.weight)
            let x = style.alignment == .centre ? box.x + centred(line, width, size, in: box.width) : box.x
            setting.marks.append(
                .text(
                    TextLine(
                        string: line, box: Box(x: x, y: box.y + index * lineHeight, width: width, height: lineHeight),
                        sizePixels: size, weight: style.weight, colour: style.ink.colour,
                        background: style.ink.background,
                        isCentred: style.alignment == .centre)))
        }
        return wrapped.lines.count * lineHeight
    }

    /// Full-width punctuation has its ink on the left; at the end of a centred line its empty half does not count.
    private func centred(_ line: String, _ width: Int, _ size: Int, in available: Int) -> Int {
        let slack = (available - width) / 2
        let isHalfEmpty = line.last.map { "。，、；：！？）》」』".contains($0) } ?? false
        return isHalfEmpty ? slack + max(0, min(size / 4, slack)) : slack
    }
}

extension Mark {
    func moved(x dx: Int, y dy: Int) -> Mark {
        func moved(_ box: Box) -> Box { Box(x: box.x + dx, y: box.y + dy, width: box.width, height: box.height) }
        return switch self {
        case .fill(let box, let colour, let corner): .fill(moved(box), colour, cornerPixels: corner)
        case .outline(let box, let colour, let stroke, let corner):
            .outline(moved(box), colour, strokePixels: stroke, cornerPixels: corner)
        case .oval(let box, let colour, let stroke): .oval(moved(box), colour, strokePixels: stroke)
        case .symbol(let symbol, let box, let colour): .symbol(symbol, moved(box), colour)
        case .text(var line):
            .text(
                {
                    line.box = moved(line.box)
                    return line
                }())
        }
    }
}

extension String {
    /// Chinese fonts draw “ ” ‘ ’ a full square wide, which tears English words apart.
    fileprivate var withNarrowQuotes: String {
        String(
            map { character in
                switch character {
                case "“", "”": "\""
                case "‘", "’": "'"
                default: character
                }
            })
    }
}
