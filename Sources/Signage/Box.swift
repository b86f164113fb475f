/// A rectangle in pixels, origin at the panel's top left, y down; `right` and `bottom` are the first pixels outside.
public struct Box: Equatable, Hashable, Sendable {
    public var x: Int, y: Int, width: Int, height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    public var right: Int { x + width }
    public var bottom: Int { y + height }
    public var area: Int { width * height }

    public func contains(x px: Int, y py: Int) -> Bool { (x..<right).contains(px) && (y..<bottom).contains(py) }

    public func contains(_ other: Box) -> Bool {
        other.x >= x && other.y >= y && other.right <= right && other.bottom <= bottom
    }

    public func intersects(_ other: Box) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    func inset(by pixels: Int) -> Box {
        Box(x: x + pixels, y: y + pixels, width: width - 2 * pixels, height: height - 2 * pixels)
    }
}

extension Box: CustomStringConvertible {
    /// `40,780 224x260`
    public var description: String { "\(x),\(y) \(width)x\(height)" }
}

/// The panel's size in pixels.
public struct PanelSize: Equatable, Hashable, Sendable {
    public var widthPixels: Int, heightPixels: Int

    public init(widthPixels: Int, heightPixels: Int) {
        (self.widthPixels, self.heightPixels) = (widthPixels, heightPixels)
    }

    /// The panel that every size in this room is drawn for.
    public static let reference = PanelSize(widthPixels: 800, heightPixels: 1280)

    var box: Box { Box(x: 0, y: 0, width: widthPixels, height: heightPixels) }
}
