import GRPCCore
import KioskCore
import KioskRPC

/// `kiosk.v1.CollectionService`: gives envelopes to coordinators.
struct CollectionService: Sendable {
  let store: Store
  let board: DownlinkBoard
  /// Keys whose packs and feedback are taken.
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
      let digest =
        try await request.isWithdrawal
        ? withdraw(.pack, of: request.room, carrying: request.signedPack) : publishPack(request)
      return PublishPackResponse(packDigest: digest)
    }
    router.unary(CollectionMethods.publishFeedback, through: gate) { request, _ in
      let digest =
        try await request.isWithdrawal
        ? withdraw(.feedback, of: request.room, carrying: request.signedFeedback) : publishFeedback(request)
      return PublishFeedbackResponse(feedbackDigest: digest)
    }
  }

  private func publishPack(_ request: PublishPackRequest) async throws(KioskError) -> [UInt8] {
    let room = try Room(request.room)
    let signed = try SignedPack.open(request.signedPack, trusting: signers).signed
    try await store.keep(pack: request.signedPack, for: room)
    try await board.refresh(.pack, of: room)
    return signed.digest
  }

  private func publishFeedback(_ request: PublishFeedbackRequest) async throws(KioskError) -> [UInt8] {
    let room = try Room(request.room)
    let signed = try SignedFeedback.open(request.signedFeedback, trusting: signers).signed
    try await store.keep(feedback: request.signedFeedback, for: room)
    try await board.refresh(.feedback, of: room)
    return signed.digest
  }

  /// Takes a room's own file away.
  /// - Returns: the digest of the one that counts in its place; empty if there is none.
  private func withdraw(
    _ kind: RoomFile, of name: String, carrying file: [UInt8]
  ) async throws(KioskError) -> [UInt8] {
    let room = try Room(name)
    guard room != .nowhere else {
      throw KioskError(
        .invalid, "the \(kind.rawValue) for all devices cannot be withdrawn",
        nextStep: kind == .pack ? "Name a room, or publish another pack" : "Name a room, or publish an empty list")
    }
    guard file.isEmpty else { throw KioskError(.invalid, "a withdrawal comes without a file") }
    let hadOne = try await store.withdraw(kind, of: room)
    // Before the answer, whatever it is: an earlier call may have taken it away and failed here.
    try await board.refresh(kind, of: room)
    guard hadOne else {
      throw KioskError(.notFound, "this room has no \(kind.rawValue) of its own", nextStep: "Check the room's name")
    }
    return board.downlink.value[kind][.nowhere]?.digest ?? []
  }
}
