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
    /// What can be touched now: a finger finds nothing else.
    private(set) var buttons: Set<ScreenButton> = []

    func show(_ scene: Scene) {
        if holds {
            held = scene
            return
        }
        do throws(SignageError) {
            let layout = try painter.layout(scene)
            buttons = Set(layout.buttons.keys)
            let picture = painter.paint(layout)
            do throws(ScreenError) { try screen.show(picture, line: line(for: scene)) } catch {
                complain("screen: \(error)")
            }
        } catch { complain("screen: \(error)") }
    }
}
