/// Windows that fire around one face become one box, after OpenCV's `groupRectangles` with its tolerance of 0.2.
enum WindowGrouping {
    /// - Parameter mostAlone: a group needs more windows than this.
    /// - Returns: the groups' mean boxes, in the order in which their first window was found.
    static func boxes(_ windows: [FaceBox], mostAlone: Int) -> [FaceBox] {
        let groups = means(windows).filter { $0.windowCount > mostAlone }
        return groups.filter { inner in
            !groups.contains { outer in
                outer != inner && outer.holds(inner) && outer.windowCount > max(3, inner.windowCount)
            }
        }
    }

    /// The first of each group of similar windows, with how many are similar to it.
    static func representatives(_ windows: [FaceBox]) -> [FaceBox] {
        var chosen: [FaceBox] = []
        for window in windows {
            if let index = chosen.firstIndex(where: { areSimilar($0, window) }) {
                chosen[index].windowCount += 1
            } else {
                chosen.append(window)
            }
        }
        return chosen
    }

    /// Two windows belong together when all four edges differ by at most a fifth of the smaller side.
    static func areSimilar(_ a: FaceBox, _ b: FaceBox) -> Bool {
        let delta = min(a.sidePixels, b.sidePixels)
        return 5 * abs(a.leftPixels - b.leftPixels) <= delta && 5 * abs(a.topPixels - b.topPixels) <= delta
            && 5 * abs(a.leftPixels + a.sidePixels - b.leftPixels - b.sidePixels) <= delta
            && 5 * abs(a.topPixels + a.sidePixels - b.topPixels - b.sidePixels) <= delta
    }

    /// The mean of each chain of similar windows, half up.
    private static func means(_ windows: [FaceBox]) -> [FaceBox] {
        var parent = Array(windows.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parent[index] != index {
                parent[index] = parent[parent[index]]
                index = parent[index]
            }
            return index
        }
        for later in windows.indices {
            for earlier in 0..<later where areSimilar(windows[later], windows[earlier]) {
                let (a, b) = (root(later), root(earlier))
                parent[max(a, b)] = min(a, b)
            }
        }
        var sums: [FaceBox] = []
        var groupOfRoot: [Int: Int] = [:]
        for (index, window) in windows.enumerated() {
            let group = groupOfRoot[root(index), default: sums.count]
            if group == sums.count {
                groupOfRoot[root(index)] = group
                sums.append(FaceBox(leftPixels: 0, topPixels: 0, sidePixels: 0, windowCount: 0))
            }
            sums[group].leftPixels += window.leftPixels
            sums[group].topPixels += window.topPixels
            sums[group].sidePixels += window.sidePixels
            sums[group].windowCount += 1
        }
        return sums.map { sum in
            func mean(_ total: Int) -> Int { (2 * total + sum.windowCount) / (2 * sum.windowCount) }
            return FaceBox(
                leftPixels: mean(sum.leftPixels), topPixels: mean(sum.topPixels), sidePixels: mean(sum.sidePixels),
                windowCount: sum.windowCount)
        }
    }
}

extension FaceBox {
    /// Whether `inner` lies inside this box, give or take a fifth of its side.
    fileprivate func holds(_ inner: FaceBox) -> Bool {
        let slack = sidePixels / 5
        return inner.leftPixels >= leftPixels - slack && inner.topPixels >= topPixels - slack
            && inner.leftPixels + inner.sidePixels <= leftPixels + sidePixels + slack
            && inner.topPixels + inner.sidePixels <= topPixels + sidePixels + slack
    }
}
