import Controller
import Signage

/// Scene → layout → picture → screen. A screen that cannot be drawn is reported and never stops the door.
final class ScreenPainter {
    /// What draws, and what shows it.
    struct Drawn {
        let painter: SignPainter
        let screen: any Screen
    }

    private let drawn: Drawn?
    private let complain: (String) -> Void

    /// - Parameter drawn: nil: nothing can be drawn, and nothing can be touched.
    init(_ drawn: Drawn?, complain: @escaping (String) -> Void) { (self.drawn, self.complain) = (drawn, complain) }

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
        guard let drawn else { return }
        let painter = drawn.painter
        do throws(SignageError) {
            let layout = try painter.layout(scene)
            buttons = Set(layout.buttons.keys)
            let picture = painter.paint(layout)
            do throws(ScreenError) { try drawn.screen.show(picture, line: line(for: scene)) } catch {
                complain("screen: \(error)")
            }
        } catch { complain("screen: \(error)") }
    }
}
