import Foundation
import KioskCore

/// A folder with the readable files of a programme: all its `.yaml` files, and those of folders in it.
enum PackFolder {
  /// The most files that are read.
  static let maximumFiles = 10_000

  /// Whether there is a folder of this name.
  static func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  /// Reads the files.
  /// - Throws: `KioskError.notFound` when there is no such folder or nothing in it.
  static func read(_ path: String) throws(KioskError) -> PackSource {
    guard isFolder(path), let walk = FileManager.default.enumerator(atPath: path) else {
      throw KioskError(.notFound, "there is no folder \(path)", nextStep: "Give the folder of the programme's files")
    }
    var files: [PackSource.File] = []
    for case let name as String in walk where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      guard files.count < maximumFiles else {
        throw KioskError(.invalid, "\(path) has more than \(maximumFiles) files", nextStep: "Give a smaller folder")
      }
      let file = "\(path)/\(name)"
      // To open a pipe would wait for whoever writes into it.
      let target = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
      let kind = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
      guard kind == .typeRegular else {
        throw KioskError(.invalid, "\(file) is not a file", nextStep: "Move it out of the folder")
      }
      files.append(PackSource.File(name: file, bytes: try AtomicFile.read(file, maximum: YAMLNode.maximumBytes)))
    }
    guard !files.isEmpty else {
      throw KioskError(
        .notFound, "there is no .yaml file in \(path)", nextStep: "Give the folder of the programme's files")
    }
    return PackSource(files)
  }
}
