/// The texts of both settings files as they were at the last good start, in one file of the state directory.
///
/// A line with the sizes and a digest of what follows, then the board's text and the site's. It holds no secret: what is in it
/// stands in files that everybody may read.
struct LastGood: Equatable {
    let board: [UInt8]
    let site: [UInt8]

    static func file(in directory: String) -> SmallFile { SmallFile("\(directory)/last-good-settings") }

    /// Nil when there is none, or it is not whole.
    static func read(_ directory: String) -> LastGood? { file(in: directory).read().flatMap { LastGood($0) } }

    /// Written only where it differs: a medium is not worn by starts.
    func keep(in directory: String) throws(Refusal) {
        if Self.read(directory) != self { try Self.file(in: directory).write(bytes) }
    }

    var bytes: [UInt8] {
        let texts = board + site
        return Array("menshen settings 1 \(board.count) \(site.count) \(Digest(of: texts))\n".utf8) + texts
    }

    init(board: [UInt8], site: [UInt8]) { (self.board, self.site) = (board, site) }

    /// Nil unless every byte is as it was written.
    init?(_ bytes: [UInt8]) {
        guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
        let words = String(decoding: bytes[..<end], as: UTF8.self).split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, words[..<3] == ["menshen", "settings", "1"], let boardCount = Int(words[3]),
            let siteCount = Int(words[4]), boardCount >= 0, siteCount >= 0
        else { return nil }
        let texts = bytes[(end + 1)...]
        guard texts.count == boardCount &+ siteCount, boardCount <= texts.count else { return nil }
        board = Array(texts.prefix(boardCount))
        site = Array(texts.dropFirst(boardCount))
        guard self.bytes == bytes else { return nil }
    }
}
