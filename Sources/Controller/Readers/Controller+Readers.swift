import Timekeeping

/// What the readers' wires bring is noted for the installer; what is whole goes its way.
extension Controller {
    mutating func handleFrame(_ frame: CardFrame) {
        do throws(WireFault) {
            let number = try frame.number()
            wires.note(frame, number: number, nil, at: now.uptime)
            noteForCommission(wires.last[.card]!)
            handleCard(number)
        } catch {
            wires.note(frame, number: nil, error, at: now.uptime)
            noteForCommission(wires.last[.card]!)
        }
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
