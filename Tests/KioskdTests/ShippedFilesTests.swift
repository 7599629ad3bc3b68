import ArgumentParser
import Foundation
import KioskCore
import Testing

@testable import kiosk_store
@testable import kioskd

/// What is shipped for people to edit and read holds together with the programs.
@Suite struct ShippedFilesTests {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(name).path
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: Self.path(name), encoding: .utf8) }

  @Test func theExamplesAreTaken() throws {
    let device = try KioskdConfiguration.load(
      file: Self.path("deploy/examples/kioskd.yaml"), environment: [:], flags: [:])
    #expect(device.queueCapacity == EnvelopeQueue.defaultCapacity)
    #expect(device.forwarding.minimum == ForwardingPolicy.Configuration().minimum)
    #expect(device.forwarding.longestHold == ForwardingPolicy.Configuration().longestHold)
    _ = try StoreConfiguration.load(
      file: Self.path("deploy/examples/kiosk-store.yaml"), environment: [:], flags: [:])
  }

  @Test(arguments: KioskdConfiguration.keys.map(\.name)) func everySettingOfTheDeviceIsShown(_ name: String) throws {
    #expect(try text("deploy/examples/kioskd.yaml").contains("\(name):"))
    #expect(try text("docs/man/kioskd.yaml.5").contains(".It Cm \(name)\n"))
    let flag = name.split(separator: "_").joined(separator: "-")
    #expect(try text("docs/man/kioskd.8").contains("Fl -\(flag) "))
    #expect(Kioskd.helpMessage().contains("--\(flag) "))
  }

  @Test(arguments: StoreConfiguration.keys.map(\.name)) func everySettingOfTheStoreIsShown(_ name: String) throws {
    #expect(try text("deploy/examples/kiosk-store.yaml").contains("\(name):"))
    #expect(try text("docs/man/kiosk-store.yaml.5").contains(".It Cm \(name)\n"))
    let flag = name.split(separator: "_").joined(separator: "-")
    #expect(try text("docs/man/kiosk-store.8").contains("Fl -\(flag) "))
    #expect(Serve.helpMessage().contains("--\(flag) "))
  }

  @Test func theUnitsStartThePrograms() throws {
    let device = try text("deploy/systemd/kioskd.service")
    #expect(device.contains("Type=notify"))
    #expect(device.contains("ExecStart=/usr/sbin/kioskd --config /etc/kiosk/kioskd.yaml"))
    #expect(try text("deploy/systemd/kiosk-store.service").contains("ExecStart=/usr/sbin/kiosk-store "))
  }
}
