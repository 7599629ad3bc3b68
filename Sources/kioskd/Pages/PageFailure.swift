import HTTPTypes
import KioskCore

/// Why a request was not done: a status for the browser, and a code for the page.
struct PageFailure: Error, Equatable {
  let status: HTTPResponse.Status
  let code: String
  let message: String

  init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }

  static let otherHost = PageFailure(.misdirectedRequest, "denied", "this is not the address of the pages")
  static let otherOrigin = PageFailure(.forbidden, "denied", "this call is open to the pages only")
  static let notJSON = PageFailure(.unsupportedMediaType, "invalid", "the request is not JSON")
  static let tooLong = PageFailure(.contentTooLarge, "invalid", "the request is too long")
  static let notFound = PageFailure(.notFound, "notFound", "there is nothing at this address")
  static let otherMethod = PageFailure(.methodNotAllowed, "invalid", "this is not done in this way")
  static let malformed = PageFailure(.badRequest, "invalid", "the request is not what this call takes")
  static let busy = PageFailure(.serviceUnavailable, "busy", "this is being done for somebody else")
  static let restarted = PageFailure(.conflict, "restarted", "the device was started anew since this was first sent")
}

extension PageFailure {
  /// The one place where errors become answers to a page. The next steps are for staff, and stay here.
  init(_ error: KioskError) {
    switch error.code {
    case .invalid: self.init(.badRequest, "invalid", error.message)
    case .notFound: self.init(.notFound, "notFound", error.message)
    case .conflict: self.init(.conflict, "conflict", error.message)
    case .denied, .unauthenticated: self.init(.forbidden, "denied", error.message)
    case .full: self.init(.init(code: 507, reasonPhrase: "Insufficient Storage"), "full", error.message)
    case .notReady, .tooNew: self.init(.serviceUnavailable, "notReady", error.message)
    case .storage: self.init(.serviceUnavailable, "storage", error.message)
    case .unreachable, .cancelled: self.init(.serviceUnavailable, "unreachable", error.message)
    case .corrupt, .internal: self.init(.internalServerError, "internal", "something went wrong on this device")
    }
  }
}
