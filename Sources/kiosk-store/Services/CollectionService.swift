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
      let signed = try SignedPack.open(request.signedPack, trusting: signers).signed
      try await store.keep(pack: request.signedPack)
      try await board.refresh()
      return PublishPackResponse(packDigest: signed.digest)
    }
  }
}
