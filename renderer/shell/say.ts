import { notifications } from '@mantine/notifications'
import { uiText } from '../ui/ui-text.ts'

/** Says a sentence in the corner of the window, the same one once at a time. A problem stays there until it is closed. */
export function say(sentence: string, isProblem: boolean): void {
  const id = `say ${sentence}`
  notifications.hide(id)
  notifications.show({
    id,
    message: sentence,
    autoClose: isProblem ? false : 10_000,
    closeButtonProps: { 'aria-label': uiText.dismiss },
    ...(isProblem && { color: 'red.8' }),
  })
}
