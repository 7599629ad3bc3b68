import KioskRPC
import ArgumentParser
@main struct Main: ParsableCommand { func run() { print(hello2()) } }
