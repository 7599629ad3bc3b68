import KioskCore
import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// The files of the pages, read once: what was not there at the start is never served, however it is asked for.
struct PageFiles: Sendable {
  /// All of them together, in bytes: a small board reads them from a slow card, and the first screen is to be there at
  /// once.
  static let maximumBytes = 400_000
  /// How many files and folders are looked at: several times what the pages consist of.
  static let maximumFiles = 500
  /// How deep folders stand in one another: twice as deep as those of the pages.
  static let maximumDepth = 4

  /// One of them.
  struct File: Sendable {
    let type: String
    let bytes: ByteBuffer
  }

  /// Content types by the ends of names; what has another is not served.
  static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
    "webp": "image/webp", "ico": "image/x-icon", "woff2": "font/woff2", "wav": "audio/wav", "mp3": "audio/mpeg",
    "ogg": "audio/ogg", "mp4": "video/mp4", "webm": "video/webm",
  ]

  private static let index = "/index.html"

  private var files: [String: File] = [:]
  private var seen = 0
  /// All of them together.
  private(set) var bytes = 0

  /// Reads them.
  /// - Throws: `.notFound` when they are not there, `.invalid` for links, for too many or too large ones.
  init(directory: String) throws(KioskError) {
    try read(directory, as: "", depth: 0)
    guard files[Self.index] != nil else {
      throw KioskError(
        .notFound, "\(directory) holds no pages", nextStep: "Install them there, or change 'pages_directory'")
    }
  }

  /// How many there are.
  var count: Int { files.count }

  /// What stands at a path, letter for letter.
  subscript(path: String) -> File? { files[path == "/" ? Self.index : path] }

  private mutating func read(_ directory: String, as path: String, depth: Int) throws(KioskError) {
    for name in AtomicFile.names(in: directory) where Self.isPlain(name) {
      let (place, address) = (directory + "/" + name, path + "/" + name)
      seen += 1
      guard seen <= Self.maximumFiles else {
        throw KioskError(.invalid, "the pages are more than \(Self.maximumFiles) files", nextStep: "Remove some")
      }
      var status = stat()
      guard lstat(place, &status) == 0 else { throw KioskError(.notFound, "\(place) cannot be examined") }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        guard depth < Self.maximumDepth else {
          throw KioskError(.invalid, "\(place) stands too deep", nextStep: "Move it up")
        }
        try read(place, as: address, depth: depth + 1)
      case S_IFREG: try add(place, at: address)
      default:
        throw KioskError(.invalid, "\(place) is no file of its own", nextStep: "Replace the link by what it leads to")
      }
    }
  }

  private mutating func add(_ place: String, at address: String) throws(KioskError) {
    guard let type = address.split(separator: ".").last.flatMap({ Self.types[String($0)] }) else { return }
    let contents = try AtomicFile.read(place)
    bytes += contents.count
    guard bytes <= Self.maximumBytes else {
      throw KioskError(.invalid, "the pages are more than \(Self.maximumBytes) bytes", nextStep: "Make them smaller")
    }
    files[address] = File(type: type, bytes: ByteBuffer(bytes: contents))
  }

  /// Whether a name stands in an address as it is, and is none that editors and archives leave behind.
  private static func isPlain(_ name: String) -> Bool {
    !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
      }
  }
}
