/// Lines and curves on a grid, y down.
struct Path: Equatable, Sendable {
    struct Point: Equatable, Sendable {
        var x: Int, y: Int
    }

    enum Step: Equatable, Sendable {
        case line(Point)
        /// Two control points, then the end.
        case curve(Point, Point, Point)
    }

    struct Contour: Equatable, Sendable {
        var start: Point
        var steps: [Step] = []
        var isClosed = false

        init(_ x: Int, _ y: Int) { start = Point(x: x, y: y) }

        mutating func line(_ x: Int, _ y: Int) { steps.append(.line(Point(x: x, y: y))) }

        mutating func curve(_ ax: Int, _ ay: Int, _ bx: Int, _ by: Int, _ x: Int, _ y: Int) {
            steps.append(.curve(Point(x: ax, y: ay), Point(x: bx, y: by), Point(x: x, y: y)))
        }

        var pointCount: Int {
            steps.reduce(1) { count, step in
                switch step {
                case .line: count + 1
                case .curve: count + 3
                }
            }
        }
    }

    var contours: [Contour]

    init(_ contours: Contour...) { self.contours = contours }

    static func lines(_ points: (Int, Int)...) -> Path {
        var contour = Contour(points[0].0, points[0].1)
        for point in points.dropFirst() { contour.line(point.0, point.1) }
        return Path(contour)
    }

    static func curve(from start: (Int, Int), _ a: (Int, Int), _ b: (Int, Int), to end: (Int, Int)) -> Path {
        var contour = Contour(start.0, start.1)
        contour.curve(a.0, a.1, b.0, b.1, end.0, end.1)
        return Path(contour)
    }

    static func oval(x: Int, y: Int, width: Int, height: Int) -> Path {
        rounded(x: x, y: y, width: width, height: height, cornerX: width / 2, cornerY: height / 2)
    }

    static func rounded(x: Int, y: Int, width: Int, height: Int, corner: Int) -> Path {
        let corner = max(0, min(corner, width / 2, height / 2))
        return rounded(x: x, y: y, width: width, height: height, cornerX: corner, cornerY: corner)
    }

    /// Each corner is a cubic curve; 1 − 0.5523 is the usual constant for a quarter of a circle.
    private static func rounded(x: Int, y: Int, width: Int, height: Int, cornerX: Int, cornerY: Int) -> Path {
        let (right, bottom) = (x + width, y + height)
        let (kx, ky) = (cornerX * 4477 / 10000, cornerY * 4477 / 10000)
        var contour = Contour(x + cornerX, y)
        contour.line(right - cornerX, y)
        contour.curve(right - kx, y, right, y + ky, right, y + cornerY)
        contour.line(right, bottom - cornerY)
        contour.curve(right, bottom - ky, right - kx, bottom, right - cornerX, bottom)
        contour.line(x + cornerX, bottom)
        contour.curve(x + kx, bottom, x, bottom - ky, x, bottom - cornerY)
        contour.line(x, y + cornerY)
        contour.curve(x, y + ky, x + kx, y, x + cornerX, y)
        contour.isClosed = true
        return Path(contour)
    }
}
