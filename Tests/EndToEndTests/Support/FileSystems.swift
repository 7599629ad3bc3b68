import Foundation
import KioskCore
import Testing

/// A file system in a file, whose power can be cut: ext4 on a loop device. What was not flushed is lost then.
final class PowerCutFileSystem: Sendable {
  let directory: String
  private let image: String

  /// EXT4_IOC_SHUTDOWN, and its flag that keeps even the journal from being written.
  private static let shutdown: UInt = 0x8004_587D
  private static let noLogFlush: UInt32 = 2

  private init(in world: World) throws {
    image = world.directory + "/disk.img"
    directory = world.directory + "/disk"
    try AtomicFile.makeDirectory(directory)
  }

  /// Makes one and mounts it for as long as the world lasts.
  static func mount(in world: World, megabytes: Int = 24) async throws -> PowerCutFileSystem {
    let disk = try PowerCutFileSystem(in: world)
    try await ChildProcess.check("truncate", "-s", "\(megabytes)M", disk.image)
    try await ChildProcess.check("mkfs.ext4", "-q", "-F", disk.image)
    try await disk.mount()
    world.atEnd { try? await disk.unmount() }
    return disk
  }

  private func mount() async throws { try await ChildProcess.check("mount", "-o", "loop", image, directory) }

  /// Not held up by whoever else on this machine has come to hold the mount, such as another mount namespace.
  private func unmount() async throws { try await ChildProcess.check("umount", "-l", directory) }

  /// Brings everything to the disk that was written, whether its writer flushed it or not: what a cut can leave behind
  /// lies between this and nothing.
  func flush() async throws { try await ChildProcess.check("sync", "-f", directory) }

  /// Cuts the power: from now on nothing reaches the disk.
  func cut() {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    var flags = Self.noLogFlush
    #expect(descriptor >= 0 && ioctl(descriptor, Self.shutdown, &flags) == 0, "the power was not cut")
  }

  /// Brings the disk back, as a machine does that starts again: as a copy, so that the kernel knows nothing of it. The
  /// old one cannot write any more.
  func restore() async throws {
    try await unmount()
    let old = image + ".old"
    try FileManager.default.moveItem(atPath: image, toPath: old)
    try await ChildProcess.check("cp", "--sparse=always", old, image)
    try FileManager.default.removeItem(atPath: old)
    try await mount()
  }

  /// Whether this machine can do it.
  static let isPossible: Bool = {
    guard geteuid() == 0 else { return false }
    let script = """
      set -e; d=$(mktemp -d); trap 'umount "$d/m" 2>/dev/null || true; rm -rf "$d"' EXIT
      mkdir "$d/m"; truncate -s 8M "$d/i"; mkfs.ext4 -q -F "$d/i"; mount -o loop "$d/i" "$d/m"
      """
    return Machine.runs("sh", ["-c", script])
  }()
}

/// A file system in memory, of a size that a neighbour can fill, or that can be made read-only.
final class SmallFileSystem: Sendable {
  let directory: String

  private init(_ directory: String) { self.directory = directory }

  static func mount(in world: World, named name: String, size: String) async throws -> SmallFileSystem {
    let directory = "\(world.directory)/\(name)"
    try AtomicFile.makeDirectory(directory)
    try await ChildProcess.check("mount", "-t", "tmpfs", "-o", "size=\(size),mode=0700", "tmpfs", directory)
    world.atEnd { _ = try? await ChildProcess.check("umount", "-l", directory) }
    return SmallFileSystem(directory)
  }

  /// A neighbour takes every byte that is left.
  func fill() throws {
    let descriptor = open(directory + "/neighbour", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    for size in [64 << 10, 4096, 1] {
      let bytes = [UInt8](repeating: 0x55, count: size)
      while write(descriptor, bytes, size) == size {}
    }
    #expect(errno == ENOSPC)
  }

  /// The neighbour goes.
  func free() { unlink(directory + "/neighbour") }

  func setReadOnly(_ isReadOnly: Bool) async throws {
    try await ChildProcess.check("mount", "-o", "remount,\(isReadOnly ? "ro" : "rw")", directory)
  }

  static let isPossible: Bool = {
    guard geteuid() == 0 else { return false }
    let script = "d=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs $d && umount $d && rmdir $d"
    return Machine.runs("sh", ["-c", script])
  }()
}

/// What this machine has.
enum Machine {
  /// Whether a program runs and ends well, within five seconds.
  static func runs(_ program: String, _ arguments: [String]) -> Bool {
    guard
      let process = try? ChildProcess(
        program, arguments, environment: ProcessInfo.processInfo.environment, log: "/dev/null")
    else { return false }
    for _ in 0..<500 {
      if let exit = process.poll() { return exit == .code(0) }
      usleep(10_000)
    }
    process.send(SIGKILL)
    return false
  }
}
