import KioskCore

/// The group that uses the device, and how many people it is, on the device's disk: the number of the group or "none",
/// and behind a space the number of people where staff have said it.
struct GroupFile: Sendable {
  /// What staff say of a device.
  struct Entry: Sendable, Equatable {
    /// The most people at one device: more than any room of this programme holds.
    static let mostPeople: UInt32 = 99

    /// 1 to 99, or empty for none.
    private(set) var group = ""
    /// 0 where nobody has said.
    private(set) var people: UInt32 = 0

    /// Nobody has said anything.
    init() {}

    /// - Throws: `.invalid` for what is no group or too many people.
    init(group: String, people: UInt32) throws(KioskError) {
      guard group.isEmpty || SessionAdmission.isGroup(group) else {
        throw KioskError(.invalid, "a group is a number from 1 to 99", nextStep: "Leave it empty for none")
      }
      guard people <= Self.mostPeople else {
        throw KioskError(.invalid, "a group is at most \(Self.mostPeople) people", nextStep: "Leave it out, or say 0")
      }
      self.group = group
      self.people = people
    }
  }

  private static let none = "none"

  let path: String

  /// Reads it. What cannot be read is nothing: staff see that the group is missing, and say it again.
  func read() -> Entry {
    guard let bytes = try? AtomicFile.read(path) else { return Entry() }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    guard let first = words.first, words.count <= 2 else { return Entry() }
    let people = words.count == 2 ? UInt32(words[1]) : 0
    guard let people else { return Entry() }
    return (try? Entry(group: first == Self.none ? "" : String(first), people: people)) ?? Entry()
  }

  /// Writes it, durably.
  func write(_ entry: Entry) throws(KioskError) {
    // Without people it is what earlier versions wrote and read.
    let text =
      entry.people == 0 ? entry.group : "\(entry.group.isEmpty ? Self.none : entry.group) \(entry.people)"
    try AtomicFile.write(Array(text.utf8), to: path)
  }
}
