import Console
import Controller

/// Writes answers into the bench's transcript, the way they were asked for.
final class ReplyWriter {
    /// Of the command that was given last.
    var format = ReplyFormat.text
    private let transcript: Transcript

    init(_ transcript: Transcript) { self.transcript = transcript }

    func write(_ reply: Reply) { ReplyText.lines(for: reply, as: format).forEach(transcript.say) }
}
