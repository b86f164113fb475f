/// The signs drawn here, one colour each, from lines and curves.
public enum Symbol: String, Equatable, Hashable, Sendable, CaseIterable {
    /// The emblem: two leaves of a gate, their rings and studs.
    case doorGods
    case camera, cameraOff
    case card, presentCard, keypad, face, faceOff
    case check

    struct Piece: Equatable, Sendable {
        var path: Path
        /// 0: filled; else the width of the line.
        var stroke: Int
        static func filled(_ path: Path) -> Self { Self(path: path, stroke: 0) }
        static func drawn(_ path: Path, _ stroke: Int = 64) -> Self { Self(path: path, stroke: stroke) }
    }

    /// On a grid of 1000 x 1000.
    var pieces: [Piece] {
        switch self {
        case .doorGods: Self.gate
        case .camera: Self.cameraPieces
        case .cameraOff: Self.cameraPieces + [.drawn(.lines((110, 110), (890, 890)))]
        case .card: Self.cardPieces
        case .presentCard: Self.presentCardPieces
        case .keypad: Self.keypadPieces
        case .face: Self.facePieces
        case .faceOff: Self.facePieces + [.drawn(.lines((110, 110), (890, 890)))]
        case .check:
            [
                .drawn(.oval(x: 60, y: 60, width: 880, height: 880), 56),
                .drawn(.lines((290, 520), (440, 670), (720, 350)), 80),
            ]
        }
    }

    private static var gate: [Piece] {
        var pieces: [Piece] = [
            .drawn(.lines((90, 950), (90, 120), (910, 120), (910, 950)), 70),
            .drawn(.lines((30, 60), (970, 60)), 80),
            .drawn(.lines((500, 150), (500, 950)), 44),
            .drawn(.oval(x: 300, y: 500, width: 120, height: 150), 40),
            .drawn(.oval(x: 580, y: 500, width: 120, height: 150), 40),
        ]
        for y in [270, 400, 770] {
            for x in [200, 340, 600, 740] { pieces.append(.filled(.oval(x: x, y: y, width: 60, height: 60))) }
        }
        return pieces
    }

    private static var cameraPieces: [Piece] {
        [
            .drawn(.rounded(x: 60, y: 250, width: 620, height: 500, corner: 90)),
            .drawn(.lines((680, 450), (930, 310), (930, 690), (680, 550))),
            .drawn(.oval(x: 250, y: 380, width: 240, height: 240)),
        ]
    }

    private static var cardPieces: [Piece] {
        [
            .drawn(.rounded(x: 60, y: 210, width: 880, height: 580, corner: 80)),
            .drawn(.rounded(x: 180, y: 340, width: 170, height: 140, corner: 30), 50),
            .drawn(.lines((190, 640), (560, 640)), 56),
        ]
    }

    private static var presentCardPieces: [Piece] {
        var waves: [Piece] = []
        for (x, half) in [(660, 130), (760, 220), (860, 310)] {
            let bow = x + half / 2
            waves.append(
                .drawn(
                    .curve(from: (x, 500 - half), (bow, 500 - half / 2), (bow, 500 + half / 2), to: (x, 500 + half)), 44
                ))
        }
        return [
            .drawn(.rounded(x: 40, y: 330, width: 540, height: 340, corner: 50), 44),
            .drawn(.rounded(x: 120, y: 410, width: 110, height: 90, corner: 20), 34),
            .drawn(.lines((130, 590), (360, 590)), 38),
        ] + waves
    }

    private static var keypadPieces: [Piece] {
        var pieces: [Piece] = []
        for y in [60, 290, 520, 750] {
            for x in [130, 410, 690] where y < 750 || x == 410 {
                pieces.append(.filled(.rounded(x: x, y: y, width: 180, height: 180, corner: 50)))
            }
        }
        return pieces
    }

    private static var facePieces: [Piece] {
        [
            .drawn(.oval(x: 170, y: 70, width: 660, height: 860)),
            .filled(.oval(x: 335, y: 385, width: 90, height: 90)),
            .filled(.oval(x: 575, y: 385, width: 90, height: 90)),
            .drawn(.lines((500, 440), (480, 550), (520, 550)), 50),
            .drawn(.curve(from: (370, 650), (440, 730), (560, 730), to: (630, 650)), 56),
        ]
    }
}
