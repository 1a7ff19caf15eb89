import { notifications } from '@mantine/notifications'

/** Says a sentence in the corner of the window. A problem stays there until it is closed. */
export function say(sentence: string, isProblem: boolean): void {
  notifications.show({
    message: sentence,
    autoClose: isProblem ? false : 10_000,
    ...(isProblem && { color: 'red.8' }),
  })
}
