import HTTPTypes
import KioskCore

/// Lets in requests of our own pages only. A browser on the device can be brought to show somebody else's page; that
/// page must neither read from here nor give anything.
struct PageGuard: Sendable {
  static let marker = PageHeaders.named("X-Kiosk")
  private static let host = PageHeaders.named("Host")
  private static let fetchSite = PageHeaders.named("Sec-Fetch-Site")
  /// Of a page of ours, or of somebody who opened one by its address.
  private static let ownSites = ["same-origin", "none"]
  /// The port that addresses leave out.
  private static let plainPort = 80

  /// host:port as it stands in our addresses.
  let authority: String

  /// - Parameter address: where the pages are served.
  init(_ address: HostPort) {
    let text = address.description
    authority = address.port == Self.plainPort ? String(text.dropLast(":\(address.port)".count)) : text
  }

  var origin: String { "http://" + authority }

  /// - Throws: what is wrong with the head of a request.
  func check(_ head: HTTPRequest) throws(PageFailure) {
    // A name of somebody else's that leads here would else make their page one of ours.
    guard head.authority == authority, !head.headerFields.contains(Self.host) else { throw .otherHost }
    if let site = head.headerFields[Self.fetchSite], !Self.ownSites.contains(site) { throw .otherOrigin }
    if let origin = head.headerFields[.origin], origin != self.origin { throw .otherOrigin }
    guard head.method == .post else { return }
    // Another page can send neither header without asking first, which it is refused.
    guard head.headerFields[.origin] == origin, head.headerFields[Self.marker] == "1" else { throw .otherOrigin }
    let type = head.headerFields[.contentType]?.split(separator: ";").first
    guard type?.lowercased() == "application/json" else { throw .notJSON }
  }
}
