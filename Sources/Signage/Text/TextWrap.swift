/// A text cut into lines.
struct WrappedText: Equatable, Sendable {
    var lines: [String]
    /// Some line had to end where none should: a word longer than the line, or a row of closing marks.
    var isForced: Bool
}

extension TextMeasure {
    /// Greedy: each line takes what it can. A newline in the text always ends a line.
    ///
    /// A single character wider than the line still gets a line of its own.
    func wrap(_ text: String, sizePixels: Int, weight: Weight, widthPixels: Int) -> WrappedText {
        let limit = widthPixels * 1000 / sizePixels
        var wrapped = WrappedText(lines: [], isForced: false)
        for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            wrapParagraph(Array(paragraph), weight: weight, limitThousandths: limit, into: &wrapped)
        }
        return wrapped
    }

    /// The same number of lines as `wrap`, but as even as can be: no last line of one word under a headline.
    func wrapBalanced(_ text: String, sizePixels: Int, weight: Weight, widthPixels: Int) -> WrappedText {
        let widest = wrap(text, sizePixels: sizePixels, weight: weight, widthPixels: widthPixels)
        guard widest.lines.count > 1, !widest.isForced, !text.contains(where: \.isNewline) else { return widest }
        var best = widest
        var tooNarrow = widthPixels / 3
        var enough = widthPixels
        while enough - tooNarrow > 8 {
            let middle = (tooNarrow + enough) / 2
            let candidate = wrap(text, sizePixels: sizePixels, weight: weight, widthPixels: middle)
            if candidate.lines.count == widest.lines.count, !candidate.isForced {
                (best, enough) = (candidate, middle)
            } else {
                tooNarrow = middle
            }
        }
        return best
    }

    private func wrapParagraph(
        _ characters: [Character], weight: Weight, limitThousandths: Int, into wrapped: inout WrappedText
    ) {
        let advances = characters.map { advanceThousandths(of: String($0), weight: weight) }
        var start = 0
        repeat {
            var end = start
            var width = 0
            var lastBreak = start
            while end < characters.count {
                if end > start, mayEnd(characters[start..<end], before: characters[end]) { lastBreak = end }
                if end > start, width + advances[end] > limitThousandths, !LineBreak.isSpace(characters[end]) { break }
                width += advances[end]
                end += 1
            }
            if end < characters.count {
                if lastBreak > start { end = lastBreak } else { wrapped.isForced = true }
            } else if width > limitThousandths, end - start == 1 {
                wrapped.isForced = true
            }
            let line = characters[start..<end]
            let trimmed = line.prefix(line.lastIndex { !LineBreak.isSpace($0) }.map { $0 + 1 - start } ?? 0)
            wrapped.lines.append(String(trimmed))
            start = end
            while start < characters.count, LineBreak.isSpace(characters[start]) { start += 1 }
        } while start < characters.count
    }

    /// A space lets a line end, but not where the mark before it must not stand at an end.
    private func mayEnd(_ line: ArraySlice<Character>, before next: Character) -> Bool {
        guard LineBreak.isAllowed(between: line[line.endIndex - 1], and: next) else { return false }
        let solid = line.last { !LineBreak.isSpace($0) }
        return solid.map { !LineBreak.noEnd.contains($0) } ?? true
    }
}
