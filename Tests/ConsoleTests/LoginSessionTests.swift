import Controller
import Law
import SeededRandom
import Testing
import Timekeeping

@testable import Console
@testable import Records

@Suite("Logins at the console, and what they leave behind") struct LoginSessionTests {
    @Test("a passphrase is asked for, typed twice when it is new, and is nowhere on the screen") func passphrases() {
        var sitting = Sitting()
        sitting.type("login anna\rcorrect horse battery\r")
        let name = AccountName("anna")!, secret = SecretText("correct horse battery".utf8)
        #expect(sitting.commands == [.login(name, passphrase: secret)])
        sitting.type("claim anna\r7ABCD-12345-XYZ00-QQQQQ\rcorrect horse battery\r")
        #expect(sitting.lines().last == "NEW-PASSPHRASE (the same again): ")
        sitting.type("correct horse bettery\r")
        #expect(sitting.lines().contains("error: NEW-PASSPHRASE was not the same twice; nothing was changed"))
        #expect(sitting.commands.count == 1)
        sitting.type("claim anna\r\rcorrect horse battery\rcorrect horse battery\r")
        #expect(sitting.commands.last == .claim(name, code: nil, passphrase: secret))
        #expect(!sitting.lines().joined().contains("horse"))
    }

    @Test("the prompt says who is logged in, help says what they may; a logout forgets what was typed") func prompt() {
        var sitting = Sitting()
        sitting.logIn()
        #expect(sitting.lines().last == "menshen anna> ")
        sitting.type("person remove 1001\r")
        sitting.reply = { _ in .loggedOut }
        sitting.type("logout\r")
        #expect(sitting.lines().last == "menshen> ")
        sitting.type("\u{1B}[A\u{1B}[A\u{1B}[A")
        #expect(sitting.lines().last?.contains("1001") == false)
    }

    @Test("ten minutes without a key: logged out, the screen is empty; not while a command is under way") func idle() {
        var sitting = Sitting()
        sitting.logIn()
        sitting.reply = { _ in nil }
        sitting.type("people\r")
        sitting.now = Uptime(milliseconds: 700_000)
        sitting.note(sitting.session.tick(at: sitting.now))
        #expect(sitting.departures == 0)
        sitting.answer(.verbatim((1...40).map { "person \($0)" }))
        _ = sitting.lines()
        sitting.note(sitting.session.tick(at: sitting.now))
        #expect(sitting.departures == 1 && sitting.session.login == nil)
        #expect(sitting.screen.contains("\u{1B}[2J"))
        #expect(sitting.lines().suffix(2) == ["logged out: no key for 10 minutes", "menshen> "])
        // The page is gone with whoever was reading it.
        sitting.type(" ")
        #expect(!sitting.lines().joined().contains("person"))
        #expect(sitting.session.nextDeadline == nil)
    }

    @Test("a key that comes too late does nothing for whoever typed before") func lateKey() {
        var sitting = Sitting()
        sitting.logIn()
        sitting.type("person remove 1001")
        sitting.now = Uptime(milliseconds: 600_000)
        sitting.type("\r")
        #expect(sitting.departures == 1)
        #expect(!sitting.commands.contains(.personRemove(number: "1001")))
    }

    @Test("while a command is under way there is nothing to wake up for, however long it takes; then there is at once")
    func idleWhileWaiting() {
        for command in ["journal verify\r", "watch\r"] {
            var sitting = Sitting()
            sitting.logIn()
            sitting.reply = { _ in nil }
            #expect(sitting.session.nextDeadline == Uptime(milliseconds: ConsoleSession.idleMilliseconds))
            sitting.type(command)
            sitting.now = sitting.now + 2 * ConsoleSession.idleMilliseconds
            sitting.note(sitting.session.tick(at: sitting.now))
            #expect(sitting.session.nextDeadline == nil && sitting.departures == 0)
            sitting.answer(.done("late"))
            #expect(sitting.session.nextDeadline.map { $0 <= sitting.now } == true)
            sitting.note(sitting.session.tick(at: sitting.now))
            #expect(sitting.departures == 1)
        }
    }

    @Test("a watch goes on when its watcher is logged out") func idleWatch() {
        var sitting = Sitting()
        sitting.logIn()
        sitting.type("watch\r")
        sitting.now = Uptime(milliseconds: 600_000)
        sitting.note(sitting.session.tick(at: sitting.now))
        #expect(sitting.departures == 1 && sitting.session.nextDeadline != nil)
        sitting.type("q")
        #expect(sitting.lines().last == "menshen> ")
    }

    // MARK: what a script, a break and a paste leave behind

    @Test("nothing of a script's lines comes back with the Up key") func scriptHistory() {
        var sitting = Sitting()
        sitting.type("batch on\rclaim olga CODE correcthorse99\rlogin olga wronghorse99\rbatch off\r")
        _ = sitting.lines()
        sitting.type("\u{1B}[A\u{1B}[A\u{1B}[A")
        #expect(!sitting.screen.contains("horse"))
    }

    @Test("a break logs out; whoever plugs in next is not in a script") func breaks() {
        var sitting = Sitting()
        sitting.logIn()
        sitting.type("peo")
        sitting.note(sitting.session.receive([0], at: sitting.now))
        #expect(sitting.departures == 1 && sitting.session.login == nil)
        sitting.type("batch on\r")
        sitting.session.hangUp()
        #expect(!sitting.session.isBatch)
    }

    @Test("a new passphrase that is pasted twice and too short becomes no command") func shortPaste() {
        var sitting = Sitting()
        sitting.logIn()
        let before = sitting.commands.count
        sitting.type("account add eva auditor\rshort1\rshort1\r")
        #expect(sitting.commands.count == before)
        #expect(!sitting.screen.contains("short1"))
        #expect(sitting.lines().contains { $0.hasPrefix("error: NEW-PASSPHRASE must be") })
    }

    @Test("a recovery code is shown even to whoever has pressed Ctrl-C") func shownOnce() {
        var sitting = Sitting()
        sitting.reply = { _ in nil }
        sitting.type("claim anna\r\rcorrect horse\rcorrect horse\r\u{3}")
        sitting.answer(.recoveryCode("AAAAA-BBBBB-CCCCC-DDDDD"))
        #expect(sitting.screen.contains("AAAAA-BBBBB"))
    }

    @Test("a table is for those who may import it: nobody types PINs in vain") func tableForNobody() {
        var sitting = Sitting()
        sitting.type("people import\rnumber,pin\rstatus\r.\r")
        #expect(sitting.commands.isEmpty)
        #expect(sitting.lines().contains { $0.contains("this is for: maintainer") })
    }
}
