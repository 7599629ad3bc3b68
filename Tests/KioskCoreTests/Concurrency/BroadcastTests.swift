import KioskCore
import Testing

@Suite struct BroadcastTests {
  @Test func aWatcherGetsThePresentValueAndTheNewest() async {
    let broadcast = Broadcast(1)
    var watch = broadcast.watch().makeAsyncIterator()
    #expect(await watch.next() == 1)
    broadcast.update { $0 = 2 }
    broadcast.update { $0 = 3 }
    #expect(await watch.next() == 3)
    broadcast.finish()
    #expect(await watch.next() == nil)
  }

  @Test func whatStaysTheSameIsNotToldAgain() async {
    let broadcast = Broadcast(1)
    var watch = broadcast.watch().makeAsyncIterator()
    #expect(await watch.next() == 1)
    broadcast.update { $0 = 1 }
    broadcast.finish()
    #expect(await watch.next() == nil)
  }

  @Test func whoComesAfterTheEndGetsTheLastValue() async {
    let broadcast = Broadcast(1)
    broadcast.finish()
    var watch = broadcast.watch().makeAsyncIterator()
    #expect(await watch.next() == 1)
    #expect(await watch.next() == nil)
  }
}
