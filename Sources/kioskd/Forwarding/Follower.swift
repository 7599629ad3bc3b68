import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle

/// Follows what the store sends down (packs, feedback, ended certificates), and renews the device's own certificate in time.
struct Follower: Service {
  /// Waits after a failure: the first, and the longest; half of each is random.
  private static let backoff = (first: Duration.seconds(1), longest: Duration.seconds(300))
  /// How often the certificate's end is looked at.
  private static let renewalCheck = Duration.seconds(12 * 3600)

  /// What no feedback has: the store then sends what it has, or says that it has none, and either mends a damaged file.
  private static let digestOfDamage = [UInt8](repeating: 0, count: 32)

  let device: Device
  let enroller: Enroller
  /// Takes a pack: at once, or later, and then it answers nil.
  let loadPack: @Sendable ([UInt8]) throws(KioskError) -> Device.LoadedPack?
  let group: MultiThreadedEventLoopGroup
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var session: Task<Void, Never>?
      var enrolment = ""
      for await state in device.state.watch() where state.record.enrolment != enrolment {
        enrolment = state.record.enrolment
        session?.cancel()
        session = state.isEnrolled ? Task { await follow() } : nil
      }
      session?.cancel()
    }
  }

  private func follow() async {
    var wait = Self.backoff.first
    while !Task.isCancelled {
      let began = ContinuousClock.now
      do { try await session() } catch { logger.debug("not following", metadata: ["error": "\(error.code.rawValue)"]) }
      // A session that lasted was a success: the next failure starts from the beginning.
      wait =
        ContinuousClock.now - began > Self.backoff.longest ? Self.backoff.first : min(wait * 2, Self.backoff.longest)
      try? await Task.sleep(for: wait * Double.random(in: 0.5...1), tolerance: wait / 4)
    }
  }

  private func session() async throws(KioskError) {
    guard let endpoint = HostPort(device.state.value.record.store), let identity = device.identity else { return }
    let target = RPCChannel.Target.tcp(endpoint, identity.clientSecurity, serverName: TLSIdentity.storeHostName)
    try await RPCChannel.with(target, peer: "the store", on: group) { channel in
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await renewInTime(over: channel) }
        tasks.addTask {
          let state = device.state.value
          let request = FollowRequest(
            packDigest: state.pack?.digest ?? [],
            feedbackDigest: state.isFeedbackDamaged ? Self.digestOfDamage : state.feedbackDigest)
          try await channel.serverStream(DeliveryMethods.follow, request, deadline: nil) { take($0) }
        }
        defer { tasks.cancelAll() }
        try await tasks.next()
      }
    }
  }

  private func take(_ response: FollowResponse) {
    do {
      try device.refuse(Set(response.revokedSerials))
    } catch {
      logger.warning(
        "ended certificates are not written down", metadata: ["error": "\(error.code.rawValue)"])
    }
    takeFeedback(response)
    guard !response.signedPack.isEmpty else { return }
    do {
      if let loaded = try loadPack(response.signedPack) {
        logger.info("pack loaded from the store", metadata: ["digest": "\(loaded.digest.hexadecimal)"])
      } else {
        logger.info("a pack of the store waits until the session is over")
      }
    } catch {
      logger.warning("the store's pack was not taken", metadata: ["error": "\(error.code.rawValue)"])
    }
  }

  private func takeFeedback(_ response: FollowResponse) {
    do {
      if !response.signedFeedback.isEmpty {
        let digest = try device.loadFeedback(response.signedFeedback, from: .store)
        logger.info("feedback loaded from the store", metadata: ["digest": "\(digest.hexadecimal)"])
      } else if response.hasNoFeedback {
        try device.removeFeedback()
        logger.info("the store has no feedback for this device")
      }
    } catch {
      logger.warning("the store's feedback was not taken", metadata: ["error": "\(error.code.rawValue)"])
    }
  }

  private func renewInTime(over channel: RPCChannel) async throws {
    while !Task.isCancelled {
      if let validity = device.identity?.validity, Self.isDue(validity, now: Day.now) {
        do {
          try await enroller.renew(over: channel)
          logger.info("certificate renewed")
        } catch {
          // There are months left; what the store sends down must go on coming.
          logger.warning("certificate not renewed", metadata: ["error": "\(error.code.rawValue)"])
        }
      }
      try await Task.sleep(for: Self.renewalCheck, tolerance: .seconds(600))
    }
  }

  /// Whether less than a third of a certificate's time is left; seconds since 1970.
  static func isDue(_ validity: (from: Int64, until: Int64), now: Int64) -> Bool {
    now >= validity.until - (validity.until - validity.from) / 3
  }
}
