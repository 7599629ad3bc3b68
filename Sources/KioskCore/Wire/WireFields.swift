package import CKioskProto
internal import CProtobufC

#if canImport(Glibc)
  import Glibc
#endif

/// Overwrites memory that held words or keys; the compiler may not leave it out.
package func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
  guard let base = bytes.baseAddress else { return }
  explicit_bzero(base, bytes.count)
}

/// Reads a `string` field.
/// - Throws: `KioskError.invalid` for wrong UTF-8, a NUL inside, or more than `maximum` bytes.
package func readText(
  _ field: UnsafeMutablePointer<CChar>?, _ name: StaticString, maximum: Int = 64 << 10
) throws(KioskError) -> String {
  guard let field, UnsafePointer(field) != kiosk_protobuf_c_empty_string() else { return "" }
  let length = WireArena.length(of: field) - 1
  guard length <= maximum else {
    throw KioskError(.invalid, "\(name) is longer than \(maximum) bytes")
  }
  guard strlen(field) == length else { throw KioskError(.invalid, "\(name) holds a NUL character") }
  let bytes = UnsafeRawBufferPointer(start: field, count: length)
  guard let text = String(validating: bytes.assumingMemoryBound(to: UInt8.self), as: UTF8.self) else {
    throw KioskError(.invalid, "\(name) is not valid UTF-8")
  }
  return text
}

/// Reads a `bytes` field.
/// - Throws: `KioskError.invalid` for more than `maximum` bytes.
package func readBytes(
  _ field: ProtobufCBinaryData, _ name: StaticString, maximum: Int = 4 << 20
) throws(KioskError) -> [UInt8] {
  guard field.len <= maximum else { throw KioskError(.invalid, "\(name) is longer than \(maximum) bytes") }
  return Array(UnsafeBufferPointer(start: field.data, count: field.len))
}

/// Reads a `bytes` field of a fixed length.
package func readBytes(
  _ field: ProtobufCBinaryData, _ name: StaticString, exactly length: Int
) throws(KioskError) -> [UInt8] {
  guard field.len == length else { throw KioskError(.invalid, "\(name) is not \(length) bytes long") }
  return Array(UnsafeBufferPointer(start: field.data, count: length))
}

/// Reads a repeated message field.
/// - Throws: `KioskError.invalid` for more than `maximum` entries, or when one of them is.
package func readList<Message: WireMessage>(
  _ field: UnsafeMutablePointer<UnsafeMutablePointer<Message.CMessage>?>?, _ count: Int, _ name: StaticString,
  maximum: Int = 10_000
) throws(KioskError) -> [Message] {
  guard count <= maximum else { throw KioskError(.invalid, "\(name) has more than \(maximum) entries") }
  var list: [Message] = []
  list.reserveCapacity(count)
  for index in 0..<count {
    guard let entry = field?[index] else { throw KioskError(.invalid, "\(name) has an empty entry") }
    list.append(try Message(reading: entry.pointee))
  }
  return list
}

/// Reads a repeated `bytes` field.
package func readBytesList(
  _ field: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int, _ name: StaticString, maximum: Int = 10_000
) throws(KioskError) -> [[UInt8]] {
  guard count <= maximum else { throw KioskError(.invalid, "\(name) has more than \(maximum) entries") }
  var list: [[UInt8]] = []
  for index in 0..<count { list.append(try readBytes(field![index], name)) }
  return list
}

/// Reads a repeated `string` field.
package func readTexts(
  _ field: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int, _ name: StaticString, maximum: Int
) throws(KioskError) -> [String] {
  guard count <= maximum else { throw KioskError(.invalid, "\(name) has more than \(maximum) entries") }
  var list: [String] = []
  for index in 0..<count { list.append(try readText(field![index], name)) }
  return list
}

extension WireArena {
  /// A `string` field.
  package func text(_ value: String) throws(KioskError) -> UnsafeMutablePointer<CChar> {
    var value = value
    let copy: UnsafeMutableRawPointer? = value.withUTF8 { utf8 in
      guard !utf8.contains(0), let block = allocate(utf8.count + 1) else { return nil }
      if let base = utf8.baseAddress { block.copyMemory(from: base, byteCount: utf8.count) }
      return block
    }
    guard let copy else { throw KioskError(.invalid, "a text holds a NUL character") }
    return copy.assumingMemoryBound(to: CChar.self)
  }

  /// A `bytes` field.
  package func bytes(_ value: [UInt8]) throws(KioskError) -> ProtobufCBinaryData {
    guard let block = allocate(value.count) else { throw KioskError(.internal, "no memory for a message") }
    value.withUnsafeBytes { if let base = $0.baseAddress { block.copyMemory(from: base, byteCount: $0.count) } }
    return ProtobufCBinaryData(len: value.count, data: block.assumingMemoryBound(to: UInt8.self))
  }

  /// A singular message field.
  package func message<Message: WireMessage>(
    _ value: Message
  ) throws(KioskError) -> UnsafeMutablePointer<Message.CMessage> {
    try value.pointer(in: self)
  }

  /// A repeated message field.
  package func list<Message: WireMessage>(
    _ values: [Message]
  ) throws(KioskError) -> UnsafeMutablePointer<UnsafeMutablePointer<Message.CMessage>?>? {
    let stride = MemoryLayout<UnsafeMutablePointer<Message.CMessage>?>.stride
    guard !values.isEmpty, let block = allocate(values.count * stride) else { return nil }
    let list = block.bindMemory(to: UnsafeMutablePointer<Message.CMessage>?.self, capacity: values.count)
    for (index, value) in values.enumerated() { list[index] = try value.pointer(in: self) }
    return list
  }

  /// A repeated `bytes` field.
  package func bytesList(_ values: [[UInt8]]) throws(KioskError) -> UnsafeMutablePointer<ProtobufCBinaryData>? {
    guard !values.isEmpty, let block = allocate(values.count * MemoryLayout<ProtobufCBinaryData>.stride) else {
      return nil
    }
    let list = block.bindMemory(to: ProtobufCBinaryData.self, capacity: values.count)
    for (index, value) in values.enumerated() { list[index] = try bytes(value) }
    return list
  }

  /// A repeated `string` field.
  package func textList(
    _ values: [String]
  ) throws(KioskError) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let stride = MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
    guard !values.isEmpty, let block = allocate(values.count * stride) else { return nil }
    let list = block.bindMemory(to: UnsafeMutablePointer<CChar>?.self, capacity: values.count)
    for (index, value) in values.enumerated() { list[index] = try text(value) }
    return list
  }

  /// A repeated `uint32` field.
  package func numbers(_ values: [UInt32]) throws(KioskError) -> UnsafeMutablePointer<UInt32>? {
    guard !values.isEmpty, let block = allocate(values.count * MemoryLayout<UInt32>.stride) else { return nil }
    let list = block.bindMemory(to: UInt32.self, capacity: values.count)
    for (index, value) in values.enumerated() { list[index] = value }
    return list
  }
}
