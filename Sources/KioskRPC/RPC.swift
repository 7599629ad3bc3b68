public func hello2() -> String { "x" }
