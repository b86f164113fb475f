import Door

/// What cannot be together on one board, whatever the site says.
struct BoardConflicts {
    private let document: Document
    private let doorLines: DoorLineSettings
    private let devices: DeviceSettings
    private let readers: ReaderSettings

    init(
        _ document: Document, _ doorLines: DoorLineSettings, _ devices: DeviceSettings, _ readers: ReaderSettings
    ) {
        (self.document, self.doorLines, self.devices, self.readers) = (document, doorLines, devices, readers)
    }

    func report() {
        reportLines()
        reportDevices()
    }

    /// Each function with its line, in the order of the file.
    private var lines: [(String, LineAddress)] {
        var lines: [(String, LineAddress?)] = [("door_lines.strike", doorLines.strike?.address)]
        lines += DoorOutput.allCases.map { ("door_lines.\($0.rawValue)", doorLines.outputs[$0]?.address) }
        lines += DoorInput.allCases.map { ("door_lines.\($0.rawValue)", doorLines.inputs[$0]?.address) }
        lines += [
            ("camera_light", devices.cameraLight?.address), ("sensor_power", devices.sensorPower?.address),
            ("infrared_light", devices.infraredLight?.address),
            ("readers.wiegand.d0", readers.wiegand?.d0?.address),
            ("readers.wiegand.d1", readers.wiegand?.d1?.address),
        ]
        return inOrder(lines.compactMap { path, address in address.map { (path, $0) } })
    }

    private func reportLines() {
        var taken: [LineAddress: String] = [:]
        for (path, address) in lines {
            if let other = taken[address] {
                let key = if case .name = address.place { "line" } else { "offset" }
                document.refuse(
                    document.source.position(of: "\(path).\(key)"),
                    "\(path) must have a line of its own, \(other) has \(address) already")
            } else {
                taken[address] = path
            }
        }
        for chip in Set(taken.keys.map(\.chip)).sorted() {
            let places = taken.keys.filter { $0.chip == chip }.map(\.place)
            let names = places.count { if case .name = $0 { true } else { false } }
            if names != 0, names != places.count {
                document.warn(
                    "gpio.chips",
                    "has \(chip), of which some lines are told by name and some by number: nobody can see here whether two are one"
                )
            }
        }
    }

    /// A device that two would open.
    private func reportDevices() {
        let devices: [(path: String, device: String?)] = [
            ("serial.device", devices.serial?.device), ("readers.osdp.device", readers.osdp?.line.device),
            ("readers.usb_wedge.device", readers.usbWedge?.device), ("camera.device", devices.cameraDevice),
            ("screen.device", devices.screenDevice), ("clock.device", devices.clockDevice),
        ]
        var taken: [String: String] = [:]
        for (path, device) in inOrder(devices.compactMap { path, device in device.map { (path, $0) } }) {
            if let other = taken[device] {
                document.refuse(
                    document.source.position(of: path),
                    "\(path) must be another device than \(other), got \"\(device)\"")
            } else {
                taken[device] = path
            }
        }
    }

    private func inOrder<Value>(_ named: [(String, Value)]) -> [(String, Value)] {
        named.sorted { document.source.position(of: $0.0) < document.source.position(of: $1.0) }
    }
}
