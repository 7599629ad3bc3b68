package import KioskCore

/// A message without fields.
package protocol EmptyMessage: WireMessage {
  init()
}

extension EmptyMessage {
  package init(reading message: CMessage) throws(KioskError) { self.init() }

  package func write(to message: inout CMessage, in arena: WireArena) throws(KioskError) {}
}
