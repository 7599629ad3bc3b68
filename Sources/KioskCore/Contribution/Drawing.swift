/// A drawing, and what it shows: a PNG that carries a picture and nothing else, never shown by any rendering.
public struct Drawing: Hashable, Sendable {
  /// The longest PNG. With the longest description and all labels it fits the bucket that every drawing goes into
  /// (`Bucket.media64`); strokes on a plain ground take a few thousand bytes.
  public static let maximumBytes = 60_000

  private let picture: Redacted<[UInt8]>
  private let text: FreeText

  /// Checks a drawing.
  /// - Parameter description: may be empty.
  /// - Throws: `KioskError.invalid` when it is no PNG, too long or too large, holds more than a picture, or
  ///   `description` is not a text of at most 1024 bytes.
  public init(png: [UInt8], description: String = "") throws(KioskError) {
    guard png.count <= Self.maximumBytes else {
      throw KioskError(
        .invalid, "the drawing takes \(png.count) bytes; at most \(Self.maximumBytes) fit",
        nextStep: "Draw less, or make it smaller")
    }
    try PortableNetworkGraphic.check(png)
    picture = Redacted(png)
    text = try FreeText(description, "the description")
  }

  /// The PNG file.
  public var exposedPNG: [UInt8] { picture.exposed }
  /// What it shows, in words; may be empty.
  public var exposedDescription: String { text.exposed }
}
