import Controller
import Law
import Timekeeping

/// `status -k` and `status --json`: the same values under names that stay.
struct StatusFields {
    private let fields: [(name: String, value: JSONText)]

    init(_ status: Status) {
        fields =
            Self.general(status) + Self.lastStop(status) + Self.settings(status) + Self.waiting(status)
            + Self.face(status) + Self.door(status)
            + Self.store(status) + Self.journal(status)
            + Self.due(status) + Self.law(status.findings)
    }

    /// `NAME=VALUE`, the value up to the end of the line; empty where there is none.
    var pairs: [String] {
        fields.map { name, value in
            switch value {
            case .string(let text): "\(name)=\(text)"
            case .yesNo(let answer): "\(name)=\(answer ? "yes" : "no")"
            case .none: "\(name)="
            default: "\(name)=\(value.line)"
            }
        }
    }

    var json: JSONText { .object(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })) }

    private static func general(_ status: Status) -> [(String, JSONText)] {
        [
            ("version", .string(status.version)), ("bench", .yesNo(status.isBench)),
            ("mode", .string(status.startMode.word)),
            ("mode_cause", status.startMode.cause.map { .string($0) } ?? .none),
            ("operator", .string(status.operatorName)), ("time_utc", .string(TimeText.utc(status.clock.wall))),
            ("utc_offset_minutes", .number(status.utcOffsetMinutes)),
            ("clock_trust", .string(status.clock.trust.rawValue)),
            ("uptime_seconds", .number(Int(status.clock.uptime.milliseconds / 1_000))),
            ("alarms", .string(status.alarms.map(ReplyText.words).joined(separator: "; "))),
        ]
    }

    private static func lastStop(_ status: Status) -> [(String, JSONText)] {
        var (word, time, by): (JSONText, JSONText, JSONText) = (.none, .none, .none)
        switch status.lastStop {
        case .firstStart: word = .string("first start")
        case .inOrder(let who, let end):
            (word, time, by) = (.string("in order"), .string(TimeText.utc(end)), .string(who))
        case .withoutWord(let last) where status.crashNote != nil:
            (word, time, by) = (.string("signal"), .string(TimeText.utc(last)), .string(status.crashNote!))
        case .withoutWord(let last): (word, time) = (.string("without a word"), .string(TimeText.utc(last)))
        case .notKnown, nil: break
        }
        return [("last_stop", word), ("last_stop_utc", time), ("last_stop_by", by)]
    }

    private static func settings(_ status: Status) -> [(String, JSONText)] {
        [
            ("config_try_seconds_left", status.openSettings?.trySecondsLeft.map { .number(Int($0)) } ?? .none),
            ("config_unsaved_keys", .number(status.openSettings?.unsavedKeys ?? 0)),
        ]
    }

    private static func waiting(_ status: Status) -> [(String, JSONText)] {
        [
            ("waits", status.waiting.map { .string($0.matter.rawValue) } ?? .none),
            ("waits_asked_by", status.waiting?.askedBy.map { .string($0) } ?? .none),
            ("waits_seconds_left", status.waiting.map { .number(Int($0.secondsLeft)) } ?? .none),
        ]
    }

    private static func due(_ status: Status) -> [(String, JSONText)] {
        if status.storeTrouble != nil {
            return ["due_accounts_lapsed", "due_accounts", "due_accounts_first", "due_templates_first"].map {
                ($0, .none)
            }
        }
        let due = DueList(status)
        func day(_ day: CivilDay?) -> JSONText { day.map { .string($0.description) } ?? .none }
        return [
            ("due_accounts_lapsed", .number(due.lapsedAccounts)), ("due_accounts", .number(due.lapsingAccounts)),
            ("due_accounts_first", day(due.firstLapse)), ("due_templates_first", day(due.firstTemplateEnd)),
        ]
    }

    private static func face(_ status: Status) -> [(String, JSONText)] {
        let blockers = status.findings.filter { $0.verdict == .block }
        let state = status.faceFault != nil ? "off" : blockers.isEmpty ? "ready" : "blocked"
        return [
            ("face", .string(state)), ("face_fault", status.faceFault.map { .string($0) } ?? .none),
            ("camera_on", .yesNo(status.cameraIsOn)), ("pack", status.pack.map { .string($0.name) } ?? .none),
        ]
    }

    private static func door(_ status: Status) -> [(String, JSONText)] {
        let ways = status.alternatives.map { way in
            ("way_in_\(way.kind.rawValue)", JSONText.string(way.isHealthy ? "healthy" : "not healthy"))
        }
        let grants = Method.allCases.map { method in
            ("opened_by_\(name(of: method))", JSONText.number(status.grants[method] ?? 0))
        }
        let hours = status.doorHours
        let hold: [(String, JSONText)] = [
            ("door_held", JSONText.yesNo(status.hold != nil)),
            ("door_held_seconds_left", status.hold?.millisecondsLeft.map { .number(Int(($0 + 999) / 1_000)) } ?? .none),
        ]
        let ofDoor: [(String, JSONText)] = [
            ("logins", .number(status.logins)), ("door", .string(ReplyText.words(for: status.door))),
            ("door_schedule", hours.map { .string("\($0.rule)") } ?? .none),
            ("door_schedule_state", hours.map { .string($0.state.rawValue) } ?? .none),
            ("door_schedule_next_utc", hours?.nextChange.map { .string(TimeText.utc($0)) } ?? .none),
        ]
        return ofDoor + hold + ways
            + grants
            + [("refused", .number(status.refusals))]
    }

    private static func name(of method: Method) -> String {
        switch method {
        case .face: "face"
        case .card: "card"
        case .cardAndPIN: "card_and_pin"
        case .numberAndPIN: "number_and_pin"
        }
    }

    private static func store(_ status: Status) -> [(String, JSONText)] {
        let store = status.store
        return [
            ("store_fault", status.storeTrouble.map { .string($0) } ?? .none), ("accounts", .number(store.accounts)),
            ("people", .number(store.people)),
            ("people_with_template", .number(store.peopleWithTemplates)),
            ("next_expiry", store.nextExpiry.map { .string($0.description) } ?? .none),
            ("blocks_used", .number(store.blocksUsed)), ("blocks_free", .number(store.blocksFree)),
            ("erase_count_min", .number(store.eraseCountMinimum)),
            ("erase_count_max", .number(store.eraseCountMaximum)),
            ("erasure", .string(store.erasure)),
        ]
    }

    private static func journal(_ status: Status) -> [(String, JSONText)] {
        [
            ("journal_key", .string(status.store.journalKey)),
            ("journal_lines_in_memory", .number(status.linesInMemory)),
            ("journal_lines_lost", .number(status.linesLost)),
        ]
    }

    private static func law(_ findings: [Finding]) -> [(String, JSONText)] {
        func named(_ verdict: Finding.Verdict) -> JSONText {
            .string(findings.filter { $0.verdict == verdict }.map(\.requirement.description).joined(separator: " "))
        }
        return [
            ("law_pass", .number(findings.count { $0.verdict == .pass })), ("law_amber", named(.amber)),
            ("law_block", named(.block)),
        ]
    }
}
