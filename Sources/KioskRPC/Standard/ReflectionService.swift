internal import CKioskProto
internal import GRPCCore
internal import KioskCore

/// Server reflection: hands out the descriptors of `proto/`, which were compiled in.
struct ReflectionService: Sendable {
  /// Status codes of gRPC, as the protocol wants them.
  private enum Failure {
    static let notFound: Int32 = 5
    static let unimplemented: Int32 = 12
  }

  let services: [String]
  private let files = DescriptorSet.compiledIn

  init(services: [String]) {
    self.services = services
  }

  func register<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    for name in StandardMethods.reflectionNames {
      router.bidirectional(StandardMethods.reflection(name), through: gate) { questions, _, send in
        for try await question in questions {
          try await send(ReflectionResponse(to: question, answer(question.question)))
        }
      }
    }
  }

  private func answer(_ question: ReflectionRequest.Question) -> ReflectionResponse.Answer {
    switch question {
    case .listServices:
      return .services((services + [StandardMethods.health] + StandardMethods.reflectionNames).sorted())
    case .fileByName(let name):
      return file { $0.name == name }
    case .fileContainingSymbol(let symbol):
      return file { $0.defines(symbol) }
    case .other:
      return .error(code: Failure.unimplemented, message: "proto3 has no extensions")
    }
  }

  private func file(where matches: (DescriptorSet.File) -> Bool) -> ReflectionResponse.Answer {
    guard let found = files.first(where: matches) else {
      return .error(code: Failure.notFound, message: "there is no such name here")
    }
    return .files(DescriptorSet.closure(of: found, in: files).map(\.bytes))
  }
}

/// The compiled-in `FileDescriptorSet`, read just far enough to find a file by its name and by what it defines.
/// Field numbers are those of google/protobuf/descriptor.proto.
enum DescriptorSet {
  /// One file's descriptor.
  struct File: Sendable {
    var bytes: [UInt8]
    var name = ""
    var package = ""
    var dependencies: [String] = []
    /// Names of messages, enumerations and services, without the package.
    var definitions: Set<String> = []

    /// Whether a symbol, or a method or field inside one, is defined here.
    func defines(_ symbol: String) -> Bool {
      guard symbol.hasPrefix(package + ".") else { return false }
      let name = symbol.dropFirst(package.count + 1).split(separator: ".").first.map(String.init) ?? ""
      return definitions.contains(name)
    }
  }

  static let compiledIn: [File] = {
    let bytes = UnsafeBufferPointer(start: kiosk_descriptor_set(), count: kiosk_descriptor_set_length())
    return fields(of: Array(bytes)).filter { $0.number == 1 }.map { file(Array($0.value)) }
  }()

  /// A file and all that it imports, importers first.
  static func closure(of file: File, in files: [File]) -> [File] {
    var found = [file]
    var index = 0
    while index < found.count {
      for dependency in found[index].dependencies where !found.contains(where: { $0.name == dependency }) {
        found += files.filter { $0.name == dependency }
      }
      index += 1
    }
    return found
  }

  private static func file(_ bytes: [UInt8]) -> File {
    var file = File(bytes: bytes)
    for field in fields(of: bytes) {
      switch field.number {
      case 1: file.name = String(decoding: field.value, as: UTF8.self)
      case 2: file.package = String(decoding: field.value, as: UTF8.self)
      case 3: file.dependencies.append(String(decoding: field.value, as: UTF8.self))
      case 4, 5, 6:
        let name = fields(of: Array(field.value)).first { $0.number == 1 }
        file.definitions.insert(String(decoding: name?.value ?? [], as: UTF8.self))
      default: break
      }
    }
    return file
  }

  /// The length-delimited fields; the others are passed over.
  private static func fields(of bytes: [UInt8]) -> [(number: Int, value: ArraySlice<UInt8>)] {
    var fields: [(number: Int, value: ArraySlice<UInt8>)] = []
    var index = 0
    func varint() -> Int {
      var value = 0
      var shift = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        value |= Int(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      return value
    }
    while index < bytes.count {
      let key = varint()
      switch key & 7 {
      case 0: _ = varint()
      case 1: index += 8
      case 2:
        let count = varint()
        fields.append((key >> 3, bytes[index..<min(index + count, bytes.count)]))
        index += count
      default: index += 4
      }
    }
    return fields
  }
}
