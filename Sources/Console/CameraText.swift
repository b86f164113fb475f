import Controller

/// `camera`: figures for whoever turns it and lights the place. Never a picture.
enum CameraText {
    static func lines(_ report: CameraReport) -> [String] {
        var lines = [row("camera", report.isOn ? "ON" : "off")]
        if let fault = report.fault { lines.append(row("faces", "off: \(fault)")) }
        guard let aim = report.aim else { return lines + [row("aim", "not looked at since start: 'camera aim'")] }
        let ago = "\(report.ageMilliseconds / 1_000) s ago"
        lines.append(row("frame", "\(aim.frameWidthPixels) x \(aim.frameHeightPixels), \(ago)"))
        guard let face = aim.figures else { return lines + [row("face", "none, or several")] }
        let centre = face.leftThousandths + face.widthThousandths / 2
        return lines + [
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

    private static func row(_ name: String, _ text: String) -> String { ReplyText.padded(name, 9) + text }
    private static func percent(_ thousandths: Int) -> String { "\(thousandths / 10).\(thousandths % 10) %" }
}
