import FaceCore

/// What the dlib pack declares about itself: the section META.
enum DlibStatement {
    static func section(_ rates: CalibrationFile) -> [UInt8] {
        var lines = [
            ("name", "dlib face recognition ResNet v1, int8"),
            ("version", "1"),
            ("network", ResnetImport.networkName),
            ("origin", "dlib-models by Davis E. King; LBP cascade from OpenCV's data files"),
            ("licence", "CC0-1.0 (network, landmarks), BSD-3-Clause (cascade)"),
            (
                "training_data",
                "as its author states: about 3 million pictures of 7485 people, from FaceScrub, VGG-Face and pictures "
                    + "collected from the internet, none of the people of LFW; landmarks: dlib's own 5-point data set of "
                    + "about 7000 pictures; cascade: not published"
            ),
            ("modes", PackStatement.Mode.verify.rawValue),
            ("chip_side_pixels", String(Chip.sidePixels)),
            ("template_length", String(Template.length)),
            ("source." + ResnetImport.fileName, ResnetImport.sha256),
            ("source." + BuildDlib.landmarksName, BuildDlib.landmarksSHA256),
            ("source." + BuildDlib.cascadeName, BuildDlib.cascadeSHA256),
        ]
        for (index, population) in rates.populations.enumerated() {
            lines.append(("population.\(index + 1)", population.name))
        }
        lines.append(
            (
                "note.1",
                "fit for 1:1 with a claim and several references only; far more false matches among East-Asian people "
                    + "than on LFW, so the worst population decides"
            ))
        return Array(lines.map { "\($0.0) = \($0.1)\n" }.joined().utf8)
    }
}
