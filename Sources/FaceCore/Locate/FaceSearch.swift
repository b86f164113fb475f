/// How a frame is searched for faces.
public struct FaceSearch: Equatable, Sendable {
    /// Faces smaller than this are not looked for. More is much faster.
    public var leastSidePixels: Int
    /// From one window size to the next, in thousandths: 1050 finds more, 1100 is twice as fast.
    public var scaleThousandths: Int
    /// A face needs more agreeing windows than this.
    public var mostAlone: Int
    /// With so many windows it is a face for sure; chance patterns have fewer. Belongs to the scale: smaller steps, more
    /// windows.
    public var certainWindows: Int

    /// - Precondition: `leastSidePixels` >= 24, `scaleThousandths` in 1010...2000, `mostAlone` >= 0.
    public init(
        leastSidePixels: Int = 64, scaleThousandths: Int = 1050, mostAlone: Int = 3, certainWindows: Int = 8
    ) {
        precondition(leastSidePixels >= 24 && (1010...2000).contains(scaleThousandths) && mostAlone >= 0)
        self.leastSidePixels = leastSidePixels
        self.scaleThousandths = scaleThousandths
        self.mostAlone = mostAlone
        self.certainWindows = certainWindows
    }
}
