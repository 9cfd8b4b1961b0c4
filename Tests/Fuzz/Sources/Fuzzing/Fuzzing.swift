import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Runs libFuzzer with the arguments of the process.
///
/// - Parameter test: Called with each input; what it finds must trap.
public func fuzz(_ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = runDriver(&count, &arguments, test)
}

/// Ends the process with what is wrong with an input, so that libFuzzer keeps the input.
///
/// - Parameters:
///   - start: Where the input begins.
///   - count: How many bytes it has.
///   - problem: What is wrong with it; `nil` when nothing is.
/// - Returns: What libFuzzer expects: 0.
public func check(
    _ start: UnsafePointer<UInt8>?,
    _ count: Int,
    _ problem: ([UInt8]) -> String?
) -> CInt {
    if let found = problem(Array(UnsafeBufferPointer(start: start, count: count))) {
        print(found)
        fflush(nil)
        preconditionFailure("found")
    }
    return 0
}
