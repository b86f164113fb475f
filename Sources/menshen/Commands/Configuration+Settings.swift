import Controller
import FaceCore
import Settings

extension Configuration {
    /// What a console may look at and change. A change is judged by all that judges a start: the reader of the file, the
    /// board's flash, and the pack, where there is one.
    mutating func take(_ loaded: LoadedSettings, _ parts: FaceParts?) {
        let board = loaded.board
        let calibration = parts?.vision.engine.calibration
        let editor = SiteEditor(file: loaded.sitePath) { site in
            LoadedSettings.contradictions(board, site).map(\.message)
                + (calibration.flatMap { FaceParts.lapse(of: site, $0) }.map { [$0.message] } ?? [])
        }
        settings = SettingsDesk(
            loaded.siteSheet, written: loaded.written?.text, edited: loaded.written?.sheet, editor: editor)
        // A bench has every wire.
        if board.devices != nil { doorInputs = Set(board.doorLines.inputs.keys) }
        boardLines = loaded.boardEntries.map { $0.line() }
    }
}
