import Timekeeping

/// What the readers' wires bring is noted for the installer; what is whole goes its way.
extension Controller {
    mutating func handleFrame(_ frame: CardFrame) {
        do throws(WireFault) {
            let number = try frame.number()
            let answer = takeIntoFlood(isWhole: true)
            wires.note(frame, number: number, nil, at: now.uptime)
            noteForCommission(wires.last[.card]!)
            if answer == .look { handleCard(number) }
        } catch {
            _ = takeIntoFlood(isWhole: false)
            wires.note(frame, number: nil, error, at: now.uptime)
            noteForCommission(wires.last[.card]!)
        }
    }

    /// Said once, however many come.
    private mutating func takeIntoFlood(isWhole: Bool) -> CardFlood.Answer {
        let answer = cardFlood.take(isWhole: isWhole, at: now.uptime)
        if cardFlood.isOn, !alarms.contains(.cardFlood) {
            raise(.cardFlood)
            record(.doorInput("more cards than people hold to a reader"))
        }
        return answer
    }

    mutating func passCardFlood() {
        guard let left = cardFlood.pass(now.uptime) else { return }
        silence(.cardFlood)
        record(.doorInput("the reader is quiet again; \(left) cards were not looked at"))
    }

    mutating func handleKey(_ key: KeypadKey) {
        wires.note(key, at: now.uptime)
        noteForCommission(key)
        if let button = key.button { handleTouch(button) }
    }

    var readerReports: [ReaderReport] {
        alternatives.map { reader in
            let last = wires.last[reader.kind]
            return ReaderReport(reader: reader, last: last, ageMilliseconds: last.map { now.uptime - $0.at } ?? 0)
        }
    }
}
