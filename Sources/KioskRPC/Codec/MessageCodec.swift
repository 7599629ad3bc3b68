internal import GRPCCore
internal import KioskCore

/// Carries messages between grpc-swift's bytes and protobuf-c.
struct MessageCodec<Message: WireMessage>: MessageSerializer, MessageDeserializer {
  func serialize<Bytes: GRPCContiguousBytes>(_ message: Message) throws -> Bytes {
    var encoded = try message.encoded()
    defer { encoded.withUnsafeMutableBytes { wipe($0) } }
    return Bytes(encoded)
  }

  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> Message {
    guard bytes.count <= RPCListener.maximumMessageBytes else {
      throw KioskError(.full, "a message holds at most \(RPCListener.maximumMessageBytes) bytes", nextStep: "Send less")
    }
    return try bytes.withUnsafeBytes { try Message(decoding: $0.assumingMemoryBound(to: UInt8.self)) }
  }
}
