/// An sRGB colour.
public struct Colour: Equatable, Hashable, Sendable {
    public var red: UInt8, green: UInt8, blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) { (self.red, self.green, self.blue) = (red, green, blue) }

    /// - Parameter hex: 0xRRGGBB.
    init(_ hex: UInt32) {
        self.init(red: UInt8(hex >> 16 & 0xFF), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF))
    }
}

/// The few colours there are. Text pairs stand at 7:1 or more (R52).
extension Colour {
    /// Off-white paper: the background of nearly every screen.
    static let paper = Colour(0xFAF7F0)
    static let white = Colour(0xFFFFFF)
    /// Nearly black: text and the frames of buttons.
    static let ink = Colour(0x1A1C1F)
    /// Second-rank text.
    static let slate = Colour(0x41464C)
    /// Rules and fields.
    static let line = Colour(0xC9C3B6)
    /// The fill of a button that does not work at this moment, and its text.
    static let dimmed = Colour(0xE7E3DA)
    static let dimmedInk = Colour(0x42464A)
    /// Gate red and gold, the door gods' own; red is never a warning here.
    static let cinnabar = Colour(0x86190F)
    static let gold = Colour(0xF3D08A)
    /// The door is open.
    static let jade = Colour(0x0B5A3C)
    /// The bench banner.
    static let amber = Colour(0xF4B81C)
    /// Behind the outline while the camera is on.
    static let night = Colour(0x20262D)
}

/// What is written, and what it is written on.
struct Ink: Equatable, Sendable {
    var colour: Colour, background: Colour

    static let plain = Ink(colour: .ink, background: .paper)
    static let quiet = Ink(colour: .slate, background: .paper)
    static let band = Ink(colour: .paper, background: .cinnabar)
    static let button = Ink(colour: .ink, background: .white)
    static let dimmed = Ink(colour: .dimmedInk, background: .dimmed)
    static let opened = Ink(colour: .white, background: .jade)
    static let bench = Ink(colour: .ink, background: .amber)
}
