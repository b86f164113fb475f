import Foundation

/// Pairs of pictures, of one person or of two: a CSV file with the columns same (1 or 0), a, b. Each picture lies in its
/// person's directory, and `same` agrees with that: all pictures are compared with each other by their directories.
struct PairList {
    struct Pair: Equatable {
        let isSamePerson: Bool
        /// Indices into `pictures`.
        let a: Int, b: Int
    }

    /// Each picture named, once, in the order of first mention; paths below the images' directory.
    private(set) var pictures: [String] = []
    private(set) var pairs: [Pair] = []

    /// - Parameter path: shown in errors.
    init(csv text: String, path: String) throws(CommandError) {
        var indices: [String: Int] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.first?.trimmingCharacters(in: .whitespaces) == "same,a,b" else {
            throw CommandError("\(path):1: the first line must be same,a,b")
        }
        for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 3, fields[0] == "0" || fields[0] == "1", !fields[1].isEmpty, !fields[2].isEmpty else {
                throw CommandError("\(path):\(number + 1): expected 0 or 1 and two pictures, separated by commas")
            }
            let people = fields[1...].map(Self.person)
            guard !people.contains("") else {
                throw CommandError("\(path):\(number + 1): a picture lies in no directory, which would name its person")
            }
            guard (people[0] == people[1]) == (fields[0] == "1") else {
                throw CommandError("\(path):\(number + 1): same is \(fields[0]), and the directories say otherwise")
            }
            let places = fields[1...].map { name in
                if let index = indices[name] { return index }
                indices[name] = pictures.count
                pictures.append(name)
                return pictures.count - 1
            }
            pairs.append(Pair(isSamePerson: fields[0] == "1", a: places[0], b: places[1]))
        }
        guard pairs.count >= FoldAccuracy.foldCount else {
            throw CommandError("\(path): \(pairs.count) pairs, at least \(FoldAccuracy.foldCount) are needed")
        }
    }

    /// Who a picture shows: its directory, as in LFW's layout.
    static func person(of picture: String) -> String {
        picture.split(separator: "/").dropLast().joined(separator: "/")
    }
}
