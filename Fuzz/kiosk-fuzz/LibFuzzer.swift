import KioskFuzzing

#if canImport(Glibc)
  import Glibc
#endif

/// The parser under test: the environment variable KIOSK_FUZZ_TARGET names it.
private let target: FuzzTarget = {
  guard let name = getenv("KIOSK_FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
    fatalError("set KIOSK_FUZZ_TARGET to one of \(FuzzTarget.allCases.map(\.rawValue))")
  }
  return target
}()

private typealias OneInput = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// libFuzzer's driver, which takes the place of its main: a Swift executable's entry point has a name of its own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments?>, _ oneInput: OneInput
) -> CInt

/// The entry point that the package manager gives to the module `kiosk_fuzz`.
@_cdecl("kiosk_fuzz_main")
public func kioskFuzzMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments) { data, length in
    target.feed(Array(UnsafeBufferPointer(start: data, count: length)))
    return 0
  }
}
