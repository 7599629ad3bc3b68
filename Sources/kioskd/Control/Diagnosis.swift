import KioskCore
import KioskRPC
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// Examines the device, and says what is wrong and what to do.
struct Diagnosis: Sendable {
  /// Free space below which staff are warned: what a full WAL, a new certificate and a log take.
  static let lowSpace: UInt64 = 64 << 20
  private static let reachDeadline = Duration.seconds(5)

  let device: Device
  let queue: EnvelopeQueue
  let keeper: SessionKeeper
  let helpCommand: ChildProgram?
  let pages: Pages?
  let group: MultiThreadedEventLoopGroup

  /// One finding for each thing examined.
  func findings() async -> [Finding] {
    var findings = [await queueIntegrity(), queueLevel(), drawings(), setAside(), directory(), space(), clock()]
    let state = device.state.value
    findings.append(
      state.key == nil
        ? warning(
          "collection-key", "there is no collection key; nothing can be taken", "Enrol the device: kiosk-ctl enrol")
        : ok("collection-key", "fingerprint \(Fingerprint.grouped(state.key!.fingerprint))"))
    findings.append(
      state.pack.map { ok("pack", "\($0.pack.programme), revision \($0.pack.revision)") }
        ?? warning("pack", "no pack is loaded; nothing is on", "Load one: kiosk-ctl pack load"))
    findings += [feedback(state), session(), call(), touchPages()]
    findings.append(certificate())
    findings.append(await store())
    return findings
  }

  private func queueIntegrity() async -> Finding {
    do {
      if let problem = try await queue.integrityProblem() {
        return error("queue.integrity", problem, "Keep the state directory and ask for help")
      }
      return ok("queue.integrity", "every page reads well")
    } catch {
      return self.error("queue.integrity", error.message, error.nextStep)
    }
  }

  private func queueLevel() -> Finding {
    finding("queue.level", "the queue", queue.level.words)
  }

  private func drawings() -> Finding {
    let (check, level) = ("queue.drawings", queue.level)
    if let problem = device.drawingsProblem {
      return warning(
        check, "drawings are not taken, their queue could not be made: \(problem.message)",
        "Free some space, then restart kioskd")
    }
    guard level.takesDrawings || level.drawings.queued > 0 else { return ok(check, "drawings are not taken") }
    return finding(check, "the queue for drawings", level.drawings)
  }

  private func finding(_ check: String, _ name: String, _ level: QueueLevel) -> Finding {
    let text = "\(level.queued) of \(level.capacity) slots wait for a receipt"
    guard level.isHealthy else { return error(check, "the disk refused the last write", "Check the disk") }
    guard level.hasRoom else { return error(check, "\(name) is full: \(text)", "Connect it to its store") }
    return level.queued * 5 > level.capacity * 4
      ? warning(check, "\(name) is nearly full: \(text)", "Connect it to its store") : ok(check, text)
  }

  private func setAside() -> Finding {
    let count = queue.level.setAside
    return count == 0
      ? ok("queue.set-aside", "no envelope is set aside")
      : warning(
        "queue.set-aside", "\(count) envelopes are damaged or were refused",
        "Update the store and send again: kiosk-ctl flush. Keep the rest and ask for help")
  }

  private func directory() -> Finding {
    var status = stat()
    guard stat(device.files.directory, &status) == 0, access(device.files.directory, W_OK) == 0 else {
      return error("state.directory", "the state directory is not writable", "Check its owner and its mount")
    }
    return status.st_mode & 0o077 == 0
      ? ok("state.directory", "only its owner can enter it")
      : warning("state.directory", "others can enter the state directory", "Set its mode to 0700")
  }

  private func space() -> Finding {
    var status = statvfs()
    guard statvfs(device.files.directory, &status) == 0 else {
      return error("state.space", "the file system cannot be examined", "Check its mount")
    }
    let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
    return free < Self.lowSpace
      ? warning("state.space", "\(free >> 20) MiB are free", "Free some space; what was taken is safe")
      : ok("state.space", "\(free >> 20) MiB are free")
  }

