import Controller
import Law
import Timekeeping

/// Fields of the templates, in both languages.
extension Texts {
    // R1: the closed list of purposes.
    static func purposeWords(_ purpose: Purpose) -> Bilingual {
        switch purpose {
        case .doorAccess: Bilingual("门禁通行", "door access")
        case .visitorAdmission: Bilingual("访客放行", "visitor admission")
        case .publicSafety: Bilingual("维护公共安全", "public safety")
        }
    }

    static func date(_ day: CivilDay) -> Bilingual {
        let (year, month, dayOfMonth) = day.yearMonthDay
        return Bilingual("\(year)年\(month)月\(dayOfMonth)日", day.description)
    }

    /// Milliseconds as seconds with at most one decimal: `2`, `1.5`.
    static func seconds(_ milliseconds: Int) -> String {
        let tenths = (max(0, milliseconds) + 50) / 100
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    static func method(_ method: Method) -> Bilingual {
        switch method {
        case .face: Bilingual("方式：刷脸", "by face")
        case .card: Bilingual("方式：卡", "by card")
        case .cardAndPIN: Bilingual("方式：卡和密码", "by card and PIN")
        case .numberAndPIN: Bilingual("方式：编号和密码", "by number and PIN")
        }
    }

    // R2: a number names a person, it opens nothing.
    static func numberEntry(_ use: NumberEntryUse) -> (title: Bilingual, note: Bilingual) {
        switch use {
        case .face:
            (
                Bilingual("刷脸：请输编号", "Face: enter your number"),
                Bilingual("按“确定”后摄像头开启。", "The camera starts when you press Enter.")
            )
        case .pin:
            (
                Bilingual("密码：请输编号", "PIN: enter your number"),
                Bilingual("然后输密码。摄像头保持关闭。", "Then your PIN. The camera stays off.")
            )
        case .enrolment:
            (
                Bilingual("登记：请输编号", "Enrol: enter your number"),
                Bilingual("先看告知，再由您决定。", "First the notice, then you decide.")
            )
        case .myFace:
            (Bilingual("我的信息：请输编号", "My data: enter your number"), Bilingual("不需要刷脸。", "No face is needed for this."))
        }
    }

    static func captureTitle(_ use: CaptureUse) -> Bilingual {
        switch use {
        case .enrolment: Bilingual("登记人脸", "Enrolling")
        case .verification: Bilingual("刷脸", "Face")
        case .aiming: Bilingual("正在调试摄像头", "The camera is being set up")
        }
    }

    static func hint(_ hint: CaptureHint) -> Bilingual {
        switch hint {
        case .lookHere: Bilingual("请看摄像头", "Look at the camera")
        case .comeCloser: Bilingual("请靠近一点", "Come a little closer")
        case .stepBack: Bilingual("请退后一点", "Step back a little")
        case .faceTheScreen: Bilingual("请正对屏幕", "Face the screen")
        case .oneAtATime: Bilingual("请一次一人", "One person at a time")
        case .moreLight: Bilingual("太暗，请面向亮处", "Too dark – turn to the light")
        case .holdStill: Bilingual("很好，请不要动", "Good – hold still")
        }
    }
}
