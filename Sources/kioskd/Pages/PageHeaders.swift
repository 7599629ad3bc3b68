import HTTPTypes

/// What stands at the head of each answer: a page of ours reaches nothing but this server, no other page reaches it, and
/// nothing of it is kept.
enum PageHeaders {
  /// Everything comes from here. Pictures and sounds that a page made itself are `data:` and `blob:`. Scripts that are
  /// put together from text have no way in.
  static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
    "media-src 'self' blob:", "connect-src 'self'", "font-src 'self'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].joined(separator: "; ")

  /// What no page may use, though a browser could ask for it.
  static let denied = [
    "accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "web-share", "xr-spatial-tracking",
  ]

  static let common: HTTPFields = {
    var fields: HTTPFields = [
      .cacheControl: "no-store", .contentSecurityPolicy: policy, .xContentTypeOptions: "nosniff",
      .crossOriginResourcePolicy: "same-origin",
    ]
    fields[named("Referrer-Policy")] = "no-referrer"
    fields[named("Cross-Origin-Opener-Policy")] = "same-origin"
    fields[named("Cross-Origin-Embedder-Policy")] = "require-corp"
    fields[named("Permissions-Policy")] =
      denied.map { "\($0)=()" }.joined(separator: ", ")
    return fields
  }()

  /// A name that is spelt out here, so it is one.
  static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name)! }
}
