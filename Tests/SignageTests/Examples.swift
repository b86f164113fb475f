import Controller
import Law
import Timekeeping

/// Every scene with the fields of an ordinary site; the names are the golden files'.
enum Examples {
    static let lastDay = CivilDay(year: 2026, month: 12, day: 21)!
    static let phone = "0571-8765 4321"

    static let sign = IdleSign(
        operatorName: "梧桐里物业服务中心", purpose: .doorAccess, phone: phone, door: "梧桐里 东门", blockedBy: [])

    static func sign(blockedBy requirements: [RequirementID]) -> IdleSign {
        var sign = sign
        sign.blockedBy = requirements
        return sign
    }

    static let noticePages = [
        NoticePage(
            titleChinese: "1 我们是谁", titleEnglish: "1 Who we are",
            textChinese: [
                "本门由梧桐里物业服务中心（以下称“我们”）管理。地址：杭州市西湖区梧桐里1号。", "负责人：陈晓。电话：0571-8765 4321。",
            ],
            textEnglish: [
                "This door is run by 梧桐里物业服务中心 (“we”), No. 1 Wutongli, Xihu District, Hangzhou.",
                "Person responsible: Chen Xiao. Telephone: 0571-8765 4321.",
            ]),
        NoticePage(
            titleChinese: "2 用来做什么、怎么做、多久", titleEnglish: "2 What for, how, how long",
            textChinese: [
                "目的：门禁通行。您报出编号后，本机把摄像头看到的人脸与您登记的一个模板比对（一对一）。",
                "模板加密保存在本机内；不保存照片，不连接网络，不推断年龄、情绪等其他特征。",
                "保存30天，到2026年12月21日为止；到期后密钥销毁，模板自动删除。",
            ],
            textEnglish: [
                "Purpose: door access. After you give your number, this terminal compares the face before it with the one "
                    + "template you enrolled (one to one).",
                "The template stays in this terminal, encrypted. No photo is kept, there is no network, and nothing else, such as age or "
                    + "mood, is inferred.",
                "Kept for 30 days, until 2026-12-21; then its key is destroyed and the template is gone.",
            ]),
    ]

    static let face = FaceOutline(
        left: 360, top: 240, width: 280, height: 370,
        landmarks: [(565, 390), (525, 392), (430, 391), (470, 393), (500, 480)].map { .init(x: $0.0, y: $0.1) })

    static let all: [(name: String, scene: Scene)] = [
        ("idle", .idle(sign)),
        ("idle-blocked", .idle(sign(blockedBy: [.R14]))),
        ("idle-blocked-clock", .idle(sign(blockedBy: [.R19]))),
        ("idle-blocked-many", .idle(sign(blockedBy: [.R1, .R14, .R19, .R26]))),
        ("idle-forbidden", .idle(sign(blockedBy: [.R8]))),
        ("notice-1", .notice(noticePages[0], index: 0, count: 5)),
        ("notice-2", .notice(noticePages[1], index: 1, count: 5)),
        ("age", .ageQuestion),
        ("consent", .consent(purpose: .doorAccess, lastDay: lastDay, holdMilliseconds: 2000)),
        ("number-face", .numberEntry(.face, digits: "1203")),
        ("number-pin", .numberEntry(.pin, digits: "")),
        ("number-enrolment", .numberEntry(.enrolment, digits: "12")),
        ("number-my-face", .numberEntry(.myFace, digits: "1")),
        ("pin", .pinEntry(digitCount: 4)),
        ("card", .presentCard), ("card-alone", .presentCardAlone),
        ("looking", .looking(.verification, hint: .holdStill, face: face, done: 1, wanted: 2)),
        ("looking-aiming", .looking(.aiming, hint: .lookHere, face: nil, done: 0, wanted: 0)),
        ("test-pattern", .testPattern),
        (
            "commission-open",
            .commission(CommissionSign(step: .exitButton, index: 0, count: 17, state: .open, figures: nil))
        ),
        (
            "commission-passed",
            .commission(
                CommissionSign(
                    step: .exitButton, index: 0, count: 17, state: .passed,
                    figures: "active for 312 ms, 12 ms bounce, released at once"))
        ),
        (
            "commission-failed",
            .commission(
                CommissionSign(
                    step: .card, index: 4, count: 17, state: .failed,
                    figures:
                        "active at rest, and fell when it was used: turn the polarity of its line in the board's settings"
                ))
        ),
        (
            "commission-asking",
            .commission(CommissionSign(step: .alarmRelay, index: 3, count: 17, state: .asking, figures: nil))
        ),
        ("looking-nobody", .looking(.enrolment, hint: .lookHere, face: nil, done: 0, wanted: 4)),
        ("enrolled", .enrolled(receipt: "7F3K-22QD", lastDay: lastDay)),
        ("opened-face", .opened(.face)),
        ("opened-card", .opened(.cardAndPIN)),
        ("opened-number", .opened(.numberAndPIN)),
        ("refused-no-match", .refused(.noMatch, phone: phone)),
        ("refused-not-recorded", .refused(.notRecorded, phone: phone)),
        ("refused-no-phone", .refused(.minor, phone: "")),
        ("refused-hours", .refused(.notAtThisTime, phone: phone)),
        ("refused-first-day", .refused(.notYetValid, phone: phone)),
        ("refused-clock", .refused(.timeUnknown, phone: phone)),
        ("declined", .declined),
        ("my-face", .myFace(lastDay: lastDay, phone: phone)),
        ("my-face-none", .myFace(lastDay: nil, phone: phone)),
        ("withdrawn", .withdrawn(receipt: "7F3K-22QD")),
        ("blocked", .faceBlocked([.R19, .R26], phone: phone)),
        ("blocked-alternative", .faceBlocked([.R14], phone: phone)),
        ("blocked-place", .faceBlocked([.R8], phone: phone)),
        ("message", .message("正在启动，请稍候。\nStarting, please wait.")),
    ]
}
