/// The search for the erase count of blocks whose label cannot be read, by the MAC of their opening. It begins near what is
/// likely, and all searches of one mount share one allowance: for an image made by hand, in which every block has an opening
/// and none has a label, must not hold a mount for minutes.
final class EraseCountTrials {
    /// More than the erases that a flash is good for are not tried.
    private static let mostErases: Int = 1 << 17
    /// Two searches through all of it.
    static let allowance = 2 * mostErases

    /// How many counts have been tried.
    private(set) var tried = 0
    /// Of the block looked at last whose label could be read: blocks of a ring wear evenly.
    var likely: UInt32 = 1

    /// - Returns: the nearest to `likely` that is authentic.
    func search(_ isAuthentic: (UInt32) -> Bool) -> UInt32? {
        let start = min(max(Int(likely), 1), Self.mostErases)
        for distance in 0..<Self.mostErases {
            for count in distance == 0 ? [start] : [start + distance, start - distance]
            where (1...Self.mostErases).contains(count) {
                guard tried < Self.allowance else { return nil }
                tried += 1
                if isAuthentic(UInt32(count)) { return UInt32(count) }
            }
        }
        return nil
    }
}
