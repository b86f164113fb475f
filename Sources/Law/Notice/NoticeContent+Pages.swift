extension NoticeContent {
    /// Page 1: who we are (R27).
    var whoWeAre: Page {
        let party = operatorParty
        return (
            Words(chinese: "我们是谁", english: "Who we are"),
            [
                Words(
                    chinese: "\(party.name.chinese)负责处理您在这扇门的人脸信息。",
                    english: "\(party.name.english) is responsible for your face information at this door."),
                Words(chinese: "地址：\(party.address.chinese)", english: "Address: \(party.address.english)"),
                Words(chinese: "电话：\(party.phone)", english: "Phone: \(party.phone)"),
                Words(
                    chinese: "负责人：\(party.responsiblePerson)", english: "Person in charge: \(party.responsiblePerson)"),
                Words(
                    chinese: "用不用人脸由您决定。不用人脸，您一样可以\(waysChinese)进出。",
                    english: "Using your face is your choice. You can always come in by \(waysEnglish) instead."),
            ]
        )
    }

    /// Page 2: purpose, method, retention, and what happens at its end (R28).
    var whatForAndHowLong: Page {
        (
            Words(chinese: "做什么用，怎么做，存多久", english: "What for, how, and how long"),
            [
                Words(
                    chinese: "目的：\(purpose.words.chinese)。\(purposeDescription.chinese)",
                    english: "Purpose: \(purpose.words.english). \(purposeDescription.english)".trimmedString),
                method,
                Words(
                    chinese: "登记时，本机由您的面部算出一组数字（人脸模板），加密后存在本机内。照片和录像不保存；本机没有联网功能，不对外传送。",
                    english:
                        "At enrolment this device computes a set of numbers from your face (a template) and keeps it, "
                        + "encrypted, inside this device. No photo or video is kept. This terminal has no network function and sends nothing out."
                ),
                Words(
                    chinese: "保存期限：登记之日起 \(retentionDays) 天，最后一天仍可使用。期满后模板自动删除，不再用于识别；要继续使用，需您重新同意并登记。",
                    english:
                        "Kept for \(dayCount) after the day of enrolment, usable through the last day. Then the template "
                        + "is deleted by itself and no longer used. To go on, you consent and enrol anew."),
            ]
        )
    }

    private var method: Words {
        switch mode {
        case .verify:
            Words(
                chinese: "方式：您按下人脸键并说明自己的编号之后，摄像头才打开；本机只把您的面部与该编号的人脸模板比对（一对一）。",
                english:
                    "Method: the camera opens only after you press the face button and give your number. The device "
                    + "compares your face with the template of that number only (one to one).")
        case .identify:
            Words(
                chinese: "方式：您按下人脸键之后，摄像头才打开；本机把您的面部与本机内所有已登记的人脸模板比对（一对多）。",
                english: "Method: the camera opens only after you press the face button. The device compares your face "
                    + "with all templates enrolled in this device (one to many).")
        }
    }

    /// Page 3: necessity, and the effect on the person, with measured error rates (R29).
    var whyAndWhatMayGoWrong: Page {
        var paragraphs = [
            Words(
                chinese: "为什么需要：\(necessity.statement.chinese)",
                english: "Why it is needed: \(necessity.statement.english)"),
            Words(
                chinese: "为什么不只用卡：\(necessity.whyNotCard.chinese)",
                english: "Why not cards alone: \(necessity.whyNotCard.english)"),
        ]
        if mode == .identify {
            paragraphs.append(
                Words(
                    chinese: "为什么一对多：\(necessity.whyIdentify.chinese)",
                    english: "Why one to many: \(necessity.whyIdentify.english)"))
        }
        paragraphs += [
            errors,
            Words(
                chinese: "对您的影响：误认时，别人可能以您的名义开门。面部特征无法像密码那样更换，一旦泄露影响长久；所以本机只存加密的模板，到期即删。",
                english:
                    "What it means for you: if it is wrong, somebody may open the door in your name. A face cannot be "
                    + "changed like a PIN, and a leak would last; so only an encrypted template is kept, and it is "
                    + "deleted when its time is over."),
        ]
        return (Words(chinese: "为什么需要，可能有什么影响", english: "Why, and what may go wrong"), paragraphs)
    }

    /// What was measured and what is estimated, per single comparison; an attempt takes several.
    private var errors: Words {
        let oneIn = errorRates.falseMatchOneIn
        let falseMatch =
            errorRates.isEstimated
            ? Words(
                chinese: "据识别模型的测试结果估计，与他人的单次比对大约每 \(oneIn) 次会有 1 次被误认",
                english: "it is estimated that about 1 in \(oneIn) single comparisons with somebody else is accepted")
            : Words(
                chinese: "据识别模型的测试，与他人的单次比对大约每 \(oneIn) 次会有 1 次被误认",
                english: "in the tests of the recognition model about 1 in \(oneIn) single comparisons with somebody "
                    + "else is accepted")
        return Words(
            chinese: "可能认错：\(falseMatch.chinese)；与本人的单次比对\(falseNonMatch.chinese)认不出。认不出时，请改用\(waysShortChinese)。",
            english:
                "It can be wrong: \(falseMatch.english), and \(falseNonMatch.english) of single comparisons with the "
                + "same person fail. Then use \(waysEnglish).")
    }

    /// A rate too small to be written is not called zero.
    private var falseNonMatch: Words {
        if errorRates.falseNonMatchPerTenThousand == 0 {
            return Words(chinese: "不到 0.01% ", english: "fewer than 0.01%")
        }
        let percent = errorRates.falseNonMatchPercent
        return Words(chinese: "大约有 \(percent)% ", english: "about \(percent)%")
    }
}

extension String {
    fileprivate var trimmedString: String { String(trimmed) }
}
