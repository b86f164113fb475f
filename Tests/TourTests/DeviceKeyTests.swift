import Foundation
import Testing

@Suite("The device key: whose it is, and who may read it", .enabled(if: Firmware.hasAssets)) struct DeviceKeyTests {
    private let firmware: Firmware
    private var state: URL { firmware.directory.appending(path: "state") }

    init() throws { firmware = try Firmware() }

    private func people(_ environment: [String: String] = [:]) throws -> [String] {
        try firmware.run(Firmware.bench, typing: "people\nstatus\n", environment: environment).lines
    }

    @Test("R39: a file beside the store is amber, a credential is not; the credential is the key, and no file is made")
    func credential() throws {
        defer { firmware.remove() }
        let credentials = firmware.directory.appending(path: "credentials")
        try FileManager.default.createDirectory(at: credentials, withIntermediateDirectories: true)
        try Data(repeating: 9, count: 32).write(to: credentials.appending(path: "menshen.device-key"))
        let environment = ["CREDENTIALS_DIRECTORY": credentials.path]
        let first = try firmware.run(
            Firmware.bench, typing: "person add 1 4711 12345\nstatus\n", environment: environment)
        #expect(!first.output.contains("the device key is a file"))
        #expect(first.output.contains("R39  AMBER  an older image of the store"))
        #expect(!FileManager.default.fileExists(atPath: state.appending(path: "device.key").path))
        #expect(try people(environment).contains { $0.contains("1          card + PIN") })
        let without = try people()
        #expect(without.contains { $0.contains("no store: state/") })
        // The key alone opens it, wherever it comes from.
        let file = state.appending(path: "device.key")
        try Data(repeating: 9, count: 32).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        let asFile = try people()
        #expect(asFile.contains { $0.contains("R39  AMBER  the device key is a file") })
        #expect(asFile.contains { $0.contains("1          card + PIN") })
    }

    @Test("A key that others may read is refused in one line", arguments: [0o644, 0o640, 0o604, 0o660])
    func readable(mode: Int) throws {
        defer { firmware.remove() }
        _ = try firmware.run(Firmware.bench, typing: "person add 1 4711 12345\n")
        let file = state.appending(path: "device.key").path
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        #expect(try people().contains { $0.contains("others may read the device key; chmod 600") })
    }
}
