/// The numbers of one cut, or of a cut and the cut during its recovery: `workload.step.way` or `workload.step.way.step.way`.
///
/// The way counts from 0 in `PowerCut.allWays` of that step. Nothing else is needed to rerun it.
public struct CutPoint: Hashable, Sendable, CustomStringConvertible {
    public struct Place: Hashable, Sendable {
        public let step: Int
        public let way: Int
    }

    public let workload: UInt64
    public let first: Place
    public let second: Place?

    init(workload: UInt64, first: Place, second: Place? = nil) {
        (self.workload, self.first, self.second) = (workload, first, second)
    }

    /// Nil for anything but three or five numbers with dots between them.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0) }
        guard parts.count == 3 || parts.count == 5, !parts.contains(nil) else { return nil }
        let numbers = parts.map { $0! }
        guard numbers.dropFirst().allSatisfy({ $0 < 1 << 32 }) else { return nil }
        workload = numbers[0]
        first = Place(step: Int(numbers[1]), way: Int(numbers[2]))
        second = numbers.count == 5 ? Place(step: Int(numbers[3]), way: Int(numbers[4])) : nil
    }

    public var description: String {
        let start = "\(workload).\(first.step).\(first.way)"
        return second.map { "\(start).\($0.step).\($0.way)" } ?? start
    }
}
