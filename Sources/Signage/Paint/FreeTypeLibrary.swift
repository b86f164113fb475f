import CFreeType

/// FreeType, for glyphs and for every other shape: one rasteriser, 256 levels of coverage, all in 26.6 integers.
final class FreeTypeLibrary {
    let handle: FT_Library
    private let stroker: FT_Stroker

    init() {
        var library: FT_Library?
        // Can only fail for want of memory.
        precondition(FT_Init_FreeType(&library) == 0, "FreeType cannot start")
        handle = library!
        var stroker: FT_Stroker?
        precondition(FT_Stroker_New(handle, &stroker) == 0, "FreeType cannot start its stroker")
        self.stroker = stroker!
    }

    deinit {
        FT_Stroker_Done(stroker)
        FT_Done_FreeType(handle)
    }

    /// Fills the path. `place` brings grid points to pixels in 26.6.
    func fill(_ path: Path, _ place: Placement, _ colour: Colour, on surface: Surface) {
        let pointCount = path.contours.reduce(0) { $0 + $1.pointCount }
        var outline = FT_Outline()
        guard FT_Outline_New(handle, FT_UInt(pointCount), FT_Int(path.contours.count), &outline) == 0 else { return }
        defer { FT_Outline_Done(handle, &outline) }
        var index: Int32 = 0
        func add(_ point: Path.Point, _ tag: Int32) {
            let vector = place.vector(point)
            menshen_outline_set_point(&outline, index, vector.x, vector.y, tag)
            index += 1
        }
        for (number, contour) in path.contours.enumerated() {
            add(contour.start, Self.onCurve)
            for step in contour.steps {
                switch step {
                case .line(let end): add(end, Self.onCurve)
                case .curve(let a, let b, let end):
                    add(a, Self.cubic)
                    add(b, Self.cubic)
                    add(end, Self.onCurve)
                }
            }
            menshen_outline_end_contour(&outline, Int32(number), index - 1)
        }
        render(&outline, colour, on: surface)
    }

    /// FT_CURVE_TAG_ON and FT_CURVE_TAG_CUBIC.
    private static let onCurve: Int32 = 1, cubic: Int32 = 2

    /// Draws the path with a line of `stroke` 26.6 pixels, round at its ends and corners.
    func stroke(_ path: Path, _ place: Placement, stroke: Int, _ colour: Colour, on surface: Surface) {
        FT_Stroker_Set(stroker, FT_Fixed(stroke / 2), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0)
        for contour in path.contours {
            var start = place.vector(contour.start)
            FT_Stroker_BeginSubPath(stroker, &start, contour.isClosed ? 0 : 1)
            for step in contour.steps {
                switch step {
                case .line(let end):
                    var end = place.vector(end)
                    FT_Stroker_LineTo(stroker, &end)
                case .curve(let a, let b, let end):
                    var (a, b, end) = (place.vector(a), place.vector(b), place.vector(end))
                    FT_Stroker_CubicTo(stroker, &a, &b, &end)
                }
            }
            FT_Stroker_EndSubPath(stroker)
        }
        var (points, contours): (FT_UInt, FT_UInt) = (0, 0)
        guard FT_Stroker_GetCounts(stroker, &points, &contours) == 0 else { return }
        var outline = FT_Outline()
        guard FT_Outline_New(handle, points, FT_Int(contours), &outline) == 0 else { return }
        defer { FT_Outline_Done(handle, &outline) }
        // `Export` appends, so the new outline has to say that it is empty.
        outline.n_points = 0
        outline.n_contours = 0
        FT_Stroker_Export(stroker, &outline)
        render(&outline, colour, on: surface)
    }

    private struct Target {
        let surface: Surface, colour: Colour
    }

    private func render(_ outline: inout FT_Outline, _ colour: Colour, on surface: Surface) {
        var target = Target(surface: surface, colour: colour)
        withUnsafeMutablePointer(to: &target) { target in
            var parameters = FT_Raster_Params()
            parameters.flags = Int32(FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP)
            parameters.user = UnsafeMutableRawPointer(target)
            parameters.clip_box = FT_BBox(
                xMin: 0, yMin: 0, xMax: FT_Pos(surface.widthPixels), yMax: FT_Pos(surface.heightPixels))
            // FreeType's rows count upwards from the picture's bottom.
            parameters.gray_spans = { y, count, spans, user in
                guard let user, let spans else { return }
                let target = user.assumingMemoryBound(to: Target.self).pointee
                for span in UnsafeBufferPointer(start: spans, count: Int(count)) {
                    target.surface.blend(
                        target.colour, coverage: span.coverage, x: Int(span.x),
                        y: target.surface.heightPixels - 1 - Int(y), count: Int(span.len))
                }
            }
            // Fails only for want of memory; then a shape is missing, and the words still stand.
            _ = FT_Outline_Render(handle, &outline, &parameters)
        }
    }
}

/// Where a path's grid lies on the picture.
struct Placement {
    let box: Box
    /// Grid units per side.
    let gridWidth: Int, gridHeight: Int
    let pictureHeightPixels: Int

    /// 26.6, y up.
    func vector(_ point: Path.Point) -> FT_Vector {
        FT_Vector(
            x: FT_Pos(box.x * 64 + point.x * box.width * 64 / gridWidth),
            y: FT_Pos((pictureHeightPixels - box.y) * 64 - point.y * box.height * 64 / gridHeight))
    }
}
