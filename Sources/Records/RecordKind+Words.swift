import RingStore

extension RecordKind {
    /// What is lost with such a record.
    public var words: String {
        switch self {
        case .person: "a person"
        case .subjectKey: "what links a person to their journal lines"
        case .card: "a card"
        case .pin: "a PIN"
        case .faceTemplates: "the templates of a face"
        case .consent: "a consent"
        case .removal: "a removal on its way"
        case .outboxLine: "a journal line on its way"
        case .journalLine: "a journal line"
        case .journalCheckpoint: "a journal's checkpoint"
        case .doorCounts: "the door counts of a month"
        case .clockDoubt: "that the clock is in doubt"
        case .account: "an account at the console"
        case .consoleCode: "the code for the first account, or for a lost passphrase"
        case .wipe: "a wipe on its way"
        case .erasureCertificate: "the certificate of a wipe"
        case .accessRights: "when a person may come in: at no hour, until it is given anew"
        case .schedule: "a schedule"
        case .accessGroup: "a group"
        case .calendarDay: "a day of the calendar"
        case .doorRule: "the door's own hours"
        case .ruleChange: "a change of many rules on its way"
        case .resealing: "a person's earlier last day on its way"
        }
    }
}

extension RingID {
    /// Its name for a maintainer.
    public var word: String {
        switch self {
        case .keys: "keys"
        case .people: "people"
        case .processing: "processing"
        case .doors: "doors"
        default: "ring \(number)"
        }
    }
}
