import Law
import Testing
import Timekeeping

@Suite("R19 retention") struct R19RetentionTests {
    @Test("Days must be declared") func missing() {
        let facts = Facts.fine.with { $0.site.retentionDays = nil }
        #expect(facts.blockers == [.R19, .R26, .R34])
        #expect(facts.reasons(.R19) == ["retention.days is not declared" + unaffected])
    }

    @Test(
        "The edges for each purpose",
        arguments: [(.doorAccess, 365), (.visitorAdmission, 1), (.publicSafety, 30)] as [(Purpose, Int)])
    func edges(purpose: Purpose, longest: Int) {
        for (days, blocks) in [
            (0, true), (1, false), (longest, false), (longest + 1, true), (-1, true), (Int.max, true),
        ] {
            let facts = Facts.fine.with {
                $0.site.purpose = purpose
                $0.site.retentionDays = days
            }
            #expect(facts.blockers.contains(.R19) == blocks, "\(days)")
        }
        let facts = Facts.fine.with {
            $0.site.purpose = purpose
            $0.site.retentionDays = 400
        }
        #expect(
            facts.reasons(.R19) == [
                "retention.days must be 1…\(longest) for \(purpose.rawValue), got 400" + unaffected
            ])
    }

    @Test("Expiry that is behind blocks") func expiry() {
        let facts = Facts.fine.with { $0.expiryIsCurrent = false }
        #expect(facts.blockers == [.R19])
        #expect(facts.reasons(.R19) == ["the store has not finished today's expiry" + unaffected])
    }

    @Test("A lost clock blocks at once") func lost() {
        #expect(Facts.fine.with { $0.clock.trust = .lost }.blockers == [.R19])
    }

    @Test("An estimated clock is good for 72 hours, amber; not a millisecond more") func estimated() {
        let hour: Int64 = 3_600_000
        func facts(_ elapsed: Int64?, uptime: Int64 = 0) -> Facts {
            Facts.fine.with {
                $0.clock.trust = .estimated
                $0.clock.uptime = Uptime(milliseconds: uptime)
                $0.estimatedClockMilliseconds = elapsed
            }
        }
        #expect(facts(0).blockers.isEmpty)
        #expect(facts(0).findings(.R19).map(\.verdict) == [.amber])
        #expect(facts(0).reasons(.R19)[0].contains("within 72 h"))
        #expect(facts(71 * hour + 1).reasons(.R19)[0].contains("within 1 h"))
        #expect(facts(72 * hour - 1).blockers.isEmpty)
        #expect(facts(72 * hour).blockers == [.R19])
        // Counted from the start when nobody kept count, and over restarts when somebody did.
        #expect(facts(nil, uptime: 72 * hour - 1).blockers.isEmpty)
        #expect(facts(nil, uptime: 72 * hour).blockers == [.R19])
        #expect(facts(72 * hour, uptime: 0).blockers == [.R19])
    }

    @Test("The last day: enrolment day + days, that day included") func lastDay() {
        let monday = CivilDay(year: 2026, month: 3, day: 2)!
        let last = Retention.lastDay(enrolled: monday, retentionDays: 1)
        #expect(last == CivilDay(year: 2026, month: 3, day: 3))
        #expect(Retention.isUsable(lastDay: last, on: monday))
        #expect(Retention.isUsable(lastDay: last, on: last))
        #expect(!Retention.isUsable(lastDay: last, on: last + 1))
        // A leap day is a day like any other.
        #expect(
            Retention.lastDay(enrolled: CivilDay(year: 2028, month: 2, day: 28)!, retentionDays: 2)
                == CivilDay(year: 2028, month: 3, day: 1))
    }

    @Test("The last second of the last day is in, the next is out, at the site's offset") func lastSecond() {
        let enrolled = WallTime(seconds: 1_772_467_140).civilDay(utcOffsetMinutes: 480)  // 2026-03-02 23:59 in China
        #expect(enrolled == CivilDay(year: 2026, month: 3, day: 2))
        let last = Retention.lastDay(enrolled: enrolled, retentionDays: 1)
        let midnight = WallTime(seconds: 1_772_467_200 + 86_400)
        #expect(
            Retention.isUsable(
                lastDay: last, on: WallTime(seconds: midnight.seconds - 1).civilDay(utcOffsetMinutes: 480)))
        #expect(!Retention.isUsable(lastDay: last, on: midnight.civilDay(utcOffsetMinutes: 480)))
    }

    @Test("A clock in doubt is amber and says how long: rounded up, so that nobody waits longer than told")
    func doubt() {
        for (left, hours) in [(24 * 3_600_000, 24), (3_600_001, 2), (3_600_000, 1), (1, 1)] as [(Int64, Int)] {
            let facts = Facts.fine.with {
                $0.clockDoubt = ClockDoubt(
                    clock: $0.clock.wall, poweredMilliseconds: BelievedTime.doubtMilliseconds - left)
            }
            #expect(facts.blockers.isEmpty)
            #expect(facts.findings(.R19).map(\.verdict) == [.amber])
            #expect(facts.reasons(.R19)[0].contains("in \(hours) powered hours"))
        }
    }
}
