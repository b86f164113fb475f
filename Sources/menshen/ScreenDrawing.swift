import Controller
import Glibc
import Hardware
import Law
import Settings
import Signage

/// What a screen can be drawn with, and the notice as it shows it. Where one of them cannot be had, the terminal starts all the same:
/// the way out, the fire line, cards, PINs and the console need no screen.
struct ScreenDrawing {
    /// Nil: the screen shows nothing.
    let drawn: ScreenPainter.Drawn?
    let noticePages: [NoticePage]
    /// In words; nil: nothing is missing.
    let fault: String?

    init(_ board: ScreenSettings, _ place: BenchPlace, _ notice: Notice, _ say: @escaping (String) -> Void) {
        do throws(Refusal) { drawn = try Self.drawn(board, place, say) } catch {
            (drawn, noticePages, fault) = (nil, notice.pages, "screen: \(error.lines.joined(separator: "; "))")
            return
        }
        let painter = drawn!.painter
        do throws(SignageError) {
            noticePages = try paginate(notice.pages, style: painter.style, measure: painter.measure)
            fault = nil
        } catch { (noticePages, fault) = (notice.pages, "notice: \(error)") }
    }

    private static func drawn(
        _ board: ScreenSettings, _ place: BenchPlace, _ say: @escaping (String) -> Void
    ) throws(Refusal) -> ScreenPainter.Drawn {
        let panel = PanelSize(widthPixels: board.widthPixels, heightPixels: board.heightPixels)
        guard let fonts = board.fontPaths else { throw Refusal(board.missingFonts) }
        let painter: SignPainter
        do throws(SignageError) {
            painter = try SignPainter(fonts: fonts, style: SignStyle(panel: panel, isBench: true))
        } catch { throw Refusal("\(error)") }
        do throws(ScreenError) {
            let screen = try SimulatedScreen(directory: place.screenDirectory, panel: panel, announce: say)
            return ScreenPainter.Drawn(painter: painter, screen: screen)
        } catch { throw Refusal("\(error)") }
    }
}
