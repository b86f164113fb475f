import Controller

/// `camera`: figures for whoever turns it and lights the place. Never a picture.
enum CameraText {
    static func lines(_ report: CameraReport) -> [String] {
        var lines = [row("camera", report.isOn ? "ON" : "off")]
        if let fault = report.fault { lines.append(row("faces", "off: \(fault)")) }
        lines.append(
            row("in use", report.offer.map { $0.inUse.map { "\($0)" } ?? "no format yet" } ?? "no camera answers"))
        // The figures first: what is watched must be on the screen however much a camera offers.
        return lines + aim(report) + formats(report)
    }

    private static func aim(_ report: CameraReport) -> [String] {
        guard let aim = report.aim else { return [row("aim", "not looked at since start: 'camera aim'")] }
        let ago = "\(report.ageMilliseconds / 1_000) s ago"
        let frame = row("frame", "\(aim.frameWidthPixels) x \(aim.frameHeightPixels), \(ago)")
        guard let face = aim.figures else { return [frame, row("face", "none, or several")] }
        let centre = face.leftThousandths + face.widthThousandths / 2
        return [
            frame,
            row("face", "\(percent(face.widthThousandths)) of the width, its middle at \(percent(centre))"),
            row("sharp", "\(face.sharpness) (enrolment needs \(report.leastSharpness))"),
            row(
                "light",
                "mean \(face.brightness) of 255 (enrolment needs \(report.brightness.lowerBound)...\(report.brightness.upperBound))"
            ),
            row(
                "clipped",
                "\(percent(face.clippedThousandths)) black or white (enrolment takes \(percent(report.mostClippedThousandths)))"
            ),
        ]
    }

    /// A row for each size of each pixel format, in the order of the device, its frame rates in one.
    private static func formats(_ report: CameraReport) -> [String] {
        var sizes: [String] = []
        var rates: [String: [String]] = [:]
        for format in report.offer?.formats ?? [] {
            let size = format.shape
            if !sizes.contains(size) { sizes.append(size) }
            rates[size, default: []].append(format.rate)
        }
        return sizes.enumerated().map { index, size in
            row(index == 0 ? "offers" : "", "\(size), \(rates[size]!.joined(separator: ", "))")
        }
    }

    private static func row(_ name: String, _ text: String) -> String { ReplyText.padded(name, 9) + text }
    private static func percent(_ thousandths: Int) -> String { "\(thousandths / 10).\(thousandths % 10) %" }
}
