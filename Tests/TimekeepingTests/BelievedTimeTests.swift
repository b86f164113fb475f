import SeededRandom
import Testing
import Timekeeping

private let day: Int64 = 86_400
private let hour: Int64 = 3_600
private let begin = WallTime(seconds: 1_772_413_200)

/// A terminal whose two clocks are moved by hand.
private struct Desk {
    var believed: BelievedTime
    var wall = begin
    var uptime: Int64 = 0

    init(_ believed: BelievedTime = BelievedTime(floor: begin)) {
        self.believed = believed
        look()
    }

    mutating func look() {
        believed.observe(
            ClockReading(uptime: Uptime(milliseconds: uptime * 1_000), wall: wall, trust: .trusted))
    }

    /// Both clocks run.
    mutating func run(_ seconds: Int64, looks: Int64 = 1) {
        for look in 1...looks {
            let step = seconds * look / looks - seconds * (look - 1) / looks
            uptime += step
            wall.seconds += step
            self.look()
        }
    }

    mutating func set(_ wall: WallTime) {
        self.wall = wall
        look()
    }

    /// Power off and on: what the store keeps survives.
    mutating func restart(after seconds: Int64 = 0) {
        believed = BelievedTime(floor: believed.wall, doubt: believed.doubt)
        uptime = 0
        wall.seconds += seconds
        look()
    }
}

@Suite("Believed time") struct BelievedTimeTests {
    @Test("Time that passes powered on is no jump, however seldom somebody looks", arguments: [1, 7, 8, 400])
    func running(days: Int64) {
        var desk = Desk()
        desk.run(days * day)
        #expect(desk.believed.doubt == nil)
        #expect(desk.believed.wall == desk.wall)
    }

    @Test("A week ahead is believed at once, a second more is not", arguments: [false, true])
    func edge(isRestart: Bool) {
        for (seconds, isBelieved) in [(7 * day, true), (7 * day + 1, false)] {
            var desk = Desk()
            desk.run(100)
            if isRestart {
                desk.restart(after: seconds)
            } else {
                desk.set(WallTime(seconds: desk.wall.seconds + seconds))
            }
            #expect((desk.believed.doubt == nil) == isBelieved)
            #expect(desk.believed.wall.seconds == begin.seconds + 100 + (isBelieved ? seconds : 0))
        }
    }

    @Test(
        "24 hours powered on make it true, whatever the looks and restarts between",
        arguments: [1, 3, 24, 1_000] as [Int64])
    func patience(looks: Int64) {
        var desk = Desk()
        desk.set(WallTime(seconds: begin.seconds + 30 * day))
        desk.run(10 * hour, looks: looks)
        desk.restart(after: 5 * hour)  // does not count
        desk.run(14 * hour - 1, looks: looks)
        #expect(desk.believed.doubt?.millisecondsLeft == 1_000)
        #expect(desk.believed.wall.seconds == begin.seconds + 24 * hour - 1)
        desk.run(1)
        #expect(desk.believed.doubt == nil)
        #expect(desk.believed.wall == desk.wall)
    }

    @Test("A clock that is put right ends the doubt; time that passed meanwhile counts") func putRight() {
        var desk = Desk()
        desk.set(WallTime(seconds: begin.seconds + 300 * day))
        desk.run(20 * hour)
        desk.set(WallTime(seconds: begin.seconds + 20 * hour))
        #expect(
            desk.believed
                == {
                    var other = Desk(); other.run(20 * hour); return other.believed
                }())
        desk.set(WallTime(seconds: begin.seconds + 300 * day))
        #expect(desk.believed.doubt?.poweredMilliseconds == 0)
    }

    @Test("A second jump begins the wait anew; a small correction does not") func secondJump() {
        var desk = Desk()
        desk.set(WallTime(seconds: begin.seconds + 30 * day))
        desk.run(20 * hour)
        desk.set(WallTime(seconds: desk.wall.seconds + 3 * day))
        #expect(desk.believed.doubt?.poweredMilliseconds == 20 * hour * 1_000)
        desk.restart(after: 8 * day)
        #expect(desk.believed.doubt?.poweredMilliseconds == 0)
    }

    @Test("A clock that goes back is followed") func backwards() {
        var desk = Desk()
        desk.run(3 * day)
        desk.set(begin)
        #expect(desk.believed.wall == begin)
        #expect(desk.believed.doubt == nil)
    }

    @Test("Confirmed is believed at once") func confirmed() {
        var desk = Desk()
        desk.set(WallTime(seconds: begin.seconds + 30 * day))
        desk.believed.confirm()
        #expect(desk.believed.doubt == nil)
        #expect(desk.believed.wall == desk.wall)
        desk.run(1)
        #expect(desk.believed.doubt == nil)
    }

    @Test("On any day: never further than a week ahead of what 24 powered hours or a person vouch for")
    func anyDay() {
        for seed in 0..<200 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            var desk = Desk()
            for _ in 0..<40 {
                let before = desk.believed
                var ran: Int64 = 0
                switch Int.random(in: 0..<4, using: &random) {
                case 0, 1:
                    ran = Int64.random(in: 0...(2 * day), using: &random)
                    desk.run(ran, looks: Int64.random(in: 1...3, using: &random))
                case 2:
                    desk.set(
                        WallTime(seconds: desk.wall.seconds + Int64.random(in: -20 * day...20 * day, using: &random)))
                default: desk.restart(after: Int64.random(in: 0...(20 * day), using: &random))
                }
                let ahead = desk.believed.wall.seconds - (before.wall.seconds + ran)
                if ahead > BelievedTime.jumpSeconds {
                    // Only a doubt that was waited out; what this step ran is part of the wait.
                    #expect(before.doubt != nil && before.doubt!.millisecondsLeft <= ran * 1_000, "seed \(seed)")
                }
                #expect(desk.believed.doubt == nil || desk.believed.wall < desk.wall, "seed \(seed)")
            }
        }
    }
}
