import KioskCore
import KioskRPC
import NIOPosix

/// The touch pages of a device, put together.
struct Pages: Sendable {
  let listener: PagesListener
  let files: PageFiles
  /// Where a browser finds them.
  let address: String

  /// Reads the pages and takes their port.
  /// - Returns: nil where they are off.
  /// - Throws: whatever keeps them from being served.
  init?(_ now: PageNow, status: Broadcast<DeviceStatus>, group: MultiThreadedEventLoopGroup) throws(KioskError) {
    guard let endpoint = now.configuration.address else { return nil }
    files = try PageFiles(directory: now.configuration.directory)
    let socket = try ListeningSocket.tcp(endpoint)
    guard let own = HostPort(socket.address) else { throw KioskError(.internal, "the pages have no address") }
    let gate = PageGuard(own)
    address = gate.origin + "/"
    listener = PagesListener(
      socket: socket,
      responder: PageResponder(
        gate: gate, files: files, bridge: PageBridge(now: now, totals: TotalsOfTheDay()),
        events: PageEvents(now, status: status)),
      speaker: now.speaker, group: group)
  }
}
