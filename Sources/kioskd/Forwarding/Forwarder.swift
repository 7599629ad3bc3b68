import GRPCCore
import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Carries out what the forwarding policy says: delivers to the store, and erases on the receipts.
final class Forwarder: Service {
  /// The longest that one batch may take, as the RPC's deadline: 256 KiB at 64 kbit/s take 33 s without loss.
  /// Receipts that came before it count.
  static let deliveryDeadline = Duration.seconds(120)

  /// How the policy stands, for staff.
  let state: Broadcast<ForwardingPolicy.State>
  /// The last error towards the store; nil after a success.
  let lastError = Broadcast<KioskError?>(nil)

  private let device: Device
  private let queue: EnvelopeQueue
  private let group: MultiThreadedEventLoopGroup
  private let counters: Counters
  private let logger: Logger
  private let policy: Mutex<ForwardingPolicy>
  private let events: AsyncStream<ForwardingPolicy.Event>
  private let report: AsyncStream<ForwardingPolicy.Event>.Continuation

  init(
    device: Device, queue: EnvelopeQueue, configuration: ForwardingPolicy.Configuration, counters: Counters,
    group: MultiThreadedEventLoopGroup, logger: Logger
  ) {
    self.device = device
    self.queue = queue
    self.group = group
    self.counters = counters
    self.logger = logger
    policy = Mutex(ForwardingPolicy(configuration))
    state = Broadcast(.unenrolled)
    (events, report) = AsyncStream.makeStream()
  }

  /// Tells the policy what happened.
  func handle(_ event: ForwardingPolicy.Event) {
    report.yield(event)
  }

  /// Takes other values for mixing, for what is released from now on.
  func reconfigure(_ configuration: ForwardingPolicy.Configuration) {
    policy.withLock { $0.configuration = configuration }
    report.yield(.timer)
  }

  /// Runs until the program stops; what is under way is given up then, and sent again after the next start.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { tasks in
        tasks.addTask {
          for await state in self.device.state.watch() { self.report.yield(.enrolled(state.isEnrolled)) }
        }
        self.report.yield(.queued(self.queue.level.queued))
        await self.drive(in: &tasks)
        tasks.cancelAll()
      }
    }
  }

  private func drive(in tasks: inout DiscardingTaskGroup) async {
    let clock = ContinuousClock()
    let start = clock.now
    var timer: (task: Task<Void, Never>, until: Duration)?
    defer { timer?.task.cancel() }
    for await event in events {
      let now = clock.now - start
      let (action, state) = policy.withLock { policy in
        (policy.handle(event, at: now, jitter: Double.random(in: 0...1)), policy.state)
      }
      self.state.update { $0 = state }
      // libdispatch keeps a cancelled sleep until its time: one that is right already goes on.
      if event != .timer, case .wait(let until) = action, until == timer?.until { continue }
      timer?.task.cancel()
      timer = nil
      switch action {
      case .none: break
      case .wait(let until):
        let task = Task { [report] in
          try? await clock.sleep(until: start + until, tolerance: .seconds(1))
          if !Task.isCancelled { report.yield(.timer) }
        }
        timer = (task, until)
      case .deliver(let limit, let batch):
        tasks.addTask { self.report.yield(await self.deliver(limit: limit, batch: batch)) }
      }
    }
  }

  private func deliver(limit: Int, batch: Int) async -> ForwardingPolicy.Event {
    guard let endpoint = HostPort(device.state.value.record.store), let identity = device.identity else {
      return .failed
    }
    let target = RPCChannel.Target.tcp(
      endpoint, identity.clientSecurity, serverName: TLSIdentity.storeHostName)
    let settled = Atomic<Int>(0)
    do {
      try await RPCChannel.with(target, peer: "the store", on: group) { channel in
        while settled.load(ordering: .relaxed) < limit {
          let count = try await self.deliver(
            over: channel, limit: min(batch, limit - settled.load(ordering: .relaxed)))
          guard count > 0 else { return }
          settled.add(count, ordering: .relaxed)
        }
      }
      lastError.update { $0 = nil }
      return .delivered(settled.load(ordering: .relaxed))
    } catch {
      let failure = KioskError(error, peer: "the store")
      if lastError.value != failure {
        logger.warning("the store took nothing", metadata: ["error": "\(failure.code.rawValue)"])
      }
      lastError.update { $0 = failure }
      return .failed
    }
  }

  /// Sends one batch.
  /// - Returns: how many receipts named an envelope of the queue and matched it.
  private func deliver(over channel: RPCChannel, limit: Int) async throws(KioskError) -> Int {
    let envelopes = try await queue.batch(limit: limit)
    guard !envelopes.isEmpty else { return 0 }
    // Settled beside each other, so that they share their flushes; a receipt that has come counts, whatever comes next.
    let (receipts, arrived) = AsyncStream.makeStream(of: Receipt.self)
    let answers = Atomic(0)
    async let settled = settle(receipts)
    do throws(KioskError) {
      try await channel.bidirectional(
        DeliveryMethods.deliver, sending: envelopes.map { DeliverRequest(envelope: $0.bytes) },
        deadline: Self.deliveryDeadline
      ) { response in
        guard answers.add(1, ordering: .relaxed).newValue <= envelopes.count else {
          throw KioskError(.invalid, "the store sends more receipts than it was given envelopes")
        }
        if let receipt = try response.receipt { arrived.yield(receipt) }
      }
    } catch {
      arrived.finish()
      _ = await settled
      throw error
    }
    arrived.finish()
    return try await settled.get()
  }

  private func settle(_ receipts: AsyncStream<Receipt>) async -> Result<Int, KioskError> {
    await withTaskGroup(of: Result<Int, KioskError>.self) { tasks in
      for await receipt in receipts { tasks.addTask { await self.settle(receipt) } }
      var sum = Result<Int, KioskError>.success(0)
      for await result in tasks { sum = sum.flatMap { count in result.map { count + $0 } } }
      return sum
    }
  }

  /// - Returns: 1 when the receipt named an envelope of the queue and matched it, otherwise 0.
  private func settle(_ receipt: Receipt) async -> Result<Int, KioskError> {
    do throws(KioskError) {
      guard try await queue.settle(receipt) else { return .success(0) }
      counters.receipted.add(1, ordering: .relaxed)
      return .success(1)
    } catch {
      return .failure(error)
    }
  }
}
