import Controller
import Law

/// Cuts notice pages that are too long for the panel at the least legal type size into several, so that every word is
/// shown and none is smaller than it may be (R26).
///
/// Done once, before the Controller gets its pages: it counts what a person has to see.
public func paginate(
    _ pages: [NoticePage], style: SignStyle, measure: any TextMeasure
) throws(SignageError) -> [NoticePage] {
    var result: [NoticePage] = []
    for page in pages { result += try fittingPages(page, style, measure) }
    return result
}

private func fittingPages(
    _ page: NoticePage, _ style: SignStyle, _ measure: any TextMeasure
) throws(SignageError) -> [NoticePage] {
    if try fits(page, style, measure) { return [page] }
    guard let (first, rest) = page.halved() else { throw SignageError(.doesNotFit(scene: "notice")) }
    var rests = try fittingPages(rest, style, measure)
    let firsts = try fittingPages(first, style, measure)
    rests[0] = rests[0].continued()
    return firsts + rests
}

/// The page numbers are as wide as they can be, so that the real ones fit as well.
private func fits(_ page: NoticePage, _ style: SignStyle, _ measure: any TextMeasure) throws(SignageError) -> Bool {
    do {
        _ = try Layout(.notice(page, index: 98, count: 99), style: style, measure: measure)
        return true
    } catch {
        guard case .doesNotFit = error.code else { throw error }
        return false
    }
}

extension NoticePage {
    /// Two pages with about half the text each, both languages cut alike; nil when there is nothing left to cut.
    func halved() -> (NoticePage, NoticePage)? {
        let chinese = Self.halved(textChinese)
        let english = Self.halved(textEnglish)
        if chinese == nil, english == nil { return nil }
        func page(_ chinese: [String], _ english: [String]) -> NoticePage {
            NoticePage(
                titleChinese: titleChinese, titleEnglish: titleEnglish, textChinese: chinese, textEnglish: english)
        }
        return (
            page(chinese?.0 ?? textChinese, english?.0 ?? textEnglish), page(chinese?.1 ?? [], english?.1 ?? [])
        )
    }

    func continued() -> NoticePage {
        guard !titleChinese.hasSuffix(Texts.continued.chinese) else { return self }
        var page = self
        page.titleChinese += Texts.continued.chinese
        page.titleEnglish += Texts.continued.english
        return page
    }

    private static func halved(_ paragraphs: [String]) -> ([String], [String])? {
        if paragraphs.count > 1 {
            let middle = (paragraphs.count + 1) / 2
            return (Array(paragraphs[..<middle]), Array(paragraphs[middle...]))
        }
        guard let only = paragraphs.first, let (first, rest) = halved(only) else { return nil }
        return ([first], [rest])
    }

    /// Cuts at the end of the sentence nearest to the middle; where there is none, between words.
    private static func halved(_ text: String) -> (String, String)? {
        let characters = Array(text)
        let middle = characters.count / 2
        let places = characters.indices.dropFirst().filter {
            LineBreak.isAllowed(between: characters[$0 - 1], and: characters[$0])
        }
        let sentenceEnds = places.filter { place in
            let before = characters[..<place].last { !LineBreak.isSpace($0) }
            return before.map { "。！？；.!?;".contains($0) } ?? false
        }
        func nearest(_ places: [Int]) -> Int? { places.min { abs($0 - middle) < abs($1 - middle) } }
        guard let place = nearest(sentenceEnds) ?? nearest(places) else { return nil }
        func trimmed(_ slice: ArraySlice<Character>) -> String {
            String(slice.drop(while: LineBreak.isSpace).reversed().drop(while: LineBreak.isSpace).reversed())
        }
        let (first, rest) = (trimmed(characters[..<place]), trimmed(characters[place...]))
        return first.isEmpty || rest.isEmpty ? nil : (first, rest)
    }
}
