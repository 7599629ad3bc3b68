internal import CLinux

/// This process's memory.
package enum ProcessMemory {
  /// Gives back to the system what is not in use: freed memory that the allocator keeps, and pages of the program that
  /// were wanted for something that is over.
  package static func giveBack() {
    kiosk_give_back_memory()
  }
}
