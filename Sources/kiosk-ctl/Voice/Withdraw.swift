import ArgumentParser
import KioskCore
import KioskRPC

/// Takes a contribution back.
struct Withdraw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take a contribution back with its withdrawal code.",
    discussion: """
      On the device the wish goes the way of a contribution, and nobody can tell it from one. At the store (--store) it \
      takes effect at once; the code itself does not travel there. Give - and type the code on standard input where \
      others could see the command line.
      """)

  @Argument(help: "The sixteen digits, in groups or not; - reads them from standard input.") var code: [String]
  @OptionGroup var device: SocketOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if device.socket != nil, place.store != nil {
      throw ValidationError("Give --socket or --store, not both.")
    }
  }

  func run() async throws {
    let text = code == ["-"] ? try StandardInput.line("the withdrawal code") : code.joined(separator: " ")
    let parsed = try WithdrawalCode(typed: text)
    var found: Bool?
    if place.store != nil {
      found = try await place.calling { channel in
        let request = CollectionWithdrawRequest(withdrawalTag: parsed.tag.bytes)
        return try await channel.unary(CollectionMethods.withdraw, request).wasFound
      }
    } else {
      _ = try await device.calling { channel in
        try await channel.unary(CaptureMethods.withdraw, WithdrawRequest(withdrawalCode: parsed.exposed))
      }
    }
    let renderer = output.renderer
    switch renderer.format {
    case .human: break
    case .json:
      try renderer.show(
        Record([
          Field("withdrawn", nil, .flag(true)), Field("found", nil, found.map(Value.flag) ?? .absent),
        ]))
    }
    switch found {
    case true?: renderer.say("It was at the store and is gone.")
    case false?: renderer.say("It is not at the store yet; when it comes it will not be kept.")
    case nil: renderer.say("The wish is recorded. What was given will be removed wherever it is by now.")
    }
  }
}