  private func clock() -> Finding {
    Day.isPlausible
      ? ok("clock", "the day is plausible")
      : warning(
        "clock", "the clock is wrong; delivery waits until it is right", "Set the clock or connect to a network")
  }

  private func feedback(_ state: Device.State) -> Finding {
    guard !state.isFeedbackDamaged else {
      return warning(
        "feedback", "the feedback on the disk is damaged; none is shown",
        "The store sends it again; without one: kiosk-ctl feedback load")
    }
    guard let feedback = state.feedback else { return ok("feedback", "there is none") }
    return ok("feedback", "\(feedback.items.count) items, revision \(feedback.revision)")
  }

  private func session() -> Finding {
    if keeper.isUnreadable {
      return error(
        "session", "the session on the disk is damaged; the device offers drop-in", "Open a session, or ask for help")
    }
    if keeper.clock.isFast {
      return warning("session", "sessions run faster than time", "Take 'session_speed' out of kioskd.yaml")
    }
    let missing = keeper.missing
    guard missing.isEmpty else {
      return warning(
        "session", "none can be opened for real: \(missing.map(\.rawValue).joined(separator: ", "))",
        missing[0].nextStep)
    }
    return ok("session", keeper.view.value.session?.isOn == true ? "one is on" : "one can be opened")
  }

  private func call() -> Finding {
    guard let helpCommand else {
      return ok("call", "no help command is set; who watches this device is told of calls")
    }
    return helpCommand.isThere
      ? ok("call", "\(helpCommand.name) signals staff")
      : error("call", "there is no \(helpCommand.name) that can be run", "Install it, or change 'help_command'")
  }

  private func touchPages() -> Finding {
    guard let pages else { return ok("pages", "the touch pages are off") }
    let text = "\(pages.address) has \(pages.files.count) files of \(pages.files.bytes) bytes"
    let speaker = pages.listener.speaker
    guard speaker.isWanted else { return ok("pages", text + "; nothing is read aloud") }
    let languages = speaker.languages.value
    return languages.isEmpty
      ? warning("pages", text + "; no voice was found", "Install espeak-ng, or change 'speech_command'")
      : ok("pages", text + "; they are read aloud in \(languages.joined(separator: ", "))")
  }

  private func certificate() -> Finding {
    guard let validity = device.identity?.validity else {
      return warning("certificate", "the device is not enrolled", "Enrol it: kiosk-ctl enrol")
    }
    let days = (validity.until - Day.now) / 86_400
    return days < 0
      ? error("certificate", "the device's certificate has ended", "Enrol it again: kiosk-ctl enrol")
      : ok("certificate", "\(days) days are left; it renews by itself")
  }

  private func store() async -> Finding {
    let record = device.state.value.record
    guard let endpoint = HostPort(record.store), let identity = device.identity else {
      return warning("store", "the device is not enrolled", "Enrol it: kiosk-ctl enrol")
    }
    do {
      let target = RPCChannel.Target.tcp(
        endpoint, identity.clientSecurity, serverName: TLSIdentity.storeHostName)
      let isServing = try await RPCChannel.with(target, peer: "the store", on: group) { channel in
        try await channel.isServing(deadline: Self.reachDeadline)
      }
      return isServing
        ? ok("store", "\(record.store) answers")
        : warning("store", "\(record.store) answers that it does not serve now", "Wait, or look after the store")
    } catch {
      return warning("store", "\(record.store): \(error.message)", "Contributions are kept until it is reachable")
    }
  }

  private func ok(_ check: String, _ message: String) -> Finding {
    Finding(check: check, severity: .ok, message: message)
  }

  private func warning(_ check: String, _ message: String, _ nextStep: String) -> Finding {
    Finding(check: check, severity: .warning, message: message, nextStep: nextStep)
  }

  private func error(_ check: String, _ message: String, _ nextStep: String) -> Finding {
    Finding(check: check, severity: .error, message: message, nextStep: nextStep)
  }
}
