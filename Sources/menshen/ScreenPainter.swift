import Controller
import Signage

/// Scene → layout → picture → screen. A screen that cannot be drawn is reported and never stops the door.
final class ScreenPainter {
    private let painter: SignPainter
    private let screen: any Screen
    private let complain: (String) -> Void

    init(_ painter: SignPainter, screen: any Screen, complain: @escaping (String) -> Void) {
        (self.painter, self.screen, self.complain) = (painter, screen, complain)
    }

    /// While true, only the last scene is remembered, and drawn when it turns false.
    var holds = false {
        didSet {
            guard !holds, let held else { return }
            self.held = nil
            show(held)
        }
    }
    private var held: Scene?

    func show(_ scene: Scene) {
        if holds {
            held = scene
            return
        }
        do throws(SignageError) {
            let picture = painter.paint(try painter.layout(scene))
            do throws(ScreenError) { try screen.show(picture, line: line(for: scene)) } catch { complain("screen: \(error)") }
        } catch { complain("screen: \(error)") }
    }
}
