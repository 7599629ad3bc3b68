internal import CKioskProto
internal import CProtobufC

/// A message of the contract as a Swift value, with its protobuf-c struct on the side.
///
/// The C types never leave this package: `package` access keeps them out of the public API.
package protocol WireMessage: Sendable {
  /// The struct that protoc-c generated.
  associatedtype CMessage

  /// The generated initialiser, such as `kiosk__v1__words__init`.
  static var cInit: (UnsafeMutablePointer<CMessage>?) -> Void { get }

  /// Reads the struct, checking all that protobuf-c leaves unchecked.
  /// - Throws: `KioskError.invalid`.
  init(reading message: CMessage) throws(KioskError)

  /// Writes the value into a struct that `cInit` prepared.
  func write(to message: inout CMessage, in arena: WireArena) throws(KioskError)
}

extension WireMessage {
  /// Decodes bytes.
  /// - Throws: `KioskError.invalid` when they are not this message, hold wrong UTF-8, or ask for more memory than `cap`.
  package init(decoding bytes: some Sequence<UInt8>, cap: Int = WireArena.defaultCap) throws(KioskError) {
    var contiguous = ContiguousArray(bytes)
    defer { contiguous.withUnsafeMutableBytes { wipe($0) } }
    let result: Result<Self, KioskError> = contiguous.withUnsafeBufferPointer { buffer in
      Result { () throws(KioskError) in try Self(decoding: buffer, cap: cap) }
    }
    self = try result.get()
  }

  /// Decodes bytes in place.
  package init(decoding bytes: UnsafeBufferPointer<UInt8>, cap: Int = WireArena.defaultCap) throws(KioskError) {
    let arena = WireArena(cap: cap)
    let unpacked = arena.withAllocator { allocator in
      protobuf_c_message_unpack(Self.cDescriptor, allocator, bytes.count, bytes.baseAddress ?? emptyBytes)
    }
    guard let unpacked else { throw KioskError(.invalid, "the bytes are not a \(Self.messageName) message") }
    self = try UnsafeMutableRawPointer(unpacked).withMemoryRebound(to: CMessage.self, capacity: 1) {
      pointer throws(KioskError) in
      try Self(reading: pointer.pointee)
    }
    withExtendedLifetime(arena) {}
  }

  /// The message's bytes.
  package func encoded() throws(KioskError) -> [UInt8] {
    let arena = WireArena(cap: .max)
    let message = try pointer(in: arena)
    return message.withMemoryRebound(to: ProtobufCMessage.self, capacity: 1) { base in
      let count = protobuf_c_message_get_packed_size(base)
      // Swift notes the length of what was written even in the one array that all empty ones share.
      guard count > 0 else { return [] }
      return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        initialized = protobuf_c_message_pack(base, buffer.baseAddress)
      }
    }
  }

  /// The message as a C struct that lives as long as `arena`.
  func pointer(in arena: WireArena) throws(KioskError) -> UnsafeMutablePointer<CMessage> {
    guard let raw = arena.allocate(MemoryLayout<CMessage>.size) else {
      throw KioskError(.internal, "no memory for a message")
    }
    let message = raw.bindMemory(to: CMessage.self, capacity: 1)
    Self.cInit(message)
    try write(to: &message.pointee, in: arena)
    return message
  }

  /// The generated descriptor, as the generated initialiser hands it out: Swift gives no address to a C constant.
  static var cDescriptor: UnsafePointer<ProtobufCMessageDescriptor> {
    withUnsafeTemporaryAllocation(of: CMessage.self, capacity: 1) { buffer in
      cInit(buffer.baseAddress)
      return UnsafeMutableRawPointer(buffer.baseAddress!).assumingMemoryBound(to: ProtobufCMessage.self)
        .pointee.descriptor
    }
  }

  /// The full protobuf name.
  package static var messageName: String { String(cString: cDescriptor.pointee.name) }
}

/// A valid address for no bytes; protobuf-c takes no null.
private nonisolated(unsafe) let emptyBytes = UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
