import KioskCore
import KioskRPC
import ServiceLifecycle
import Synchronization

/// Puts together how the device is, and tells whoever watches.
final class StatusBoard: Service {
  /// How the device is.
  let status = Broadcast(DeviceStatus())

  private let device: Device
  private let queue: EnvelopeQueue
  private let forwarder: Forwarder
  private let counters: Counters
  private let keeper: SessionKeeper
  private let calls: CallBoard

  init(
    device: Device, queue: EnvelopeQueue, forwarder: Forwarder, keeper: SessionKeeper, calls: CallBoard,
    counters: Counters
  ) {
    self.calls = calls
    self.keeper = keeper
    self.device = device
    self.queue = queue
    self.forwarder = forwarder
    self.counters = counters
    refresh()
  }

  /// Looks at everything again.
  func refresh() {
    let state = device.state.value
    let level = queue.level
    let view = keeper.view.value
    let agenda = view.session.flatMap { state.pack?.pack.agenda($0.agenda) }
    let activity = view.session?.position.flatMap { position in
      agenda.flatMap { $0.activities.indices.contains(position) ? $0.activities[position].id : nil }
    }
    let fresh = DeviceStatus(
      version: KioskVersion.current, name: state.record.name, programme: state.pack?.pack.programme ?? "",
      packDigest: state.pack?.digest ?? [], collectionKeyFingerprint: state.key?.fingerprint ?? [],
      store: state.record.store, link: forwarder.state.value.link,
      linkError: forwarder.lastError.value?.code.rawValue ?? "", queued: UInt32(level.queued),
      capacity: UInt32(level.capacity), quarantined: UInt32(level.setAside),
      sealed: counters.sealed.load(ordering: .relaxed), receipted: counters.receipted.load(ordering: .relaxed),
      isStorageHealthy: level.isHealthy,
      session: view.session?.id ?? "", sessionPhase: view.session?.phase, activity: activity ?? "", group: view.group,
      sessionRevision: view.session?.revision ?? 0, isStaffCalled: calls.isCalled.value)
    status.update { $0 = fresh }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { tasks in
        tasks.addTask { for await _ in self.device.state.watch() { self.refresh() } }
        tasks.addTask { for await _ in self.keeper.view.watch() { self.refresh() } }
        tasks.addTask { for await _ in self.calls.isCalled.watch() { self.refresh() } }
        tasks.addTask { for await _ in self.forwarder.state.watch() { self.refresh() } }
        tasks.addTask { for await _ in self.forwarder.lastError.watch() { self.refresh() } }
      }
    }
  }
}

extension ForwardingPolicy.State {
  /// The word that staff see.
  var link: LinkState {
    switch self {
    case .unenrolled: .none
    case .idle: .idle
    case .holding: .holding
    case .delivering: .delivering
    case .backingOff: .waiting
    }
  }
}
