/// The search for the erase count of blocks whose label cannot be read, by the MAC of their opening. What is near a likely count is
/// tried for each block; the searches further away share one allowance, and each gets half of what is left of it. So an image made
/// by hand, in which every block has an opening and none has a label, does not hold a mount for minutes, and one such block
/// does not take the trials from the others.
final class EraseCountTrials {
    /// More than the erases that a flash is good for are not tried.
    static let mostErases: Int = 1 << 17
    /// Up to here each block is tried.
    static let nearDistance = 128
    /// The first search can go through all of it.
    static let allowance = 2 * mostErases

    /// How many counts have been tried.
    private(set) var tried = 0
    private var farTried = 0
    /// Of the block looked at last whose count is known: blocks of a ring wear evenly.
    var likely: UInt32 = 1

    /// - Returns: the nearest to `likely` that is authentic; it is the likely one from now on.
    func search(_ isAuthentic: (UInt32) -> Bool) -> UInt32? {
        let start = min(max(Int(likely), 1), Self.mostErases)
        var farLeft = (Self.allowance - farTried) / 2
        for distance in 0..<Self.mostErases {
            for count in distance == 0 ? [start] : [start + distance, start - distance]
            where (1...Self.mostErases).contains(count) {
                if distance > Self.nearDistance {
                    guard farLeft > 0 else { return nil }
                    farLeft -= 1
                    farTried += 1
                }
                tried += 1
                guard isAuthentic(UInt32(count)) else { continue }
                likely = UInt32(count)
                return likely
            }
        }
        return nil
    }
}
