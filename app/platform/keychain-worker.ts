import { parentPort, workerData } from 'node:worker_threads'
import { Entry } from '@napi-rs/keyring'
import type { KeychainAnswer, KeychainOrder } from './keychain-protocol.ts'

// One operation on the keychain of the system. The library waits in place, already while it connects: this thread is
// there to wait. It calls back once, and ends.
parentPort?.postMessage(carryOut(workerData as KeychainOrder))

function carryOut(order: KeychainOrder): KeychainAnswer {
  try {
    // Pinned to the Secret Service: by itself the library would fall back to the kernel's memory without saying so.
    const entry = new Entry(order.service, order.profileId, { linux: { store: 'secret-service' } })
    switch (order.type) {
      case 'read':
        return { key: entry.getPassword() }
      case 'keep': {
        entry.setPassword(order.key)
        return { key: null }
      }
      case 'forget': {
        entry.deletePassword()
        return { key: null }
      }
    }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
