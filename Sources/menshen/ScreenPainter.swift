import Controller
import Signage

/// Scene → layout → picture → screen. A screen that cannot be drawn is reported and never stops the door.
final class ScreenPainter {
    private let style: SignStyle
    private let renderer: Renderer
    private let screen: any Screen
    private let complain: (String) -> Void

    init(style: SignStyle, renderer: Renderer, screen: any Screen, complain: @escaping (String) -> Void) {
        (self.style, self.renderer, self.screen, self.complain) = (style, renderer, screen, complain)
    }

    func show(_ scene: Scene) {}
}
