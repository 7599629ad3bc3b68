internal import CKioskProto
internal import CProtobufC

#if canImport(Glibc)
  import Glibc
#endif

/// The memory of one message while it stands as a C struct. Blocks are freed together and wiped first, because they
/// may hold words. It refuses to hand out more than `cap` bytes, since protobuf-c allocates whatever the bytes on the
/// wire ask for.
///
/// Every block is preceded by its length, so that a string with a NUL inside it can be told from a shorter one.
package final class WireArena {
  /// Bytes that one decoded message may take; 8 MiB is twice the largest frame that a listener accepts.
  package static let defaultCap = 8 << 20

  private static let headerLength = 16

  private var blocks: [UnsafeMutableRawPointer] = []
  private var used = 0
  private let cap: Int

  package init(cap: Int = WireArena.defaultCap) {
    self.cap = cap
  }

  deinit {
    for block in blocks { wipe(block) }
  }

  /// A zeroed block, or nil past the cap.
  func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
    guard count >= 0, count <= cap, used <= cap - count else { return nil }
    guard let block = calloc(1, count + Self.headerLength) else { return nil }
    used += count
    block.storeBytes(of: count, as: Int.self)
    blocks.append(block)
    return block + Self.headerLength
  }

  /// The length that `pointer` was allocated with.
  static func length(of pointer: UnsafeRawPointer) -> Int {
    (pointer - headerLength).load(as: Int.self)
  }

  private func wipe(_ block: UnsafeMutableRawPointer) {
    explicit_bzero(block, block.load(as: Int.self) + Self.headerLength)
    free(block)
  }

  /// Runs `body` with an allocator whose memory belongs to this arena. protobuf-c frees into it while it gives up on a
  /// malformed message; the arena frees everything at its end instead.
  func withAllocator<R>(_ body: (UnsafeMutablePointer<ProtobufCAllocator>) throws -> R) rethrows -> R {
    var allocator = ProtobufCAllocator(
      alloc: { context, count in
        Unmanaged<WireArena>.fromOpaque(context!).takeUnretainedValue().allocate(count)
      },
      free: { _, _ in },
      allocator_data: Unmanaged.passUnretained(self).toOpaque()
    )
    return try withExtendedLifetime(self) { try body(&allocator) }
  }
}
