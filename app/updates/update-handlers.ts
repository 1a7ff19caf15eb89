import type { Handlers } from '../contract/define.ts'
import type { updateCalls } from '../contract/updates.ts'
import type { UpdateService } from './update-service.ts'

export function createUpdateHandlers(updates: UpdateService): Handlers<typeof updateCalls> {
  return {
    getUpdates: () => Promise.resolve(updates.current()),
    checkForUpdates: () => Promise.resolve(updates.check()),
    installUpdate: () => Promise.resolve(updates.install()),
  }
}
