import FaceCore
import Law
import Testing
import Timekeeping

@testable import Console
@testable import Controller

@Suite("Camera and readers in words") struct DevicesTextTests {
    private static func format(_ pixels: PixelFormat, _ width: Int, _ height: Int, _ rate: Int?) -> CameraFormat {
        CameraFormat(pixels: pixels, widthPixels: width, heightPixels: height, framesPerThousandSeconds: rate)
    }

    private func lines(_ offer: CameraOffer?) -> [String] {
        CameraText.lines(CameraReport(isOn: false, fault: nil, aim: nil, ageMilliseconds: 0, offer: offer))
    }

    @Test("the format in use, and a row for each size with its rates, in the order of the device") func formats() {
        let used = Self.format(PixelFormat("YUYV"), 640, 480, 29_970)
        let offer = CameraOffer(
            formats: [
                Self.format(PixelFormat("MJPG"), 1920, 1080, 30_000), used,
                Self.format(PixelFormat("YUYV"), 640, 480, 15_000), Self.format(PixelFormat("YUYV"), 320, 240, 7_005),
                Self.format(PixelFormat(.i420), 64, 48, nil),
            ], inUse: used)
        #expect(
            lines(offer) == [
                "camera   off", "in use   YUYV 640 x 480, 29.970 fps",
                "aim      not looked at since start: 'camera aim'", "offers   MJPG 1920 x 1080, 30 fps",
                "         YUYV 640 x 480, 29.970 fps, 15 fps", "         YUYV 320 x 240, 7.005 fps",
                "         YU12 64 x 48, a frame whenever asked",
            ])
    }

    @Test("no camera, no format yet, and a device that names its format in bytes nobody can print") func odd() {
        #expect(lines(nil)[1] == "in use   no camera answers")
        #expect(lines(nil).count == 3)
        let strange = Self.format(PixelFormat(code: 0x1B_00_41_FF), 1, 1, 1)
        let text = lines(CameraOffer(formats: [strange], inUse: nil))
        #expect(text[1] == "in use   no format yet" && text[3] == "offers   ?A?? 1 x 1, 0.001 fps")
    }

    @Test(
        "the panel's row of each reading, within 80 columns",
        arguments: [
            (WireReading.Amount.wiegandBits(26), nil, 7, "26 bits (Wiegand), valid, ends in 07, 3 s ago"),
            (.wiegandBits(1), .length, nil, "1 bit (Wiegand), REFUSED: not a length that a card has, 3 s ago"),
            (
                .wiegandBits(34), .parity, nil,
                "34 bits (Wiegand), REFUSED: parity; data wires exchanged?, 3 s ago"
            ),
            (.characters(12), .unknownCharacters, nil, "12 characters, REFUSED: not all of it is known, 3 s ago"),
            (.keys(5), nil, nil, "5 keys, valid, 3 s ago"),
        ] as [(WireReading.Amount, WireFault?, Int?, String)])
    func readings(amount: WireReading.Amount, fault: WireFault?, digits: Int?, words: String) {
        let reading = WireReading(
            amount: amount, fault: fault, lastTwoDigits: digits, at: Uptime(milliseconds: 0))
        let report = ReaderReport(reader: Alternative(.card, isHealthy: false), last: reading, ageMilliseconds: 3_999)
        #expect(ReadersText.lines([report]) == ["card     NOT HEALTHY", "         \(words)"])
        #expect(words.count < 71)
    }

    @Test("a board without readers says so; a reader that was silent too") func silent() {
        #expect(ReadersText.lines([]) == ["this board has no reader"])
        let report = ReaderReport(reader: Alternative(.keypad, isHealthy: true), last: nil, ageMilliseconds: 0)
        #expect(ReadersText.lines([report])[1] == "         nothing came since the start")
    }
}
