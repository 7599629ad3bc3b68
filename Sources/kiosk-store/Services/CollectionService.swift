import GRPCCore
import KioskCore
import KioskRPC

/// `kiosk.v1.CollectionService`: gives envelopes to coordinators.
struct CollectionService: Sendable {
  let store: Store
  let board: DownlinkBoard
  /// Keys whose packs are taken.
  let signers: [[UInt8]]

  func register<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    router.serverStream(CollectionMethods.collect, through: gate) { request, _, send in
      var cursor = try CollectionCursor(decoding: request.cursor)
      let round = try await store.endRound()
      let total = try await store.count(after: cursor, upTo: round)
      while true {
        let items = try await store.items(after: cursor, upTo: round)
        guard let last = items.last else { return }
        for entry in items {
          try await send(CollectResponse(cursor: entry.cursor.bytes, item: entry.item, total: total))
        }
        cursor = last.cursor
      }
    }
    router.unary(CollectionMethods.withdraw, through: gate) { request, _ in
      CollectionWithdrawResponse(wasFound: try await store.withdraw(try WithdrawalTag(request.withdrawalTag)))
    }
    router.unary(CollectionMethods.listFleet, through: gate) { _, _ in
      ListFleetResponse(entries: try await store.fleet())
    }
    router.unary(CollectionMethods.publishPack, through: gate) { request, _ in
      let digest = try await request.isWithdrawal ? withdrawPack(request) : publishPack(request)
      return PublishPackResponse(packDigest: digest)
    }
  }

  private func publishPack(_ request: PublishPackRequest) async throws(KioskError) -> [UInt8] {
    let room = try Room(request.room)
    let signed = try SignedPack.open(request.signedPack, trusting: signers).signed
    try await store.keep(pack: request.signedPack, for: room)
    try await board.refreshPack(of: room)
    return signed.digest
  }

  /// - Returns: the digest of the pack that counts in its place; empty if there is none.
  private func withdrawPack(_ request: PublishPackRequest) async throws(KioskError) -> [UInt8] {
    let room = try Room(request.room)
    guard room != .nowhere else {
      throw KioskError(
        .invalid, "the pack for all devices cannot be withdrawn", nextStep: "Name a room, or publish another pack")
    }
    guard request.signedPack.isEmpty else { throw KioskError(.invalid, "a withdrawal comes without a pack") }
    let hadOne = try await store.withdrawPack(of: room)
    // Before the answer, whatever it is: an earlier call may have taken it away and failed here.
    try await board.refreshPack(of: room)
    guard hadOne else {
      throw KioskError(.notFound, "this room has no pack of its own", nextStep: "Check the room's name")
    }
    return board.downlink.value.packs[.nowhere]?.digest ?? []
  }
}
