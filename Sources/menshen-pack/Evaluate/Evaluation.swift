import FaceCore

/// A pack measured on pairs of pictures.
struct Evaluation {
    static let threadCount = 2
    static let timedPictures = 40

    let list: PairList
    let pictures: [MeasuredPicture]

    /// - Parameter note: told now and then how many pictures are done.
    init(
        _ pack: ModelPack, _ list: PairList, imagesDirectory: String, search: FaceSearch,
        note: @escaping @Sendable (Int) -> Void
    ) throws {
        self.list = list
        let paths = list.pictures.map { imagesDirectory + "/" + $0 }
        pictures = try parallelMap(count: paths.count, threads: Self.threadCount, note: note) {
            let measurement = try PictureMeasurement(pack, search: search)
            return { try measurement.measure(paths[$0]) }
        }
    }

    var detectedCount: Int { pictures.filter { $0.template != nil }.count }

    /// Of those whose picture has a face.
    var peopleCount: Int {
        let shown = list.pictures.indices.filter { pictures[$0].template != nil }
        return Set(shown.map { PairList.person(of: list.pictures[$0]) }).count
    }

    /// Of the pairs of which both pictures have a face.
    var pairScores: [(score: ComparisonScore, isSamePerson: Bool)] {
        var scores: [(score: ComparisonScore, isSamePerson: Bool)] = []
        for pair in list.pairs {
            if let score = score(pair.a, pair.b) { scores.append((score, pair.isSamePerson)) }
        }
        return scores
    }

    /// Every picture with every other.
    func compareAll() throws -> AllComparisons {
        let people = list.pictures.map(PairList.person)
        let rows = try parallelMap(count: Self.threadCount, threads: Self.threadCount, note: { _ in }) {
            { part in
                var counts = AllComparisons()
                // Rows grow shorter, so the threads take them in turn.
                for a in stride(from: part, to: pictures.count, by: Self.threadCount) {
                    for b in a + 1..<max(a + 1, pictures.count) {
                        guard let score = score(a, b) else { continue }
                        if people[a] == people[b] { counts.genuine.add(score) } else { counts.impostors.add(score) }
                    }
                }
                return counts
            }
        }
        return rows.dropFirst().reduce(into: rows[0]) { $0.add($1) }
    }

    var observations: [String: Int] { pictures.reduce(into: [:]) { $0[$1.observation, default: 0] += 1 } }

    private func score(_ a: Int, _ b: Int) -> ComparisonScore? {
        pictures[a].compared(with: pictures[b])
    }
}

extension MeasuredPicture {
    fileprivate func compared(with other: MeasuredPicture) -> ComparisonScore? {
        guard template != nil, other.template != nil else { return nil }
        return template!.compare(other.template!)
    }
}
