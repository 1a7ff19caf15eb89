import { notifications } from '@mantine/notifications'
import { uiText } from '../ui/ui-text.ts'

/** Says a sentence in the corner of the window, the same one once at a time. A problem stays there until it is closed. */
export function say(sentence: string, isProblem: boolean): void {
  show(sentence, { autoClose: isProblem ? false : 10_000, ...(isProblem && { color: 'red.8' }) })
}

/** Says a sentence that is true for a while. Answers a way to take it back. */
export function sayUntil(sentence: string): () => void {
  const id = show(sentence, { autoClose: false })
  return () => void notifications.hide(id)
}

function show(sentence: string, look: { readonly autoClose: number | false; readonly color?: string }): string {
  const id = `say ${sentence}`
  notifications.hide(id)
  return notifications.show({
    id,
    message: sentence,
    closeButtonProps: { 'aria-label': uiText.dismiss },
    ...look,
  })
}
